namespace DeepWonder3D.Neurons.Detection;

/// <summary>
/// Candidates by place: squares as wide as the distance asked for, so that neighbours lie in the nine squares around one.
/// </summary>
internal sealed class CandidateGrid
{
    private readonly IReadOnlyList<NeuronCandidate> _candidates;
    private readonly double _distance;
    private readonly double _cell;
    private readonly Dictionary<(int Row, int Column), List<int>> _cells = [];

    /// <summary>Sorts candidates into squares.</summary>
    /// <param name="candidates">The candidates; neighbours are given as indices into them.</param>
    /// <param name="distance">How near a neighbour is, in pixels.</param>
    public CandidateGrid(IReadOnlyList<NeuronCandidate> candidates, double distance)
    {
        _candidates = candidates;
        _distance = distance;
        _cell = Math.Max(distance, 1);
        for (int i = 0; i < candidates.Count; i++)
        {
            (int Row, int Column) cell = CellOf(candidates[i]);
            if (!_cells.TryGetValue(cell, out List<int>? members))
            {
                _cells.Add(cell, members = []);
            }

            members.Add(i);
        }
    }

    /// <summary>Lists candidates that come after one, are nearer to it than the distance, and are not done; ascending.</summary>
    public void FindLater(int index, ReadOnlySpan<bool> done, List<int> neighbours)
    {
        neighbours.Clear();
        NeuronCandidate candidate = _candidates[index];
        (int row, int column) = CellOf(candidate);
        for (int y = row - 1; y <= row + 1; y++)
        {
            for (int x = column - 1; x <= column + 1; x++)
            {
                if (!_cells.TryGetValue((y, x), out List<int>? members))
                {
                    continue;
                }

                foreach (int other in members)
                {
                    if (other > index && !done[other] && candidate.DistanceTo(_candidates[other]) < _distance)
                    {
                        neighbours.Add(other);
                    }
                }
            }
        }

        neighbours.Sort();
    }

    private (int Row, int Column) CellOf(NeuronCandidate candidate) =>
        ((int)Math.Min(candidate.Row / _cell, int.MaxValue), (int)Math.Min(candidate.Column / _cell, int.MaxValue));
}
