using DeepWonder3D.Errors;
using DeepWonder3D.Traces;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Views.Measuring;

/// <summary>Where neurons in space appear in a view.</summary>
internal static class NeuronProjection
{
    /// <summary>
    /// Rows and columns, in a view's own pixels, of neurons whose coordinates may be stated in pixels of another size. Without a
    /// calibration the view is taken to look straight down.
    /// </summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ViewPairMissing"/> or <see cref="ErrorId.PixelSizeUnknown"/>.</exception>
    public static IEnumerable<(double Row, double Column)> Physical(
        NeuronPopulation population, Volume view, ViewCalibration? calibration, double? fallbackPixelSizeUm)
    {
        double neuronPixel = population.PixelSizeUm ?? fallbackPixelSizeUm ?? throw Unknown($"the coordinates of '{population.Name}'");
        double viewPixel = view.PixelSizeUm ?? fallbackPixelSizeUm ?? throw Unknown($"'{view.Name}'");
        ViewPair line = calibration is null ? default : ViewSlopes.FromCentre(calibration, view.ViewId!.Value);
        double umPerRaw = calibration is null ? 1 : DepthScale.Physical(calibration, viewPixel).UmPerRaw;
        double interceptPixels = calibration is null ? 0 : calibration.PixelSizeUm / viewPixel;
        double pixels = neuronPixel / viewPixel;
        return population.Neurons.Select(n => (
            PixelScale.Rescale(n.Row, pixels) - (line.RowIntercept * interceptPixels) - Shift(line.RowSlope, n.ZUm / umPerRaw),
            PixelScale.Rescale(n.Column, pixels) - (line.ColumnIntercept * interceptPixels) - Shift(line.ColumnSlope, n.ZUm / umPerRaw)));
    }

    /// <summary>
    /// As published: single-precision nominal depth, whose factor 1.5 stays in the shift, and coordinates in the view's own pixels.
    /// </summary>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.ViewPairMissing"/>: where the published code silently leaves the shift out.
    /// </exception>
    public static IEnumerable<(double Row, double Column)> Upstream(
        NeuronPopulation population, Volume view, ViewCalibration? calibration, double upsampleRate)
    {
        ViewPair line = calibration is null ? default : ViewSlopes.FromCentre(calibration, view.ViewId!.Value);
        return population.Neurons.Select(n =>
        {
            float depth = (float)n.ZUm / DepthScale.UpstreamViewsAlongSide * (float)upsampleRate;
            return ((float)n.Row - Shift(line.RowSlope, depth), (float)n.Column - Shift(line.ColumnSlope, depth));
        });
    }

    public static DeepWonderException Unknown(string what) => new(
        ErrorId.PixelSizeUnknown,
        $"The size of the pixels of {what} is unknown.",
        what,
        "Give -PixelSizeUm, or import the volume with -PixelSizeUm: the width of a pixel in the object, µm.");

    // A view without parallax sees a neuron of unknown depth where it is.
    private static double Shift(double slope, double depth) => slope == 0 ? 0 : slope * depth;
}
