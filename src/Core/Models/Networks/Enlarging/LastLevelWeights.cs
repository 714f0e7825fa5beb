namespace DeepWonder3D.Models.Networks.Enlarging;

/// <summary>
/// The weights of the last doubling where it is evaluated at a few pixels of each block of 8 × 8 only. The transposed convolution, the
/// interpolation of the first features and the convolution over both are linear, so that they become one convolution over what each of the
/// two starts from. Summed in float64.
/// </summary>
/// <param name="convolution">
/// The weights of the convolution: outputs, twice as many inputs (those interpolated before those enlarged), 3, 3.
/// </param>
/// <param name="transposed">The weights of the transposed convolution: inputs, outputs, 4, 4.</param>
/// <param name="firstSite">The first row and column of each block that is wanted.</param>
/// <param name="sites">How many rows and columns follow.</param>
internal sealed class LastLevelWeights(Tensor convolution, Tensor transposed, int firstSite, int sites)
{
    /// <summary>Pixels a side of a block: one pixel of twice the input's size, at 16 times the size.</summary>
    public const int BlockLength = 8;

    private const int Kernel = 3;

    /// <summary>Pixels of the level before that a block's sites depend on, a side: all of the block's own.</summary>
    private const int PreviousKernel = BlockLength / 2;

    private const int Enlargement = 16;

    private readonly int _channels = (int)transposed.Shape[0];
    private readonly int _outputs = (int)convolution.Shape[0];

    /// <summary>Over the level before, at stride 4: sites × outputs, inputs, 4, 4.</summary>
    public Tensor OverPrevious()
    {
        double[] sum = new double[sites * sites * _outputs * _channels * PreviousKernel * PreviousKernel];
        foreach ((int site, int row, int column, int tap) in Walk())
        {
            foreach ((int y, int tapRow) in TransposedKernel.Taps(row))
            {
                foreach ((int x, int tapColumn) in TransposedKernel.Taps(column))
                {
                    AddProduct(sum, site, tap, (y * PreviousKernel) + x, (tapRow * TransposedKernel.Length) + tapColumn);
                }
            }
        }

        return Rounded([sites * sites * _outputs, _channels, PreviousKernel, PreviousKernel], sum);
    }

    /// <summary>Over the first features, whose pixels hold 2 × 2 blocks: sites × outputs × blocks, inputs, 3, 3.</summary>
    public Tensor OverFeatures()
    {
        const int area = Kernel * Kernel;
        double[] sum = new double[4 * sites * sites * _outputs * _channels * area];
        for (int block = 0; block < 4; block++)
        {
            foreach ((int site, int row, int column, int tap) in Walk())
            {
                foreach ((int y, double rowShare) in Interpolated((block / 2 * BlockLength) + row))
                {
                    foreach ((int x, double columnShare) in Interpolated((block % 2 * BlockLength) + column))
                    {
                        for (int n = 0; n < _outputs * _channels; n++)
                        {
                            (int output, int input) = (n / _channels, n % _channels);
                            int channel = (((site * _outputs) + output) * 4) + block;
                            sum[(((channel * _channels) + input) * area) + (y * Kernel) + x] +=
                                rowShare * columnShare * Convolution(output, input, tap);
                        }
                    }
                }
            }
        }

        return Rounded([4 * sites * sites * _outputs, _channels, Kernel, Kernel], sum);
    }

    /// <summary>
    /// Every site with every value of the convolution's kernel, and the row and column of the block that it is multiplied with.
    /// </summary>
    private IEnumerable<(int Site, int Row, int Column, int Tap)> Walk()
    {
        for (int site = 0; site < sites * sites; site++)
        {
            for (int tap = 0; tap < Kernel * Kernel; tap++)
            {
                yield return (site, firstSite + (site / sites) + (tap / Kernel) - 1, firstSite + (site % sites) + (tap % Kernel) - 1, tap);
            }
        }
    }

    private void AddProduct(double[] sum, int site, int tap, int position, int transposedTap)
    {
        for (int output = 0; output < _outputs; output++)
        {
            for (int between = 0; between < _channels; between++)
            {
                double outer = Convolution(output, _channels + between, tap);
                for (int input = 0; input < _channels; input++)
                {
                    double inner =
                        transposed.Data[
                            (((input * _channels) + between) * TransposedKernel.Length * TransposedKernel.Length) + transposedTap];
                    sum[(((((site * _outputs) + output) * _channels) + input) * PreviousKernel * PreviousKernel) + position] +=
                        outer * inner;
                }
            }
        }
    }

    private double Convolution(int output, int input, int tap) =>
        convolution.Data[(((output * 2 * _channels) + input) * Kernel * Kernel) + tap];

    /// <summary>
    /// The pixels before, at and after the middle one (0, 1, 2) that a row at 16 times the size is interpolated from, with their shares.
    /// </summary>
    private static (int Pixel, double Share)[] Interpolated(int row)
    {
        double place = ((row + 0.5) / Enlargement) + 0.5;
        int before = (int)place;
        return [(before, 1 - (place - before)), (before + 1, place - before)];
    }

    private static Tensor Rounded(long[] shape, double[] values) => new(shape, Array.ConvertAll(values, value => (float)value));
}
