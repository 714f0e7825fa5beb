namespace DeepWonder3D.Views.Merging;

/// <summary>Joins groups that are one neuron: closer in space than a cell, with traces that correlate.</summary>
internal sealed class DuplicateRemoval
{
    private readonly Detections _detections;
    private readonly ViewSlopes _slopes;
    private readonly DepthScale _scale;
    private readonly double _pixelSizeUm;
    private readonly ViewMergingOptions _options;

    public DuplicateRemoval(Detections detections, ViewSlopes slopes, DepthScale scale, double pixelSizeUm, ViewMergingOptions options)
    {
        _detections = detections;
        _slopes = slopes;
        _scale = scale;
        _pixelSizeUm = pixelSizeUm;
        _options = options;
    }

    /// <summary>The groups without duplicates, in the order of the first of each. A joined group may meet another, so this repeats until none does.</summary>
    public List<NeuronGroup> Run(List<NeuronGroup> groups, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            int[] firsts = FirstOfEach(groups, cancellation);
            List<NeuronGroup> joined = [.. groups
                .Select((group, index) => (Group: group, First: firsts[index]))
                .GroupBy(g => g.First, g => g.Group)
                .Select(same => same.Count() == 1 ? same.First() : Join([.. same.SelectMany(g => g.Members)]))];
            if (joined.Count == groups.Count)
            {
                return groups;
            }

            groups = joined;
        }
    }

    /// <summary>For every group, the first group that it is a duplicate of, directly or through others.</summary>
    private int[] FirstOfEach(List<NeuronGroup> groups, CancellationToken cancellation)
    {
        int[] firsts = [.. Enumerable.Range(0, groups.Count)];
        for (int b = 0; b < groups.Count; b++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int a = 0; a < b; a++)
            {
                if (firsts[a] != firsts[b] && AreOne(groups[a], groups[b]))
                {
                    int kept = Math.Min(firsts[a], firsts[b]);
                    int dropped = Math.Max(firsts[a], firsts[b]);
                    firsts.AsSpan().Replace(dropped, kept);
                }
            }
        }

        return firsts;
    }

    private bool AreOne(NeuronGroup a, NeuronGroup b)
    {
        double rows = (a.Place.Row - b.Place.Row) * _pixelSizeUm;
        double columns = (a.Place.Column - b.Place.Column) * _pixelSizeUm;
        double depths = (a.Place.RawDepth - b.Place.RawDepth) * _scale.UmPerRaw;
        double squared = (rows * rows) + (columns * columns) + (depths * depths);
        return squared < _options.DuplicateDistanceUm * _options.DuplicateDistanceUm
            && TraceCorrelation.Between(a.Trace, b.Trace) > _options.MinCorrelation;
    }

    /// <summary>One group of all detections; where a view saw several, the one that fits the mean trace best.</summary>
    private NeuronGroup Join(int[] members)
    {
        float[] mean = NeuronGroup.MeanTrace(members, _detections);
        int[] best = ViewChoice.BestOfEachView(
            _detections, members.Order(), member => TraceCorrelation.Between(_detections.TraceOf(member), mean));
        return NeuronGroup.Of(best, _detections, _slopes, _scale);
    }
}
