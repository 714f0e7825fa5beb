using DeepWonder3D.Errors;
using DeepWonder3D.Neurons;
using DeepWonder3D.Traces;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Views.Measuring;

/// <summary>Where the neurons of one view lie in the volume that their traces are measured in, which may have other pixels.</summary>
internal static class FlatPlacement
{
    /// <summary>Each neuron's pixels (row · width + column), ascending; none where it lies outside.</summary>
    /// <param name="view">The view's movie.</param>
    /// <param name="origin">What its traces are measured in.</param>
    /// <param name="neurons">Which neurons, and where.</param>
    /// <param name="options">Radius and units.</param>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.PixelSizeUnknown"/>: sizes differ, or a radius is asked for, and pixel sizes are unknown.
    /// </exception>
    public static int[][] Of(Volume view, TraceOrigin origin, NeuronSet neurons, TraceMeasurementOptions options)
    {
        (int height, int width) = (origin.Volume.Height, origin.Volume.Width);
        PixelScale scale = ScaleOf(view, origin, neurons, options);
        if (options.RadiusUm is not { } radius)
        {
            return [.. neurons.Neurons.Select(n => PixelMapping.PixelsOf(n.Footprint, scale, height, width))];
        }

        bool samePixels = (height, width) == (neurons.Height, neurons.Width);
        double pixel = origin.Volume.PixelSizeUm ?? options.PixelSizeUm ?? (samePixels ? neurons.PixelSizeUm : null)
            ?? throw NeuronProjection.Unknown($"'{origin.Volume.Name}'");
        return [.. neurons.Neurons.Select(n => PixelWeights.Disc(
            PixelMapping.Rescale(n.Row, 1 / scale.Rows),
            PixelMapping.Rescale(n.Column, 1 / scale.Columns),
            radius / pixel,
            height,
            width).Inside())];
    }

    /// <summary>Pixels of the neurons' view a pixel of the volume.</summary>
    public static PixelScale ScaleOf(Volume view, TraceOrigin origin, NeuronSet neurons, TraceMeasurementOptions options)
    {
        if ((neurons.Height, neurons.Width) == (view.Height, view.Width))
        {
            return origin.PixelScale;
        }

        if ((neurons.Height, neurons.Width) == (origin.Volume.Height, origin.Volume.Width))
        {
            return 1;
        }

        double to = origin.Volume.PixelSizeUm ?? options.PixelSizeUm ?? throw NeuronProjection.Unknown($"'{origin.Volume.Name}'");
        return to / (neurons.PixelSizeUm ?? options.PixelSizeUm ?? throw NeuronProjection.Unknown($"the neurons of '{neurons.Name}'"));
    }
}
