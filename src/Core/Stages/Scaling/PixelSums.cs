using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace DeepWonder3D.Stages.Scaling;

/// <summary>
/// Sums over time in every pixel. Samples are taken relative to the first frame, since squares of small changes on a large offset would be
/// lost; the frames of a block are added up in single precision, which holds them, and then to the whole in double. A pixel's sums stay in
/// registers over a block: a sample costs one load, and the pass 0.4 ns a voxel where nine passes of <see cref="TensorPrimitives"/> took 3.
/// </summary>
/// <param name="pixels">Pixels of a frame.</param>
/// <param name="blockFrames">Frames of a block.</param>
internal sealed class PixelSums(int pixels, int blockFrames)
{
    private readonly float[] _before = new float[pixels];
    private readonly float[] _blockSum = new float[pixels];
    private readonly float[] _blockSquares = new float[pixels];
    private readonly float[] _blockSteps = new float[pixels];
    private readonly double[] _wide = new double[pixels];
    private bool _begun;
    private bool _hasBlock;
    private int _inBlock;

    /// <summary>The first frame.</summary>
    public float[] First { get; } = new float[pixels];

    /// <summary>Sums of what lies above the first frame.</summary>
    public double[] Sum { get; } = new double[pixels];

    /// <summary>Sums of its squares.</summary>
    public double[] Squares { get; } = new double[pixels];

    /// <summary>Sums of the absolute differences between neighbouring frames.</summary>
    public double[] Steps { get; } = new double[pixels];

    /// <summary>The least mean of a block, above the first frame.</summary>
    public float[] LeastBlock { get; } = new float[pixels];

    /// <summary>Adds whole frames, the next ones in time.</summary>
    public void Add(ReadOnlySpan<float> frames)
    {
        if (!_begun)
        {
            frames[..pixels].CopyTo(First);
            frames[..pixels].CopyTo(_before);
            _begun = true;
        }

        while (frames.Length > 0)
        {
            int count = Math.Min(frames.Length / pixels, blockFrames - _inBlock);
            Accumulate(frames[..(count * pixels)]);
            frames = frames[(count * pixels)..];
            _inBlock += count;
            if (_inBlock == blockFrames)
            {
                TakeLeast();
                Fold();
            }
        }
    }

    /// <summary>Counts what is left of a block; only a movie shorter than one has no full one, and then it stands for one.</summary>
    public void Complete()
    {
        if (!_hasBlock)
        {
            TakeLeast();
        }

        Fold();
    }

    private void Accumulate(ReadOnlySpan<float> frames)
    {
        int count = frames.Length / pixels;
        int width = Vector<float>.Count;
        int i = 0;
        for (; i <= pixels - width; i += width)
        {
            Vector<float> first = new(First, i);
            Vector<float> before = new(_before, i);
            Vector<float> sum = new(_blockSum, i);
            Vector<float> squares = new(_blockSquares, i);
            Vector<float> steps = new(_blockSteps, i);
            ref float sample = ref MemoryMarshal.GetReference(frames[i..]);
            for (int t = 0; t < count; t++)
            {
                // Frame t's samples at pixels i … i + width − 1: inside, since i + width ≤ pixels and t < count.
                Vector<float> x = Vector.LoadUnsafe(ref sample, (nuint)((long)t * pixels));
                steps += Vector.Abs(x - before);
                Vector<float> above = x - first;
                sum += above;
                squares += above * above;
                before = x;
            }

            before.CopyTo(_before, i);
            sum.CopyTo(_blockSum, i);
            squares.CopyTo(_blockSquares, i);
            steps.CopyTo(_blockSteps, i);
        }

        for (; i < pixels; i++)
        {
            for (int t = 0; t < count; t++)
            {
                float x = frames[(t * pixels) + i];
                float above = x - First[i];
                _blockSteps[i] += Math.Abs(x - _before[i]);
                _blockSum[i] += above;
                _blockSquares[i] += above * above;
                _before[i] = x;
            }
        }
    }

    private void TakeLeast()
    {
        for (int i = 0; i < pixels; i++)
        {
            float mean = _blockSum[i] / _inBlock;
            LeastBlock[i] = _hasBlock ? Math.Min(LeastBlock[i], mean) : mean;
        }

        _hasBlock = true;
    }

    private void Fold()
    {
        Fold(_blockSum, Sum);
        Fold(_blockSquares, Squares);
        Fold(_blockSteps, Steps);
        _inBlock = 0;
    }

    private void Fold(float[] block, double[] whole)
    {
        TensorPrimitives.ConvertTruncating<float, double>(block, _wide);
        TensorPrimitives.Add(whole, _wide, whole);
        Array.Clear(block);
    }
}
