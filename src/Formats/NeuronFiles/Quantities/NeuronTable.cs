using DeepWonder3D.Neurons;
using DeepWonder3D.Views;

namespace DeepWonder3D.Formats.NeuronFiles.Quantities;

/// <summary>
/// What a neuron is in files: every quantity once, with its meaning, its unit, how it is got and set, and the names that do not follow from
/// its own.
/// </summary>
internal static class NeuronTable
{
    private const string Pixels = "pixels";
    private const string PixelsFrom0 = "pixels from 0";
    private const string Micrometres = "micrometres";
    private const string SnrMeaning = "peak of the trace above its median, in units of its noise";
    private const string TraceMeaning = "mean of the footprint's samples";
    private const string NoiseMeaning = "noise of the change over the baseline";
    private const string ContaminationMeaning = "share of the trace's variance that surround or neighbours explain, 0 to 1";
    private const string AlignmentMeaning = "probability that the tissue there is that of the day it was found on, 0 to 1";
    private const string ChannelMeaning = "mean of the footprint in the other channel, with its background";
    private const string ChannelScoreMeaning =
        "how far it stands out of its surround there, in robust standard deviations of places without neurons";

    private const string DeltaMeaning = "change over the sliding baseline";
    private const string BaselineMeaning = "resting level of the trace";
    private const string DenoisedMeaning = "the trace without noise: baseline, and what events and their decay add";
    private const string EventsMeaning = "what each frame's events add to the trace, 0 in most frames";

    /// <summary>The neurons of one view. MATLAB's files hold rows, columns and traces in the published records.</summary>
    public static NeuronTable<Neuron> View { get; } = new(
        [
            new(nameof(Neuron.Id), "number in the view, from 1", null,
                n => n.Id) { IsWhole = true, Mat = "neuron_id", Nwb = null },
            new(nameof(Neuron.Row), "row of the centroid", PixelsFrom0,
                n => n.Row, (n, v) => n with { Row = v }) { Mat = null, Nwb = "centroid_row" },
            new(nameof(Neuron.Column), "column of the centroid", PixelsFrom0,
                n => n.Column, (n, v) => n with { Column = v }) { Mat = null, Nwb = "centroid_column" },
            new(nameof(Neuron.AreaPx), "pixels covered", Pixels,
                n => n.AreaPx) { Json = null, Mat = null, Npz = null, Nwb = null },
            new(nameof(Neuron.Roundness), "4 pi area / perimeter squared: 1 for a circle", null,
                n => n.Roundness, (n, v) => n with { Roundness = v }),
            new(nameof(Neuron.Score), "highest score of the segmentation inside the footprint", null,
                n => n.Score, (n, v) => n with { Score = v }),
            new(nameof(Neuron.Snr), SnrMeaning, null,
                n => n.Snr, (n, v) => n with { Snr = v }),
            new(nameof(Neuron.Probability), "probability that it is a cell's body, 0 to 1", null,
                n => n.Probability, (n, v) => n with { Probability = v }) { IsLater = true, IsOptional = true },
            new(nameof(Neuron.WidthPx), "how wide what lights up with it is across", Pixels,
                n => n.WidthPx, (n, v) => n with { WidthPx = v }) { IsLater = true, IsOptional = true },
            new(nameof(Neuron.LengthPx), "how long what lights up with it is", Pixels,
                n => n.LengthPx, (n, v) => n with { LengthPx = v }) { IsLater = true, IsOptional = true },
            new(nameof(Neuron.NoiseLevel), NoiseMeaning, "percent / sqrt(Hz)",
                n => n.NoiseLevel, (n, v) => n with { NoiseLevel = v }) { IsLater = true, IsOptional = true },
            new(nameof(Neuron.Contamination), ContaminationMeaning, null,
                n => n.Contamination, (n, v) => n with { Contamination = v }) { IsLater = true, IsOptional = true },
            new(nameof(Neuron.TimeOffsetS), "from a frame's time to when the neuron's row was scanned", "seconds",
                n => n.TimeOffsetS, (n, v) => n with { TimeOffsetS = v }) { IsLater = true, IsOptional = true },
            new(nameof(Neuron.AlignmentProbability), AlignmentMeaning, null,
                n => n.AlignmentProbability, (n, v) => n with { AlignmentProbability = v }) { IsLater = true, IsOptional = true },
            new(nameof(Neuron.ChannelMean), ChannelMeaning, "a.u.",
                n => n.ChannelMean, (n, v) => n with { ChannelMean = v }) { IsLater = true, IsOptional = true },
            new(nameof(Neuron.ChannelSurround), "the same of the ring around it", "a.u.",
                n => n.ChannelSurround, (n, v) => n with { ChannelSurround = v }) { IsLater = true, IsOptional = true },
            new(nameof(Neuron.ChannelScore), ChannelScoreMeaning, null,
                n => n.ChannelScore, (n, v) => n with { ChannelScore = v }) { IsLater = true, IsOptional = true },
            new(nameof(Neuron.IsRed), "whether it shines in the other channel: 1 or 0", null,
                n => n.IsRed is { } red ? red ? 1 : 0 : double.NaN, (n, v) => n with { IsRed = double.IsNaN(v) ? null : v > 0.5 })
            { IsLater = true, IsOptional = true },
        ],
        [
            new(nameof(Neuron.Trace), TraceMeaning, "a.u.",
                n => n.Trace, (n, v) => n with { Trace = v })
            { IsNeeded = true, Csv = ".traces.csv", Mat = null, Nwb = "Fluorescence/RoiResponseSeries" },
            new(nameof(Neuron.DeltaFOverF), DeltaMeaning, "n.a.",
                n => n.DeltaFOverF, (n, v) => n with { DeltaFOverF = v }) { Csv = ".deltaf.csv", Nwb = "DfOverF/RoiResponseSeries" },
            new(nameof(Neuron.Baseline), BaselineMeaning, "a.u.",
                n => n.Baseline, (n, v) => n with { Baseline = v }),
            new(nameof(Neuron.Denoised), DenoisedMeaning, "a.u.",
                n => n.Denoised, (n, v) => n with { Denoised = v }),
            new(nameof(Neuron.Events), EventsMeaning, "a.u.",
                n => n.Events, (n, v) => n with { Events = v }) { Nwb = "Fluorescence/Deconvolved" },
        ]);

