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
    /// <summary>The diameter of the cells that the models were trained on, µm: what a stated diameter is compared with.</summary>
    public const double TypicalCellUm = 12;

    // As the estimate finds cells: light spreads more in front of a camera, where cells out of focus are seen as well.
    private const double ScannedCellUm = 9.8;
    private const double CameraCellUm = 14.6;

    // Finer and coarser pixels are no microscope's that shows cells.
    private const double FinestUm = 0.2;
    private const double CoarsestUm = 9;

    // Pixels less than this far from square are taken for square, as models see such cells as well.
    private const double AspectTolerance = 0.1;

    // What the movie shows outweighs a stated pixel size where cells would be this many times too large or too small by that size, and the
    // estimate is as sure as this.
    private const double Doubtful = 1.5;
    private const double SureEnough = 0.6;

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

        CellSize? cells = Stated(movie, options) ?? movie.Info.CellSize;
        if (cells is null && movie.PixelSizeUm is null && !ModelCatalog.Default.DependsOnScale(options.Model, stage, observer))
        {
            return new WorkingScale(StageNetwork.Resolve(stage, null, options, observer), PixelScale.One, null);
        }

        bool fromCells = options.StatesDiameter || movie.PixelSizeUm is null || movie.Info.CellSize is { Confidence: 1 };
        bool isNew = cells is null;
        cells ??= CellSizeEstimation.Run(movie, token);
        bool isDoubted = !fromCells && IsDoubted(movie, cells);
        if (isNew)
        {
            Say(movie, cells, fromCells, isDoubted, observer);
        }

        // A movie of unknown pixels without a cell is taken as it is, for pixels of 1 µm.
        fromCells |= isDoubted;
        bool? isScanned = fromCells ? cells?.IsScanned : null;
        double typical = TypicalOf(isScanned);
        double pixel = fromCells ? typical / (cells?.DiameterPx ?? typical) : movie.PixelSizeUm!.Value;
        return At(stage, movie, pixel, isScanned, options, observer) with { Cells = cells };
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

    private static CellSize? Stated(Volume movie, NetworkOptions options)
    {
        if (options.DiameterPx is { } pixels)
        {
            return new CellSize(pixels, 1);
        }

        return options.DiameterUm is { } um
            ? new CellSize(um / (movie.PixelSizeUm ?? throw new DeepWonderException(
                ErrorId.PixelSizeUnknown,
                $"The cells' diameter is given in µm, and '{movie.Name}' does not say the size of its pixels.",
                movie.Name,
                "Give the diameter in pixels with -DiameterPx, or the size of pixels at import with -PixelSizeUm.")), 1)
            : null;
    }

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

    /// <summary>The diameter of cells as the estimate finds them, µm.</summary>
    private static double TypicalOf(bool? isScanned) =>
        isScanned switch { true => ScannedCellUm, false => CameraCellUm, null => TypicalCellUm };

    /// <summary>Whether what the movie shows says that its pixel size, or the size of its cells, is another than models expect.</summary>
    private static bool IsDoubted(Volume movie, CellSize? cells) => cells is { } seen && seen.Confidence >= SureEnough
        && Math.Abs(Math.Log(seen.DiameterPx * movie.PixelSizeUm!.Value / TypicalOf(seen.IsScanned))) > Math.Log(Doubtful);

    private static void Say(Volume movie, CellSize? cells, bool decides, bool isDoubted, IStageObserver observer)
    {
        if (cells is null)
        {
            if (decides)
            {
                observer.Warn(
                    $"Neither the size of pixels nor the diameter of cells is known of '{movie.Name}', and no activity of cells was found "
                        + "to tell it by: it is taken as it is. State -PixelSizeUm at import, or -DiameterPx.");
            }

            return;
        }

        if (cells.Confidence == 0 && decides)
        {
            observer.Warn(
                $"Neither the size of pixels nor the diameter of cells is known of '{movie.Name}', and no activity of cells was seen to "
                    + "tell it by: cells of few pixels are looked for. State -PixelSizeUm at import, or -DiameterPx.");
            return;
        }

        string size = string.Create(
            CultureInfo.InvariantCulture, $"about {cells.DiameterPx:0.#} pixels (confidence {cells.Confidence:0.00})");
        if (decides)
        {
            string text = $"The size of pixels of '{movie.Name}' is not known; its cells were found to be {size} across, and it is "
                + "worked on at the scale for such cells.";
            (cells.IsSure ? (Action<string>)observer.Verbose : observer.Warn)(
                cells.IsSure ? text : text + " That is a guess: state -PixelSizeUm at import, or -DiameterPx.");
            return;
        }

        double um = cells.DiameterPx * movie.PixelSizeUm!.Value;
        observer.Verbose(string.Create(CultureInfo.InvariantCulture, $"Cells of '{movie.Name}' are {size}, {um:0.#} µm, across."));
        if (isDoubted)
        {
            observer.Warn(string.Create(
                CultureInfo.InvariantCulture,
                $"Cells of '{movie.Name}' look {um:0.#} µm across by its pixel size of {movie.PixelSizeUm:0.###} µm; models expect "
                    + $"about {TypicalCellUm:0} µm, and it is worked on at the scale of its cells. Mend -PixelSizeUm if it is wrong; "
                    + $"-DiameterUm states how large cells are, {um:0.#} or {TypicalCellUm:0}."));
        }
    }
}
