
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Stages;

/// <summary>Resamples planes to another pixel size, linearly, averaging where pixels are dropped.</summary>
internal sealed class SpatialResampling
{
    private readonly int _height;
    private readonly int _width;
    private readonly (long First, double[] Weights)[] _rows;
    private readonly (long First, double[] Weights)[] _columns;

    /// <summary>Prepares the resampling of planes of one size.</summary>
    /// <param name="height">Rows of the input.</param>
    /// <param name="width">Columns of the input.</param>
    /// <param name="factor">Output pixels an input pixel along each axis.</param>
    public SpatialResampling(int height, int width, PixelScale factor)
    {
        (_height, _width) = (height, width);
        ResamplingAxis rows = ResamplingAxis.OfPixels(height, factor.Rows);
        ResamplingAxis columns = ResamplingAxis.OfPixels(width, factor.Columns);
        _rows = [.. Enumerable.Range(0, (int)rows.OutputLength).Select(y => rows.Inputs(y))];
        _columns = [.. Enumerable.Range(0, (int)columns.OutputLength).Select(x => columns.Inputs(x))];
    }

    public int OutputHeight => _rows.Length;

    public int OutputWidth => _columns.Length;

    /// <summary>Resamples one plane, (Height, Width) to (OutputHeight, OutputWidth).</summary>
    public void Run(ReadOnlySpan<float> plane, Span<float> destination)
    {
        double[] line = new double[_width];
        for (int y = 0; y < OutputHeight; y++)
        {
            (long first, double[] weights) = _rows[y];
            Array.Clear(line);
            for (int i = 0; i < weights.Length; i++)
            {
                ReadOnlySpan<float> source = plane.Slice((int)(first + i) * _width, _width);
                for (int x = 0; x < source.Length; x++)
                {
                    line[x] += weights[i] * source[x];
                }
            }

            ResampleLine(line, destination.Slice(y * OutputWidth, OutputWidth));
        }
    }

    private void ResampleLine(double[] line, Span<float> destination)
    {
        for (int x = 0; x < destination.Length; x++)
        {
            (long first, double[] weights) = _columns[x];
            double sum = 0;
            for (int i = 0; i < weights.Length; i++)
            {
                sum += weights[i] * line[first + i];
            }

            destination[x] = (float)sum;
        }
    }
}
