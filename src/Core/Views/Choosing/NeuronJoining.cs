using DeepWonder3D.Volumes;
using DeepWonder3D.Neurons;
using DeepWonder3D.Neurons.Detection;
using DeepWonder3D.Traces;

namespace DeepWonder3D.Views.Choosing;

/// <summary>
/// Makes one neuron of several that were found apart. What follows from the parts is computed, and what would have to be measured in the
/// recording is left open rather than guessed.
/// </summary>
internal static class NeuronJoining
{
    /// <summary>Joins neurons of a view: all of their pixels, and the mean of their traces by area.</summary>
    /// <param name="parts">The neurons; the first one's id stays.</param>
    /// <param name="frameRate">Frames a second; null for unknown.</param>
    public static Neuron Of(IReadOnlyList<Neuron> parts, double? frameRate)
    {
        double[] weights = Shares([.. parts.Select(n => (double)n.AreaPx)]);
        int width = parts[0].Footprint.Width;
        int[] pixels = [.. parts.SelectMany(n => n.Footprint.Pixels.ToArray()).Distinct().Order()];
        Trace trace = Mean([.. parts.Select(n => n.Trace)], weights)!;
        TraceFacts facts = FactsOf(trace, frameRate, parts.All(n => n.DeltaFOverF is not null));
        return parts[0] with
        {
            Footprint = new Footprint(pixels, width),
            Row = Mean(parts.Select(n => n.Row), weights),
            Column = Mean(parts.Select(n => n.Column), weights),
            TimeOffsetS = Mean(parts.Select(n => n.TimeOffsetS), weights),
            Roundness = IsOnePiece(pixels, width) ? new Silhouette(pixels, width).Roundness : double.NaN,
            Score = parts.Any(n => double.IsNaN(n.Score)) ? double.NaN : parts.Max(n => n.Score),
            Probability = double.NaN,
            WidthPx = double.NaN,
            LengthPx = double.NaN,
            Contamination = double.NaN,
            AlignmentProbability = parts.Min(n => n.AlignmentProbability),
            ChannelMean = double.NaN,
            ChannelSurround = double.NaN,
            ChannelScore = double.NaN,
            IsRed = null,
            Snr = facts.Snr,
            NoiseLevel = facts.NoiseLevel,
            Trace = trace,
            Baseline = parts.All(n => n.Baseline is not null) ? facts.Baseline : null,
            DeltaFOverF = facts.DeltaFOverF,
            Denoised = null,
            Events = null,
        };
    }

    /// <summary>
    /// Joins neurons in space: traces by how little noise each has, places by how many views saw each. Of two that one view saw, the one
    /// that stands out more clearly there is that view's.
    /// </summary>
    /// <param name="parts">The neurons; the first one's id stays.</param>
    /// <param name="frameRate">Frames a second; null for unknown.</param>
    public static LocalizedNeuron Of(IReadOnlyList<LocalizedNeuron> parts, double? frameRate)
    {
        double[] noises = [.. parts.Select(n => TraceQuality.NoiseOf(n.Trace.AsSpan()))];
        double[] weights = Shares(noises.All(n => n > 0 && double.IsFinite(n))
            ? [.. noises.Select(n => 1 / (n * n))]
            : [.. parts.Select(_ => 1.0)]);
        double[] views = Shares([.. parts.Select(n => (double)Math.Max(1, n.ViewCount))]);
        Trace trace = Mean([.. parts.Select(n => n.Trace)], weights)!;
        TraceFacts facts = FactsOf(trace, frameRate, parts.All(n => n.DeltaFOverF is not null));
        return parts[0] with
        {
            XUm = Mean(parts.Select(n => n.XUm), views),
            YUm = Mean(parts.Select(n => n.YUm), views),
            ZUm = Mean(parts.Select(n => n.ZUm), views),
            Row = Mean(parts.Select(n => n.Row), views),
            Column = Mean(parts.Select(n => n.Column), views),
            XErrorUm = double.NaN,
            YErrorUm = double.NaN,
            ZErrorUm = double.NaN,
            Placement = Placement.Unknown,
            AgreeingViewCount = 0,
            ResidualPx = double.NaN,
            Correlation = double.NaN,
            Contamination = double.NaN,
            Snr = facts.Snr,
            NoiseLevel = facts.NoiseLevel,
            Trace = trace,
            Baseline = parts.All(n => n.Baseline is not null) ? facts.Baseline : null,
            DeltaFOverF = facts.DeltaFOverF,
            Denoised = null,
            Events = null,
            Detections = [.. parts.SelectMany(n => n.Detections)
                .GroupBy(d => d.ViewId)
                .Select(g => g.MaxBy(d => double.IsNaN(d.Snr) ? double.NegativeInfinity : d.Snr)!)
                .Select(d => d with { ResidualPx = double.NaN, Weight = double.NaN })
                .OrderBy(d => d.ViewId)],
        };
    }

    /// <summary>
    /// A relative change is only stated where that of every part was: then each one's resting light stood above the background, and so does
    /// their mean.
    /// </summary>
    private static TraceFacts FactsOf(Trace trace, double? frameRate, bool isRelative) =>
        TraceFacts.Of(trace, frameRate, isRelative ? 0 : double.PositiveInfinity);

    private static double[] Shares(double[] weights)
    {
        double sum = weights.Sum();
        return [.. weights.Select(w => sum > 0 ? w / sum : 1.0 / weights.Length)];
    }

    private static double Mean(IEnumerable<double> values, double[] weights) => values.Zip(weights, (v, w) => v * w).Sum();

    private static Trace Mean(IReadOnlyList<Trace> traces, double[] weights)
    {
        float[] mean = new float[traces.Max(t => t.Length)];
        for (int frame = 0; frame < mean.Length; frame++)
        {
            double sum = 0;
            for (int i = 0; i < traces.Count; i++)
            {
                sum += weights[i] * traces[i][frame];
            }

            mean[frame] = (float)sum;
        }

        return new Trace(mean);
    }

    private static bool IsOnePiece(int[] pixels, int width)
    {
        HashSet<int> left = [.. pixels];
        Stack<int> open = new([pixels[0]]);
        left.Remove(pixels[0]);
        while (open.TryPop(out int pixel))
        {
            for (int k = 0; k < 9; k++)
            {
                int column = (pixel % width) + (k % 3) - 1;
                int next = pixel + (((k / 3) - 1) * width) + (k % 3) - 1;
                if (column >= 0 && column < width && left.Remove(next))
                {
                    open.Push(next);
                }
            }
        }

        return left.Count == 0;
    }
}
