using System.Runtime.InteropServices;

namespace DeepWonder3D.Tests.Models;

/// <summary>A tensor for a checkpoint that a test writes: its storage's bytes, and the layout that the pickle claims.</summary>
internal sealed record TestTensor(
    string Name, long[] Shape, long[] Strides, byte[] Storage, long Count, string Type = "FloatStorage", long Offset = 0)
{
    /// <summary>How many samples the pickle claims that the storage has, where that is not so.</summary>
    public long? AnnouncedCount { get; init; }

    /// <summary>A contiguous float32 tensor.</summary>
    public static TestTensor Of(string name, long[] shape, float[] samples) =>
        new(name, shape, Contiguous(shape), MemoryMarshal.AsBytes(samples.AsSpan()).ToArray(), samples.Length);

    /// <summary>A contiguous float32 tensor of small random weights.</summary>
    public static TestTensor Random(string name, Random random, params long[] shape)
    {
        float[] samples = new float[shape.Aggregate(1L, (product, length) => product * length)];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = (random.NextSingle() - 0.5f) / 2;
        }

        return Of(name, shape, samples);
    }

    public static long[] Contiguous(long[] shape)
    {
        long[] strides = new long[shape.Length];
        long stride = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        return strides;
    }
}
