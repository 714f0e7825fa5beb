using System.Numerics.Tensors;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Activity;

/// <summary>What lights up in a recording when a neuron is active, around each neuron.</summary>
internal static class CellPictures
{
    // Cells' diameters from the middle to the picture's edge.
    private const double Reach = 1.6;

    // A frame that counts for less than this part of the one that counts most is passed over.
    private const double LeastWeight = 0.01;

    /// <summary>Makes the pictures: the recording's frames weighted by each neuron's activity, read once and some at a time.</summary>
    /// <param name="recording">The recording, one plane in depth.</param>
    /// <param name="centres">Where the neurons lie in it.</param>
    /// <param name="weights">What each frame counts for each neuron.</param>
    /// <param name="diameterPx">The diameter of cells, widths of the recording's pixels.</param>
    /// <param name="token">Stops the work.</param>
    public static CellPicture[] Measure(
        Volume recording,
        IReadOnlyList<(double Row, double Column)> centres,
        IReadOnlyList<float[]> weights,
        double diameterPx,
        CancellationToken token)
    {
        int down = (int)Math.Ceiling(Reach * diameterPx / recording.PixelAspect);
        int across = (int)Math.Ceiling(Reach * diameterPx);
        CellPicture[] pictures = [.. centres.Select(c => CellPicture.Around(c, down, across, recording.Height, recording.Width))];
        double[] least = [.. weights.Select(w => LeastWeight * (w.Length == 0 ? 0 : TensorPrimitives.MaxMagnitude<float>(w)))];
        FrameScan.RunBlocks(recording, (first, planes) =>
        {
            ParallelLoop.For(pictures.Length, neuron =>
            {
                for (int i = 0; i < planes.Count; i++)
                {
                    float weight = weights[neuron][first + i];
                    if (Math.Abs(weight) > least[neuron])
                    {
                        pictures[neuron].Add(planes[i], recording.Width, weight);
                    }
                }
            }, token);
        }, token);
        return pictures;
    }
}

/// <summary>A part of the recording around a neuron.</summary>
/// <param name="Top">Its first row.</param>
/// <param name="Left">Its first column.</param>
/// <param name="Height">Its rows.</param>
/// <param name="Width">Its columns.</param>
/// <param name="Samples">Row by row.</param>
internal sealed record CellPicture(int Top, int Left, int Height, int Width, float[] Samples)
{
    /// <summary>An empty one, cut at the recording's edges.</summary>
    public static CellPicture Around((double Row, double Column) centre, int down, int across, int height, int width)
    {
        (int row, int column) = (
            Math.Clamp((int)Math.Round(centre.Row), 0, height - 1), Math.Clamp((int)Math.Round(centre.Column), 0, width - 1));
        (int top, int left) = (Math.Max(0, row - down), Math.Max(0, column - across));
        (int rows, int columns) = (Math.Min(height, row + down + 1) - top, Math.Min(width, column + across + 1) - left);
        return new CellPicture(top, left, rows, columns, new float[rows * columns]);
    }

    /// <summary>Adds a frame.</summary>
    public void Add(ReadOnlySpan<float> frame, int frameWidth, float weight)
    {
        for (int y = 0; y < Height; y++)
        {
            Span<float> row = Samples.AsSpan(y * Width, Width);
            TensorPrimitives.MultiplyAdd(frame.Slice(((Top + y) * frameWidth) + Left, Width), weight, row, row);
        }
    }
}
