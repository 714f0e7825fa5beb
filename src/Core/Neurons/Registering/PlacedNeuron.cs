namespace DeepWonder3D.Neurons.Registering;

/// <summary>A neuron where it lies in the first day's pixels: its centroid, and how much of each pixel it covers.</summary>
/// <param name="Id">Its id on its own day, or the cell's number.</param>
/// <param name="Row">Its row.</param>
/// <param name="Column">Its column.</param>
/// <param name="Cover">Share of each pixel (row, column) that it covers.</param>
internal sealed record PlacedNeuron(int Id, double Row, double Column, IReadOnlyDictionary<(int Row, int Column), double> Cover)
{
    // Points a pixel and axis that are moved each: the area is then right to a few percent for a cell of ten pixels.
    private const int Points = 3;

    /// <summary>The area, in the first day's pixels.</summary>
    public double Area { get; } = Cover.Values.Sum();

    /// <summary>Moves a neuron.</summary>
    /// <param name="neuron">The neuron in its own day's pixels.</param>
    /// <param name="move">From there to the first day's pixels.</param>
    /// <param name="scale">Pixels of the first day a pixel of its own.</param>
    public static PlacedNeuron Of(Neuron neuron, Func<double, double, (double Row, double Column)> move, double scale)
    {
        Dictionary<(int, int), double> cover = [];
        double weight = scale * scale / (Points * Points);
        for (int i = 0; i < neuron.Footprint.Count; i++)
        {
            for (int k = 0; k < Points * Points; k++)
            {
                (double row, double column) = move(
                    neuron.Footprint.RowAt(i) + (((k / Points) + 0.5) / Points) - 0.5,
                    neuron.Footprint.ColumnAt(i) + (((k % Points) + 0.5) / Points) - 0.5);
                (int, int) pixel = ((int)Math.Round(row), (int)Math.Round(column));
                cover[pixel] = Math.Min(1, cover.GetValueOrDefault(pixel) + weight);
            }
        }

        (double r, double c) = move(neuron.Row, neuron.Column);
        return new PlacedNeuron(neuron.Id, r, c, cover);
    }

    /// <summary>The same neuron elsewhere.</summary>
    public PlacedNeuron Shifted(int rows, int columns) => new(
        Id, Row + rows, Column + columns, Cover.ToDictionary(p => (p.Key.Row + rows, p.Key.Column + columns), p => p.Value));

    /// <summary>Distance of the centroids, in pixels.</summary>
    public double DistanceTo(PlacedNeuron other) => Math.Sqrt(Math.Pow(Row - other.Row, 2) + Math.Pow(Column - other.Column, 2));

    /// <summary>The area that both cover over the area that either covers.</summary>
    public double OverlapWith(PlacedNeuron other)
    {
        double shared = 0;
        foreach (((int, int) pixel, double share) in Cover)
        {
            shared += Math.Min(share, other.Cover.GetValueOrDefault(pixel));
        }

        return Area + other.Area > shared ? shared / (Area + other.Area - shared) : 0;
    }
}
