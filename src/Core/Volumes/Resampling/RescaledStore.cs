using System.Buffers;
using System.Runtime.InteropServices;

namespace DeepWonder3D.Volumes;

/// <summary>
/// A volume's samples in pixels of another size, computed when they are read: linearly, averaging where pixels are dropped. Nothing is held
/// but what a read asks for.
/// </summary>
internal sealed class RescaledStore : SampleStore
{
    private readonly bool _owned;
    private readonly (long First, double[] Weights)[] _rows;
    private readonly (long First, double[] Weights)[] _columns;

    /// <summary>Lays other pixels over a volume.</summary>
    /// <param name="source">The volume.</param>
    /// <param name="scale">Pixels of this store a pixel of the volume.</param>
    /// <param name="height">Rows of this store.</param>
    /// <param name="width">Columns of this store.</param>
    /// <param name="owned">Whether the volume is disposed of with the store.</param>
    public RescaledStore(Volume source, PixelScale scale, int height, int width, bool owned)
        : base(SampleType.Float32, source.FrameCount * source.PlaneCount, height, width)
    {
        (Source, Scale, _owned) = (source, scale, owned);
        ResamplingAxis rows = ResamplingAxis.OfPixels(source.Height, scale.Rows, height);
        ResamplingAxis columns = ResamplingAxis.OfPixels(source.Width, scale.Columns, width);
        _rows = [.. Enumerable.Range(0, height).Select(y => rows.Inputs(y))];
        _columns = [.. Enumerable.Range(0, width).Select(x => columns.Inputs(x))];
    }

    /// <summary>What the samples are computed from.</summary>
    public Volume Source { get; }

    /// <summary>Pixels of this store a pixel of the source.</summary>
    public PixelScale Scale { get; }

    /// <summary>A movie in pixels of another size, which reads from the movie and leaves it to its owner.</summary>
    public static Volume View(Volume movie, PixelScale scale)
    {
        (int height, int width) = (LengthOf(movie.Height, scale.Rows), LengthOf(movie.Width, scale.Columns));
        return new Volume(movie.InPixels(height, width, scale), new RescaledStore(movie, scale, height, width, owned: false));

        // The last pixel may lie partly beyond the movie: nothing at its edge is lost.
        static int LengthOf(int length, double factor) => Math.Max(1, (int)Math.Ceiling((length * factor) - 1e-6));
    }

    public override void ReadRows(long plane, int row, int rowCount, Span<byte> destination) =>
        ReadBlock(plane, row, rowCount, 0, Width, destination);

    public override void ReadBlock(long plane, int row, int rowCount, int column, int columnCount, Span<byte> destination)
    {
        if (rowCount == 0 || columnCount == 0)
        {
            return;
        }

        (int top, int height) = Extent(_rows.AsSpan(row, rowCount));
        (int left, int width) = Extent(_columns.AsSpan(column, columnCount));
        float[] block = ArrayPool<float>.Shared.Rent(checked(height * width));
        float[] line = ArrayPool<float>.Shared.Rent(width);
        try
        {
            Source.ReadBlock(plane / Source.PlaneCount, (int)(plane % Source.PlaneCount), top, height, left, width, block.AsSpan());
            Span<float> samples = MemoryMarshal.Cast<byte, float>(destination);
            for (int y = 0; y < rowCount; y++)
            {
                (long first, double[] weights) = _rows[row + y];
                Span<float> sum = line.AsSpan(0, width);
                sum.Clear();
                for (int i = 0; i < weights.Length; i++)
                {
                    System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(
                        block.AsSpan((int)(first - top + i) * width, width), (float)weights[i], sum, sum);
                }

                Along(sum, left, _columns.AsSpan(column, columnCount), samples.Slice(y * columnCount, columnCount));
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(block);
            ArrayPool<float>.Shared.Return(line);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _owned)
        {
            Source.Dispose();
        }
    }

    private static void Along(
        ReadOnlySpan<float> line, int left, ReadOnlySpan<(long First, double[] Weights)> columns, Span<float> destination)
    {
        for (int x = 0; x < columns.Length; x++)
        {
            (long first, double[] weights) = columns[x];
            double sum = 0;
            for (int i = 0; i < weights.Length; i++)
            {
                sum += weights[i] * line[(int)first - left + i];
            }

            destination[x] = (float)sum;
        }
    }

    /// <summary>The inputs that some outputs are made of: firsts and lasts ascend.</summary>
    private static (int First, int Count) Extent(ReadOnlySpan<(long First, double[] Weights)> outputs)
    {
        long end = outputs[^1].First + outputs[^1].Weights.Length;
        return ((int)outputs[0].First, (int)(end - outputs[0].First));
    }
}
