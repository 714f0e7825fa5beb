using DeepWonder3D.Volumes;

namespace DeepWonder3D.Traces.Measuring;

/// <summary>
/// What unmixing by shape cannot tell: a little of a neighbour's activity that appears in a neuron's trace whenever the neighbour is
/// active. It is what the neuron shows in those frames when it does nothing of its own, and is taken off as far as the shapes may be wrong.
/// </summary>
internal static class Leakage
{
    // The neighbour is active in frames that stand so many standard deviations of its noise above its baseline.
    private const double ActiveAbove = 4;
    private const int LeastFrames = 8;

    // Shapes are known to about this share of a neighbour's light.
    private const double Uncertainty = 0.3;

    private const double AboveRest = 1.5;
    private const double StartPercentile = 25;
    private const int StepCount = 6;

    /// <summary>The traces without what leaks of their neighbours.</summary>
    /// <param name="neurons">Which are neighbours.</param>
    /// <param name="traces">Their traces, without background; stay as they are.</param>
    /// <param name="frameRate">Frames a second; null for unknown.</param>
    /// <param name="token">Stops the work.</param>
    public static float[][] Remove(UnmixedNeuron[] neurons, float[][] traces, double? frameRate, CancellationToken token)
    {
        float[][] changes = new float[traces.Length][];
        double[] noises = new double[traces.Length];
        Work.ParallelLoop.For(traces.Length, i =>
        {
            changes[i] = traces[i].ToArray();
            noises[i] = TraceQuality.NoiseOf(traces[i]);
            System.Numerics.Tensors.TensorPrimitives.Subtract(changes[i], TraceBaseline.Of(traces[i], frameRate), changes[i]);
        }, token);
        float[][] clean = [.. traces.Select(t => t.ToArray())];
        Work.ParallelLoop.For(traces.Length, i =>
        {
            float[] left = changes[i].ToArray();
            foreach (Neighbour neighbour in neurons[i].Neighbours.OrderByDescending(n => n.Light))
            {
                float[] other = changes[neighbour.Neuron];
                double most = Uncertainty * neighbour.Light;
                float leak = (float)Math.Clamp(Of(left, noises[i], other, noises[neighbour.Neuron]), -most, most);
                System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(other, -leak, left, left);
                System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(other, -leak, clean[i], clean[i]);
            }
        }, token);
        return clean;
    }

    /// <summary>The share of a neighbour's change that a neuron shows while it does nothing of its own.</summary>
    private static double Of(float[] neuron, double noise, float[] neighbour, double neighbourNoise)
    {
        int[] active = [.. Enumerable.Range(0, neuron.Length).Where(t => neighbour[t] > ActiveAbove * neighbourNoise)];
        if (active.Length < LeastFrames)
        {
            return 0;
        }

        // From below, so that what the neuron does along with its neighbour is not taken for a leak.
        double leak = OrderStatistics.Percentile([.. active.Select(t => neuron[t] / neighbour[t])], StartPercentile);
        for (int step = 0; step < StepCount; step++)
        {
            (double product, double square, int count) = (0, 0, 0);
            foreach (int t in active)
            {
                if (Math.Abs(neuron[t] - (leak * neighbour[t])) < AboveRest * noise)
                {
                    product += (double)neuron[t] * neighbour[t];
                    square += (double)neighbour[t] * neighbour[t];
                    count++;
                }
            }

            if (count < LeastFrames)
            {
                return 0;
            }

            leak = product / square;
        }

        return leak;
    }
}
