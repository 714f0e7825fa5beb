using System.Numerics.Tensors;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Neurons.Following;

/// <summary>Makes the mean picture of a recording.</summary>
internal static class PictureMaking
{
    /// <summary>More frames than these make the mean no clearer than a day's activity leaves it.</summary>
    private const int MostFrames = 500;

    // A fixed number of sums, each in the order of time: the same recording gives the same bytes on any machine.
    private const int Sums = 4;

    /// <summary>The mean over frames of the whole recording, evenly, without those that are no data.</summary>
    /// <param name="recording">The recording; its first plane counts.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>The recording's own pixels, NaN where it has no data.</returns>
    public static MeanPicture Of(Volume recording, CancellationToken token)
    {
        bool[]? gone = recording.Missing is { Frames.Count: > 0 } missing ? missing.FrameMask(recording.FrameCount) : null;
        long[] good = [.. LongRange(recording.FrameCount).Where(f => gone?[f] != true)];
        int count = Math.Min(MostFrames, good.Length);
        int pixels = recording.Height * recording.Width;
        float[][] sums = [.. Enumerable.Range(0, Sums).Select(_ => new float[pixels])];
        ParallelLoop.For(Sums, part =>
        {
            float[] frame = new float[pixels];
            for (int i = part * count / Sums; i < (part + 1) * count / Sums; i++)
            {
                token.ThrowIfCancellationRequested();
                recording.ReadPlane<float>(good[(long)i * good.Length / count], 0, frame);
                TensorPrimitives.Add(sums[part], frame, sums[part]);
            }
        }, token);
        float[] mean = new float[pixels];
        for (int i = 0; i < pixels; i++)
        {
            double sum = 0;
            foreach (float[] part in sums)
            {
                sum += part[i];
            }

            mean[i] = count == 0 || recording.Missing?.Pixels?[i] == true ? float.NaN : (float)(sum / count);
        }

        return new MeanPicture(mean, recording.Height, recording.Width);
    }

    private static IEnumerable<long> LongRange(long count)
    {
        for (long i = 0; i < count; i++)
        {
            yield return i;
        }
    }
}
