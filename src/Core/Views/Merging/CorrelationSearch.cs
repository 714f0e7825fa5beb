using System.Numerics;
using System.Numerics.Tensors;
using DeepWonder3D.Errors;
using DeepWonder3D.Views.Placing;
using DeepWonder3D.Work;

namespace DeepWonder3D.Views.Merging;

/// <summary>
/// Finds the pairs of detections of different views whose traces correlate above a cutoff, without an n × n matrix: blocks of traces are
/// normalised and multiplied in single precision, and pairs that lie within the rounding error of the cutoff are decided in double.
/// </summary>
internal sealed class CorrelationSearch
{
    private readonly Detections _detections;
    private readonly TraceCorrelation _correlation;
    private readonly EpipolarGate? _gate;
    private readonly double _cutoff;
    private readonly double _margin;
    private readonly List<int>[] _later;
    private readonly long _pairLimit;
    private long _pairs;

    private CorrelationSearch(Detections detections, TraceCorrelation correlation, EpipolarGate? gate, double cutoff)
    {
        _detections = detections;
        _gate = gate;
        _correlation = correlation;
        _cutoff = cutoff;

        // Normalising rounds each factor once more: two units of 2⁻²⁴ on products that sum to at most 1 in size.
        _margin = CorrelationKernel.ErrorBound(detections.FrameCount) + Math.ScaleB(1, -22);
        _later = new List<int>[detections.Count];

        // A pair is held once while it is found (a growing list: up to 8 bytes) and twice in the answer.
        _pairLimit = MemoryBudget.Limit / 16;
    }

    /// <summary>
    /// For every detection, those that correlate with it above <paramref name="cutoff"/> and that <paramref name="gate"/> admits, where
    /// there is one, ascending; never itself nor one of its own view. What shares activity but not place is thus never held.
    /// </summary>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.MemoryLimitExceeded"/>: nearly everything correlates with everything.
    /// </exception>
    public static int[][] Run(
        Detections detections,
        TraceCorrelation correlation,
        EpipolarGate? gate,
        double cutoff,
        IStageObserver observer,
        CancellationToken cancellation)
    {
        CorrelationSearch search = new(detections, correlation, gate, cutoff);
        search.SearchBlocks(observer, cancellation);
        return search.Neighbours();
    }

    /// <summary>Every worker takes the next block of rows when it is done with one: the first blocks meet the most others.</summary>
    private void SearchBlocks(IStageObserver observer, CancellationToken cancellation)
    {
        int blocks = (_detections.Count + CorrelationKernel.BlockRows - 1) / CorrelationKernel.BlockRows;
        long total = (long)blocks * (blocks + 1) / 2;
        long done = 0;
        int next = -1;
        ParallelLoop.For(Math.Min(blocks, Environment.ProcessorCount), _ =>
        {
            Scratch scratch = new();
            for (int block = Interlocked.Increment(ref next); block < blocks; block = Interlocked.Increment(ref next))
            {
                ClaimRows(block);
                for (int other = block; other < blocks; other++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    SearchPair(block, other, scratch);
                }

                observer.Progress(new StageProgress("Correlating traces", Interlocked.Add(ref done, blocks - block), total, "block"));
            }
        }, cancellation);
    }

    private void ClaimRows(int block)
    {
        int end = Math.Min(_detections.Count, (block + 1) * CorrelationKernel.BlockRows);
        for (int i = block * CorrelationKernel.BlockRows; i < end; i++)
        {
            _later[i] = [];
        }
    }

    private void SearchPair(int blockA, int blockB, Scratch scratch)
    {
        int firstA = blockA * CorrelationKernel.BlockRows;
        int firstB = blockB * CorrelationKernel.BlockRows;
        int lastB = Math.Min(_detections.Count, firstB + CorrelationKernel.BlockRows) - 1;
        if (_detections.ViewOf(firstA) == _detections.ViewOf(lastB))
        {
            return;
        }

        Array.Clear(scratch.Sums);
        for (int frame = 0; frame < _detections.FrameCount; frame += CorrelationKernel.ChunkFrames)
        {
            int frames = Normalise(firstA, frame, scratch.A, scratch.Row);
            Normalise(firstB, frame, scratch.B, scratch.Row);
            CorrelationKernel.AddProducts(scratch.A, scratch.B, frames, scratch.Sums);
        }

        Collect(firstA, firstB, scratch.Sums);
    }

