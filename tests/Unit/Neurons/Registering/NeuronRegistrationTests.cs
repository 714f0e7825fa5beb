using System.Management.Automation;
using DeepWonder3D.Neurons.Registering;
using DeepWonder3D.Tests.PowerShell;

namespace DeepWonder3D.Tests.Neurons.Registering;

/// <summary>Days of made tissue: cells that are seen or not, moved, turned, bent, and outlined anew each day.</summary>
public sealed class NeuronRegistrationTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    private const int Side = 200;

    [Theory]
    [InlineData(101, 0, 0, 0, 0, 0.93)]
    [InlineData(102, 12, -7, 0, 0, 0.93)]
    [InlineData(103, -5, 9, 4, 0, 0.93)]
    [InlineData(104, 25, 18, -6, 2, 0.93)]
    [InlineData(105, 3, -2, 1, 3, 0.88)]
    [InlineData(106, -14, -30, 8, 1.5, 0.93)]
    public void Cells_are_found_again_wherever_the_day_lies(
        int seed, double rows, double columns, double degrees, double bend, double leastRecall)
    {
        // Forty cells say little of how far a field of this size is bent by 3 px.
        Tissue tissue = new(seed, 90);
        NeuronSet first = tissue.Day(1, 0.75, 0, 0, 0, 0);
        NeuronSet second = tissue.Day(2, 0.75, rows, columns, degrees, bend);
        NeuronRegister register = NeuronRegistration.Run(
            [first, second], new NeuronRegistrationOptions(), cancellation: TestContext.Current.CancellationToken);
        (double precision, double recall) = Score(register, tissue, 0, 1);
        Assert.True(precision >= 0.95 && recall >= leastRecall, FormattableString.Invariant($"{precision:0.000}, {recall:0.000}"));
        Assert.InRange(register.Days[1].RotationDeg, degrees - 1.5, degrees + 1.5);
        Assert.InRange(register.Days[1].ShiftRowsPx, rows - 2 - (bend / 2), rows + 2 + (bend / 2));
        Assert.InRange(register.Days[1].ShiftColumnsPx, columns - 2 - (bend / 2), columns + 2 + (bend / 2));
        Assert.Equal(first.Count + second.Count - register.Days[1].MatchedCount, register.Count);
    }

    [Fact]
    public void Probabilities_promise_no_more_than_holds()
    {
        // Dense, badly placed cells, so that there is something to doubt.
        List<(double Probability, bool IsTrue)> links = [];
        for (int seed = 200; seed < 212; seed++)
        {
            Tissue tissue = new(seed, 200, jitter: 1.6, least: 6);
            NeuronRegister register = NeuronRegistration.Run(
                [tissue.Day(1, 0.6, 0, 0, 0, 0), tissue.Day(2, 0.6, 6, 4, 2, 1)],
                new NeuronRegistrationOptions(),
                cancellation: TestContext.Current.CancellationToken);
            links.AddRange(register.Cells.Where(c => c.DayCount == 2)
                .Select(c => (c.Probability, tissue.CellOf(0, c.NeuronIds[0]!.Value) == tissue.CellOf(1, c.NeuronIds[1]!.Value))));
        }

        Assert.InRange(links.Count, 200, 2000);
        Assert.Equal(links.Average(l => l.IsTrue ? 1.0 : 0), links.Average(l => l.Probability), 0.03);
        foreach ((double low, double high) in new[] { (0.5, 0.8), (0.8, 0.95), (0.95, 1.0001) })
        {
            (double Probability, bool IsTrue)[] bin = [.. links.Where(l => l.Probability >= low && l.Probability < high)];
            if (bin.Length < 15)
            {
                continue;
            }

            double said = bin.Average(l => l.Probability);
            double was = bin.Average(l => l.IsTrue ? 1.0 : 0);
            string told = FormattableString.Invariant($"{low} to {high}: says {said:0.000}, is {was:0.000} of {bin.Length}");
            Assert.True(was > said - 0.12, told);
        }
    }

    [Fact]
    public void Three_days_make_one_register_in_which_every_neuron_stands_once()
    {
        Tissue tissue = new(301, 80);
        NeuronSet[] days = [tissue.Day(1, 0.7, 0, 0, 0, 0), tissue.Day(2, 0.7, 8, 3, 2, 1), tissue.Day(3, 0.7, -6, 11, -3, 1)];
        NeuronRegister register = NeuronRegistration.Run(
            days, new NeuronRegistrationOptions(), cancellation: TestContext.Current.CancellationToken);
        for (int day = 0; day < 3; day++)
        {
            int d = day;
            Assert.Equal(
                days[d].Neurons.Select(n => n.Id).Order(), register.Cells.Select(c => c.NeuronIds[d]).OfType<int>().Order());
        }

        foreach ((int a, int b) in new[] { (0, 1), (0, 2), (1, 2) })
        {
            (double precision, double recall) = Score(register, tissue, a, b);
            string told = FormattableString.Invariant($"days {a}, {b}: {precision:0.000}, {recall:0.000}");
            Assert.True(precision >= 0.95 && recall >= 0.9, told);
        }

        Assert.All(register.Cells, c => Assert.Equal(c.DayCount == 1, double.IsNaN(c.Probability)));
        Assert.Equal(nameof(PipelineStage.RegisterNeurons), register.History[^1].Step);
    }

    [Fact]
    public void Other_tissue_is_refused_rather_than_laid_somewhere()
    {
        int passed = 0;
        for (int seed = 400; seed < 420; seed++)
        {
            NeuronSet first = new Tissue(seed, 60).Day(1, 0.8, 0, 0, 0, 0);
            NeuronSet other = new Tissue(seed + 1000, 60).Day(1, 0.8, 0, 0, 0, 0);
            DeepWonderException? refused = Record.Exception(
                () => NeuronRegistration.Run(
                    [first, other],
                    new NeuronRegistrationOptions(),
                    cancellation: TestContext.Current.CancellationToken)) as DeepWonderException;
            passed += refused is null ? 1 : 0;
            Assert.True(refused is null || refused.Id == ErrorId.AlignmentUncertain);
        }

        Assert.InRange(passed, 0, 2);
    }

    [Fact]
    public void Pixels_of_another_size_are_brought_to_the_first_days()
    {
        Tissue tissue = new(501, 80);
        NeuronSet first = tissue.Day(1, 0.8, 0, 0, 0, 0);
        NeuronSet second = tissue.Day(2, 0.8, 5, 3, 0, 0);
        NeuronSet coarse = Halved(second);
        NeuronRegister register = NeuronRegistration.Run(
            [first, coarse], new NeuronRegistrationOptions(), cancellation: TestContext.Current.CancellationToken);
        (double precision, double recall) = Score(register, tissue, 0, 1);
        Assert.True(precision >= 0.93 && recall >= 0.9, FormattableString.Invariant($"{precision:0.000}, {recall:0.000}"));
    }

    [Fact]
    public void The_cmdlet_takes_days_from_the_pipeline_and_its_result_is_written()
    {
        using TemporaryFolder folder = new();
        Tissue tissue = new(601, 50);
        object[] days = [tissue.Day(1, 0.9, 0, 0, 0, 0), tissue.Day(2, 0.9, 4, 2, 0, 0)];
        NeuronRegister register = Assert.Single(module.Invoke("$args | Register-Neuron", days).OutputOf<NeuronRegister>());
        Assert.Equal("Register-Neuron", register.History[^1].Step);
        foreach (string name in new[] { "r.csv", "r.json" })
        {
            module.Invoke("$args[0] | Export-Neuron $args[1]", register, folder.File(name));
        }

        string[] lines = File.ReadAllLines(folder.File("r.csv"));
        Assert.Equal("Cell,Row,Column,DayCount,Probability,day 1,day 2,Probability day 2", lines[0]);
        Assert.Equal(register.Count + 1, lines.Length);
        JsonElement json = JsonDocument.Parse(File.ReadAllBytes(folder.File("r.json"))).RootElement;
        Assert.Equal(register.Count, json.GetProperty("cells").GetArrayLength());
        Assert.Equal(2, json.GetProperty("days").GetArrayLength());
        (string Script, string Id)[] wrong =
            [("$args[0] | Register-Neuron", "ParameterInvalid,"), ("Register-Neuron $args | Export-Neuron out.nwb", "UnknownFormat,")];
        foreach ((string script, string id) in wrong)
        {
            Assert.StartsWith(id, Assert.Single(module.Invoke(script, days).Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        }
    }

    private static int Half(int pixel) => (pixel / Side / 2 * (Side / 2)) + (pixel % Side / 2);

    private static NeuronSet Halved(NeuronSet set) => set with
    {
        Height = set.Height / 2,
        Width = set.Width / 2,
        PixelSizeUm = set.PixelSizeUm * 2,
        Neurons = [.. set.Neurons.Select(n => n with
        {
            Row = (n.Row - 0.5) / 2,
            Column = (n.Column - 0.5) / 2,
            Footprint = new Footprint(
                [.. n.Footprint.Pixels.ToArray().Select(Half).Distinct().Order()],
                set.Width / 2),
        })],
    };

    private static (double Precision, double Recall) Score(NeuronRegister register, Tissue tissue, int a, int b)
    {
        int said = 0;
        int right = 0;
        foreach (RegisteredCell cell in register.Cells.Where(c => c.NeuronIds[a] is not null && c.NeuronIds[b] is not null))
        {
            said++;
            right += tissue.CellOf(a, cell.NeuronIds[a]!.Value) == tissue.CellOf(b, cell.NeuronIds[b]!.Value) ? 1 : 0;
        }

        int shared = tissue.Shared(a, b);
        return (right / (double)Math.Max(1, said), right / (double)Math.Max(1, shared));
    }

    /// <summary>Cells of one piece of tissue, and what single days show of them.</summary>
    private sealed class Tissue
    {
        private readonly (double Row, double Column, double Radius)[] _cells;
        private readonly List<Dictionary<int, int>> _days = [];
        private readonly Random _random;
        private readonly double _jitter;

        public Tissue(int seed, int count, double jitter = 0.7, double least = 9)
        {
            _random = new Random(seed);
            _jitter = jitter;
            List<(double Row, double Column, double Radius)> cells = [];
            while (cells.Count < count)
            {
                (double row, double column) = (Anywhere(), Anywhere());
                if (cells.All(c => Math.Pow(c.Row - row, 2) + Math.Pow(c.Column - column, 2) > least * least))
                {
                    cells.Add((row, column, 3.5 + (1.5 * _random.NextDouble())));
                }
            }

            _cells = [.. cells];

            double Anywhere() => ((1.4 * _random.NextDouble()) - 0.2) * Side;
        }

        public int? CellOf(int day, int id) => _days[day].TryGetValue(id, out int cell) ? cell : null;

        public int Shared(int a, int b) => _days[a].Values.Intersect(_days[b].Values).Count();

        /// <summary>What a day shows: this share of the cells, through a field that is moved, turned and bent.</summary>
        public NeuronSet Day(int number, double seen, double rows, double columns, double degrees, double bend)
        {
            (double sin, double cos) = Math.SinCos(degrees * Math.PI / 180);
            List<Neuron> neurons = [];
            Dictionary<int, int> ids = [];
            foreach (int cell in Enumerable.Range(0, _cells.Length).OrderBy(_ => _random.Next()))
            {
                (double r, double c, double radius) = _cells[cell];
                (double y, double x) = (r - (Side / 2.0) + (bend * Math.Sin(c / 45)), c - (Side / 2.0) + (bend * Math.Cos(r / 60)));
                double row = (cos * y) - (sin * x) + (Side / 2.0) + rows + (_jitter * Normal());
                double column = (sin * y) + (cos * x) + (Side / 2.0) + columns + (_jitter * Normal());
                int[] pixels = Disc(row, column, radius * (0.85 + (0.3 * _random.NextDouble())));
                if (_random.NextDouble() < seen && row is > 5 and < Side - 5 && column is > 5 and < Side - 5)
                {
                    int id = (2 * neurons.Count) + 3;
                    ids[id] = cell;
                    Footprint footprint = new(pixels, Side);
                    neurons.Add(new Neuron { Id = id, Row = row, Column = column, Footprint = footprint, Trace = new Trace([0, 0]) });
                }
            }

            _days.Add(ids);
            return new NeuronSet
            {
                Name = $"day {number}",
                Height = Side,
                Width = Side,
                FrameCount = 2,
                PixelSizeUm = 1,
                Neurons = neurons,
            };
        }

        private int[] Disc(double row, double column, double radius)
        {
            List<int> pixels = [];
            for (int y = Math.Max(0, (int)(row - radius)); y <= Math.Min(Side - 1, row + radius); y++)
            {
                for (int x = Math.Max(0, (int)(column - radius)); x <= Math.Min(Side - 1, column + radius); x++)
                {
                    double distance = Math.Sqrt(Math.Pow(y - row, 2) + Math.Pow(x - column, 2));
                    if (distance < radius - 1 || (distance < radius && _random.NextDouble() < 0.6))
                    {
                        pixels.Add((y * Side) + x);
                    }
                }
            }

            return [.. pixels];
        }

        private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
    }
}
