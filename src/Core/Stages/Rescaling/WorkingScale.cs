using System.Globalization;
using DeepWonder3D.Errors;
using DeepWonder3D.Models;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Stages.Rescaling;

/// <summary>
/// The model for a movie, and the pixels it works in: the movie's own where they are of a size that a model was trained for, otherwise
/// those of the nearest model. What counts is how many pixels a cell has; a pixel size in µm stands for that, as cells are much alike.
/// </summary>
/// <param name="Model">The model.</param>
/// <param name="Scale">Pixels at work a pixel of the movie.</param>
/// <param name="Cells">How large cells are in the movie's pixels, where that was stated or estimated.</param>
internal sealed record WorkingScale(ModelFile Model, PixelScale Scale, CellSize? Cells)
{
    // Finer and coarser pixels are no microscope's that shows cells.
    private const double FinestUm = 0.2;
    private const double CoarsestUm = 9;

    // Pixels less than this far from square are taken for square, as models see such cells as well.
    private const double AspectTolerance = 0.1;

    /// <summary>Finds the model, and estimates how large cells are where nothing says it.</summary>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.ModelPixelSizeMismatch"/>, <see cref="ErrorId.PixelSizeUnknown"/>, or what the catalog and the movie may bring.
    /// </exception>
    public static WorkingScale Of(ModelStage stage, Volume movie, NetworkOptions options, IStageObserver observer, CancellationToken token)
    {
        options.CheckDiameter();
        if (!options.Rescales || options.Tiles is not null || stage == ModelStage.Denoise)
        {
            // Noise is the pixels' own: it is taken out before anything mixes them.
            return new WorkingScale(StageNetwork.Resolve(stage, movie.PixelSizeUm, options, observer), PixelScale.One, movie.Info.CellSize);
        }

        if ((CellScale.Stated(movie, options) ?? movie.Info.CellSize) is null && movie.PixelSizeUm is null
            && !ModelCatalog.Default.DependsOnScale(options.Model, stage, observer))
        {
            return new WorkingScale(StageNetwork.Resolve(stage, null, options, observer), PixelScale.One, null);
        }

        CellScale scale = CellScale.Of(movie, options, observer, token);
        return At(stage, movie, scale.PixelUm, scale.IsScanned, options, observer) with { Cells = scale.Cells };
    }

    /// <summary>The models of which one will serve a movie of so large pixels: all, where its cells have to be looked at first.</summary>
    /// <exception cref="DeepWonderException">As for <see cref="Of"/>.</exception>
    public static IReadOnlyList<ModelFile> ModelsFor(ModelStage stage, double? pixelSizeUm, NetworkOptions options)
    {
        if (pixelSizeUm is { } pixel && !options.StatesDiameter)
        {
            // Only so much is certain before the movie is looked at: that one fits.
            _ = ModelCatalog.Default.ResolveNearest(options.Model, stage, pixel, pixel is >= FinestUm and <= CoarsestUm);
        }

        return ModelCatalog.Default.RequireStage(options.Model, stage);
    }

    /// <summary>The movie in the pixels at work: itself, what it was computed as by the stage before, or a view of it.</summary>
    public Volume ViewOf(Volume movie)
    {
        if (Scale.IsOne)
        {
            return movie;
        }

        // The stage before worked in these very pixels: going there through the movie's own would blur twice.
        return movie.Store is RescaledStore { Source: var computed } rescaled && IsNear(rescaled.Scale.Inverse, Scale)
            ? computed
            : RescaledStore.View(movie, Scale);
    }

    /// <summary>What the history says of it; nothing where a movie is used as it is and nobody asked how large cells are.</summary>
    public IEnumerable<(string Name, object? Value)> Facts()
    {
        if (!Scale.IsOne)
        {
            yield return ("Scale", Scale);
        }

        if (Cells is { } cells)
        {
            yield return ("CellDiameterPx", Math.Round(cells.DiameterPx, 2));
            yield return ("CellDiameterConfidence", Math.Round(cells.Confidence, 2));
            if (cells.IsScanned is { } isScanned)
            {
                yield return ("LooksScanned", isScanned);
            }
        }
    }

    private static bool IsNear(PixelScale a, PixelScale b) =>
        Math.Abs((a.Rows / b.Rows) - 1) < 1e-3 && Math.Abs((a.Columns / b.Columns) - 1) < 1e-3;

    private static WorkingScale At(
        ModelStage stage, Volume movie, double pixel, bool? isScanned, NetworkOptions options, IStageObserver observer)
    {
        // Only the models for fine pixels have seen two-photon movies; with the others cells of a camera's movies are found at any scale
        // and at less cost.
        double aspect = Math.Abs(movie.PixelAspect - 1) > AspectTolerance ? movie.PixelAspect : 1;
        double middle = pixel * Math.Sqrt(aspect);
        (ModelFile model, double? target) = ModelCatalog.Default.ResolveNearest(
            options.Model, stage, middle, middle is >= FinestUm and <= CoarsestUm, isScanned, observer);
        double at = target ?? middle;
        PixelScale scale = aspect == 1 && target is null ? PixelScale.One : new PixelScale(pixel * aspect / at, pixel / at);
        if (!scale.IsOne)
        {
            observer.Verbose(string.Create(
                CultureInfo.InvariantCulture,
                $"'{movie.Name}' is brought to {scale} of its pixels for {model.Metadata.Name}; results come back in its own."));
        }

        return new WorkingScale(model, scale, null);
    }
}
