using DeepWonder3D.Defects;
using DeepWonder3D.Simulation;
using DeepWonder3D.Tests.Views;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;
using Xunit;

namespace DeepWonder3D.Tests.Defects;

/// <summary>Noise of whole rows is found, said and taken off; where there is none nothing is touched.</summary>
public sealed class LineNoiseTests(DefectScenes scenes) : IClassFixture<DefectScenes>
{
    public static TheoryData<string, double, double> Kinds() => new()
    {
        { "white", 0.5, 0.4 },
        { "white", 1, 0.3 },
        { "white", 2, 0.3 },
        { "pick-up", 1, 0.3 },
        { "odd rows", 1, 0.3 },
        { "some frames", 1, 0.3 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void It_is_named_with_its_size_and_taken_off(string kind, double part, double most)
    {
        foreach (Volume clean in scenes.Movies)
        {
            using Volume wrong = WithLines(clean, kind, (float)(part * PixelNoise(clean)));
            RecordingObserver observer = new();
            Volume found = DefectSearch.Checked(wrong, observer, TestContext.Current.CancellationToken);
            Assert.Contains("line noise of", Assert.Single(observer.Warnings), StringComparison.Ordinal);
            string said = found.History[^1].Parameters["LineNoise"];
            if (kind == "white")
            {
                double size = double.Parse(said.Split(' ')[3], System.Globalization.CultureInfo.InvariantCulture);
                Assert.InRange(size / 100, 0.7 * part, 1.3 * part);
            }

            Assert.Empty(found.Missing?.Frames ?? []);
            double left = Off(found, clean) / Off(wrong, clean);
            Assert.InRange(left, 0, most);
        }
    }

    [Theory]
    [InlineData("white", 1)]
    [InlineData("some frames", 2)]
    public void Stripes_are_found_in_it_all_the_same(string kind, double part)
    {
        // In a recording of one or two photons a pixel such a stripe is as small as the noise.
        foreach (Volume clean in scenes.Movies.Take(2))
        {
            using Volume noisy = WithLines(clean, kind, (float)(part * PixelNoise(clean)));
            float level = noisy.GetPlane(0).Cast<float>().Average();
            using Volume wrong = Artefact.Striped(noisy, 40, 20, 2 * level, 17, 60, 61);
            Volume found = DefectSearch.Checked(wrong, null, TestContext.Current.CancellationToken);
            Assert.Equal(
                [.. new long[] { 17, 60, 61 }.Select(t => new MissingFrame(t, FrameFault.Striped))], found.Missing?.Frames ?? []);
            Assert.InRange(Off(found, clean, 17, 60, 61) / Off(noisy, clean), 0, 0.35);
        }
    }

    [Fact]
    public void It_is_found_beside_borders_lost_rows_and_single_samples()
    {
        // At one or two photons a pixel the noise is as large as a row's level, from which a lost one must differ.
        foreach (Volume clean in scenes.Movies.Take(2))
        {
            using Volume noisy = WithLines(clean, "white", (float)PixelNoise(clean));
            using Volume lost = Artefact.LostRows(noisy, 64, 2, 77, 150);
            using Volume stray = Artefact.Change(
                lost, (t, plane) => plane[(30 * clean.Width) + 30] = t == 90 ? 60_000 : plane[(30 * clean.Width) + 30]);
            using Volume wrong = Artefact.Border(stray, 0, _ => 3, t => 2 + (int)(t % 2));
            Volume found = DefectSearch.Checked(wrong, null, TestContext.Current.CancellationToken);
            Assert.Equal(
                ["BorderPixels", "LineNoise", "LostRows", "StraySamples"], found.History[^1].Parameters.Keys.Order(StringComparer.Ordinal));
            Assert.Empty(found.Missing!.Frames);

            // What is put in place has nothing of the noise of the rows that it is made of.
            double spread = PixelNoise(clean);
            double inRow = Enumerable.Range(10, 110).Average(x => (double)found.GetPlane(77)[64, x] - clean.GetPlane(77)[64, x]);
            double before = Enumerable.Range(10, 110).Average(x => (double)noisy.GetPlane(77)[64, x] - clean.GetPlane(77)[64, x]);
            Assert.True(Math.Abs(inRow) < 0.5 * spread, $"{inRow / spread} of a pixel's noise, {before / spread} before");
            Assert.InRange(found.GetPlane(90)[30, 30] - clean.GetPlane(90)[30, 30], -6 * spread, 6 * spread);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(0, 6)]
    public void Tissue_that_moves_is_no_noise_of_rows(double jitterPx, double jumpPx)
    {
        List<string> wrong = [];
        foreach (SimulationPreset preset in new[] { SimulationPreset.Easy, SimulationPreset.Hard, SimulationPreset.TwoPhoton })
        {
            foreach (ulong seed in new ulong[] { 161, 162 })
            {
                using SimulatedRecording recording = Moving(preset, seed, jitterPx, jumpPx);
                RecordingObserver observer = new();
                DefectSearch.Checked(recording.Views[0], observer, TestContext.Current.CancellationToken);
                wrong.AddRange(observer.Warnings.Where(w => w.Contains("line noise", StringComparison.Ordinal)));
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Noise_too_small_to_do_harm_is_left_bit_for_bit()
    {
        foreach (Volume clean in scenes.Movies.Take(2))
        {
            using Volume wrong = WithLines(clean, "white", (float)(0.05 * PixelNoise(clean)));
            Assert.Same(wrong, DefectSearch.Checked(wrong, null, TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(0, 6)]
    public void It_is_taken_off_of_tissue_that_moves(double jitterPx, double jumpPx)
    {
        foreach (SimulationPreset preset in new[] { SimulationPreset.Easy, SimulationPreset.Hard, SimulationPreset.TwoPhoton })
        {
            using SimulatedRecording recording = Moving(preset, 163, jitterPx, jumpPx);
            Volume clean = recording.Views[0];
            using Volume wrong = WithLines(clean, "white", (float)PixelNoise(clean));
            Volume found = DefectSearch.Checked(wrong, null, TestContext.Current.CancellationToken);
            Assert.Empty(found.Missing?.Frames ?? []);
            Assert.InRange(Off(found, clean) / Off(wrong, clean), 0, 0.3);
        }
    }

    private static SimulatedRecording Moving(SimulationPreset preset, ulong seed, double jitterPx, double jumpPx)
    {
        SimulationOptions options = DefectScenes.Small(preset, seed);
        return RecordingSimulator.Run(options with
        {
            FrameCount = 90,
            Motion = options.Motion with
            {
                JitterUm = jitterPx * options.PixelSizeUm,
                JitterTimeS = 0.05,
                JumpRateHz = jumpPx > 0 ? 0.3 : 0,
                JumpUm = jumpPx * options.PixelSizeUm,
            },
        }, SilentObserver.Instance);
    }

    internal static Volume WithLines(Volume clean, string kind, float deviation) => kind == "white"
        ? Artefact.LineNoise(clean, deviation)
        : Artefact.Change(clean, (t, plane) =>
        {
            Random random = new((int)t + 1);
            double phase = random.NextDouble() * 2 * Math.PI;
            for (int row = 0; row < clean.Height; row++)
            {
                double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
                double added = deviation * kind switch
                {
                    "pick-up" => Math.Sqrt(2) * Math.Sin((2 * Math.PI * row / 9.3) + phase),
                    "odd rows" => row % 2 == 1 ? normal : 0,
                    "some frames" => t % 50 < 20 ? normal : 0,
                    _ => throw new ArgumentOutOfRangeException(nameof(kind)),
                };
                foreach (ref float sample in plane.AsSpan(row * clean.Width, clean.Width))
                {
                    sample += (float)added;
                }
            }
        });

    /// <summary>The standard deviation of a pixel's change from frame to frame.</summary>
    internal static double PixelNoise(Volume movie)
    {
        float[] one = new float[movie.Height * movie.Width];
        float[] next = new float[one.Length];
        movie.ReadPlane<float>(50, 0, one);
        movie.ReadPlane<float>(51, 0, next);
        return Math.Sqrt(one.Zip(next, (a, b) => (double)(a - b) * (a - b)).Average() / 2);
    }

    /// <summary>How far rows lie from what they should be, but for what is the same in all frames.</summary>
    private static double Off(Volume movie, Volume right, params long[] without)
    {
        float[] one = new float[movie.Height * movie.Width];
        float[] other = new float[one.Length];
        double[][] rows = [.. Enumerable.Range(0, (int)movie.FrameCount).Where(t => !without.Contains(t)).Select(t =>
        {
            movie.ReadPlane<float>(t, 0, one);
            right.ReadPlane<float>(t, 0, other);
            return Enumerable.Range(0, movie.Height).Select(row => Enumerable.Range(row * movie.Width, movie.Width)
                .Average(i => (double)one[i] - other[i])).ToArray();
        })];
        double[] usual = [.. Enumerable.Range(0, movie.Height).Select(row => rows.Average(frame => frame[row]))];
        return Math.Sqrt(rows.Average(frame => frame.Select((off, row) => (off - usual[row]) * (off - usual[row])).Average()));
    }
}
