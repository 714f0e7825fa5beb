using DeepWonder3D.Errors;
using DeepWonder3D.Neurons;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Views.Measuring;

/// <summary>Where the neurons of one view lie in another movie of that view, which may have other pixels.</summary>
internal static class FlatPlacement
{
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.PixelSizeUnknown"/>: sizes differ, or a radius is asked for, and pixel sizes are unknown.
    /// </exception>
    public static IEnumerable<PixelWeights> Of(Volume view, NeuronSet neurons, TraceMeasurementOptions options)
    {
        bool samePixels = (view.Height, view.Width) == (neurons.Height, neurons.Width);
        if (options.Upstream)
        {
            return neurons.Neurons.Select(n => PixelWeights.Nearest(n.Row, n.Column, view.Height, view.Width));
        }

        if (samePixels && options.RadiusUm is null)
        {
            return neurons.Neurons.Select(n => PixelWeights.Of(n.Footprint));
        }

        double? viewPixel = view.PixelSizeUm ?? options.PixelSizeUm;
        double? neuronPixel = neurons.PixelSizeUm ?? options.PixelSizeUm ?? (samePixels ? viewPixel : null);
        viewPixel ??= samePixels ? neuronPixel : null;
        double to = viewPixel ?? throw NeuronProjection.Unknown($"'{view.Name}'");
        double from = neuronPixel ?? throw NeuronProjection.Unknown($"the neurons of '{neurons.Name}'");
        return neurons.Neurons.Select(n => PixelWeights.Disc(
            NeuronProjection.Rescale(n.Row, from / to),
            NeuronProjection.Rescale(n.Column, from / to),
            (options.RadiusUm ?? Math.Sqrt(n.AreaPx / Math.PI) * from) / to,
            view.Height,
            view.Width));
    }
}
