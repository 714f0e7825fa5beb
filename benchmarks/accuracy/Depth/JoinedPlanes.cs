namespace DeepWonder3D.Accuracy.Depth;

/// <summary>
/// What working plane by plane gives: the neurons of single planes, of which those that lie over each other in neighbouring planes and fire
/// together are one. Its place is the mean of where the planes saw it, by how strongly.
/// </summary>
internal sealed class JoinedPlanes
{
    private const double LateralUm = 6;
    private const double DepthUm = 15;
    private const double SameActivity = 0.6;

    private readonly List<(Neuron Neuron, double DepthUm, double Strength)> _seen = [];
    private readonly double _pixelUm;

    /// <param name="planes">The neurons of each plane.</param>
    /// <param name="depthsUm">The depth of each.</param>
    public JoinedPlanes(IReadOnlyList<NeuronSet> planes, IReadOnlyList<double> depthsUm)
    {
        _pixelUm = planes[0].PixelSizeUm!.Value;
        for (int plane = 0; plane < planes.Count; plane++)
        {
            _seen.AddRange(planes[plane].Neurons.Select(
                n => (n, depthsUm[plane], (double)n.Trace.Maximum - OrderStatistics.Median(n.Trace.ToArray()))));
        }

        _seen.Sort((a, b) => b.Strength.CompareTo(a.Strength));
    }

    public IReadOnlyList<LocalizedNeuron> Neurons()
    {
        List<LocalizedNeuron> neurons = [];
        bool[] taken = new bool[_seen.Count];
        for (int seed = 0; seed < _seen.Count; seed++)
        {
            if (!taken[seed])
            {
                int[] members = [.. Enumerable.Range(seed, _seen.Count - seed).Where(i => !taken[i] && AreOne(seed, i))];
                Array.ForEach(members, i => taken[i] = true);
                neurons.Add(Place(members, neurons.Count + 1));
            }
        }

        return neurons;
    }

    private bool AreOne(int a, int b)
    {
        (Neuron one, double depth, _) = _seen[a];
        (Neuron other, double otherDepth, _) = _seen[b];
        double lateral = Math.Sqrt(Math.Pow(one.Row - other.Row, 2) + Math.Pow(one.Column - other.Column, 2)) * _pixelUm;
        return lateral <= LateralUm && Math.Abs(depth - otherDepth) <= DepthUm
            && (a == b || Evaluation.TraceAgreement.Correlation(one.Trace, null, other.Trace, null) > SameActivity);
    }

    private LocalizedNeuron Place(int[] members, int id)
    {
        double total = members.Sum(i => _seen[i].Strength);
        double Mean(Func<int, double> value) => members.Sum(i => _seen[i].Strength * value(i)) / total;
        (double row, double column) = (Mean(i => _seen[i].Neuron.Row), Mean(i => _seen[i].Neuron.Column));
        return new LocalizedNeuron
        {
            Id = id,
            Row = row,
            Column = column,
            XUm = column * _pixelUm,
            YUm = row * _pixelUm,
            ZUm = Mean(i => _seen[i].DepthUm),
            Trace = _seen[members[0]].Neuron.Trace,
            Detections = [],
        };
    }
}
