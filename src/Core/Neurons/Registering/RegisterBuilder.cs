using System.Globalization;
using DeepWonder3D.Errors;
using DeepWonder3D.Work;

namespace DeepWonder3D.Neurons.Registering;

/// <summary>Adds day after day to a register.</summary>
/// <param name="first">The first day, whose pixels are the register's.</param>
/// <param name="radius">A cell's radius in them.</param>
/// <param name="options">How far apart days may lie, and how sure a match must be.</param>
internal sealed class RegisterBuilder(NeuronSet first, double radius, NeuronRegistrationOptions options)
{
    // Of fewer matches than expected nobody should take the register for the tissue's own.
    private const double FewMatches = 0.2;

    private readonly List<RegisteredDay> _days = [];
    private readonly List<Cell> _cells = [];

    /// <summary>Adds a day.</summary>
    /// <param name="day">Its neurons.</param>
    /// <param name="scale">Pixels of the first day a pixel of it.</param>
    /// <param name="observer">Told of doubts.</param>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.AlignmentUncertain"/>.</exception>
    public void Add(NeuronSet day, double scale, IStageObserver observer)
    {
        if (_days.Count == 0)
        {
            foreach (Neuron neuron in day.Neurons)
            {
                AddCell(PlacedNeuron.Of(neuron, (r, c) => (r, c), 1), neuron.Id);
            }

            _days.Add(new RegisteredDay(day.Name, day.Count));
            return;
        }

        RigidMove rigid = Rigid(day, scale);
        (double Row, double Column)[] turned = [.. day.Neurons.Select(n => rigid.Apply(n.Row * scale, n.Column * scale))];
        SmoothShift smooth = SmoothShift.Of(turned, Places(), radius);
        PlacedNeuron[] placed = [.. day.Neurons.Select(n => PlacedNeuron.Of(n, Move, scale))];
        (int Cell, double Probability)[] matches = DayMatching.Run(placed, [.. _cells.Select(c => c.Last)], radius, options.MinProbability);
        RegisteredDay noted = Noted(day, rigid, placed, matches, scale);
        for (int i = 0; i < placed.Length; i++)
        {
            if (matches[i].Cell >= 0)
            {
                _cells[matches[i].Cell].Add(_days.Count, placed[i], day.Neurons[i].Id, matches[i].Probability);
            }
            else
            {
                AddCell(placed[i], day.Neurons[i].Id, _days.Count);
            }
        }

        _days.Add(noted);
        Tell(noted, observer);

        (double, double) Move(double row, double column)
        {
            (double r, double c) = rigid.Apply(row * scale, column * scale);
            return smooth.Apply(r, c);
        }
    }

    /// <summary>The register.</summary>
    public NeuronRegister Build(IReadOnlyList<HistoryStep> history) => new()
    {
        Name = first.Name,
        Days = _days,
        Cells = [.. _cells.Select((c, i) => new RegisteredCell(i + 1)
        {
            NeuronIds = [.. Enumerable.Range(0, _days.Count).Select(d => c.Ids.TryGetValue(d, out int id) ? id : (int?)null)],
            Probabilities = [.. Enumerable.Range(0, _days.Count).Select(d => c.Probabilities.GetValueOrDefault(d, double.NaN))],
            Row = c.Row,
            Column = c.Column,
        })],
        History = history,
    };

    private RigidMove Rigid(NeuronSet day, double scale)
    {
        double height = Math.Max(first.Height, day.Height * scale);
        double width = Math.Max(first.Width, day.Width * scale);
        return RigidSearch.Run(
            [.. day.Neurons.Select(n => (n.Row * scale, n.Column * scale))],
            Places(),
            height,
            width,
            radius,
            options.MaxShiftPx ?? (Math.Min(height, width) / 3),
            options.MaxRotationDeg * Math.PI / 180)
            ?? throw new DeepWonderException(
                ErrorId.AlignmentUncertain,
                $"No way of laying '{day.Name}' ({day.Count} neurons) over the days before it ({_cells.Count} cells) stands above what "
                    + "chance would give.",
                day.Name,
                "Check that it is the same tissue; give more neurons, or a smaller range to search in.");
    }

    private RegisteredDay Noted(
        NeuronSet day, RigidMove rigid, PlacedNeuron[] placed, (int Cell, double Probability)[] matches, double scale)
    {
        // As Measure-Trace has it: where the tissue in the middle of the first day's field lies on this day.
        (double middleRow, double middleColumn) = ((first.Height - 1) / 2.0, (first.Width - 1) / 2.0);
        (double row, double column) = rigid.Inverse.Apply(middleRow, middleColumn);
        int[] matched = [.. Enumerable.Range(0, matches.Length).Where(i => matches[i].Cell >= 0)];
        return new RegisteredDay(day.Name, day.Count)
        {
            MatchedCount = matched.Length,
            ShiftRowsPx = row - middleRow,
            ShiftColumnsPx = column - middleColumn,
            RotationDeg = rigid.Inverse.Angle * 180 / Math.PI,
            ResidualPx = matched.Length == 0
                ? double.NaN
                : Math.Sqrt(matched.Average(i => Math.Pow(placed[i].DistanceTo(_cells[matches[i].Cell].Last), 2))),
            ExpectedErrorCount = matched.Sum(i => 1 - matches[i].Probability),
        };
    }

    private void Tell(RegisteredDay day, IStageObserver observer)
    {
        observer.Verbose(string.Create(
            CultureInfo.InvariantCulture,
            $"'{day.Name}' lies {day.ShiftRowsPx:0.0} px down, {day.ShiftColumnsPx:0.0} px right, turned by {day.RotationDeg:0.0}°; "
                + $"{day.MatchedCount} of {day.NeuronCount} neurons were there before."));
        if (day.MatchedCount < FewMatches * Math.Min(day.NeuronCount, _days[0].NeuronCount))
        {
            observer.Warn(
                $"Only {day.MatchedCount} of {day.NeuronCount} neurons of '{day.Name}' were found before: is it the same tissue?");
        }
    }

    private (double Row, double Column)[] Places() => [.. _cells.Select(c => (c.Row, c.Column))];

    private void AddCell(PlacedNeuron neuron, int id, int day = 0)
    {
        Cell cell = new();
        cell.Add(day, neuron, id, double.NaN);
        _cells.Add(cell);
    }

    /// <summary>A cell while the register grows.</summary>
    private sealed class Cell
    {
        public Dictionary<int, int> Ids { get; } = [];

        public Dictionary<int, double> Probabilities { get; } = [];

        /// <summary>The cell's outline on the last day it was seen, at its mean place.</summary>
        public PlacedNeuron Last { get; private set; } = null!;

        public double Row { get; private set; }

        public double Column { get; private set; }

        public void Add(int day, PlacedNeuron neuron, int id, double probability)
        {
            Ids[day] = id;
            Row += (neuron.Row - Row) / Ids.Count;
            Column += (neuron.Column - Column) / Ids.Count;
            Last = neuron with { Row = Row, Column = Column };
            if (!double.IsNaN(probability))
            {
                Probabilities[day] = probability;
            }
        }
    }
}
