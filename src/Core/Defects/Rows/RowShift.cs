namespace DeepWonder3D.Defects.Rows;

/// <summary>
/// Moves a row by a part of a pixel: a sinc under a window of a few pixels, which keeps the noise that a line would smooth.
/// </summary>
internal static class RowShift
{
    private const int Reach = 4;

    /// <summary>So many columns on either side are needed.</summary>
    public static int MarginOf(double shift) => (int)Math.Ceiling(Math.Abs(shift)) + Reach;

    /// <summary>What a row shows once it is moved back.</summary>
    /// <param name="line">The row, as far as it is there.</param>
    /// <param name="start">Where in it the first column wanted lies.</param>
    /// <param name="shift">How far its picture lies to the right, pixels.</param>
    /// <param name="target">The columns wanted; beyond the row's ends its last sample is repeated.</param>
    public static void Apply(ReadOnlySpan<float> line, int start, double shift, Span<float> target)
    {
        int whole = (int)Math.Floor(shift);
        Span<float> weights = stackalloc float[2 * Reach];
        double sum = 0;
        for (int k = 0; k < weights.Length; k++)
        {
            double distance = k - (Reach - 1) - (shift - whole);
            weights[k] = (float)(Sinc(distance) * Sinc(distance / Reach));
            sum += weights[k];
        }

        for (int x = 0; x < target.Length; x++)
        {
            float value = 0;
            for (int k = 0; k < weights.Length; k++)
            {
                value += weights[k] * line[Math.Clamp(start + x + whole + k - (Reach - 1), 0, line.Length - 1)];
            }

            target[x] = (float)(value / sum);
        }
    }

    private static double Sinc(double x) => Math.Abs(x) < 1e-9 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
