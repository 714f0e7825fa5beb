namespace DeepWonder3D.Simulation;

/// <summary>
/// The tissue between cells: a resting brightness that varies smoothly and, in an optical section, grainily; a change over time that all of
/// it shares; and components with places and courses of their own. It fills several depths, so that views see it shift.
/// </summary>
internal sealed class Neuropil
{
    // Enough for neuropil to lose its pattern between opposite views, as thick tissue does.
    private const int ThickLayers = 3;

    private readonly SimulationOptions _options;
    private readonly double[]? _depths;
    private readonly float[] _shared;
    private readonly float[][] _courses;

    public Neuropil(SimulationOptions options, ActivityModel activity)
    {
        _options = options;
        TissueOptions tissue = options.Tissue;
        _depths = options.Optics.AxialSigmaUm is null
            ? [.. Enumerable.Range(0, ThickLayers)
            .Select(i => tissue.SurfaceUm + ((tissue.BottomUm - tissue.SurfaceUm) * (i + 0.5) / ThickLayers))]
            : null;
        _shared = activity.SlowCourse(0, tissue.NeuropilTimeS);
        _courses = [.. Enumerable.Range(1, tissue.NeuropilComponents).Select(i => activity.SlowCourse(i, tissue.NeuropilTimeS))];
    }

    /// <summary>Relative brightness over time that all neuropil shares, around 1.</summary>
    public float[] SharedCourse()
    {
        TissueOptions tissue = _options.Tissue;
        float amplitude = (float)(tissue.NeuropilModulation * Math.Sqrt(tissue.NeuropilCoherence));
        float[] course = new float[_shared.Length];
        TensorPrimitives.Multiply(_shared, amplitude, course);
        TensorPrimitives.Add(course, 1f, course);
        return course;
    }

    /// <summary>Resting brightness on a view's canvas, photons a frame, haze not included.</summary>
    public float[] Resting(Perspective view, Canvas canvas)
    {
        TissueOptions tissue = _options.Tissue;
        float[] map = new float[canvas.Length];
        AddField(0, tissue.NeuropilContrast, tissue.NeuropilLengthUm, view, canvas, map);
        if (tissue.GrainContrast > 0)
        {
            AddField(1, tissue.GrainContrast, tissue.GrainLengthUm, view, canvas, map);
        }

        TensorPrimitives.Add(map, 1f, map);
        TensorPrimitives.Max(map, 0.1f, map);
        TensorPrimitives.Multiply(map, (float)(tissue.NeuropilRate * canvas.PhotonsPerRate), map);
        return map;
    }

    /// <summary>The local components on a view's canvas: each a map, relative to resting neuropil, and its course.</summary>
    public IEnumerable<(float[] Map, float[] Course)> Components(Perspective view, Canvas canvas)
    {
        TissueOptions tissue = _options.Tissue;
        double amplitude = tissue.NeuropilModulation * Math.Sqrt((1 - tissue.NeuropilCoherence) / Math.Max(1, tissue.NeuropilComponents));
        for (int i = 0; i < _courses.Length && amplitude > 0; i++)
        {
            float[] map = new float[canvas.Length];
            AddField(2 + i, amplitude, tissue.NeuropilLengthUm, view, canvas, map);
            yield return (map, _courses[i]);
        }
    }

    private void AddField(int number, double deviation, double lengthUm, Perspective view, Canvas canvas, float[] map)
    {
        // An optical section holds one layer, and the next plane another.
        double[] depths = _depths ?? [view.FocusUm];
        double weight = deviation / Math.Sqrt(depths.Length);
        for (int layer = 0; layer < depths.Length; layer++)
        {
            SmoothField field = new(
                new RandomStream(_options.Seed, RandomUse.Neuropil, number, _depths is null ? view.Plane : layer), lengthUm);
            (double rows, double columns) = view.ShiftPx(depths[layer]);
            double pixel = _options.PixelSizeUm;
            field.AddTo(weight, (canvas.FirstRow - rows) * pixel, (canvas.FirstColumn - columns) * pixel, pixel, canvas.Width, map);
        }
    }
}
