namespace DeepWonder3D.Neurons.Registering;

/// <summary>Two neurons that lie so close together that they may be the same cell.</summary>
/// <param name="From">Which neuron of the later day, from 0.</param>
/// <param name="To">Which cell of the register, from 0.</param>
/// <param name="Distance">Distance of the centroids in cell radii.</param>
/// <param name="Overlap">The area that both cover over that which either covers.</param>
internal readonly record struct CandidatePair(int From, int To, double Distance, double Overlap)
{
    /// <summary>Farther apart than this, in cell radii, nothing is the same cell.</summary>
    public const double Reach = 3;

    /// <summary>All pairs within reach.</summary>
    public static List<CandidatePair> All(IReadOnlyList<PlacedNeuron> from, IReadOnlyList<PlacedNeuron> to, double radius)
    {
        double reach = Reach * radius;
        ILookup<(int, int), int> cells = Enumerable.Range(0, to.Count).ToLookup(i => CellOf(to[i].Row, to[i].Column));
        List<CandidatePair> pairs = [];
        for (int i = 0; i < from.Count; i++)
        {
            (int y, int x) = CellOf(from[i].Row, from[i].Column);
            for (int k = 0; k < 9; k++)
            {
                foreach (int j in cells[(y + (k / 3) - 1, x + (k % 3) - 1)])
                {
                    double distance = from[i].DistanceTo(to[j]);
                    if (distance < reach)
                    {
                        pairs.Add(new CandidatePair(i, j, distance / radius, from[i].OverlapWith(to[j])));
                    }
                }
            }
        }

        return pairs;

        (int, int) CellOf(double row, double column) => ((int)Math.Floor(row / reach), (int)Math.Floor(column / reach));
    }
}
