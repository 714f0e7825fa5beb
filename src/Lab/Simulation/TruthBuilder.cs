namespace DeepWonder3D.Simulation;

/// <summary>Collects, perspective by perspective, where each neuron in range is seen and how well it could be.</summary>
internal sealed class TruthBuilder(SimulationOptions options, float[] illumination, HistoryStep step)
{
    // A footprint is where the image of the filled body is brighter than this share of its peak: the outline, once blurred.
    private const float OutlineLevel = 0.5f;

    private readonly List<NeuronSet> _sets = [];
    private readonly SortedDictionary<int, (Cell Cell, float[] Trace, List<Detection> Detections, List<double> Snrs)> _found = [];

    public IReadOnlyList<NeuronSet> Sets => _sets;

    /// <summary>Adds what one perspective sees.</summary>
    public void Add(ViewScene scene, string name)
    {
        float[] mean = scene.Mean();
        List<Neuron> neurons = [];
        foreach ((Cell cell, LightSource source, Patch body) in scene.Neurons)
        {
            (double row, double column) = scene.Optics.Project(cell.YUm, cell.XUm, cell.ZUm);
            if (IsInField(row, column) && IsInPlane(cell, scene.View) && FootprintOf(body, scene.Canvas) is { Count: > 0 } footprint)
            {
                double snr = BestSnr(source, mean, scene.Canvas);
                neurons.Add(new Neuron
                {
                    Id = cell.Number + 1,
                    Row = row,
                    Column = column,
                    Footprint = footprint,
                    Trace = new Trace(source.DeltaFOverF),
                    Snr = snr,
                });
                Record(cell, source, scene.View, row, column, snr);
            }
        }

        _sets.Add(new NeuronSet
        {
            Name = name,
            ViewId = scene.View.ViewId,
            Height = options.Height,
            Width = options.Width,
            FrameCount = options.FrameCount,
            FrameRate = options.FrameRate,
            PixelSizeUm = options.PixelSizeUm,
            Neurons = neurons,
            History = [step],
        });
    }

    /// <summary>The neurons that any perspective saw.</summary>
    public NeuronPopulation Population(ViewCalibration? calibration) => new()
    {
        Name = options.Name,
        FrameCount = options.FrameCount,
        FrameRate = options.FrameRate,
        PixelSizeUm = options.PixelSizeUm,
        Calibration = calibration,
        History = [step],
        Neurons = [.. _found.Values.Select(f => new LocalizedNeuron
        {
            Id = f.Cell.Number + 1,
            XUm = f.Cell.XUm,
            YUm = f.Cell.YUm,
            ZUm = f.Cell.ZUm,
            Row = f.Cell.YUm / options.PixelSizeUm,
            Column = f.Cell.XUm / options.PixelSizeUm,
            ResidualPx = 0,
            Correlation = 1,
            Snr = f.Snrs.Average(),
            Trace = new Trace(f.Trace),
            Detections = [.. f.Detections.OrderBy(d => d.ViewId)],
        })],
    };

    private void Record(Cell cell, LightSource source, Perspective view, double row, double column, double snr)
    {
        if (!_found.TryGetValue(cell.Number, out (Cell Cell, float[] Trace, List<Detection> Detections, List<double> Snrs) entry))
        {
            _found[cell.Number] = entry = (cell, source.DeltaFOverF, [], []);
        }

        entry.Snrs.Add(snr);
        if (view.ViewId is { } id)
        {
            entry.Detections.Add(new Detection(id, cell.Number + 1, row, column));
        }
    }

    private bool IsInField(double row, double column) =>
        row >= -0.5 && row < options.Height - 0.5 && column >= -0.5 && column < options.Width - 0.5;

    /// <summary>A plane of a volume has the neurons that it cuts, and those that no plane is nearer to.</summary>
    private bool IsInPlane(Cell cell, Perspective view)
    {
        if (options.PlaneDepthsUm.Count < 2)
        {
            return true;
        }

        double halfStep = 0.5 * Math.Abs(options.PlaneDepthsUm[1] - options.PlaneDepthsUm[0]);
        return Math.Abs(cell.ZUm - view.FocusUm) <= Math.Max(cell.Soma.RadiusUm, halfStep);
    }

    private Footprint? FootprintOf(Patch body, Canvas canvas)
    {
        if (body.Height == 0)
        {
            return null;
        }

        float level = OutlineLevel * TensorPrimitives.Max(body.Weights);
        List<int> pixels = [];
        for (int i = 0; i < body.Weights.Length; i++)
        {
            int row = body.Row + (i / body.Width) - canvas.Border;
            int column = body.Column + (i % body.Width) - canvas.Border;
            if (body.Weights[i] >= level && row >= 0 && row < options.Height && column >= 0 && column < options.Width)
            {
                pixels.Add((row * options.Width) + column);
            }
        }

        return new Footprint([.. pixels], options.Width);
    }

    /// <summary>
    /// Peak above the median in units of the noise of the best weighted sum of pixels: √Σ (signal² / noise²), noise of photons and camera.
    /// </summary>
    private double BestSnr(LightSource source, float[] mean, Canvas canvas)
    {
        CameraOptions camera = options.Camera;
        double readVariance = camera.ReadNoise * camera.ReadNoise;
        double perPhoton = 1 + (camera.GainSpread * camera.GainSpread);
        double sum = 0;
        for (int i = 0; i < source.Image.Weights.Length; i++)
        {
            int row = source.Image.Row + (i / source.Image.Width);
            int column = source.Image.Column + (i % source.Image.Width);
            (int fieldRow, int fieldColumn) = (row - canvas.Border, column - canvas.Border);
            if (fieldRow >= 0 && fieldRow < options.Height && fieldColumn >= 0 && fieldColumn < options.Width)
            {
                double light = illumination[(fieldRow * options.Width) + fieldColumn];
                double signal = source.Image.Weights[i] * light;
                sum += signal * signal / ((mean[(row * canvas.Width) + column] * light * perPhoton) + readVariance + 1e-12);
            }
        }

        double peak = TensorPrimitives.Max(source.DeltaFOverF) - OrderStatistics.Median([.. source.DeltaFOverF]);
        return peak * Math.Sqrt(sum);
    }
}
