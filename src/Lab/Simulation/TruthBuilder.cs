using System.Numerics.Tensors;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Simulation;

/// <summary>Collects, perspective by perspective, where each neuron in range is seen and how well it could be.</summary>
internal sealed class TruthBuilder
{
    // A footprint is where the image of the filled body is brighter than this share of its peak: the outline, once blurred.
    private const float OutlineLevel = 0.5f;

    private readonly SimulationOptions _options;
    private readonly HistoryStep _step;
    private readonly float[] _illumination;
    private readonly List<NeuronSet> _sets = [];
    private readonly SortedDictionary<int, (Cell Cell, float[] Trace, List<Detection> Detections, List<double> Snrs)> _found = [];

    public TruthBuilder(SimulationOptions options, float[] illumination, HistoryStep step)
    {
        _options = options;
        _illumination = illumination;
        _step = step;
    }

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
            Height = _options.Height,
            Width = _options.Width,
            FrameCount = _options.FrameCount,
            FrameRate = _options.FrameRate,
            PixelSizeUm = _options.PixelSizeUm,
            Neurons = neurons,
            History = [_step],
        });
    }

    /// <summary>The neurons that any perspective saw.</summary>
    public NeuronPopulation Population(ViewCalibration? calibration) => new()
    {
        Name = _options.Name,
        FrameCount = _options.FrameCount,
        FrameRate = _options.FrameRate,
        PixelSizeUm = _options.PixelSizeUm,
        Calibration = calibration,
        History = [_step],
        Neurons = [.. _found.Values.Select(f => new LocalizedNeuron
        {
            Id = f.Cell.Number + 1,
            XUm = f.Cell.XUm,
            YUm = f.Cell.YUm,
            ZUm = f.Cell.ZUm,
            Row = f.Cell.YUm / _options.PixelSizeUm,
            Column = f.Cell.XUm / _options.PixelSizeUm,
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
        row >= -0.5 && row < _options.Height - 0.5 && column >= -0.5 && column < _options.Width - 0.5;

    /// <summary>A plane of a volume has the neurons that it cuts, and those that no plane is nearer to.</summary>
    private bool IsInPlane(Cell cell, Perspective view)
    {
        if (_options.PlaneDepthsUm.Count < 2)
        {
            return true;
        }

        double halfStep = 0.5 * Math.Abs(_options.PlaneDepthsUm[1] - _options.PlaneDepthsUm[0]);
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
            if (body.Weights[i] >= level && row >= 0 && row < _options.Height && column >= 0 && column < _options.Width)
            {
                pixels.Add((row * _options.Width) + column);
            }
        }

        return new Footprint([.. pixels], _options.Width);
    }

    /// <summary>
    /// Peak above the median in units of the noise of the best weighted sum of pixels: √Σ (signal² / noise²), noise of photons and camera.
    /// </summary>
    private double BestSnr(LightSource source, float[] mean, Canvas canvas)
    {
        CameraOptions camera = _options.Camera;
        double readVariance = camera.ReadNoise * camera.ReadNoise;
        double perPhoton = 1 + (camera.GainSpread * camera.GainSpread);
        double sum = 0;
        for (int i = 0; i < source.Image.Weights.Length; i++)
        {
            int row = source.Image.Row + (i / source.Image.Width);
            int column = source.Image.Column + (i % source.Image.Width);
            (int fieldRow, int fieldColumn) = (row - canvas.Border, column - canvas.Border);
            if (fieldRow >= 0 && fieldRow < _options.Height && fieldColumn >= 0 && fieldColumn < _options.Width)
            {
                double light = _illumination[(fieldRow * _options.Width) + fieldColumn];
                double signal = source.Image.Weights[i] * light;
                sum += signal * signal / ((mean[(row * canvas.Width) + column] * light * perPhoton) + readVariance + 1e-12);
            }
        }

        double peak = TensorPrimitives.Max(source.DeltaFOverF) - OrderStatistics.Median([.. source.DeltaFOverF]);
        return peak * Math.Sqrt(sum);
    }
}