    /// <summary>The neurons in space. MATLAB's files hold rows, columns and depths in the published matrix.</summary>
    public static NeuronTable<LocalizedNeuron> Space { get; } = new(
        [
            new(nameof(LocalizedNeuron.Id), "number in the population, from 1", null,
                n => n.Id) { IsWhole = true, Mat = "neuron_id", Nwb = null },
            new(nameof(LocalizedNeuron.XUm), "position along the columns", Micrometres,
                n => n.XUm, (n, v) => n with { XUm = v }),
            new(nameof(LocalizedNeuron.YUm), "position along the rows", Micrometres,
                n => n.YUm, (n, v) => n with { YUm = v }),
            new(nameof(LocalizedNeuron.ZUm), "depth", Micrometres,
                n => n.ZUm, (n, v) => n with { ZUm = v }),
            new(nameof(LocalizedNeuron.Row), "row in the centre view", PixelsFrom0,
                n => n.Row, (n, v) => n with { Row = v }) { Mat = null, Nwb = "centroid_row" },
            new(nameof(LocalizedNeuron.Column), "column in the centre view", PixelsFrom0,
                n => n.Column, (n, v) => n with { Column = v }) { Mat = null, Nwb = "centroid_column" },
            new(nameof(LocalizedNeuron.ViewCount), "views that saw it", null,
                n => n.ViewCount) { Json = null, Npz = null, Nwb = null },
            new(nameof(LocalizedNeuron.XErrorUm), "standard error of the position along the columns", Micrometres,
                n => n.XErrorUm, (n, v) => n with { XErrorUm = v }) { IsLater = true },
            new(nameof(LocalizedNeuron.YErrorUm), "standard error of the position along the rows", Micrometres,
                n => n.YErrorUm, (n, v) => n with { YErrorUm = v }) { IsLater = true },
            new(nameof(LocalizedNeuron.ZErrorUm), "standard error of the depth", Micrometres,
                n => n.ZErrorUm, (n, v) => n with { ZErrorUm = v }) { IsLater = true },
            new(nameof(LocalizedNeuron.AgreeingViewCount), "views that saw it where its position puts it", null,
                n => n.AgreeingViewCount, (n, v) => n with { AgreeingViewCount = v >= 0 ? (int)v : 0 }) { IsLater = true },
            new(nameof(LocalizedNeuron.Placement), "0 not judged, 1 in space, 2 depth uncertain, 3 views disagree, 4 flat", null,
                n => (int)n.Placement, (n, v) => n with { Placement = PlacementOf(v) }) { IsLater = true },
            new(nameof(LocalizedNeuron.ResidualPx), "distance between where views saw it and where its position puts it", Pixels,
                n => n.ResidualPx, (n, v) => n with { ResidualPx = v }),
            new(nameof(LocalizedNeuron.Correlation), "mean correlation of the views' traces with their mean", null,
                n => n.Correlation, (n, v) => n with { Correlation = v }),
            new(nameof(LocalizedNeuron.Snr), SnrMeaning, null,
                n => n.Snr, (n, v) => n with { Snr = v }),
            new(nameof(LocalizedNeuron.NoiseLevel), NoiseMeaning, "percent / sqrt(Hz)",
                n => n.NoiseLevel, (n, v) => n with { NoiseLevel = v }) { IsLater = true, IsOptional = true },
            new(nameof(LocalizedNeuron.Contamination), ContaminationMeaning, null,
                n => n.Contamination, (n, v) => n with { Contamination = v }) { IsLater = true, IsOptional = true },
        ],
        [
            new(nameof(LocalizedNeuron.Trace), TraceMeaning, "a.u.",
                n => n.Trace, (n, v) => n with { Trace = v })
            { IsNeeded = true, Csv = ".traces.csv", Mat = "all_single_neuron_trace", Nwb = "Fluorescence/RoiResponseSeries" },
            new(nameof(LocalizedNeuron.DeltaFOverF), DeltaMeaning, "n.a.",
                n => n.DeltaFOverF, (n, v) => n with { DeltaFOverF = v }) { Csv = ".deltaf.csv", Nwb = "DfOverF/RoiResponseSeries" },
            new(nameof(LocalizedNeuron.Baseline), BaselineMeaning, "a.u.",
                n => n.Baseline, (n, v) => n with { Baseline = v }),
            new(nameof(LocalizedNeuron.Denoised), DenoisedMeaning, "a.u.",
                n => n.Denoised, (n, v) => n with { Denoised = v }),
            new(nameof(LocalizedNeuron.Events), EventsMeaning, "a.u.",
                n => n.Events, (n, v) => n with { Events = v }) { Nwb = "Fluorescence/Deconvolved" },
        ]);

