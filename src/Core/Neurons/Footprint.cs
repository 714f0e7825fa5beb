namespace DeepWonder3D.Neurons;

/// <summary>The pixels that a neuron covers in a view, sparse, in raster order.</summary>
public sealed class Footprint
{
    private readonly int[] _pixels;

    /// <summary>Creates a footprint.</summary>
    /// <param name="pixels">Pixel numbers (row · width + column), strictly ascending; not copied.</param>
    /// <param name="width">The view's width in pixels.</param>
    /// <exception cref="ArgumentException">The pixels are not strictly ascending.</exception>
    public Footprint(int[] pixels, int width)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        for (int i = 1; i < pixels.Length; i++)
        {
            if (pixels[i] <= pixels[i - 1])
            {
                throw new ArgumentException("Pixels must be strictly ascending.", nameof(pixels));
            }
        }

        _pixels = pixels;
        Width = width;
    }

    /// <summary>The number of pixels.</summary>
    public int Count => _pixels.Length;

    /// <summary>The width in pixels of the view that the footprint lies in.</summary>
    public int Width { get; }

    /// <summary>The row of a pixel.</summary>
    /// <param name="index">Which of the footprint's pixels, from 0.</param>
    /// <returns>The row, from 0.</returns>
    public int RowAt(int index) => _pixels[index] / Width;

    /// <summary>The column of a pixel.</summary>
    /// <param name="index">Which of the footprint's pixels, from 0.</param>
    /// <returns>The column, from 0.</returns>
    public int ColumnAt(int index) => _pixels[index] % Width;

    /// <summary>Whether a pixel is covered.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The column, from 0.</param>
    /// <returns>Whether it is.</returns>
    public bool Contains(int row, int column) =>
        column >= 0 && column < Width && Array.BinarySearch(_pixels, (row * Width) + column) >= 0;

    /// <inheritdoc/>
    public override string ToString() => $"{Count} px";

    /// <summary>Pixel numbers (row · width + column), ascending.</summary>
    internal ReadOnlySpan<int> Pixels => _pixels;

    /// <summary>The number of pixels that two footprints share.</summary>
    internal int SharedWith(Footprint other)
    {
        if (_pixels.Length == 0 || other._pixels.Length == 0 || _pixels[^1] < other._pixels[0] || other._pixels[^1] < _pixels[0])
        {
            return 0;
        }

        int shared = 0;
        for (int i = 0, j = 0; i < _pixels.Length && j < other._pixels.Length;)
        {
            int difference = _pixels[i] - other._pixels[j];
            shared += difference == 0 ? 1 : 0;
            i += difference <= 0 ? 1 : 0;
            j += difference >= 0 ? 1 : 0;
        }

        return shared;
    }

    /// <summary>The sum of a plane's samples over the pixels, shape of the plane (any height, <see cref="Width"/>).</summary>
    internal double SumOf(ReadOnlySpan<float> plane)
    {
        // Four sums run side by side: one alone would wait for each addition.
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 4 <= _pixels.Length; i += 4)
        {
            a += plane[_pixels[i]];
            b += plane[_pixels[i + 1]];
            c += plane[_pixels[i + 2]];
            d += plane[_pixels[i + 3]];
        }

        for (; i < _pixels.Length; i++)
        {
            a += plane[_pixels[i]];
        }

        return a + b + (c + d);
    }
}
