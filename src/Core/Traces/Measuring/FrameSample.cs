using System.Numerics.Tensors;
using DeepWonder3D.Errors;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Traces.Measuring;

/// <summary>The samples of some frames of a recording in the pixels that neurons are measured in, pixel by pixel.</summary>
internal sealed class FrameSample
{
    private const int FramesATask = 8;

    private readonly float[] _samples;
    private readonly Dictionary<int, int> _slots;
    private readonly int[] _pixels;
    private readonly float[] _noises;

    private FrameSample(long[] frames, int[] pixels)
    {
        Frames = frames;
        _pixels = pixels;
        _slots = new Dictionary<int, int>(pixels.Length);
        foreach (int pixel in pixels)
        {
            _slots.Add(pixel, _slots.Count);
        }

        _samples = new float[checked(frames.Length * pixels.Length)];
        _noises = new float[pixels.Length];
        Array.Fill(_noises, float.NaN);
    }

    /// <summary>The frames, ascending.</summary>
    public long[] Frames { get; }

    /// <summary>The number of frames.</summary>
    public int Count => Frames.Length;

    /// <summary>Bytes that a frame of so many pixels takes.</summary>
    public static long BytesAFrame(int pixels) => (long)pixels * sizeof(float);

    /// <summary>Reads frames of a recording.</summary>
    /// <param name="recording">The recording, one plane in depth.</param>
    /// <param name="frames">Which, ascending.</param>
    /// <param name="pixels">Which pixels (row · width + column), each once.</param>
    /// <param name="token">Stops the work.</param>
    /// <exception cref="DeepWonderException">The pixels hold NaN or infinite samples (<see cref="ErrorId.NonFiniteSamples"/>).</exception>
    public static FrameSample Read(Volume recording, long[] frames, int[] pixels, CancellationToken token)
    {
        FrameSample sample = new(frames, pixels);
        for (int start = 0, end; start < frames.Length; start = end)
        {
            end = start + 1;
            while (end < frames.Length && frames[end] == frames[end - 1] + 1)
            {
                end++;
            }

            int first = start;
            FrameScan.Run(recording, frames[start], end - start, FramesATask, Take, token);

            void Take(long frame, ReadOnlySpan<float> plane) => sample.Take(recording, first + (int)(frame - frames[first]), plane);
        }

        return sample;
    }

    /// <summary>What a pixel held in each frame.</summary>
    public ReadOnlySpan<float> Of(int pixel) => _samples.AsSpan(_slots[pixel] * Count, Count);

    /// <summary>The mean of pixels in each frame.</summary>
    public float[] MeanOf(IReadOnlyCollection<int> pixels)
    {
        float[] mean = new float[Count];
        foreach (int pixel in pixels)
        {
            TensorPrimitives.Add(mean, Of(pixel), mean);
        }

        TensorPrimitives.Divide(mean, pixels.Count, mean);
        return mean;
    }

    /// <summary>The weighted sum of pixels in each frame.</summary>
    public float[] SumOf(int[] pixels, float[] weights)
    {
        float[] sum = new float[Count];
        for (int i = 0; i < pixels.Length; i++)
        {
            TensorPrimitives.MultiplyAdd(Of(pixels[i]), weights[i], sum, sum);
        }

        return sum;
    }

    /// <summary>Standard deviation of white noise in a series over the frames, from frames that follow one another.</summary>
    public double NoiseOf(ReadOnlySpan<float> series)
    {
        float[] differences = new float[Math.Max(0, Count - 1)];
        int count = 0;
        for (int i = 1; i < Count; i++)
        {
            if (Frames[i] == Frames[i - 1] + 1)
            {
                differences[count++] = Math.Abs(series[i] - series[i - 1]);
            }
        }

        return TraceQuality.Noise(differences.AsSpan(0, count));
    }

    /// <summary>The same of one pixel, computed once.</summary>
    public double NoiseOf(int pixel)
    {
        ref float noise = ref _noises[_slots[pixel]];
        if (float.IsNaN(noise))
        {
            noise = (float)NoiseOf(Of(pixel));
        }

        return noise;
    }

    private void Take(Volume recording, int place, ReadOnlySpan<float> plane)
    {
        for (int slot = 0; slot < _pixels.Length; slot++)
        {
            float value = plane[_pixels[slot]];
            if (!float.IsFinite(value))
            {
                throw TraceExtraction.NotFinite(recording, Frames[place], _pixels[slot]);
            }

            _samples[(slot * Count) + place] = value;
        }
    }
}
