namespace DeepWonder3D.Figures.Report;

/// <summary>
/// Traces small enough to open in a browser: 16 bits a frame where there is room for that, 8 bits where there is not (a step is then 1/254
/// of the trace's own range, less than its noise), and for long recordings the lowest and highest of several frames, so that no peak is
/// lost.
/// </summary>
internal static class TracePacking
{
    /// <summary>Bytes for all traces of a report; base64 makes 12 MB of them.</summary>
    public const long BudgetBytes = 9L << 20;

    private const int Highest8 = byte.MaxValue - 1;
    private const int Highest16 = ushort.MaxValue - 1;

    /// <summary>Packs traces.</summary>
    /// <param name="traces">One a neuron.</param>
    /// <param name="frameCount">Frames of each; one that is shorter ends in missing samples.</param>
    /// <param name="budget">Bytes to spend.</param>
    /// <param name="blobs">Where the numbers go.</param>
    public static PackedTraces Pack(IReadOnlyList<Trace> traces, long frameCount, long budget, ReportBlobs blobs)
    {
        long samples = Math.Max(1, traces.Count * frameCount);
        int bits = 2 * samples <= budget ? 16 : 8;
        long needed = samples <= budget ? 1 : ((2 * samples) + budget - 1) / Math.Max(1, budget);
        int framesPerPoint = (int)Math.Clamp(needed, 1, Math.Max(1, frameCount));
        int points = checked((int)((frameCount + framesPerPoint - 1) / framesPerPoint));
        int numbers = points * (framesPerPoint == 1 ? 1 : 2);
        byte[] packed = new byte[checked((long)traces.Count * numbers * (bits / 8))];
        float[] low = new float[traces.Count];
        float[] high = new float[traces.Count];
        float[] envelope = new float[numbers];
        for (int i = 0; i < traces.Count; i++)
        {
            Envelope(TraceScaling.Scale(traces[i].AsSpan()), framesPerPoint, envelope);
            (low[i], high[i]) = Range(envelope);
            int bytes = numbers * (bits / 8);
            Quantise(envelope, low[i], high[i], bits, packed.AsSpan(i * bytes, bytes));
        }

        return new PackedTraces(blobs.Add(packed), bits, framesPerPoint, points, low, high);
    }

    private static void Envelope(ReadOnlySpan<float> trace, int framesPerPoint, Span<float> envelope)
    {
        envelope.Fill(float.NaN);
        if (framesPerPoint == 1)
        {
            trace[..Math.Min(trace.Length, envelope.Length)].CopyTo(envelope);
            return;
        }

        for (int point = 0; point < envelope.Length / 2; point++)
        {
            int first = Math.Min(trace.Length, point * framesPerPoint);
            ReadOnlySpan<float> frames = trace[first..Math.Min(trace.Length, first + framesPerPoint)];
            (envelope[2 * point], envelope[(2 * point) + 1]) = Range(frames);
        }
    }

    /// <summary>The lowest and the highest finite sample; NaN where there is none.</summary>
    private static (float Low, float High) Range(ReadOnlySpan<float> samples)
    {
        (float low, float high) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (float sample in samples)
        {
            if (float.IsFinite(sample))
            {
                low = Math.Min(low, sample);
                high = Math.Max(high, sample);
            }
        }

        return low <= high ? (low, high) : (float.NaN, float.NaN);
    }

    private static void Quantise(ReadOnlySpan<float> samples, float low, float high, int bits, Span<byte> packed)
    {
        int top = bits == 8 ? Highest8 : Highest16;
        double scale = high > low ? top / ((double)high - low) : 0;
        for (int i = 0; i < samples.Length; i++)
        {
            int number = float.IsFinite(samples[i]) ? (int)Math.Round((samples[i] - (double)low) * scale) : top + 1;
            if (bits == 8)
            {
                packed[i] = (byte)number;
            }
            else
            {
                System.Buffers.Binary.BinaryPrimitives.WriteUInt16LittleEndian(packed[(2 * i)..], (ushort)number);
            }
        }
    }
}

/// <summary>Traces in units of their noise as whole numbers of 8 or 16 bits.</summary>
/// <param name="Blob">The numbers, neuron after neuron, little-endian; a number among <see cref="ReportBlobs"/>.</param>
/// <param name="Bits">8 or 16. The largest number stands for a missing sample, the one below it for a trace's highest.</param>
/// <param name="FramesPerPoint">1, or how many frames a pair of numbers stands for: the lowest and the highest among them.</param>
/// <param name="PointCount">Points (or pairs) in a trace.</param>
/// <param name="Low">For each neuron what the number 0 stands for.</param>
/// <param name="High">For each neuron what the highest number stands for.</param>
internal sealed record PackedTraces(
    int Blob, int Bits, int FramesPerPoint, int PointCount, IReadOnlyList<float> Low, IReadOnlyList<float> High);
