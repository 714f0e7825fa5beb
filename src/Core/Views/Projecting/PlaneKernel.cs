using System.Numerics.Tensors;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Views.Projecting;

/// <summary>What one view sees of a point in one plane, as shifts and weights: where the view shows the plane's light.</summary>
/// <param name="Taps">Rows down and columns to the right that light moves by, and its share.</param>
internal sealed record PlaneKernel((int Rows, int Columns, float Weight)[] Taps)
{
    // Fainter pixels than this share of the plane's brightest, or than so many deviations of its background, are no light of the bead's.
    private const double LeastShare = 0.03;
    private const double LeastDeviations = 4;
    private const double NormalOfMedian = 1.4826;

    /// <summary>Of a plane of a PSF stack, background taken off; the bead in focus and on the axis lies in the middle.</summary>
    /// <param name="plane">Shape (height, width).</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public static PlaneKernel Of(ReadOnlySpan<float> plane, int height, int width)
    {
        float background = (float)OrderStatistics.Median(plane.ToArray());
        float[] samples = new float[plane.Length];
        TensorPrimitives.Subtract(plane, background, samples);
        double deviation = NormalOfMedian * OrderStatistics.Median(Array.ConvertAll(samples, Math.Abs));
        double least = Math.Max(LeastShare * TensorPrimitives.Max<float>(samples), LeastDeviations * deviation);
        return new PlaneKernel(
        [
            .. Enumerable.Range(0, samples.Length)
                .Where(i => samples[i] > 0 && samples[i] >= least)
                .Select(i => ((i / width) - (height / 2), (i % width) - (width / 2), samples[i])),
        ]);
    }

    public double Total => Taps.Sum(t => (double)t.Weight);

    public PlaneKernel Times(double factor) => new([.. Taps.Select(t => (t.Rows, t.Columns, (float)(t.Weight * factor)))]);

    /// <summary>Adds what a view sees of a plane; nothing comes from beyond the plane's edges.</summary>
    public void AddTo(ReadOnlySpan<float> plane, int height, int width, Span<float> view)
    {
        foreach ((int rows, int columns, float weight) in Taps)
        {
            int first = Math.Max(0, columns);
            int count = width - Math.Abs(columns);
            for (int row = Math.Max(0, rows); count > 0 && row < Math.Min(height, height + rows); row++)
            {
                Span<float> seen = view.Slice((row * width) + first, count);
                TensorPrimitives.MultiplyAdd(plane.Slice(((row - rows) * width) + first - columns, count), weight, seen, seen);
            }
        }
    }
}
