using DeepWonder3D.Views.Placing;

namespace DeepWonder3D.Views.Merging;

/// <summary>What too few views saw for a place in space, without what is a second sighting of a neuron that has one.</summary>
internal sealed class FlatNeurons(Detections detections, ViewLines lines, ViewMergingOptions options, double pixelSizeUm)
{
    /// <summary>Groups of fewer views than asked for, down to single detections, those of most views first.</summary>
    /// <param name="grouping">Which detections are taken already.</param>
    /// <param name="spatial">The neurons that have a place.</param>
    /// <param name="place">Places a group.</param>
    /// <param name="cancellation">Stops the work.</param>
    public IEnumerable<PlacedGroup> Find(
        EpipolarGrouping grouping, IReadOnlyList<PlacedGroup> spatial, Func<int[], PlacedGroup> place, CancellationToken cancellation)
    {
        int[][] groups =
        [
            .. grouping.Run(2, cancellation),
            .. Enumerable.Range(0, detections.Count).Where(d => !grouping.IsTaken(d)).Select(d => new[] { d }),
        ];
        List<PlacedGroup> found = [];
        foreach (PlacedGroup group in groups.Select(place).OrderByDescending(g => g.Members.Length).ThenBy(g => g.Members[0]))
        {
            cancellation.ThrowIfCancellationRequested();
            if (!spatial.Concat(found).Any(known => group.Members.Any(member => IsSeenAgain(member, known))))
            {
                found.Add(group);
            }
        }

        return found;
    }

    private bool IsSeenAgain(int detection, PlacedGroup known)
    {
        (double row, double column) = lines[detections.ViewOf(detection)].At(known.Place.Row, known.Place.Column, known.Place.DepthOrZero);
        double rows = (detections.RowOf(detection) - row) * pixelSizeUm;
        double columns = (detections.ColumnOf(detection) - column) * pixelSizeUm;
        return (rows * rows) + (columns * columns) < options.DuplicateDistanceUm * options.DuplicateDistanceUm
            && TraceCorrelation.Between(detections.TraceOf(detection), known.Trace) > options.MinCorrelation;
    }
}
