using DeepWonder3D.Neurons.Detection;
using DeepWonder3D.Neurons.Judging;
using DeepWonder3D.Tests.Activity;
using DeepWonder3D.Traces;

namespace DeepWonder3D.Tests.Neurons.Judging;

/// <summary>Pieces of one cell are one cell, cells that touch are two, and activity alone finds cells.</summary>
public sealed class CellPiecesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    public void Two_pieces_of_a_cell_are_one_and_two_cells_that_touch_are_two(double diameter)
    {
        int side = (int)(8 * diameter);
        double middle = side / 2.0;
        (double, double, double, double)[] cells =
        [
            (middle, 0.3 * side, 0.75 * diameter, 90),
            (middle, (0.7 * side) - (0.4 * diameter), 0.75 * diameter, 90),
            (middle, (0.7 * side) + (0.4 * diameter), 0.75 * diameter, 90),
        ];
        using Volume movie = FlashingMovie.Make(side, cells, seed: 3);
        (double Row, double Column)[] finds =
        [
            (middle, (0.3 * side) - (0.25 * diameter)), (middle, (0.3 * side) + (0.25 * diameter)),
            (middle, cells[1].Item2), (middle, cells[2].Item2),
        ];
        CellVerdict verdict = CellJudge.Run(
            movie,
            [.. finds.Select(f => new CellFind(f.Row, f.Column, new Trace(TraceAt(movie, f)), 1))],
            diameter,
            10,
            Token);
        Assert.Equal([[0, 1]], CellPieces.Of(verdict.Finds));
        List<NeuronCandidate> joined = CellPieces.Join(
            [.. finds.Select((f, i) => Detection(f, side) with { Seen = verdict.Finds[i] })], out int pieces);
        Assert.Equal((3, 1), (joined.Count, pieces));
        Assert.Equal(0.3 * side, joined[^1].Column, 0.51);
        Assert.Equal(18, joined[^1].Footprint.Count);
        Assert.True(double.IsNaN(joined[^1].Roundness));
    }

    [Fact]
    public void Activity_alone_finds_cells_in_a_recording_as_it_is()
    {
        (double Row, double Column, double Width, double Height)[] cells = FlashingMovie.Grid(128, 24, 7.5, 60);
        using Volume movie = FlashingMovie.Make(128, cells, seed: 9);
        NeuronFindingOptions options = new()
        {
            Detector = Detector.Activity,
            EdgePx = 3,
            Network = new() { DiameterPx = 10 },
        };
        NeuronSet found = NeuronFinding.Run(movie, options, new TraceOptions(), null, Token);
        Assert.Equal(cells.Length, found.Count);
        Assert.All(found.Neurons, n =>
        {
            (double row, double column, _, _) = cells.MinBy(c => Math.Pow(c.Row - n.Row, 2) + Math.Pow(c.Column - n.Column, 2));
            Assert.Equal(row, n.Row, 0.7);
            Assert.Equal(column, n.Column, 0.7);
            Assert.InRange(n.WidthPx, 6, 10);
            Assert.InRange(n.AreaPx, 28, 90);
            Assert.True(double.IsNaN(n.Score));
            Assert.Contains(n.Kind, new[] { NeuronKind.Soma, NeuronKind.Unsure });
        });
        Assert.Equal("Activity", found.History[^1].Parameters["Detector"]);
        Assert.Null(found.History[^1].Model);
    }

    [Fact]
    public void What_is_a_networks_is_refused_where_there_is_none()
    {
        using Volume movie = FlashingMovie.Make(40, [], seed: 9, frames: 40);
        NeuronFindingOptions options = new() { Detector = Detector.Activity };
        foreach (NeuronFindingOptions strange in new[]
        {
            options with { Preset = Preset.Upstream },
            options with { Network = new() { Model = "segment-1um" } },
            options with { ScoreThreshold = 0.1 },
            options with { MinAreaPx = 9 },
            options with { MinRoundness = 0.1 },
        })
        {
            Refusal.Of(ErrorId.ParameterInvalid, () => NeuronFinding.Run(movie, strange, null, null, Token));
        }
    }

    [Fact]
    public void What_both_saw_is_likelier_than_what_one_saw()
    {
        SeenCell nothing = new(DeepWonder3D.Activity.CellPicture.Around((5, 5), 4, 4, 20, 20), (5, 5), 8, 1);
        ActiveEvidence clear = new(new DeepWonder3D.Activity.CellShape(0.8, 0.9, 0.7, 0, 30), 20, nothing);
        double both = CellJudge.JointProbability(0.9, clear);
        Assert.InRange(both, 0.8, 0.95);
        Assert.InRange(CellJudge.JointProbability(0.9, null), 0.5, 0.7);
        Assert.InRange(CellJudge.JointProbability(null, clear), 0.4, 0.6);
        Assert.InRange(CellJudge.JointProbability(0, null), 0, 0.05);
    }

    private static NeuronCandidate Detection((double Row, double Column) at, int side)
    {
        int[] pixels = [.. from y in Enumerable.Range(-1, 3) from x in Enumerable.Range(-1, 3)
                           select (((int)at.Row + y) * side) + (int)at.Column + x];
        return new NeuronCandidate(0, new Footprint(pixels, side), (int)at.Row, (int)at.Column, 1, 1);
    }

    private static float[] TraceAt(Volume movie, (double Row, double Column) at)
    {
        float[] trace = new float[movie.FrameCount];
        float[] block = new float[9];
        for (int t = 0; t < trace.Length; t++)
        {
            movie.ReadBlock<float>(t, 0, (int)Math.Round(at.Row) - 1, 3, (int)Math.Round(at.Column) - 1, 3, block);
            trace[t] = block.Average();
        }

        return trace;
    }
}
