namespace DeepWonder3D.Models.Networks.Enlarging;

/// <summary>
/// The kernel of a transposed convolution (kernel 4, stride 2, padding 1) taken apart: sample 2j takes j − 1 and j, sample 2j + 1 takes j
/// and j + 1.
/// </summary>
internal static class TransposedKernel
{
    public const int Length = 4;

    /// <summary>The samples that one output sample takes, each with the kernel's value it is multiplied by.</summary>
    /// <param name="output">The output sample's index, from 0.</param>
    public static IEnumerable<(int Sample, int Tap)> Taps(int output)
    {
        int middle = output / 2;
        return output % 2 == 0 ? [(middle - 1, 3), (middle, 1)] : [(middle, 2), (middle + 1, 0)];
    }

    /// <summary>
    /// The weights of a convolution of kernel 2 whose position j sees samples j − 1 and j and yields, as four times as many channels,
    /// output samples 2j − 1 and 2j of rows and of columns.
    /// </summary>
    /// <param name="weights">Inputs, outputs, 4, 4.</param>
    /// <returns>Outputs with their four corners after each other, inputs, 2, 2.</returns>
    public static Tensor Corners(Tensor weights)
    {
        (int inputs, int outputs) = ((int)weights.Shape[0], (int)weights.Shape[1]);
        float[] corners = new float[weights.Data.Length];
        for (int n = 0; n < corners.Length; n++)
        {
            (int column, int row, int input) = (n % 2, n / 2 % 2, n / 4 % inputs);
            (int output, int corner) = (n / 4 / inputs / 4, n / 4 / inputs % 4);
            (int tapRow, int tapColumn) = (2 + (corner / 2) - (2 * row), 2 + (corner % 2) - (2 * column));
            corners[n] = weights.Data[(((((input * outputs) + output) * Length) + tapRow) * Length) + tapColumn];
        }

        return new Tensor([4 * outputs, inputs, 2, 2], corners);
    }
}
