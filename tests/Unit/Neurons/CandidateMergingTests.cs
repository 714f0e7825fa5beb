using DeepWonder3D.Neurons.Extraction;
using MathNet.Numerics.Statistics;

namespace DeepWonder3D.Tests.Neurons;

public sealed class CandidateMergingTests : IDisposable
{
    private const int Width = 64;

    /// <summary>Every pixel does the same, so that all traces correlate fully.</summary>
    private readonly Volume _together = TestVolumes.Create(20, 64, Width, (t, y, x) => t * t);

    /// <summary>Every pixel goes its own way.</summary>
    private readonly Volume _apart = TestVolumes.Create(20, 64, Width, (t, y, x) => Noise(t, y, x));

    public void Dispose()
    {
        _together.Dispose();
        _apart.Dispose();
    }

    [Fact]
    public void Detections_that_correlate_are_merged_below_the_distance_and_not_at_it()
    {
        NeuronCandidate a = Box(10, 10, 5, 5);
        Assert.Equal(2, Join(_together, a, Box(22, 26, 5, 5)).Count); // 12, 16: a distance of exactly 20
        Assert.Single(Join(_together, a, Box(22, 25, 5, 5)));
        Assert.Equal(2, Join(_apart, a, Box(22, 25, 5, 5)).Count);
    }

    [Fact]
    public void Detections_are_merged_when_one_lies_in_the_other_by_more_than_the_share()
    {
        // 9 of 10 pixels shared, whichever is larger; then 10 of 10.
        NeuronCandidate row = Box(10, 10, 1, 10);
        Assert.Equal(2, Join(_apart, row, Box(10, 11, 1, 30)).Count);
        Assert.Equal(2, Join(_apart, Box(10, 11, 1, 30), row).Count);
        Assert.Single(Join(_apart, row, Box(10, 10, 1, 30)));
        Assert.Single(Join(_apart, Box(10, 10, 1, 30), row));
    }

    [Fact]
    public void The_second_pass_looks_at_overlap_alone_and_more_than_its_share()
    {
        NeuronCandidate row = Box(10, 10, 1, 10);
        Assert.Equal(2, Merge(_apart, row, Box(10, 14, 1, 10)).Count); // 6 of 10 shared
        Assert.Single(Merge(_apart, row, Box(10, 13, 1, 10)));
    }

    [Fact]
    public void The_largest_stays_with_its_own_pixels_and_of_equals_the_first_neighbour()
    {
        NeuronCandidate seed = Box(10, 10, 5, 5);
        NeuronCandidate second = Box(10, 11, 5, 5);
        NeuronCandidate third = Box(10, 12, 5, 5);
        NeuronCandidate large = Box(10, 10, 5, 6);
        Assert.Same(second, Assert.Single(Join(_together, seed, second, third)));
        Assert.Same(large, Assert.Single(Join(_together, seed, second, large, third)));
        Assert.Same(large, Assert.Single(Join(_together, large, second, third)));
    }

    [Fact]
    public void Where_scores_can_be_compared_the_best_stays_and_a_blob_of_two_neurons_swallows_neither()
    {
        NeuronCandidate left = Box(10, 10, 5, 5) with { Score = 8 };
        NeuronCandidate right = Box(10, 16, 5, 5) with { Score = 5 };
        NeuronCandidate both = Box(10, 10, 5, 11) with { Score = 3 };
        NeuronExtractionOptions best = new() { KeepBest = true, MaxDistancePx = 5 };
        Assert.Equal(
            [left, right],
            new CandidateMerging(_apart, best, SilentObserver.Instance).Merge([both, right, left], TestContext.Current.CancellationToken));
        Assert.Same(both, Assert.Single(Merge(_apart, both, right, left)));
    }

    [Fact]
    public void Groups_do_not_chain()
    {
        NeuronCandidate a = Box(10, 5, 4, 4);
        NeuronCandidate b = Box(10, 20, 4, 4);
        NeuronCandidate c = Box(10, 35, 4, 4);

        // a takes b; c is near b alone. Seen from b, all three are near.
        Assert.Equal([b, c], Join(_together, a, b, c));
        Assert.Equal([a], Join(_together, b, a, c));
    }

    [Fact]
    public void The_published_program_merges_five_hundred_at_a_time_into_what_was_left()
    {
        NeuronCandidate small = Box(10, 5, 4, 4);
        NeuronCandidate large = Box(10, 22, 5, 5);
        NeuronCandidate late = Box(10, 38, 4, 4);
        NeuronCandidate elsewhere = Box(50, 50, 4, 4);
        NeuronCandidate[] candidates = [small, large, .. Enumerable.Repeat(elsewhere, 498), late];

        // The late one is near the large one, which was kept of the first five hundred, and not near the small one, which is the seed of
        // both.
        Assert.Equal([large, elsewhere, late], Merging(_together, 1 << 20).Merge(candidates, TestContext.Current.CancellationToken));
        CandidateMerging published = new(_together, new NeuronExtractionOptions { Preset = Preset.Upstream }, SilentObserver.Instance);
        Assert.Equal([large, elsewhere], published.Merge(candidates, TestContext.Current.CancellationToken));

        // One fewer, and all are in the first five hundred.
        Assert.Equal(3, published.Merge([.. candidates.Where((_, i) => i != 2)], TestContext.Current.CancellationToken).Count);
    }

