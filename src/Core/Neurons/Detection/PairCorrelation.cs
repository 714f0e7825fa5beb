using System.Numerics.Tensors;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Neurons.Detection;

/// <summary>
/// Pearson's correlation between the mean traces of pairs of footprints, in one pass over the movie and without keeping the traces: Σx, Σx²
/// and, for the pairs asked for, Σxy grow block by block. Memory is that of the sums and of one block, for a movie of any length.
/// </summary>
internal sealed class PairCorrelation
{
    /// <summary>Frames that one task reads, so that two tasks never write to the same cache line of the block.</summary>
    private const int FramesATask = 8;
    private const int MostBlockFrames = 64;
    private const int BlockSamples = 1 << 23;

    private readonly Volume _movie;
    private readonly Footprint[] _footprints;
    private readonly IReadOnlyList<(int First, int Second)> _pairs;
    private readonly int _blockFrames;

    /// <summary>The sums of the footprints over one block of frames, shape (footprints, block frames).</summary>
    private readonly double[] _block;

    /// <summary>The first frame's sums, taken off every later one: correlation is free of a shift, and cancellation stays small.</summary>
    private readonly double[] _origin;
    private readonly double[] _sums;
    private readonly double[] _squares;
    private readonly double[] _products;

    private PairCorrelation(Volume movie, Footprint[] footprints, IReadOnlyList<(int First, int Second)> pairs)
    {
        _movie = movie;
        _footprints = footprints;
        _pairs = pairs;
        _blockFrames = Math.Clamp(BlockSamples / Math.Max(footprints.Length, 1) / FramesATask * FramesATask, FramesATask, MostBlockFrames);
        _block = new double[checked(footprints.Length * _blockFrames)];
        _origin = new double[footprints.Length];
        _sums = new double[footprints.Length];
        _squares = new double[footprints.Length];
        _products = new double[pairs.Count];
    }

    /// <summary>Measures the correlation of pairs.</summary>
    /// <param name="movie">The movie, one plane in depth.</param>
    /// <param name="footprints">The footprints.</param>
    /// <param name="pairs">Pairs of indices into <paramref name="footprints"/>.</param>
    /// <param name="observer">Told the frames read.</param>
    /// <param name="token">Stops the pass.</param>
    /// <returns>One coefficient a pair; NaN where a trace is constant.</returns>
    public static double[] Measure(
        Volume movie,
        Footprint[] footprints,
        IReadOnlyList<(int First, int Second)> pairs,
        IStageObserver observer,
        CancellationToken token)
    {
        PairCorrelation work = new(movie, footprints, pairs);
        FrameScan.Run(movie, 0, 1, 1, (_, plane) => work.TakeOrigin(plane), token);
        for (long start = 0; start < movie.FrameCount; start += work._blockFrames)
        {
            int frames = (int)Math.Min(work._blockFrames, movie.FrameCount - start);
            FrameScan.Run(movie, start, frames, FramesATask, (frame, plane) => work.FillBlock((int)(frame - start), plane), token);
            work.AddBlock(frames, token);
            observer.Progress(new StageProgress($"Comparing detections in {movie.Name}", start + frames, movie.FrameCount, "frame"));
        }

        return work.Coefficients();
    }

    private void TakeOrigin(ReadOnlySpan<float> plane)
    {
        for (int i = 0; i < _footprints.Length; i++)
        {
            _origin[i] = _footprints[i].SumOf(plane);
        }
    }

    private void FillBlock(int frame, ReadOnlySpan<float> plane)
    {
        for (int i = 0; i < _footprints.Length; i++)
        {
            _block[(i * _blockFrames) + frame] = _footprints[i].SumOf(plane) - _origin[i];
        }
    }

    private void AddBlock(int frames, CancellationToken token)
    {
        ParallelOptions options = new() { CancellationToken = token, MaxDegreeOfParallelism = ThreadBudget.Degree };
        for (int i = 0; i < _footprints.Length; i++)
        {
            _sums[i] += TensorPrimitives.Sum(BlockOf(i, frames));
            _squares[i] += TensorPrimitives.SumOfSquares(BlockOf(i, frames));
        }

        const int PairsATask = 4096;
        Parallel.For(0, (_pairs.Count + PairsATask - 1) / PairsATask, options, task =>
        {
            int end = Math.Min((task + 1) * PairsATask, _pairs.Count);
            for (int pair = task * PairsATask; pair < end; pair++)
            {
                (int first, int second) = _pairs[pair];
                _products[pair] += TensorPrimitives.Dot(BlockOf(first, frames), BlockOf(second, frames));
            }
        });
    }

    private ReadOnlySpan<double> BlockOf(int footprint, int frames) => _block.AsSpan(footprint * _blockFrames, frames);

    private double[] Coefficients()
    {
        double n = _movie.FrameCount;
        double[] coefficients = new double[_pairs.Count];
        for (int pair = 0; pair < coefficients.Length; pair++)
        {
            (int i, int j) = _pairs[pair];
            double together = (n * _products[pair]) - (_sums[i] * _sums[j]);
            double alone = ((n * _squares[i]) - (_sums[i] * _sums[i])) * ((n * _squares[j]) - (_sums[j] * _sums[j]));
            coefficients[pair] = together / Math.Sqrt(alone);
        }

        return coefficients;
    }
}
