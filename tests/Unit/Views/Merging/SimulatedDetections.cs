namespace DeepWonder3D.Tests.Views.Merging;

/// <summary>
/// What finding neurons in the views of a simulated scene might give, without making and processing its movies: the scene's own cells and
/// activity, seen through the microscope's geometry, with centroids and traces that are noisy, some detections missed, some two cells run
/// together, some cells found in pieces, and some that are no cell. All of it is drawn from the seed.
/// </summary>
internal sealed class SimulatedDetections
{
    private readonly SimulationOptions _options;
    private readonly DetectionFaults _faults;
    private readonly ViewCalibration _calibration;
    private readonly Cell[] _cells;
    private readonly float[][] _traces;
    private readonly Random _random;
    private readonly (double Rows, double Columns, double DepthUm)[] _shared;
    private readonly List<Detection>[] _truth;
    private readonly Dictionary<(int View, int Neuron), int> _cellOf = [];

    public SimulatedDetections(SimulationOptions options, DetectionFaults faults)
    {
        (_options, _faults) = (options, faults);
        _calibration = options.Calibration ?? LensletAperture.Calibration();
        _cells = [.. CellPlacer.Place(options).Where(c => c.Kind == CellKind.InRange)];
        ActivityModel activity = new(options);
        _traces = [.. _cells.Select(c => activity.Trace(c.Number))];

        // Drawn apart, so that all else is the same with them and without.
        _random = new Random((int)options.Seed + 1);
        _shared = [.. _cells.Select(_ => (faults.SharedPx * Normal(), faults.SharedPx * Normal(), faults.SharedDepthUm * Normal()))];
        _random = new Random((int)options.Seed);
        _truth = [.. _cells.Select(_ => new List<Detection>())];
        Views = [.. Perspective.Of(options, _calibration).Select(Detect)];
    }

    public IReadOnlyList<NeuronSet> Views { get; }

    public ViewCalibration Calibration => _calibration;

    public NeuronPopulation Truth => new()
    {
        Name = "truth",
        FrameCount = _options.FrameCount,
        FrameRate = _options.FrameRate,
        PixelSizeUm = _options.PixelSizeUm,
        Neurons = [.. _cells.Select((cell, i) => new LocalizedNeuron
        {
            Id = i + 1,
            XUm = cell.XUm,
            YUm = cell.YUm,
            ZUm = cell.ZUm,
            Row = cell.YUm / _options.PixelSizeUm,
            Column = cell.XUm / _options.PixelSizeUm,
            Trace = new Trace(_traces[i]),
            Detections = _truth[i],
        })],
    };

    /// <summary>The number in <see cref="Truth"/> of the cell behind a detection; 0 for none.</summary>
    public int CellOf(Detection detection) => _cellOf[(detection.ViewId, detection.NeuronId)];

    private NeuronSet Detect(Perspective view)
    {
        List<(double Row, double Column, int Cell, float[] Trace, double Snr)> seen = [];
        for (int i = 0; i < _cells.Length; i++)
        {
            (double rows, double columns) = view.ShiftPx(_cells[i].ZUm);
            (double row, double column) = ((_cells[i].YUm / _options.PixelSizeUm) + rows, (_cells[i].XUm / _options.PixelSizeUm) + columns);
            if (!IsInside(row, column))
            {
                continue;
            }

            _truth[i].Add(new Detection(view.ViewId!.Value, i + 1, row, column));
            double snr = _faults.MedianSnr * _cells[i].PhotonRate / _options.Neurons.PhotonRate
                * Math.Exp(-_cells[i].ZUm / _options.Optics.ScatteringLengthUm);
            foreach (int _ in Enumerable.Range(0, Chance(_faults.Missed) ? 0 : Chance(_faults.Split) ? 2 : 1))
            {
                double error =
                    _faults.CentroidFloorPx + (_faults.CentroidPxAtSnrOne / snr) + (Chance(_faults.Displaced) ? _faults.DisplacementPx : 0);
                (double sharedRow, double sharedColumn) = (
                    _shared[i].Rows + (view.RowsPerUm * _shared[i].DepthUm), _shared[i].Columns + (view.ColumnsPerUm * _shared[i].DepthUm));
                seen.Add(
                    (row + sharedRow + (error * Normal()), column + sharedColumn + (error * Normal()), i, Noisy(_traces[i], snr), snr));
            }
        }

        RunTogether(seen);
        AddFalse(seen);
        return ToSet(view.ViewId!.Value, seen);
    }

