using DeepWonder3D.Neurons;

namespace DeepWonder3D.Traces.Measuring;

/// <summary>
/// The frames of a recording that are looked at before it is measured: all of a short one; of a long one pieces of neighbouring frames,
/// some spread evenly and some where neurons are known to be most active.
/// </summary>
internal static class SampledFrames
{
    /// <summary>Frames that say enough of how the light of a neuron is spread.</summary>
    public const int Most = 512;

    /// <summary>Fewer say too little whatever memory they cost.</summary>
    public const int Least = 64;

    private const int PieceFrames = 16;

    /// <summary>The frames, ascending.</summary>
    /// <param name="frameCount">Frames of the recording.</param>
    /// <param name="count">How many to take; all of a recording that has no more.</param>
    /// <param name="hints">What is known of the neurons' activity, over the same time at any rate; null for nothing.</param>
    public static long[] Of(long frameCount, int count, IReadOnlyList<Trace>? hints)
    {
        if (frameCount <= count)
        {
            return [.. Enumerable.Range(0, (int)frameCount).Select(f => (long)f)];
        }

        int pieces = Math.Max(1, count / PieceFrames);
        SortedSet<long> taken = [];
        foreach (long piece in PeakPieces(frameCount, hints).Take(pieces / 2))
        {
            taken.Add(piece);
        }

        // Evenly spread ones fill up what is left; those that are taken already are stepped over.
        long all = frameCount / PieceFrames;
        for (long i = 0, missing = pieces - taken.Count; i < missing; i++)
        {
            long piece = ((i * all) + (all / 2)) / missing;
            while (piece < all - 1 && taken.Contains(piece))
            {
                piece++;
            }

            taken.Add(piece);
        }

        return [.. taken.SelectMany(piece => Enumerable.Range(0, PieceFrames).Select(f => (piece * PieceFrames) + f))];
    }

    /// <summary>The pieces in which neurons peak, those with the most peaks first.</summary>
    private static IEnumerable<long> PeakPieces(long frameCount, IReadOnlyList<Trace>? hints) =>
        (hints ?? [])
            .Where(trace => trace.Length > 0 && trace.Maximum > trace.Minimum)
            .Select(trace => PieceOfPeak(trace, frameCount))
            .GroupBy(piece => piece)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key)
            .Select(group => group.Key);

    private static long PieceOfPeak(Trace trace, long frameCount)
    {
        int peak = System.Numerics.Tensors.TensorPrimitives.IndexOfMax(trace.AsSpan());
        long frame = (long)((peak + 0.5) / trace.Length * frameCount);
        return Math.Clamp(frame / PieceFrames, 0, (frameCount / PieceFrames) - 1);
    }
}
