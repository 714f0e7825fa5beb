using DeepWonder3D.Formats;
using DeepWonder3D.Formats.NeuronFiles;

namespace DeepWonder3D.Accuracy.Trials;

/// <summary>The public two-photon movie beside the repository, against its hand labels.</summary>
internal sealed class RealMovieTrial(string name, string description, double models, bool resized) : Trial
{
    private const double FrameRate = 7;
    private const double PixelSizeUm = 1.15;

    /// <summary>Labels with this peak of their own trace, in units of its noise, are plainly active.</summary>
    private const double ActiveSnr = 5;

    private readonly double _models = models;
    private readonly bool _resized = resized;

    /// <summary>The ways in which the movie can be given to models for 1 or 2 µm.</summary>
    public static IReadOnlyList<RealMovieTrial> All { get; } =
    [
        new("two-photon-1-um", "1 µm models, as it is", 1, resized: false),
        new("two-photon-2-um", "2 µm models, as it is", 2, resized: false),
        new("two-photon-2-um-resized", "2 µm models, resized to 2 µm", 2, resized: true),
    ];

    /// <summary>The movie.</summary>
    public static string Movie { get; } = Repository.Path("..", "shared", "data", "two-photon-7hz.tif");

    public string Description { get; } = description;

    public override string Name => name;

    public override double ModelPixelSizeUm => _models;

    protected override string Recipe => string.Create(
        CultureInfo.InvariantCulture,
        $"{Path.GetFileName(Movie)}, {new FileInfo(Movie).Length} bytes, {PixelSizeUm} µm, models for {_models} µm, resized {_resized}");

    private static string Labels => Path.ChangeExtension(Movie, ".regions.json");

    public override TrialResult Measure(ChainModels models, CancellationToken token)
    {
        // Without a pixel size any model takes the movie: that is how models for 2 µm see pixels of 1.15.
        bool asIs = !_resized && _models != 1;
        VolumeReadOptions options = new() { FrameRate = FrameRate, PixelSizeUm = asIs ? null : PixelSizeUm };
        using Volume movie = VolumeReader.Open(Movie, options, token);
        using Volume? resized = _resized ? ChainRun.Resize(movie, _models, models, token) : null;
        using ChainRun run = ChainRun.Of(resized ?? movie, models, token);
        NeuronSet found = run.Neurons with { PixelSizeUm = run.Neurons.PixelSizeUm ?? PixelSizeUm };
        NeuronImportOptions view = new() { Height = movie.Height, Width = movie.Width, PixelSizeUm = PixelSizeUm };
        NeuronSet truth = (NeuronSet)NeuronFile.Read(Labels, NeuronFileFormat.Auto, view);
        ComparisonOptions comparison = new();
        comparison = comparison with { EdgePx = comparison.EdgePx * found.PixelSizeUm.Value / PixelSizeUm };
        return new TrialResult
        {
            Views = DetectionScore.Of(new NeuronComparer(comparison).Compare(found, truth)),
            ActiveLabels = DetectionScore.Of(new NeuronComparer(comparison with { MinimumSnr = ActiveSnr }).Compare(found, truth)),
            Seconds = run.Seconds with
            {
                Resize = resized?.History[^1].Duration.TotalSeconds ?? 0,
                ResizeVoxels = resized is null ? 0 : movie.VoxelCount,
            },
        };
    }
}
