namespace DeepWonder3D.Tests.Views;

/// <summary>Neurons in space and what views around a microscope's axis see of them, by the geometry alone.</summary>
internal static class ViewScene
{
    /// <summary>Calibration pixels a depth unit and view step, near that of the published microscope.</summary>
    public const double SlopePerStep = 0.08;

    /// <summary>Seven views of the published 15 × 15 grid: the centre and others up to five steps away.</summary>
    public static readonly int[] Seven = [53, 65, 109, 113, 117, 161, 173];

    /// <summary>
    /// A microscope whose views shift by <see cref="SlopePerStep"/> a step on the 15 × 15 grid around view 113, and whose images lie apart
    /// by an intercept a step at depth 0, which <see cref="Seen"/> leaves out.
    /// </summary>
    public static ViewCalibration Calibration(
        IEnumerable<int> views, double pixelUm = 1 / 1.5, double depthUm = 1, double index = 1, double interceptPerStep = 0)
    {
        int[] all = [.. views.Append(113).Distinct().Order()];
        return new ViewCalibration(
            from source in all
            from target in all
            where source < target
            select new ViewPair(
                source,
                target,
                SlopePerStep * (Step(source).Row - Step(target).Row),
                interceptPerStep * (Step(source).Row - Step(target).Row),
                SlopePerStep * (Step(source).Column - Step(target).Column),
                -interceptPerStep * (Step(source).Column - Step(target).Column)),
            pixelSizeUm: pixelUm,
            depthUnitUm: depthUm,
            refractiveIndex: index);
    }

    /// <summary>Where a view sees a point that the centre view sees at (row, column), at a raw depth.</summary>
    public static (double Row, double Column) Seen(int view, double row, double column, double rawDepth) =>
        (row + (SlopePerStep * Step(view).Row * rawDepth), column + (SlopePerStep * Step(view).Column * rawDepth));

    /// <summary>Neuron sets of views in which every neuron is seen exactly, with traces that <paramref name="trace"/> gives.</summary>
    public static List<NeuronSet> Views(
        int[] views, (double Row, double Column, double RawDepth)[] places, Func<int, int, float[]> trace, double? pixelUm = 2)
    {
        List<NeuronSet> sets = [];
        foreach (int view in views)
        {
            sets.Add(
                Set(view, [.. places.Select((p, i) => Neuron(i + 1, Seen(view, p.Row, p.Column, p.RawDepth), trace(view, i)))], pixelUm));
        }

        return sets;
    }

    public static NeuronSet Set(int? view, IReadOnlyList<Neuron> neurons, double? pixelUm = 2) => new()
    {
        Name = $"mouse_view_{view}",
        ViewId = view,
        Height = 256,
        Width = 256,
        FrameCount = neurons.Count > 0 ? neurons[0].Trace.Length : 0,
        FrameRate = 10,
        PixelSizeUm = pixelUm,
        Neurons = neurons,
    };

    public static Neuron Neuron(int id, (double Row, double Column) place, float[] trace) => new()
    {
        Id = id,
        Row = place.Row,
        Column = place.Column,
        Footprint = new Footprint([(int)Math.Clamp(place.Row, 0, 255) * 256], 256),
        Trace = new Trace(trace),
    };

    /// <summary>Sparse events of a neuron that no other neuron shares, with a little noise of each view.</summary>
    public static float[] Events(int view, int neuron, int frames = 200, double noise = 0.2)
    {
        Random events = new(neuron);
        Random noises = new((view * 1000) + neuron);
        float[] trace = new float[frames];
        for (int e = 0; e < 6; e++)
        {
            int start = events.Next(frames);
            for (int t = start; t < Math.Min(frames, start + 10); t++)
            {
                trace[t] += 10 * MathF.Exp((start - t) / 3f);
            }
        }

        return Array.ConvertAll(trace, sample => sample + (float)(noise * (noises.NextDouble() - 0.5)));
    }

    /// <summary><see cref="Events"/> without noise.</summary>
    public static float[] Events0(int view, int neuron) => Events(view, neuron, noise: 0);

    public static (int Row, int Column) Step(int view) => (((view - 1) / 15) - 7, ((view - 1) % 15) - 7);
}

/// <summary>Numbers that differ by no more than a tolerance, or than that part of a number above 1.</summary>
internal sealed class NearNumbers(double tolerance, bool isRelative = false) : IEqualityComparer<double>
{
    public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance * (isRelative ? Math.Max(1, Math.Abs(x)) : 1);

    public int GetHashCode(double obj) => 0;
}
