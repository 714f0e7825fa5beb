using DeepWonder3D.Volumes;

namespace DeepWonder3D.Neurons;

/// <summary>
/// What a field looks like on average: one sample a pixel, NaN where there is no data. It lists its size, not its samples, when shown or
/// converted to JSON.
/// </summary>
public sealed class MeanPicture
{
    private readonly float[] _samples;

    /// <summary>Creates a picture over samples, which are not copied.</summary>
    /// <param name="samples">Row by row, <paramref name="height"/> · <paramref name="width"/> of them; NaN for no data.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <exception cref="ArgumentException">There are more or fewer samples.</exception>
    public MeanPicture(float[] samples, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (height < 1 || width < 1 || samples.Length != (long)height * width)
        {
            throw new ArgumentException($"There are {samples.Length} samples of a picture of {height} × {width}.", nameof(samples));
        }

        (_samples, Height, Width) = (samples, height, width);
    }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>The sample of a pixel, in the units of the recording; NaN where it had no data.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The column, from 0.</param>
    public float this[int row, int column] => row >= 0 && row < Height && column >= 0 && column < Width
        ? _samples[(row * Width) + column]
        : throw new ArgumentOutOfRangeException(nameof(row), $"There is no pixel ({row}, {column}).");

    /// <summary>A copy of the samples.</summary>
    /// <returns>Shape (Height, Width).</returns>
    public float[,] ToArray()
    {
        float[,] copy = new float[Height, Width];
        Buffer.BlockCopy(_samples, 0, copy, 0, sizeof(float) * _samples.Length);
        return copy;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Height} × {Width} px";

    internal ReadOnlySpan<float> AsSpan() => _samples;

    /// <summary>The same samples, so that nothing can have moved between the two.</summary>
    internal bool HasSameSamples(MeanPicture other) => Height == other.Height && Width == other.Width
        && _samples.AsSpan().SequenceEqual(other._samples);

    /// <summary>
    /// The picture in other pixels: each the mean of what it covers, or between the nearest where it covers less than one.
    /// </summary>
    /// <param name="scale">Pixels of the new picture a pixel of this one; edges coincide.</param>
    /// <param name="height">Rows of the new one.</param>
    /// <param name="width">Columns of the new one.</param>
    internal MeanPicture InPixels(PixelScale scale, int height, int width) => scale.IsOne && (height, width) == (Height, Width)
        ? this
        : new MeanPicture(PictureScaling.Run(_samples, Height, Width, scale, height, width), height, width);
}
