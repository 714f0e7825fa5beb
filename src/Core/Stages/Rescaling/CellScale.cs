using System.Globalization;
using DeepWonder3D.Errors;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Stages.Rescaling;

/// <summary>
/// How large a movie's cells are in its pixels, by what was stated and by what it shows. What counts is how many pixels a cell has; a pixel
/// size in µm stands for that, as cells are much alike.
/// </summary>
/// <param name="PixelUm">The size of its pixels if its cells are as large as those that models were trained on, µm.</param>
/// <param name="IsScanned">Whether it was scanned, where that had to be asked.</param>
/// <param name="Cells">How large its cells are in its pixels, where that was stated or estimated.</param>
internal sealed record CellScale(double PixelUm, bool? IsScanned, CellSize? Cells)
{
    /// <summary>The diameter of the cells that the models were trained on, µm: what a stated diameter is compared with.</summary>
    public const double TypicalCellUm = 12;

    // As the estimate finds cells: light spreads more in front of a camera, where cells out of focus are seen as well.
    public const double ScannedCellUm = 9.8;
    private const double CameraCellUm = 14.6;

    // What the movie shows for certain outweighs a stated pixel size where cells would be this many times too large or too small by it.
    private const double Doubtful = 1.5;

    /// <summary>The diameter of cells as models have it, widths of the movie's pixels.</summary>
    public double DiameterPx => TypicalCellUm / PixelUm;

    /// <summary>Finds it: the stated diameter, or the stated pixel size unless the movie contradicts it, or what the movie shows.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.PixelSizeUnknown"/>.</exception>
    public static CellScale Of(Volume movie, NetworkOptions options, IStageObserver observer, CancellationToken token)
    {
        CellSize? cells = Stated(movie, options) ?? movie.Info.CellSize;
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
        return new CellScale(pixel, isScanned, cells);
    }

    /// <summary>What was said of the cells' diameter; null where nothing was.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.PixelSizeUnknown"/>: in µm, of a movie of unknown pixels.</exception>
    public static CellSize? Stated(Volume movie, NetworkOptions options)
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

    /// <summary>The diameter of cells as the estimate finds them, µm.</summary>
    private static double TypicalOf(bool? isScanned) =>
        isScanned switch { true => ScannedCellUm, false => CameraCellUm, null => TypicalCellUm };

    /// <summary>Whether what the movie shows says that its pixel size, or the size of its cells, is another than models expect.</summary>
    private static bool IsDoubted(Volume movie, CellSize? cells) => cells is { IsCertain: true } seen
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
