using MathNet.Numerics;

namespace DeepWonder3D.Simulation;

/// <summary>The image of one source: a rectangle of a canvas, photons a frame at rest.</summary>
/// <param name="Row">First row on the canvas.</param>
/// <param name="Column">First column on the canvas.</param>
/// <param name="Width">Columns of the rectangle.</param>
/// <param name="Weights">Photons of each pixel, row by row.</param>
internal sealed record Patch(int Row, int Column, int Width, float[] Weights)
{
    public static Patch Empty { get; } = new(0, 0, 0, []);

    public int Height => Width == 0 ? 0 : Weights.Length / Width;

    /// <summary>
    /// The image of a grid of points, each spread as a Gaussian and gathered by whole pixels. What lies beyond the reach is left out.
    /// </summary>
    /// <param name="grid">The points around the source's centre.</param>
    /// <param name="pixelUm">Pixel size.</param>
    /// <param name="sigmaUm">Standard deviation of the spread.</param>
    /// <param name="reach">Deviations beyond the outermost point that the rectangle reaches.</param>
    /// <param name="row">The centre's row on the canvas, sub-pixel.</param>
    /// <param name="column">The centre's column on the canvas.</param>
    /// <param name="photons">Photons a frame of a grid whose sum is 1.</param>
    /// <param name="canvas">The canvas; the rectangle ends at its border.</param>
    public static Patch Render(
        PointGrid grid, double pixelUm, double sigmaUm, double reach, double row, double column, double photons, Canvas canvas)
    {
        double sigma = sigmaUm / pixelUm;
        (int first, double[] rows) = Profiles(grid, grid.FirstYUm, pixelUm, sigma, reach, row, canvas.Height);
        (int firstColumn, double[] columns) = Profiles(grid, grid.FirstXUm, pixelUm, sigma, reach, column, canvas.Width);
        int height = rows.Length / grid.Side;
        int width = columns.Length / grid.Side;
        if (height == 0 || width == 0)
        {
            return Empty;
        }

        // The Gaussian is a product, so points are first spread along the columns, row by row of points, then along the rows.
        double[] spread = new double[grid.Side * width];
        for (int point = 0; point < grid.Values.Length; point++)
        {
            Span<double> line = spread.AsSpan(point / grid.Side * width, width);
            TensorPrimitives.MultiplyAdd(columns.AsSpan(point % grid.Side * width, width), photons * grid.Values[point], line, line);
        }

        double[] image = new double[height * width];
        for (int pointRow = 0; pointRow < grid.Side; pointRow++)
        {
            for (int r = 0; r < height; r++)
            {
                Span<double> line = image.AsSpan(r * width, width);
                TensorPrimitives.MultiplyAdd(spread.AsSpan(pointRow * width, width), rows[(pointRow * height) + r], line, line);
            }
        }

        float[] weights = new float[image.Length];
        TensorPrimitives.ConvertTruncating<double, float>(image, weights);
        return new Patch(first, firstColumn, width, weights);
    }

    /// <summary>Adds the image, scaled, to a canvas.</summary>
    public void AddTo(Span<float> canvas, int canvasWidth, float scale)
    {
        for (int r = 0; r < Height; r++)
        {
            Span<float> line = canvas.Slice(((Row + r) * canvasWidth) + Column, Width);
            TensorPrimitives.MultiplyAdd(Weights.AsSpan(r * Width, Width), scale, line, line);
        }
    }

    /// <summary>Multiplies each pixel with that of a map over the canvas.</summary>
    public void MultiplyBy(ReadOnlySpan<float> map, int canvasWidth)
    {
        for (int r = 0; r < Height; r++)
        {
            Span<float> line = Weights.AsSpan(r * Width, Width);
            TensorPrimitives.Multiply(line, map.Slice(((Row + r) * canvasWidth) + Column, Width), line);
        }
    }

    /// <summary>The share of each point's light that falls into each pixel of one axis, shape (points, pixels).</summary>
    private static (int First, double[] Shares) Profiles(
        PointGrid grid, double firstUm, double pixelUm, double sigma, double reach, double centre, int limit)
    {
        double start = centre + (firstUm / pixelUm);
        double step = grid.SpacingUm / pixelUm;
        int first = Math.Max(0, (int)Math.Floor(start - (reach * sigma)));
        int end = Math.Min(limit, (int)Math.Ceiling(start + (step * (grid.Side - 1)) + (reach * sigma)) + 1);
        if (end <= first)
        {
            return (first, []);
        }

        double[] shares = new double[grid.Side * (end - first)];
        double scale = 1 / (Math.Sqrt(2) * sigma);
        for (int point = 0; point < grid.Side; point++)
        {
            double position = start + (step * point);
            double below = SpecialFunctions.Erf((first - 0.5 - position) * scale);
            for (int pixel = first; pixel < end; pixel++)
            {
                double above = SpecialFunctions.Erf((pixel + 0.5 - position) * scale);
                shares[(point * (end - first)) + pixel - first] = 0.5 * (above - below);
                below = above;
            }
        }

        return (first, shares);
    }
}
