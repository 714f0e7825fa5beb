using DeepWonder3D.Tiles;
using FsCheck;
using FsCheck.Fluent;

namespace DeepWonder3D.Tests.Inference;

public class TiledRunTests
{
    [Fact]
    public void A_plan_with_an_identity_network_reproduces_any_movie()
    {
        Gen<(int T, int Y, int X, int Halo, int Multiple, int Pad, int Limit)> cases =
            from t in Gen.Choose(1, 40)
            from y in Gen.Choose(1, 70)
            from x in Gen.Choose(1, 70)
            from halo in Gen.Choose(0, 9)
            from multiple in Gen.Elements(1, 2, 4, 8, 16)
            from pad in Gen.Choose(0, 9)
            from limit in Gen.Choose(1, 400)
            select (t, y, x, halo, multiple, pad, limit);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            int smallest = 3 * (c.Multiple + Math.Max(c.Halo, c.Pad) + c.Multiple);
            long limit = ((long)smallest * smallest * smallest) + (c.Limit * 100L);
            IReadOnlyList<Tile> tiles = TilePlan.Create(
                new TileAxis(c.T, c.Halo, c.Multiple, 0),
                new TileAxis(c.Y, c.Halo, c.Multiple, c.Pad),
                new TileAxis(c.X, c.Halo, c.Multiple, c.Pad),
                limit);
            TilePlan.Validate(tiles, c.T, c.Y, c.X);
            Assert.All(tiles, tile =>
            {
                Assert.True(tile.InputVoxels <= limit);
                Assert.Equal(0, tile.InputFrames % c.Multiple);
                Assert.Equal(0, tile.InputRows % c.Multiple);
                Assert.Equal(0, (tile.Outer.Column + (c.Multiple * 100)) % c.Multiple);
            });
            AssertIdentity(tiles, c.T, c.Y, c.X);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Every_length_from_1_to_300_is_reproduced_along_each_axis(int multiple)
    {
        for (int length = 1; length <= 300; length += multiple > 3 ? 3 : 11)
        {
            TileAxis one = new(1, 0, 1, 0);
            TileAxis axis = new(length, 5, multiple, 5);
            AssertIdentity(TilePlan.Create(one, one, axis, 40), 1, 1, length);
            AssertIdentity(TilePlan.Create(one, axis, one, 40), 1, length, 1);
            AssertIdentity(TilePlan.Create(axis, one, one, 40), length, 1, 1);
        }
    }

    [Fact]
    public void A_plan_computes_less_twice_when_it_may_use_larger_tiles()
    {
        long small = Cost(1_000_000);
        long large = Cost(4_000_000);
        Assert.True(large < small, $"{large} against {small} voxels");

        static long Cost(long limit) =>
            TilePlan.Create(new TileAxis(224, 16, 8, 0), new TileAxis(256, 16, 8, 16), new TileAxis(256, 16, 8, 16), limit)
                .Sum(t => (long)t.InputVoxels);
    }

    [Fact]
    public void A_tile_that_cannot_fit_is_refused_in_words()
    {
        DeepWonder3D.Errors.DeepWonderException refused = Assert.Throws<DeepWonder3D.Errors.DeepWonderException>(() =>
            TilePlan.Create(new TileAxis(64, 16, 8, 0), new TileAxis(64, 16, 8, 16), new TileAxis(64, 16, 8, 16), 1000));
        Assert.Equal(DeepWonder3D.Errors.ErrorId.MemoryLimitExceeded, refused.Id);
    }

    [Fact]
    public void A_plan_that_leaves_a_gap_or_overlaps_is_refused()
    {
        IReadOnlyList<TileSpan> whole = new TileAxis(8, 0, 1, 0).Spans(1);
        TileSpan[] gap = [new(0, 3, 0, 3), new(4, 4, 4, 4)];
        TileSpan[] overlap = [new(0, 5, 0, 5), new(4, 4, 4, 4)];
        Assert.Throws<InvalidOperationException>(() => TilePlan.Validate(TilePlan.Cross(gap, whole, whole, 0), 8, 8, 8));
        Assert.Throws<InvalidOperationException>(() => TilePlan.Validate(TilePlan.Cross(overlap, whole, whole, 0), 8, 8, 8));
    }

    [Fact]
    public void A_failing_network_ends_the_run_with_its_own_error()
    {
        IReadOnlyList<Tile> tiles = TilePlan.Create(new TileAxis(32, 0, 1, 0), new TileAxis(8, 0, 1, 0), new TileAxis(8, 0, 1, 0), 64);
        using Volume movie = TestVolumes.Numbered(32, 8, 8);
        using VolumeBuilder result = new(movie.Info);
        TiledRun run = new(
            new TileReader(movie, 0, false),
            new FailingNetwork(5),
            SampleScaling.Identity,
            new TileWriter(result, 0, SampleScaling.Identity));
        Assert.Throws<TimeoutException>(() => run.Execute(tiles, _ => { }, CancellationToken.None));
    }

    private static void AssertIdentity(IReadOnlyList<Tile> tiles, int frames, int height, int width)
    {
        using Volume movie = TestVolumes.Numbered(frames, height, width);
        using VolumeBuilder result = new(movie.Info);
        TiledRun run = new(
            new TileReader(movie, 0, false),
            new IdentityNetwork(),
            SampleScaling.Identity,
            new TileWriter(result, 0, SampleScaling.Identity));
        run.Execute(tiles, _ => { }, CancellationToken.None);
        using Volume copy = result.Build(new HistoryStep("Identity", new Dictionary<string, string>()));
        Assert.Equal(TestVolumes.Samples(movie), TestVolumes.Samples(copy));
    }

    private sealed class IdentityNetwork : ITileNetwork
    {
        public void Run(Tile tile, TileBuffer input, TileBuffer output, CancellationToken token) =>
            input.AsSpan(tile.InputVoxels).CopyTo(output.AsSpan(tile.OutputVoxels));
    }

    private sealed class FailingNetwork(int after) : ITileNetwork
    {
        private int _runs;

        public void Run(Tile tile, TileBuffer input, TileBuffer output, CancellationToken token)
        {
            if (++_runs == after)
            {
                throw new TimeoutException();
            }
        }
    }
}
