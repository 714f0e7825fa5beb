namespace DeepWonder3D.Tests.Traces;

/// <summary>Traces of an autoregressive process with known events.</summary>
internal static class CalciumTrace
{
    /// <summary>A trace of events as given, frame by frame, per <c>h(0)</c>.</summary>
    public static double[] Of(EventKernel kernel, double[] events)
    {
        double[] calcium = new double[events.Length];
        for (int t = 0; t < events.Length; t++)
        {
            calcium[t] = events[t] + (t > 0 ? kernel.G1 * calcium[t - 1] : 0) + (t > 1 ? kernel.G2 * calcium[t - 2] : 0);
        }

        return calcium;
    }

    /// <summary>White normal noise of standard deviation 1.</summary>
    public static double[] Noise(int frames, int seed)
    {
        RandomStream random = new((ulong)seed, RandomUse.CameraNoise);
        return [.. Enumerable.Range(0, frames).Select(_ => random.Normal())];
    }

    /// <summary>A resting level of 100, events of a height at some frames, and noise of standard deviation 1.</summary>
    public static float[] Recording(EventKernel kernel, int frames, IEnumerable<int> eventFrames, double height, int seed)
    {
        double[] events = new double[frames];
        foreach (int t in eventFrames)
        {
            events[t] += height / kernel.Height;
        }

        double[] calcium = Of(kernel, events);
        return [.. Noise(frames, seed).Select((n, t) => (float)(100 + calcium[t] + n))];
    }

    /// <summary>Neurons with these traces.</summary>
    public static NeuronSet Neurons(double? frameRate, params float[][] traces) => new()
    {
        Name = "mouse",
        Height = 8,
        Width = 8,
        FrameCount = traces[0].Length,
        FrameRate = frameRate,
        Neurons = [.. traces.Select((trace, i) => new Neuron
        {
            Id = i + 1, Row = 1, Column = 1, Footprint = new Footprint([9], 8), Trace = new Trace(trace),
        })],
    };
}
