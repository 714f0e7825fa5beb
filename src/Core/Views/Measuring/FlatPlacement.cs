using DeepWonder3D.Errors;
using DeepWonder3D.Neurons;
using DeepWonder3D.Traces;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Views.Measuring;

/// <summary>Where the neurons of one view lie in the volume that their traces are measured in, which may have other pixels.</summary>
internal static class FlatPlacement
{
    /// <summary>Sizes of pixels that differ by no more are those of one microscope, written with fewer digits.</summary>
    private const double SameSize = 0.005;

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
            PixelScale.Rescale(n.Row, 1 / scale.Rows),
            PixelScale.Rescale(n.Column, 1 / scale.Columns),
            radius / pixel,
            height,
            width).Inside())];
    }

    /// <summary>Pixels of the neurons' view a pixel of the volume.</summary>
    public static PixelScale ScaleOf(Volume view, TraceOrigin origin, NeuronSet neurons, TraceMeasurementOptions options)
    {
        if (HasPixelsOf(view, neurons))
        {
            return origin.PixelScale;
        }

        Volume volume = origin.Volume;
        if (HasPixelsOf(volume, neurons))
        {
            return 1;
        }

        double to = volume.PixelSizeUm ?? options.PixelSizeUm ?? throw NeuronProjection.Unknown($"'{volume.Name}'");
        double columns =
            to / (neurons.PixelSizeUm ?? options.PixelSizeUm ?? throw NeuronProjection.Unknown($"the neurons of '{neurons.Name}'"));
        return PixelScale.OfShapes(columns, volume.PixelAspect, neurons.PixelAspect);
    }

    /// <summary>
    /// The neurons in the pixels of what their traces are measured in, where neither it nor the view's movie has those that they came in.
    /// </summary>
    public static NeuronSet InPixelsOf(Volume view, TraceOrigin origin, NeuronSet neurons, TraceMeasurementOptions options)
    {
        Volume volume = origin.Volume;
        if (HasPixelsOf(view, neurons) || HasPixelsOf(volume, neurons))
        {
            return neurons;
        }

        PixelScale scale = ScaleOf(view, origin, neurons, options);
        (int height, int width) = (volume.Height, volume.Width);
        return neurons with
        {
            Height = height,
            Width = width,
            PixelSizeUm = volume.PixelSizeUm ?? options.PixelSizeUm,
            PixelAspect = volume.PixelAspect,
            Picture = neurons.Picture?.InPixels(scale.Inverse, height, width),
            Neurons = [.. neurons.Neurons.Select(n => n with
            {
                Row = PixelScale.Rescale(n.Row, 1 / scale.Rows),
                Column = PixelScale.Rescale(n.Column, 1 / scale.Columns),
                WidthPx = n.WidthPx / scale.Columns,
                LengthPx = n.LengthPx / scale.Columns,
                Footprint = new Footprint(PixelMapping.PixelsOf(n.Footprint, scale, height, width), width),
            })],
        };
    }

    /// <summary>
    /// Whether a movie has the neurons' pixels: as many of them, and, where both sizes are known, of the same size. Another zoom of a
    /// microscope has as many pixels too.
    /// </summary>
    public static bool HasPixelsOf(Volume movie, NeuronSet neurons) =>
        (movie.Height, movie.Width) == (neurons.Height, neurons.Width)
        && (movie.PixelSizeUm is not { } size || neurons.PixelSizeUm is not { } other
            || (IsNear(size, other) && IsNear(movie.PixelAspect, neurons.PixelAspect)));

    private static bool IsNear(double one, double other) => Math.Abs(one - other) <= SameSize * other;
}