    /// <summary>
    /// Fills a chunk of a block with traces of mean 0 and norm 1, zero where there is none; returns the frames to multiply.
    /// </summary>
    private int Normalise(int first, int frame, Span<float> chunk, Span<double> exact)
    {
        int frames = Math.Min(CorrelationKernel.ChunkFrames, _detections.FrameCount - frame);
        exact = exact[..frames];
        int padded = (frames + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        for (int i = 0; i < CorrelationKernel.BlockRows; i++)
        {
            Span<float> row = chunk.Slice(i * CorrelationKernel.ChunkFrames, padded);
            int detection = first + i;
            if (detection >= _detections.Count || !_correlation.IsUsable(detection))
            {
                row.Clear();
                continue;
            }

            // In double: a trace may lie far above zero and vary little.
            TensorPrimitives.ConvertTruncating(_detections.TraceOf(detection).Slice(frame, frames), exact);
            TensorPrimitives.Subtract(exact, _correlation.MeanOf(detection), exact);
            TensorPrimitives.Multiply(exact, _correlation.InverseNormOf(detection), exact);
            TensorPrimitives.ConvertTruncating<double, float>(exact, row);
            row[frames..].Clear();
        }

        return padded;
    }

    private void Collect(int firstA, int firstB, ReadOnlySpan<float> sums)
    {
        float certain = (float)(_cutoff + _margin);
        float possible = (float)(_cutoff - _margin);
        int endA = Math.Min(_detections.Count, firstA + CorrelationKernel.BlockRows);
        int endB = Math.Min(_detections.Count, firstB + CorrelationKernel.BlockRows);
        for (int a = firstA; a < endA; a++)
        {
            List<int> later = _later[a];
            int before = later.Count;
            ReadOnlySpan<float> row = sums.Slice((a - firstA) * CorrelationKernel.BlockRows, endB - firstB);
            if (!(TensorPrimitives.Max(row) > possible))
            {
                continue;
            }

            for (int b = Math.Max(firstB, a + 1); b < endB; b++)
            {
                float r = row[b - firstB];
                if (r > possible && MayBeOne(a, b) && (r > certain || Confirm(a, b)))
                {
                    later.Add(b);
                }
            }

            Account(later.Count - before);
        }
    }

    private bool MayBeOne(int a, int b) => _detections.ViewOf(a) != _detections.ViewOf(b) && _gate?.Admits(a, b) != false;

    private bool Confirm(int a, int b) => _correlation.IsUsable(a) && _correlation.IsUsable(b) && _correlation.Between(a, b) > _cutoff;

    private void Account(int found)
    {
        if (Interlocked.Add(ref _pairs, found) > _pairLimit)
        {
            throw new DeepWonderException(
                ErrorId.MemoryLimitExceeded,
                $"More than {_pairLimit} pairs of the {_detections.Count} neurons in all views correlate above {_cutoff}: more than the "
                    + $"memory limit of {MemoryBudget.Limit} bytes holds.",
                null,
                "Raise -MinCorrelation, remove the background first so that neurons stop sharing it, or raise "
                    + "$env:DEEPWONDER3D_MEMORY_LIMIT.");
        }
    }

    private int[][] Neighbours()
    {
        int[] counts = new int[_detections.Count];
        for (int a = 0; a < counts.Length; a++)
        {
            counts[a] += _later[a].Count;
            foreach (int b in _later[a])
            {
                counts[b]++;
            }
        }

        int[][] neighbours = new int[counts.Length][];
        for (int a = 0; a < counts.Length; a++)
        {
            neighbours[a] = new int[counts[a]];
            counts[a] = 0;
        }

        // Row a first receives its earlier neighbours, when those are visited, and then its later ones: ascending.
        for (int a = 0; a < counts.Length; a++)
        {
            foreach (int b in _later[a])
            {
                neighbours[a][counts[a]++] = b;
                neighbours[b][counts[b]++] = a;
            }

            _later[a] = [];
        }

        return neighbours;
    }

    private sealed class Scratch
    {
        public float[] A { get; } = new float[CorrelationKernel.BlockRows * CorrelationKernel.ChunkFrames];

        public float[] B { get; } = new float[CorrelationKernel.BlockRows * CorrelationKernel.ChunkFrames];

        public double[] Row { get; } = new double[CorrelationKernel.ChunkFrames];

        public float[] Sums { get; } = new float[CorrelationKernel.BlockRows * CorrelationKernel.BlockRows];
    }
}
