namespace DeepWonder3D.Accuracy.Measuring;

/// <summary>The pixels of a view where signal is measured: all true footprints and a few pixels around them.</summary>
/// <param name="Pixels">Pixel numbers (row · width + column), ascending.</param>
/// <param name="ActiveFootprints">The footprints of the neurons that count as active, as indices into them.</param>
internal sealed record NeuronSurroundings(int[] Pixels, IReadOnlyList<int[]> ActiveFootprints)
{
    /// <summary>How far around footprints background removal is judged, pixels: neuropil begins there.</summary>
    public const int Margin = 3;

    public static NeuronSurroundings Of(NeuronSet truth)
    {
        SortedSet<int> near = [];
        foreach (Neuron neuron in truth.Neurons)
        {
            for (int i = 0; i < neuron.Footprint.Count; i++)
            {
                AddAround(near, neuron.Footprint.RowAt(i), neuron.Footprint.ColumnAt(i), truth.Height, truth.Width);
            }
        }

        int[] pixels = [.. near];
        return new NeuronSurroundings(pixels, [.. truth.Neurons.Where(IsActive).Select(n => IndicesOf(n.Footprint, pixels))]);
    }

    private static void AddAround(SortedSet<int> near, int row, int column, int height, int width)
    {
        for (int y = Math.Max(0, row - Margin); y <= Math.Min(height - 1, row + Margin); y++)
        {
            for (int x = Math.Max(0, column - Margin); x <= Math.Min(width - 1, column + Margin); x++)
            {
                near.Add((y * width) + x);
            }
        }
    }

    private static int[] IndicesOf(Footprint footprint, int[] pixels) =>
        [.. Enumerable.Range(0, footprint.Count)
            .Select(i => Array.BinarySearch(pixels, (footprint.RowAt(i) * footprint.Width) + footprint.ColumnAt(i)))];

    /// <summary>The rule by which true neurons count when they are compared.</summary>
    private static bool IsActive(Neuron neuron) =>
        neuron.Trace.Maximum - OrderStatistics.Median(neuron.Trace.ToArray()) >= new ComparisonOptions().MinimumActivity;
}