    /// <summary>
    /// What single views saw of a neuron in space. MATLAB's files hold all numbers as columns of one matrix, NumPy's those that every
    /// detection has; traces stand in MATLAB's and NWB's view by view.
    /// </summary>
    public static NeuronTable<Detection> Detections { get; } = new(
        [
            new(nameof(Detection.ViewId), "views that saw it", null,
                d => d.ViewId, (d, v) => d with { ViewId = (int)v })
            { IsWhole = true, IsNeeded = true, Mat = null, Npz = null, Nwb = "detection_view" },
            new(nameof(Detection.NeuronId), "its numbers in those views", null,
                d => d.NeuronId, (d, v) => d with { NeuronId = (int)v })
            { IsWhole = true, IsNeeded = true, Mat = null, Npz = null, Nwb = "detection_neuron" },
            new(nameof(Detection.Row), "its rows in those views", null,
                d => d.Row, (d, v) => d with { Row = v }) { IsNeeded = true, Mat = null, Npz = null, Nwb = "detection_row" },
            new(nameof(Detection.Column), "its columns in those views", null,
                d => d.Column, (d, v) => d with { Column = v }) { IsNeeded = true, Mat = null, Npz = null, Nwb = "detection_column" },
            new(nameof(Detection.ResidualPx), "distances between where those views saw it and where its position puts it", Pixels,
                d => d.ResidualPx, (d, v) => d with { ResidualPx = v })
            { Mat = null, Npz = "detection_residual_px", Nwb = "detection_residual_px" },
            new(nameof(Detection.Snr), "peaks of its traces in those views above their medians, in units of their noise", null,
                d => d.Snr, (d, v) => d with { Snr = v }) { Mat = null, Npz = "detection_snr", Nwb = "detection_snr" },
            new(nameof(Detection.Weight), "shares of those views in its trace", null,
                d => d.Weight, (d, v) => d with { Weight = v }) { Mat = null, Npz = "detection_weight", Nwb = "detection_weight" },
        ],
        [
            new(nameof(Detection.Trace), "what the view saw", "a.u.",
                d => d.Trace, (d, v) => d with { Trace = v }) { Csv = ".views.csv", Mat = null, Npz = "detection_trace", Nwb = null },
        ]);

    /// <summary>The numbers that are read, of neurons of either kind.</summary>
    public static IReadOnlyList<NeuronQuantity> Numbers { get; } =
        [.. View.Read.Concat<NeuronQuantity>(Space.Read).DistinctBy(n => n.Name)];

    /// <summary>The series of neurons of either kind.</summary>
    public static IReadOnlyList<NeuronQuantity> Series { get; } =
        [.. View.Series.Concat<NeuronQuantity>(Space.Series).DistinctBy(s => s.Name)];

    /// <summary>The series of neurons of a kind.</summary>
    public static IReadOnlyList<NeuronQuantity> SeriesOf(NeuronFileKind kind) =>
        kind == NeuronFileKind.Space ? Space.Series : View.Series;

    /// <summary>A detection with the numbers of a file.</summary>
    /// <param name="valueAt">As for <see cref="NeuronTable{T}.Filled"/>.</param>
    public static Detection DetectionOf(Func<int, double> valueAt) =>
        Detections.Filled(new Detection(0, 0, double.NaN, double.NaN), valueAt);

    private static Placement PlacementOf(double number) => Enum.IsDefined((Placement)number) ? (Placement)number : Placement.Unknown;
}
