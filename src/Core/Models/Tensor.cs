namespace DeepWonder3D.Models;

/// <summary>A network's weights: samples in C order, the last axis fastest.</summary>
/// <param name="Shape">The length of each axis.</param>
/// <param name="Data">As many samples as the product of <paramref name="Shape"/>.</param>
internal sealed record Tensor(long[] Shape, float[] Data)
{
    /// <summary>A shape as people write it; a negative length means any.</summary>
    public static string ShapeText(ReadOnlySpan<long> shape)
    {
        List<string> lengths = [];
        foreach (long length in shape)
        {
            lengths.Add(length < 0 ? "*" : length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return "[" + string.Join(", ", lengths) + "]";
    }
}