    /// <summary>Some of those that lie over each other are one detection, between the two, with the activity of both.</summary>
    private void RunTogether(List<(double Row, double Column, int Cell, float[] Trace, double Snr)> seen)
    {
        double reach = _faults.RunTogetherUm / _options.PixelSizeUm;
        for (int a = seen.Count - 1; a >= 0; a--)
        {
            int b = seen.FindIndex(0, a, other => other.Cell != seen[a].Cell
                && Math.Pow(other.Row - seen[a].Row, 2) + Math.Pow(other.Column - seen[a].Column, 2) < reach * reach);
            if (b >= 0 && Chance(_faults.RunTogether))
            {
                float[] both = [.. seen[a].Trace.Zip(seen[b].Trace, (x, y) => 0.5f * (x + y))];
                seen[b] = (0.5 * (seen[a].Row + seen[b].Row), 0.5 * (seen[a].Column + seen[b].Column), seen[b].Cell, both, seen[b].Snr);
                seen.RemoveAt(a);
            }
        }
    }

    /// <summary>What is no cell shares the activity of one, as neuropil does.</summary>
    private void AddFalse(List<(double Row, double Column, int Cell, float[] Trace, double Snr)> seen)
    {
        int count = (int)Math.Round(_faults.False * seen.Count);
        for (int i = 0; i < count; i++)
        {
            float[] trace = Noisy(_traces[_random.Next(_traces.Length)], _faults.MedianSnr / 2);
            seen.Add((
                10 + (_random.NextDouble() * (_options.Height - 20)),
                10 + (_random.NextDouble() * (_options.Width - 20)),
                -1,
                trace,
                _faults.MedianSnr / 2));
        }
    }

    private NeuronSet ToSet(int id, List<(double Row, double Column, int Cell, float[] Trace, double Snr)> seen)
    {
        Neuron[] neurons = new Neuron[seen.Count];
        for (int i = 0; i < neurons.Length; i++)
        {
            _cellOf[(id, i + 1)] = seen[i].Cell + 1;
            int side = (int)Math.Round(2 * _options.Neurons.RadiusUm / _options.PixelSizeUm);
            neurons[i] = new Neuron
            {
                Id = i + 1,
                Row = seen[i].Row,
                Column = seen[i].Column,
                Footprint = new Footprint([.. Enumerable.Range(0, side * side)], _options.Width),
                Trace = new Trace(seen[i].Trace),
                Snr = TraceQuality.Snr(seen[i].Trace, _options.FrameRate),
            };
        }

        return new NeuronSet
        {
            Name = $"simulated_view_{id}",
            ViewId = id,
            Height = _options.Height,
            Width = _options.Width,
            FrameCount = _options.FrameCount,
            FrameRate = _options.FrameRate,
            PixelSizeUm = _options.PixelSizeUm,
            Neurons = neurons,
        };
    }

    /// <summary>Each view has a gain and an offset of its own, and white noise of the peak over the ratio.</summary>
    private float[] Noisy(float[] trace, double snr)
    {
        double gain = 50 * (0.5 + _random.NextDouble());
        double noise = (trace.Max() - trace.Order().ElementAt(trace.Length / 2)) / snr;
        return Array.ConvertAll(trace, sample => (float)(200 + (gain * (1 + sample + (noise * Normal())))));
    }

    // Finding neurons leaves out those within ten pixels of an edge.
    private bool IsInside(double row, double column) =>
        row > 10 && row < _options.Height - 10 && column > 10 && column < _options.Width - 10;

    private bool Chance(double probability) => _random.NextDouble() < probability;

    private double Normal() =>
        Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
