using System.Numerics.Tensors;

namespace DeepWonder3D.Accuracy.Trials;

/// <summary>What cameras and file formats do to samples. Results are whole numbers and saturate, as recordings do.</summary>
internal static class SampleChange
{
    /// <summary>Another gain: counts times a factor, 16 bits.</summary>
    public static Volume Multiply(Volume movie, float factor) =>
        Apply(movie, SampleType.UInt16, plane => TensorPrimitives.Multiply(plane, factor, plane));

    /// <summary>Another offset, 16 bits.</summary>
    public static Volume Add(Volume movie, float counts) =>
        Apply(movie, SampleType.UInt16, plane => TensorPrimitives.Add(plane, counts, plane));

    /// <summary>8 bits from the darkest to the brightest sample of the movie, as ImageJ converts.</summary>
    public static Volume ToEightBits(Volume movie)
    {
        (float low, float high) = (float.PositiveInfinity, float.NegativeInfinity);
        float[] plane = new float[movie.Height * movie.Width];
        for (long t = 0; t < movie.FrameCount; t++)
        {
            movie.ReadPlane<float>(t, 0, plane);
            low = Math.Min(low, TensorPrimitives.Min<float>(plane));
            high = Math.Max(high, TensorPrimitives.Max<float>(plane));
        }

        float scale = 255 / Math.Max(1, high - low);
        return Apply(movie, SampleType.UInt8, samples =>
        {
            TensorPrimitives.Subtract(samples, low, samples);
            TensorPrimitives.Multiply(samples, scale, samples);
        });
    }

    private static Volume Apply(Volume movie, SampleType type, Action<float[]> change)
    {
        using VolumeBuilder result = new(movie.Info, type);
        float[] plane = new float[movie.Height * movie.Width];
        for (long t = 0; t < movie.FrameCount; t++)
        {
            movie.ReadPlane<float>(t, 0, plane);
            change(plane);
            result.WritePlane<float>(t, 0, plane);
        }

        return result.Build(new HistoryStep("Change", new Dictionary<string, string>()));
    }
}
