namespace DeepWonder3D.Simulation;

/// <summary>Puts cells into the tissue: uniform in their depths, no two closer than the smallest distance.</summary>
internal sealed class CellPlacer(SimulationOptions options)
{
    private const int AttemptsPerCell = 300;

    private readonly SimulationOptions _options = options;
    private readonly RandomStream _random = new(options.Seed, RandomUse.Positions);
    private readonly List<Cell> _cells = [];
    private readonly Dictionary<(int Y, int X, int Z), List<Cell>> _grid = [];

    /// <summary>All cells of a scene, the neurons in range first.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ParameterInvalid"/>: they do not fit at that distance.</exception>
    public static IReadOnlyList<Cell> Place(SimulationOptions options)
    {
        CellPlacer placer = new(options);
        NeuronOptions neurons = options.Neurons;
        TissueOptions tissue = options.Tissue;
        double field = options.FieldHeightUm * options.FieldWidthUm;
        double around = ((options.FieldHeightUm + (2 * neurons.MarginUm)) * (options.FieldWidthUm + (2 * neurons.MarginUm))) - field;

        placer.Fill(CellKind.InRange, neurons.Count, neurons.MinDepthUm, neurons.MaxDepthUm, inField: true);
        placer.Fill(
            CellKind.InRange, (int)Math.Round(neurons.Count * around / field), neurons.MinDepthUm, neurons.MaxDepthUm, inField: false);
        foreach ((double top, double bottom)
            in new[] { (tissue.SurfaceUm, neurons.MinDepthUm - tissue.GapUm), (neurons.MaxDepthUm + tissue.GapUm, tissue.BottomUm) })
        {
            double volume = (field + around) * Math.Max(bottom - top, 0) * 1e-9;
            placer.Fill(CellKind.OutOfRange, (int)Math.Round(tissue.OutOfRangeDensityPerMm3 * volume), top, bottom, inField: null);
        }

        double whole = (field + around) * (tissue.BottomUm - tissue.SurfaceUm) * 1e-9;
        placer.Fill(
            CellKind.Unlabelled, (int)Math.Round(tissue.UnlabelledDensityPerMm3 * whole), tissue.SurfaceUm, tissue.BottomUm, inField: null);
        return placer._cells;
    }

    private void Fill(CellKind kind, int count, double minDepth, double maxDepth, bool? inField)
    {
        for (int placed = 0, attempts = 0; placed < count; attempts++)
        {
            if (attempts > AttemptsPerCell * (long)count)
            {
                throw new DeepWonderException(
                    ErrorId.ParameterInvalid,
                    $"Only {placed} of {count} cells fit between depths {minDepth:0.#} and {maxDepth:0.#} µm at "
                        + $"{_options.Neurons.MinDistanceUm:0.#} µm from each other.",
                    count,
                    "Ask for fewer neurons, a larger field, or a wider range of depth.");
            }

            double z = _random.Uniform(minDepth, maxDepth);
            (double y, double x) = Position(inField);
            if (IsFree(y, x, z))
            {
                Add(kind, y, x, z);
                placed++;
            }
        }
    }

    /// <summary>A place in the field, in the margin around it, or in either.</summary>
    private (double Y, double X) Position(bool? inField)
    {
        double margin = inField == true ? 0 : _options.Neurons.MarginUm;
        while (true)
        {
            // Rows and columns have their centres at whole numbers, so the field starts half a pixel before 0.
            double y = _random.Uniform(-margin, _options.FieldHeightUm + margin);
            double x = _random.Uniform(-margin, _options.FieldWidthUm + margin);
            bool inside = y >= 0 && y < _options.FieldHeightUm && x >= 0 && x < _options.FieldWidthUm;
            if (inField is null || inField == inside)
            {
                return (y - (0.5 * _options.PixelSizeUm), x - (0.5 * _options.PixelSizeUm));
            }
        }
    }

    private void Add(CellKind kind, double y, double x, double z)
    {
        int number = _cells.Count;
        RandomStream shape = new(_options.Seed, RandomUse.Shape, number);
        SomaShape soma = SomaShape.Draw(_options.Neurons, shape, isLabelled: kind != CellKind.Unlabelled);
        double rate = _options.Neurons.PhotonRate
            * shape.LogNormal(_options.Neurons.BrightnessSpread)
            * (soma.IsFilled ? _options.Neurons.FilledBrightness : 1);
        Cell cell = new(number, kind, y, x, z, soma, kind == CellKind.Unlabelled ? 0 : rate);
        _cells.Add(cell);
        (int, int, int) box = Box(y, x, z);
        if (!_grid.TryGetValue(box, out List<Cell>? neighbours))
        {
            _grid[box] = neighbours = [];
        }

        neighbours.Add(cell);
    }

    private bool IsFree(double y, double x, double z)
    {
        double limit = _options.Neurons.MinDistanceUm * _options.Neurons.MinDistanceUm;
        (int boxY, int boxX, int boxZ) = Box(y, x, z);
        for (int i = 0; i < 27; i++)
        {
            if (!_grid.TryGetValue((boxY + (i / 9) - 1, boxX + (i / 3 % 3) - 1, boxZ + (i % 3) - 1), out List<Cell>? neighbours))
            {
                continue;
            }

            foreach (Cell other in neighbours)
            {
                double square =
                    ((other.YUm - y) * (other.YUm - y)) + ((other.XUm - x) * (other.XUm - x)) + ((other.ZUm - z) * (other.ZUm - z));
                if (square < limit)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private (int Y, int X, int Z) Box(double y, double x, double z)
    {
        double side = Math.Max(_options.Neurons.MinDistanceUm, 1);
        return ((int)Math.Floor(y / side), (int)Math.Floor(x / side), (int)Math.Floor(z / side));
    }
}

/// <summary>One cell of the tissue.</summary>
/// <param name="Number">Its number; all it draws at random depends on the seed and this.</param>
/// <param name="Kind">What it is in the scene.</param>
/// <param name="YUm">Position along the rows; 0 at the centre of the first row in the centre view.</param>
/// <param name="XUm">Position along the columns.</param>
/// <param name="ZUm">Depth.</param>
/// <param name="Soma">Its body.</param>
/// <param name="PhotonRate">Photons a second at rest, at depth 0.</param>
internal sealed record Cell(int Number, CellKind Kind, double YUm, double XUm, double ZUm, SomaShape Soma, double PhotonRate);

/// <summary>What a cell is in the scene.</summary>
internal enum CellKind
{
    /// <summary>A neuron within the depth range: it is to be found.</summary>
    InRange,

    /// <summary>A labelled cell above or below the range.</summary>
    OutOfRange,

    /// <summary>A cell without indicator.</summary>
    Unlabelled,
}
