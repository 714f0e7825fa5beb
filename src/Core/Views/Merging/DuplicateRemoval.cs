using DeepWonder3D.Views.Placing;

namespace DeepWonder3D.Views.Merging;

/// <summary>
/// Joins groups that are one neuron: closer in space than a cell, with traces that correlate, and not seen apart by the same views.
/// </summary>
/// <param name="detections">All detections.</param>
/// <param name="lines">Where each view sees what.</param>
/// <param name="scale">What a raw unit of depth is.</param>
/// <param name="pixelSizeUm">Width of a view's pixel, µm.</param>
/// <param name="options">What counts as one neuron.</param>
/// <param name="place">Places joined detections, leaving out those too far from the place.</param>
internal sealed class DuplicateRemoval(
    Detections detections,
    ViewLines lines,
    DepthScale scale,
    double pixelSizeUm,
    ViewMergingOptions options,
    Func<int[], PlacedGroup> place)
{
    // A group that this many times as many views agree on is no neighbour's equal.
    private const int LeftoverFactor = 4;

    private readonly Func<int[], PlacedGroup> _place = place;

    /// <summary>
    /// The groups without duplicates, in the order of their first detections. A group joins the nearest stronger one that it is a duplicate
    /// of, and nothing joins through others: what a view saw of two neurons at once resembles both, and they are still two.
    /// </summary>
    public List<PlacedGroup> Run(IReadOnlyList<PlacedGroup> groups, CancellationToken cancellation)
    {
        List<(PlacedGroup Group, List<PlacedGroup> Joined)> kept = [];
        foreach (PlacedGroup group in groups.OrderByDescending(g => g.AgreeingCount).ThenBy(g => g.Members[0]))
        {
            cancellation.ThrowIfCancellationRequested();
            int nearest = Enumerable.Range(0, kept.Count)
                .Where(k => AreOne(kept[k].Group, group))
                .DefaultIfEmpty(-1)
                .MinBy(k => k < 0 ? 0 : DistanceUm(kept[k].Group, group));
            if (nearest < 0)
            {
                kept.Add((group, []));
            }
            else
            {
                kept[nearest].Joined.Add(group);
            }
        }

        return [.. kept.Select(k => k.Joined.Count == 0 ? k.Group : Join(k.Group, k.Joined)).OrderBy(g => g.Members[0])];
    }

    private bool AreOne(PlacedGroup stronger, PlacedGroup weaker)
    {
        double limit = options.DuplicateDistanceUm;
        double distance = DistanceUm(stronger, weaker);
        if ((!(distance < limit) && !IsLeftover(stronger, weaker))
            || !(TraceCorrelation.Between(stronger.Trace, weaker.Trace) > options.MinCorrelation))
        {
            return false;
        }

        // Two detections of one cell in one view lie within it; neighbours that many views tell apart lie further from each other.
        int together = stronger.Members.Select(detections.ViewOf).Intersect(weaker.Members.Select(detections.ViewOf)).Count();
        return distance < limit / 2 || 2 * together < weaker.Members.Length || IsLeftover(stronger, weaker);
    }

    /// <summary>
    /// Whether a group is what few views saw twice, or aside, of a neuron that many views saw: its detections lie within a cell of where
    /// that one appears, though they may happen to meet at another depth.
    /// </summary>
    private bool IsLeftover(PlacedGroup stronger, PlacedGroup weaker) =>
        LeftoverFactor * weaker.AgreeingCount <= stronger.AgreeingCount
        && 2 * weaker.Members.Count(member => ApartUm(member, stronger.Place) < options.DuplicateDistanceUm) > weaker.Members.Length;

    /// <summary>Distance, µm in a view, between a detection and where a place puts it.</summary>
    private double ApartUm(int detection, FittedPlace place)
    {
        (double row, double column) = lines[detections.ViewOf(detection)].At(place.Row, place.Column, place.DepthOrZero);
        double rows = detections.RowOf(detection) - row;
        double columns = detections.ColumnOf(detection) - column;
        return Math.Sqrt((rows * rows) + (columns * columns)) * pixelSizeUm;
    }

    /// <summary>Distance in space; of the depths' difference only what exceeds twice its standard error.</summary>
    private double DistanceUm(PlacedGroup a, PlacedGroup b)
    {
        double rows = (a.Place.Row - b.Place.Row) * pixelSizeUm;
        double columns = (a.Place.Column - b.Place.Column) * pixelSizeUm;
        double lateral = (rows * rows) + (columns * columns);
        if (lateral >= options.DuplicateDistanceUm * options.DuplicateDistanceUm)
        {
            return double.PositiveInfinity;
        }

        double variance = a.Place.DepthVariance + b.Place.DepthVariance;
        double depths = Math.Abs(a.Place.DepthOrZero - b.Place.DepthOrZero) - (2 * Math.Sqrt(variance));
        depths = Math.Max(0, depths) * scale.UmPerRaw;
        return Math.Sqrt(lateral + (depths * depths));
    }

    /// <summary>One group of all detections; where a view saw several, the one that fits the stronger group's trace best.</summary>
    private PlacedGroup Join(PlacedGroup stronger, List<PlacedGroup> others) => _place(ViewChoice.BestOfEachView(
        detections,
        others.SelectMany(g => g.Members).Concat(stronger.Members).Order(),
        member => TraceCorrelation.Between(detections.TraceOf(member), stronger.Trace)));
}
