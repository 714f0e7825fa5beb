using System.Collections.Concurrent;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Defects;

/// <summary>
/// What one pass over a plane's frames notes of each: the means of 8 × 8 blocks, those of its rows and how far these are from the frame
/// before, what stands out of the frames before and after most, a hash, and where it has no data.
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
    private readonly ConcurrentBag<(int Frame, int Row, float Sample)> _flat = [];

    private RecordingScan(Volume movie, int plane, bool zeroIsNoData)
    {
        (_movie, _plane, _zeroIsNoData) = (movie, plane, zeroIsNoData);
        FrameCount = checked((int)movie.FrameCount);
        RowsABin = (int)Math.Max(1, ((long)FrameCount * movie.Height + MostRowNumbers - 1) / MostRowNumbers);
        Bins = (movie.Height + RowsABin - 1) / RowsABin;
        Blocks = new float[(long)FrameCount * BlockCount];
        Rows = new float[(long)FrameCount * Bins];
        Steps = new float[(long)FrameCount * Bins];
        Peaks = new float[(long)FrameCount * BlockCount];
        Hash = new ulong[FrameCount];
        IsFlat = new bool[FrameCount];
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

    /// <summary>
    /// How far the sample that does so most lies beyond both of the frames before and after, for each block, shape (frames, 8, 8).
    /// </summary>
    public float[] Peaks { get; }

    /// <summary>A number that two frames have in common only if they are the same.</summary>
    public ulong[] Hash { get; }

    /// <summary>Whether all samples of a frame are the same.</summary>
    public bool[] IsFlat { get; }

    /// <summary>Samples that are not finite.</summary>
    public int[] NoData { get; }

    /// <summary>How far each frame's sides are 0 or not finite.</summary>
    public Margin[] Margins { get; }

    /// <summary>Rows of which all samples but those of the margins are the same, in no order.</summary>
    public IReadOnlyCollection<(int Frame, int Row, float Sample)> FlatRows => _flat;

    /// <summary>The means of a frame's blocks.</summary>
    public ReadOnlySpan<float> BlocksOf(int frame) => Blocks.AsSpan(frame * BlockCount, BlockCount);

    /// <summary>The highest peaks of a frame's blocks.</summary>
    public ReadOnlySpan<float> PeaksOf(int frame) => Peaks.AsSpan(frame * BlockCount, BlockCount);

    /// <summary>The frames that a frame's peaks are measured from: those before and after, or the two next ones at an end.</summary>
    public (int One, int Other) Beside(int frame) => frame == 0 ? (Math.Min(1, FrameCount - 1), Math.Min(2, FrameCount - 1))
        : frame == FrameCount - 1 ? (frame - 1, Math.Max(0, frame - 2))
        : (frame - 1, frame + 1);

    /// <summary>The rows of a block, half-open.</summary>
    public (int First, int End) RowsOf(int block)
    {
        // Rows belong to the block that row · 8 / height names.
        int row = block / Side;
        return (((row * _movie.Height) + Side - 1) / Side, (((row + 1) * _movie.Height) + Side - 1) / Side);
    }

    /// <summary>The columns of a block, half-open.</summary>
    public (int First, int End) ColumnsOf(int block) =>
        (_movie.Width * (block % Side) / Side, _movie.Width * ((block % Side) + 1) / Side);

    /// <summary>How far a sample lies beyond both of two others.</summary>
    public static float Peak(float one, float sample, float other) =>
        Math.Max(sample - Math.Max(one, other), Math.Min(one, other) - sample);

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

    /// <summary>Puts what is put in place of a sample into the means of its row and block.</summary>
    public void TakeOut(StraySample stray)
    {
        int frame = (int)stray.Frame;
        (int row, int column) = Math.DivRem(stray.Pixel, _movie.Width);
        int block = ((int)((long)row * Side / _movie.Height) * Side) + Enumerable.Range(0, Side).First(i => column < ColumnsOf(i).End);
        (int top, int bottom) = RowsOf(block);
        (int left, int right) = ColumnsOf(block);
        double change = (double)stray.Value - stray.Sample;
        Blocks[(frame * BlockCount) + block] += (float)(change / ((bottom - top) * (right - left)));
        Rows[(frame * Bins) + (row / RowsABin)] += (float)(change / ((double)RowsABin * _movie.Width));
    }

    private void Run(int first, CancellationToken token)
    {
        int pixels = checked(_movie.Height * _movie.Width);
        (float[] before, float[] now, float[] after) = (new float[pixels], new float[pixels], new float[pixels]);
        if (first > 0)
        {
            Read(first - 1, before);
        }

        Read(first, now);
        int end = Math.Min(first + FramesATask, FrameCount);
        for (int frame = first; frame < end; frame++)
        {
            token.ThrowIfCancellationRequested();
            if (frame + 1 < FrameCount)
            {
                Read(frame + 1, after);
            }

            Note(frame, now, frame > 0 ? before : null);
            if (FrameCount > 2)
            {
                NotePeaks(frame, before, now, after);
            }

            (before, now, after) = (now, after, before);
        }
    }

    private void Read(int frame, float[] samples)
    {
        _movie.ReadPlane<float>(frame, _plane, samples);
        Margin margin = Margin.Of(samples, _movie.Height, _movie.Width);
        Margins[frame] = margin;
        IsFlat[frame] = !samples.AsSpan(1).ContainsAnyExcept(samples[0]);
        if (_zeroIsNoData)
        {
            // Rows at the top and bottom are a border, or were lost: that is seen when the other frames are known.
            foreach (int row in Enumerable.Range(0, margin.Top).Concat(Enumerable.Range(_movie.Height - margin.Bottom, margin.Bottom)))
            {
                NoteFlat(frame, row, samples.AsSpan(row * _movie.Width, _movie.Width));
            }

            margin.Clear(samples, _movie.Height, _movie.Width);
        }
    }

    private void NotePeaks(int frame, float[] before, float[] now, float[] after)
    {
        // At an end the two next frames stand for those around.
        if (frame == 0 || frame == FrameCount - 1)
        {
            float[] third = new float[now.Length];
            Read(frame == 0 ? 2 : FrameCount - 3, third);
            (before, after) = frame == 0 ? (third, after) : (before, third);
        }

        Span<float> peaks = Peaks.AsSpan(frame * BlockCount, BlockCount);
        for (int row = 0; row < _movie.Height; row++)
        {
            int line = row * _movie.Width;
            int blockRow = (int)((long)row * Side / _movie.Height) * Side;
            for (int i = 0; i < Side; i++)
            {
                (int left, int right) = ColumnsOf(i);
                peaks[blockRow + i] = Math.Max(peaks[blockRow + i], Highest(
                    before.AsSpan(line + left, right - left),
                    now.AsSpan(line + left, right - left),
                    after.AsSpan(line + left, right - left)));
            }
        }
    }

    /// <summary>The highest peak of a piece of a row, 0 for none; samples that are not finite have none.</summary>
    private static float Highest(ReadOnlySpan<float> before, ReadOnlySpan<float> now, ReadOnlySpan<float> after)
    {
        ref float earlier = ref MemoryMarshal.GetReference(before);
        ref float at = ref MemoryMarshal.GetReference(now);
        ref float later = ref MemoryMarshal.GetReference(after);
        Vector<float> highest = Vector<float>.Zero;
        int i = 0;
        for (; i <= now.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            // Inside: i + Count ≤ now.Length, and the others are as long.
            Vector<float> one = Vector.LoadUnsafe(ref earlier, (nuint)i);
            Vector<float> sample = Vector.LoadUnsafe(ref at, (nuint)i);
            Vector<float> other = Vector.LoadUnsafe(ref later, (nuint)i);
            Vector<float> peak = Vector.Max(sample - Vector.Max(one, other), Vector.Min(one, other) - sample);
            highest = Vector.ConditionalSelect(Vector.GreaterThan(peak, highest), peak, highest);
        }

        float result = 0;
        for (int lane = 0; lane < Vector<float>.Count; lane++)
        {
            result = Math.Max(result, highest[lane]);
        }

        for (; i < now.Length; i++)
        {
            float peak = Peak(before[i], now[i], after[i]);
            result = peak > result ? peak : result;
        }

        return float.IsFinite(result) ? result : 0;
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
                NoteFlat(frame, row, line[Margins[frame].Left..(width - Margins[frame].Right)]);
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

    private void NoteFlat(int frame, int row, ReadOnlySpan<float> line)
    {
        // Nearly every row is told by its first samples.
        if (line.Length > 8 && line[0] == line[1] && line[0] == line[^1] && !line.ContainsAnyExcept(line[0]))
        {
            _flat.Add((frame, row, line[0]));
        }
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
