using System.Numerics.Tensors;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Stages.Rescaling;

/// <summary>How noisy the pixels of a recording are.</summary>
internal static class PixelGrain
{
    private const int Pairs = 24;
    private const int FarthestShared = 8;
    private const double Alike = 0.47;

    /// <summary>
    /// The noise of a pixel in one frame over its light, as most frames have it: infinite where there is no light on the whole, NaN where
    /// there are no two frames.
    /// </summary>
    public static double Of(Volume recording, CancellationToken token)
    {
        int pairs = (int)Math.Min(Pairs, recording.FrameCount / 2);
        if (pairs == 0)
        {
            return double.NaN;
        }

        float[] one = new float[recording.Height * recording.Width];
        float[] next = new float[one.Length];
        float[] light = new float[pairs];
        float[] changes = new float[pairs];
        for (int i = 0; i < pairs; i++)
        {
            token.ThrowIfCancellationRequested();
            long frame = pairs == 1 ? 0 : (recording.FrameCount - 2) * i / (pairs - 1);
            recording.ReadPlane<float>(frame, recording.PlaneCount / 2, one);
            recording.ReadPlane<float>(frame + 1, recording.PlaneCount / 2, next);
            light[i] = TensorPrimitives.Sum(one) / one.Length;
            TensorPrimitives.Subtract(next, one, next);
            changes[i] = TensorPrimitives.SumOfMagnitudes(next) / next.Length;
        }

        // Of what is distributed normally, the mean size of a difference of two is 2/√π of one's deviation.
        double noise = OrderStatistics.Median(changes) * Math.Sqrt(Math.PI) / 2;
        double level = OrderStatistics.Median(light);
        return level > 0 ? noise / level : double.PositiveInfinity;
    }

    /// <summary>How many pixels side by side have the same noise, as near as makes no difference: 1 where each has its own.</summary>
    public static int SharedBy(Volume recording, CancellationToken token)
    {
        int pairs = (int)Math.Min(FarthestShared, recording.FrameCount / 2);
        int farthest = Math.Min(FarthestShared, recording.Width - 1);
        float[] one = new float[recording.Height * recording.Width];
        float[] next = new float[one.Length];
        int least = farthest;
        for (int i = 0; i < pairs; i++)
        {
            token.ThrowIfCancellationRequested();
            long frame = pairs == 1 ? 0 : (recording.FrameCount - 2) * i / (pairs - 1);
            recording.ReadPlane<float>(frame, recording.PlaneCount / 2, one);
            recording.ReadPlane<float>(frame + 1, recording.PlaneCount / 2, next);
            TensorPrimitives.Subtract(next, one, next);
            TensorPrimitives.Subtract(next, TensorPrimitives.Sum(next) / next.Length, next);

            // Activity is shared by many pixels as well: the frames in which least is going on tell.
            int lag = 1;
            double power = Alike * TensorPrimitives.SumOfSquares<float>(next);
            while (lag < least && TensorPrimitives.Dot<float>(next.AsSpan(lag), next.AsSpan(0, next.Length - lag)) > power)
            {
                lag++;
            }

            least = Math.Min(least, lag);
        }

        return Math.Max(1, least);
    }
}
