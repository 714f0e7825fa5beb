using DeepWonder3D.Neurons;
using DeepWonder3D.Views;
using DeepWonder3D.Work;

namespace DeepWonder3D.Formats.NeuronFiles;

/// <summary>What a neuron file says of all its neurons together; null where it does not say.</summary>
internal sealed record NeuronFileHead
{
    public NeuronFileKind Kind { get; init; }

    public string? Name { get; init; }

    public int? ViewId { get; init; }

    public int? Height { get; init; }

    public int? Width { get; init; }

    public long? FrameCount { get; init; }

    public double? FrameRate { get; init; }

    /// <summary>When each frame was taken, seconds after the first.</summary>
    public double[]? FrameTimes { get; init; }

    public double? PixelSizeUm { get; init; }

    /// <summary>Height of a pixel over its width.</summary>
    public double? PixelAspect { get; init; }

    /// <summary>What the field of a view looks like; as high and wide as the view.</summary>
    public MeanPicture? Picture { get; init; }

    /// <summary>What neurons are called, by their ids; those that nobody named have no entry.</summary>
    public IReadOnlyDictionary<int, string> Labels { get; init; } = new Dictionary<int, string>();

    public ViewCalibration? Calibration { get; init; }

    public IReadOnlyList<HistoryStep> History { get; init; } = [];

    /// <summary>What the user should hear of how the file was read.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The head of a <see cref="NeuronSet"/> or a <see cref="NeuronPopulation"/>.</summary>
    public static NeuronFileHead Of(object neurons) => neurons is NeuronSet set ? Of(set) : Of((NeuronPopulation)neurons);

    private static NeuronFileHead Of(NeuronSet set) => new()
    {
        Kind = NeuronFileKind.View,
        Name = set.Name,
        ViewId = set.ViewId,
        Height = set.Height,
        Width = set.Width,
        FrameCount = set.FrameCount,
        FrameRate = set.FrameRate,
        FrameTimes = set.FrameTimes,
        PixelSizeUm = set.PixelSizeUm,
        PixelAspect = set.PixelAspect == 1 ? null : set.PixelAspect,
        Picture = set.Picture,
        Labels = set.Neurons.Where(n => n.Label is not null).ToDictionary(n => n.Id, n => n.Label!),
        History = set.History,
    };

    private static NeuronFileHead Of(NeuronPopulation population) => new()
    {
        Kind = NeuronFileKind.Space,
        Name = population.Name,
        FrameCount = population.FrameCount,
        FrameRate = population.FrameRate,
        FrameTimes = population.FrameTimes,
        PixelSizeUm = population.PixelSizeUm,
        Labels = population.Neurons.Where(n => n.Label is not null).ToDictionary(n => n.Id, n => n.Label!),
        Calibration = population.Calibration,
        History = population.History,
    };
}

/// <summary>What a neuron file holds.</summary>
internal enum NeuronFileKind
{
    /// <summary>The neurons of one view.</summary>
    View,

    /// <summary>The neurons of all views in space.</summary>
    Space,
}

/// <summary>All that a neuron file holds, before it is checked.</summary>
internal sealed record NeuronFileContent(NeuronFileHead Head, IReadOnlyList<NeuronDraft> Neurons);
