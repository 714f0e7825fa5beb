namespace DeepWonder3D.Simulation;

/// <summary>
/// What one perspective sees before it moves, taken apart into images that do not change and their brightness over time, so that a frame is
/// a weighted sum.
/// </summary>
internal sealed class ViewScene
{
    private readonly float[] _steady;
    private readonly List<(float[] Map, float[] Course)> _layers = [];
    private readonly List<LightSource> _background = [];
    private readonly List<LightSource> _neurons = [];

    public ViewScene(SimulationOptions options, Tissue tissue, Perspective view, Canvas canvas)
    {
        Canvas = canvas;
        View = view;
        Optics = new ViewOptics(options, view, canvas);
        _steady = new float[canvas.Length];
        float[] through = Optics.Transmission(tissue.Vessels);
        float[] displaced = new float[canvas.Length];
        AddCells(tissue, options.Optics.AxialSigmaUm is null ? null : displaced, through);
        AddNeuropil(options, tissue, through, displaced);
        AddProcesses(tissue, through);
    }

    public Canvas Canvas { get; }

    public Perspective View { get; }

    public ViewOptics Optics { get; }

    /// <summary>The neurons in range, with the filled images of their bodies.</summary>
    public List<(Cell Cell, LightSource Source, Patch Body)> Neurons { get; } = [];

    /// <summary>Adds up a frame: everything but the neurons in range, and those alone; photons on the canvas.</summary>
    public void Compose(int frame, Span<float> background, Span<float> neurons)
    {
        _steady.CopyTo(background);
        foreach ((float[] map, float[] course) in _layers)
        {
            TensorPrimitives.MultiplyAdd(map, course[frame], background, background);
        }

        foreach (LightSource source in _background)
        {
            source.AddTo(background, Canvas.Width, frame);
        }

        neurons.Clear();
        foreach (LightSource source in _neurons)
        {
            source.AddTo(neurons, Canvas.Width, frame);
        }
    }

    /// <summary>Mean photons a frame on the canvas, everything together.</summary>
    public float[] Mean()
    {
        float[] mean = [.. _steady];
        foreach ((float[] map, float[] course) in _layers)
        {
            TensorPrimitives.MultiplyAdd(map, TensorPrimitives.Sum(course) / course.Length, mean, mean);
        }

        foreach (LightSource source in _background.Concat(_neurons))
        {
            source.Image.AddTo(mean, Canvas.Width, 1 + (TensorPrimitives.Sum(source.DeltaFOverF) / source.DeltaFOverF.Length));
        }

        return mean;
    }

    private void AddCells(Tissue tissue, float[]? displaced, float[] through)
    {
        foreach (Cell cell in tissue.Cells)
        {
            if (cell.Kind == CellKind.Unlabelled && displaced is null)
            {
                continue;
            }

            (Patch glow, Patch body) = Optics.Render(cell);
            if (displaced is not null)
            {
                body.AddTo(displaced, Canvas.Width, 1);
            }

            if (cell.Kind == CellKind.Unlabelled || glow.Height == 0)
            {
                continue;
            }

            glow.MultiplyBy(through, Canvas.Width);
            LightSource source = new(glow, tissue.TraceOf(cell));
            if (cell.Kind == CellKind.InRange)
            {
                _neurons.Add(source);
                Neurons.Add((cell, source, body));
            }
            else
            {
                _background.Add(source);
            }
        }
    }

    private void AddNeuropil(SimulationOptions options, Tissue tissue, float[] through, float[] displaced)
    {
        float[] resting = tissue.Neuropil.Resting(View, Canvas);
        for (int i = 0; i < resting.Length; i++)
        {
            resting[i] *= 1 - Math.Min(1, displaced[i]);
        }

        TensorPrimitives.Add(resting, (float)(options.Tissue.HazeRate * Canvas.PhotonsPerRate), resting);
        TensorPrimitives.Multiply(resting, through, resting);
        _layers.Add((resting, tissue.Neuropil.SharedCourse()));
        foreach ((float[] map, float[] course) in tissue.Neuropil.Components(View, Canvas))
        {
            TensorPrimitives.Multiply(map, resting, map);
            _layers.Add((map, course));
        }
    }

    private void AddProcesses(Tissue tissue, float[] through)
    {
        foreach (ProcessPiece piece in tissue.Processes)
        {
            Patch image = Optics.Render(piece);
            image.MultiplyBy(through, Canvas.Width);
            if (piece.IsActive)
            {
                _background.Add(new LightSource(image, tissue.TraceOf(piece)));
            }
            else
            {
                image.AddTo(_steady, Canvas.Width, 1);
            }
        }
    }
}

/// <summary>Something that glows: its image at rest and its brightness over time.</summary>
/// <param name="Image">Photons a frame at rest.</param>
/// <param name="DeltaFOverF">Change of brightness, relative to rest, a sample a frame.</param>
internal sealed record LightSource(Patch Image, float[] DeltaFOverF)
{
    public void AddTo(Span<float> canvas, int canvasWidth, int frame) => Image.AddTo(canvas, canvasWidth, 1 + DeltaFOverF[frame]);
}
