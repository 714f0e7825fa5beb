using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Defects;

/// <summary>
/// What one pass over a plane's frames notes of each: the means of 8 × 8 blocks, those of its rows and how far these are from the frame
/// before, a hash, and where it has no data.
/// </summary>
internal sealed class RecordingScan
{
    /// <summary>Blocks along either side.</summary>
    public const int Side = 8;

    /// <summary>Blocks of a frame.</summary>
    public const int BlockCount = Side * Side;

    private const int FramesATask = 32;

    /// <summary>Rows are noted together where there would be more numbers than this.</summary>
    private const long MostRowNumbers = 1 << 24;

    private readonly Volume _movie;
    private readonly int _plane;
    private readonly bool _zeroIsNoData;

    private RecordingScan(Volume movie, int plane, bool zeroIsNoData)
    {
        (_movie, _plane, _zeroIsNoData) = (movie, plane, zeroIsNoData);
        FrameCount = checked((int)movie.FrameCount);
        RowsABin = (int)Math.Max(1, ((long)FrameCount * movie.Height + MostRowNumbers - 1) / MostRowNumbers);
        Bins = (movie.Height + RowsABin - 1) / RowsABin;
        Blocks = new float[(long)FrameCount * BlockCount];
        Rows = new float[(long)FrameCount * Bins];
        Steps = new float[(long)FrameCount * Bins];
        Hash = new ulong[FrameCount];
        NoData = new int[FrameCount];
        Margins = new Margin[FrameCount];
    }

    public int FrameCount { get; }

    /// <summary>Rows that are noted together.</summary>
    public int RowsABin { get; }

    /// <summary>Numbers of rows a frame.</summary>
    public int Bins { get; }

    /// <summary>Means of blocks, shape (frames, 8, 8); NaN where a block has no data.</summary>
    public float[] Blocks { get; }

    /// <summary>Means of rows, shape (frames, bins); NaN where there is no data.</summary>
    public float[] Rows { get; }

    /// <summary>Mean absolute steps from the frame before, shape (frames, bins); 0 for the first frame.</summary>
    public float[] Steps { get; }

    /// <summary>A number that two frames have in common only if they are the same.</summary>
    public ulong[] Hash { get; }

    /// <summary>Samples that are not finite.</summary>
    public int[] NoData { get; }

    /// <summary>How far each frame's sides are 0 or not finite.</summary>
    public Margin[] Margins { get; }

    /// <summary>The means of a frame's blocks.</summary>
    public ReadOnlySpan<float> BlocksOf(int frame) => Blocks.AsSpan(frame * BlockCount, BlockCount);

    /// <summary>Looks through a plane's frames.</summary>
    /// <param name="movie">The recording.</param>
    /// <param name="plane">The plane in depth.</param>
    /// <param name="zeroIsNoData">Whether sides of a frame that are all 0 are no data, as of a recording.</param>
    /// <param name="token">Stops the pass.</param>
    public static RecordingScan Run(Volume movie, int plane, bool zeroIsNoData, CancellationToken token)
    {
        RecordingScan scan = new(movie, plane, zeroIsNoData);
        int tasks = (scan.FrameCount + FramesATask - 1) / FramesATask;
        ParallelLoop.For(tasks, task => scan.Run(task * FramesATask, token), token);
        return scan;
    }

    private void Run(int first, CancellationToken token)
    {
        int pixels = checked(_movie.Height * _movie.Width);
        float[] before = new float[pixels];
        float[] now = new float[pixels];
        if (first > 0)
        {
            _movie.ReadPlane<float>(first - 1, _plane, before);
        }

        int end = Math.Min(first + FramesATask, FrameCount);
        for (int frame = first; frame < end; frame++)
        {
            token.ThrowIfCancellationRequested();
            _movie.ReadPlane<float>(frame, _plane, now);
            Margins[frame] = Margin.Of(now, _movie.Height, _movie.Width);
            if (_zeroIsNoData)
            {
                Margins[frame].Clear(now, _movie.Height, _movie.Width);
            }

            Note(frame, now, frame > 0 ? before : null);
            (before, now) = (now, before);
        }
    }

    private void Note(int frame, float[] now, float[]? before)
    {
        (int height, int width) = (_movie.Height, _movie.Width);
        Span<double> sums = stackalloc double[BlockCount];
        Span<int> counts = stackalloc int[BlockCount];
        sums.Clear();
        counts.Clear();
        ulong hash = 14695981039346656037;
        for (int bin = 0; bin < Bins; bin++)
        {
            (double binSum, int binCount, double step) = (0, 0, 0);
            int last = Math.Min((bin + 1) * RowsABin, height);
            for (int row = bin * RowsABin; row < last; row++)
            {
                ReadOnlySpan<float> line = now.AsSpan(row * width, width);
                (float rowSum, int rowCount) = NoteRow(line, row, ref hash, sums, counts);
                binSum += rowSum;
                binCount += rowCount;
                NoData[frame] += width - rowCount;
                step += before is null ? 0 : Distance(line, before.AsSpan(row * width, width));
            }

            Rows[(frame * Bins) + bin] = binCount > 0 ? (float)(binSum / binCount) : float.NaN;
            Steps[(frame * Bins) + bin] = (float)(step / ((last - (bin * RowsABin)) * width));
        }

        for (int i = 0; i < BlockCount; i++)
        {
            Blocks[(frame * BlockCount) + i] = counts[i] > 0 ? (float)(sums[i] / counts[i]) : float.NaN;
        }

        Hash[frame] = hash;
    }

    private (float Sum, int Count) NoteRow(ReadOnlySpan<float> line, int row, ref ulong hash, Span<double> sums, Span<int> counts)
    {
        int blockRow = (int)((long)row * Side / _movie.Height) * Side;
        (float rowSum, int rowCount) = (0, 0);
        for (int i = 0; i < Side; i++)
        {
            int start = line.Length * i / Side;
            ReadOnlySpan<float> piece = line[start..(line.Length * (i + 1) / Side)];
            float sum = TensorPrimitives.Sum(piece);
            int count = piece.Length;
            if (!float.IsFinite(sum))
            {
                (sum, count) = FiniteSum(piece);
            }

            // Two rows with the same sums in every piece are the same but for a chance that noise does not give.
            hash = (hash ^ BitConverter.SingleToUInt32Bits(sum)) * 1099511628211;
            sums[blockRow + i] += sum;
            counts[blockRow + i] += count;
            (rowSum, rowCount) = (rowSum + sum, rowCount + count);
        }

        return (rowSum, rowCount);
    }

    private static (float Sum, int Count) FiniteSum(ReadOnlySpan<float> piece)
    {
        (float sum, int count) = (0, 0);
        foreach (float sample in piece)
        {
            if (float.IsFinite(sample))
            {
                (sum, count) = (sum + sample, count + 1);
            }
        }

        return (sum, count);
    }

    private static double Distance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        ref float left = ref MemoryMarshal.GetReference(a);
        ref float right = ref MemoryMarshal.GetReference(b);
        Vector<float> sums = Vector<float>.Zero;
        int i = 0;
        for (; i <= a.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            // Inside: i + Count ≤ a.Length, and b is as long.
            sums += Vector.Abs(Vector.LoadUnsafe(ref left, (nuint)i) - Vector.LoadUnsafe(ref right, (nuint)i));
        }

        double sum = Vector.Sum(sums);
        for (; i < a.Length; i++)
        {
            sum += Math.Abs(a[i] - b[i]);
        }

        return double.IsFinite(sum) ? sum : 0;
    }
}
