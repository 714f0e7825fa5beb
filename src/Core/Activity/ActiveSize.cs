using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Activity;

/// <summary>
/// How large cells are, by what lights up: looked for at a large scale first and then at the scale of what was seen, until both agree. From
/// below it would stop at boutons and at dendrites' pieces.
/// </summary>
internal static class ActiveSize
{
    // The width at half of the maximum that a scanning microscope shows of a soma, in diameters as models have them.
    private const double ScannedWidth = 0.75;

    private const double LargestPx = 60;
    private const double SmallestPx = 3.5;
    private const int CellsAcross = 6;

    // Enough to see cells in; more costs time.
    private const int LargestSide = 384;
    private const int MostFrames = 450;

    // As many of the clearest places are measured, and fewer or less clear ones say nothing.
    private const int Places = 40;
    private const int FewestPlaces = 20;
    private const double LeastClarity = 6;
    private const double UsualClarity = 13;

    // What is seen is of the scale at which it was looked for if its size is this part of it; what is larger is no cell. Sizes of what is
    // seen at 15, 12.5 and 11 pixels of a real recording are 0.70, 0.77 and 0.81 of that, and its cells have 10; smaller than those it is
    // dendrites that are seen.
    private const double Alike = 0.68;
    private const double Larger = 1.15;
    private const double Step = 1.5;

    /// <summary>
    /// Estimates the diameter of the cells of a recording that was scanned, widths of its pixels, as models have it (12 µm or so); null
    /// where too little lights up.
    /// </summary>
    /// <param name="recording">The recording; of one with several planes the middle one is looked at.</param>
    /// <param name="token">Stops the work.</param>
    public static double? OfScanned(Volume recording, CancellationToken token)
    {
        Volume part = MiddleOf(recording);
        double diameter = Math.Min(LargestPx, Math.Min(part.Height * part.PixelAspect, part.Width) / CellsAcross);
        while (diameter >= SmallestPx)
        {
            double? seen = WidthAt(part, diameter, token) / ScannedWidth;
            if (seen is not { } size || size > Larger * diameter)
            {
                diameter /= Step;
            }
            else if (size < Alike * diameter)
            {
                diameter = Math.Max(size, diameter / 2);
            }
            else
            {
                return size;
            }
        }

        return null;
    }

    private static Volume MiddleOf(Volume recording)
    {
        int frames = (int)Math.Min(recording.FrameCount, MostFrames);
        (int rows, int columns) = (Math.Min(recording.Height, LargestSide), Math.Min(recording.Width, LargestSide));
        return PartStore.View(recording, new Region(
            (recording.FrameCount - frames) / 2, (recording.Height - rows) / 2, (recording.Width - columns) / 2, frames, rows, columns));
    }

    /// <summary>The median width of what lights up most clearly at a scale, widths of pixels.</summary>
    private static double? WidthAt(Volume recording, double diameter, CancellationToken token)
    {
        double rate = recording.FrameRate ?? ActivitySignal.UsualFrameRate;
        ActivePlace[] places = [.. ActivePlaces.Find(recording, diameter, rate, LeastClarity, token).Take(Places)];
        if (places.Length < FewestPlaces || places[places.Length / 2].Clarity < UsualClarity)
        {
            return null;
        }

        CellPicture[] pictures = ActivePlaces.Draw(recording, places, diameter, rate, token);
        float[] widths = [.. places
            .Select((p, i) => CellShape.Of(pictures[i], (p.Row, p.Column), diameter, recording.PixelAspect)?.Width)
            .OfType<double>().Select(w => (float)w)];
        return widths.Length < FewestPlaces ? null : OrderStatistics.Median(widths) * diameter;
    }
}