    [Fact]
    public void A_member_belongs_to_the_first_seed_that_it_is_near()
    {
        NeuronCandidate a = Box(10, 5, 4, 4);
        NeuronCandidate c = Box(10, 35, 4, 4);
        NeuronCandidate between = Box(10, 20, 5, 5);
        Assert.Equal([between, c], Join(_together, a, c, between));
        Assert.Equal([between, a], Join(_together, c, a, between));
    }

    [Fact]
    public void Detections_that_never_change_are_not_taken_for_one_neuron()
    {
        using Volume still = TestVolumes.Create(20, 64, Width, (t, y, x) => 5);
        Assert.Equal(2, Join(still, Box(10, 10, 5, 5), Box(10, 20, 5, 5)).Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(1 << 22)]
    public void The_outcome_does_not_depend_on_how_many_pairs_are_held_at_a_time(int pairs)
    {
        // Traces that depend on the place in steps of 8 pixels: some neighbours correlate, some do not.
        using Volume movie = TestVolumes.Create(30, 64, Width, (t, y, x) => Noise(t, y / 8, x / 8));
        Random random = new(4);
        NeuronCandidate[] candidates =
            [.. Enumerable.Range(0, 300).Select(_ => Box(random.Next(58), random.Next(58), random.Next(2, 6), random.Next(2, 6)))];
        IReadOnlyList<NeuronCandidate> merged = Merging(movie, pairs).Merge(candidates, TestContext.Current.CancellationToken);
        Assert.Equal(JoinPlainly(movie, JoinPlainly(movie, candidates, 0.9, true), 0.6, false), merged);
        Assert.InRange(merged.Count, 20, 290);
    }

    /// <summary>The grouping as it is defined, over all pairs and whole traces.</summary>
    private static List<NeuronCandidate> JoinPlainly(
        Volume movie, IReadOnlyList<NeuronCandidate> candidates, double overlap, bool useCorrelation)
    {
        List<NeuronCandidate> survivors = [];
        bool[] done = new bool[candidates.Count];
        double[][] traces = [.. TraceExtraction
            .Measure(movie, [.. candidates.Select(c => c.Footprint)], SilentObserver.Instance, default)
            .Select(t => Array.ConvertAll(t.ToArray(), s => (double)s))];
        for (int i = 0; i < candidates.Count; i++)
        {
            if (done[i])
            {
                continue;
            }

            List<NeuronCandidate> group = [];
            for (int j = i + 1; j < candidates.Count; j++)
            {
                (NeuronCandidate a, NeuronCandidate b) = (candidates[i], candidates[j]);
                double shared = a.Footprint.Pixels.ToArray().Intersect(b.Footprint.Pixels.ToArray()).Count();
                bool same = shared / b.Footprint.Count > overlap || shared / a.Footprint.Count > overlap
                    || (useCorrelation && Correlation.Pearson(traces[i], traces[j]) > 0.9);
                if (!done[j] && same && Math.Pow(a.Row - b.Row, 2) + Math.Pow(a.Column - b.Column, 2) < 400)
                {
                    done[j] = true;
                    group.Add(candidates[j]);
                }
            }

            survivors.Add(group.Append(candidates[i]).MaxBy(c => c.Footprint.Count)!);
        }

        return survivors;
    }

    private static IReadOnlyList<NeuronCandidate> Join(Volume movie, params NeuronCandidate[] candidates) =>
        Merging(movie, 1 << 20).Join(candidates, 0.9, useCorrelation: true, TestContext.Current.CancellationToken);

    private static IReadOnlyList<NeuronCandidate> Merge(Volume movie, params NeuronCandidate[] candidates) =>
        Merging(movie, 1 << 20).Merge(candidates, TestContext.Current.CancellationToken);

    private static CandidateMerging Merging(Volume movie, int pairs) =>
        new(movie, new NeuronExtractionOptions(), SilentObserver.Instance) { PairsAPass = pairs };

    /// <summary>A number without order, the same for the same place and time.</summary>
    private static float Noise(long t, int y, int x)
    {
        ulong hash =
            (((ulong)t * 0x9E3779B97F4A7C15) ^ ((ulong)y * 0xC2B2AE3D27D4EB4F) ^ ((ulong)x * 0x165667B19E3779F9)) * 0xFF51AFD7ED558CCD;
        return ((hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53) >> 40;
    }

    private static NeuronCandidate Box(int row, int column, int height, int width)
    {
        int[] pixels = [.. from y in Enumerable.Range(row, height) from x in Enumerable.Range(column, width) select (y * Width) + x];
        return new NeuronCandidate(0, new Footprint(pixels, Width), pixels.Average(p => p / Width), pixels.Average(p => p % Width), 1, 1);
    }
}
