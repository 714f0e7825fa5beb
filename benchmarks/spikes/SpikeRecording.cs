namespace DeepWonder3D.Spikes;

/// <summary>A trace of which the action potentials are known.</summary>
/// <param name="DataSet">The data set it belongs to.</param>
/// <param name="Cell">The cell.</param>
/// <param name="FrameRate">Frames a second.</param>
/// <param name="Trace">ΔF/F, a sample a frame.</param>
/// <param name="SpikesS">When the action potentials were, seconds from the start of the first frame.</param>
internal sealed record SpikeRecording(string DataSet, string Cell, double FrameRate, float[] Trace, double[] SpikesS)
{
    /// <summary>Reads <c>dataset/cell/trial-{dff,times,spikes}.npy</c>, as <c>convert.py</c> writes them.</summary>
    public static IEnumerable<SpikeRecording> ReadAll(string folder)
    {
        foreach (string path in Directory.EnumerateFiles(folder, "*-dff.npy", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            double[] dff = Array(path);
            double[] times = Array(path.Replace("-dff", "-times", StringComparison.Ordinal));
            double[] spikes = Array(path.Replace("-dff", "-spikes", StringComparison.Ordinal));
            double frameS = times.Skip(1).Zip(times, (after, before) => after - before).Order().ElementAt((times.Length - 1) / 2);
            string cell = Path.GetDirectoryName(path)!;
            yield return new SpikeRecording(
                Path.GetFileName(Path.GetDirectoryName(cell)!),
                Path.GetFileName(cell),
                1 / frameS,
                System.Array.ConvertAll(dff, v => (float)v),
                System.Array.ConvertAll(spikes, s => s - times[0] + (0.5 * frameS)));
        }
    }

    /// <summary>The same at a lower frame rate: each new frame is the mean of what its exposure covers.</summary>
    public SpikeRecording At(double frameRate)
    {
        if (frameRate >= FrameRate * 0.99)
        {
            return this;
        }

        double ratio = FrameRate / frameRate;
        float[] trace = new float[(int)(Trace.Length / ratio)];
        for (int i = 0; i < trace.Length; i++)
        {
            double sum = 0;
            double end = Math.Min((i + 1) * ratio, Trace.Length);
            for (double from = i * ratio; from < end - 1e-9;)
            {
                int frame = (int)(from + 1e-9);
                double to = Math.Min(frame + 1, end);
                sum += (to - from) * Trace[frame];
                from = to;
            }

            trace[i] = (float)(sum / ratio);
        }

        return this with { FrameRate = frameRate, Trace = trace };
    }

    /// <summary>A one-dimensional NumPy array of 64-bit floats.</summary>
    private static double[] Array(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int start = 10 + BitConverter.ToUInt16(bytes, 8);
        double[] values = new double[(bytes.Length - start) / sizeof(double)];
        Buffer.BlockCopy(bytes, start, values, 0, values.Length * sizeof(double));
        return values;
    }
}
