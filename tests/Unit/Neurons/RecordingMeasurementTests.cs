using DeepWonder3D.Tests.Views;
using DeepWonder3D.Traces.Measuring;

namespace DeepWonder3D.Tests.Neurons;

public class RecordingMeasurementTests
{
    public static TheoryData<double, double, bool> Overlaps()
    {
        TheoryData<double, double, bool> data = [];
        foreach (double overlap in new[] { 0.02, 0.1, 0.25, 0.4, 0.5 })
        {
            foreach (double blur in new[] { 0, 1, 2, 3 })
            {
                data.Add(overlap, blur, false);
                data.Add(overlap, blur, true);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Overlaps))]
    public void An_active_cell_hardly_appears_in_a_silent_one_that_it_overlaps(double overlap, double blur, bool isDome)
    {
        TwoCells cells = new(overlap, blur, isDome);
        MeasuredTrace[] traces = Measure(cells);
        double own = TwoCells.Slope(traces[0].Samples, cells.Activity[0]);
        double leaked = TwoCells.Slope(traces[1].Samples, cells.Activity[0]);
        Assert.True(Math.Abs(leaked / own) < 0.03, $"{leaked / own:0.0000}");
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    public void Two_active_cells_keep_their_own_activity(double overlap)
    {
        TwoCells cells = new(overlap, 1.5, isDome: true) { BothActive = true };
        MeasuredTrace[] traces = Measure(cells);
        for (int cell = 0; cell < 2; cell++)
        {
            Assert.True(Correlation(traces[cell].Samples, cells.Activity[cell]) > 0.985);
            Assert.True(Math.Abs(Correlation(traces[cell].Samples, cells.Activity[1 - cell])
                - Correlation(cells.Activity[cell].Select(a => (float)a).ToArray(), cells.Activity[1 - cell])) < 0.03);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(0.3)]
    public void A_background_that_follows_the_cell_does_not_erase_it(double follows)
    {
        TwoCells cells = new(0, 1, isDome: true) { GroundFollows = follows };
        TwoCells apart = new(0, 1, isDome: true);
        double alone = TwoCells.Slope(Measure(apart)[0].Samples, apart.Activity[0]);
        double kept = TwoCells.Slope(Measure(cells)[0].Samples, cells.Activity[0]);
        Assert.InRange(kept / alone, 0.95, 1.1);
    }

    [Fact]
    public void The_background_is_taken_off_whole_and_with_it_its_level()
    {
        TwoCells cells = new(0, 0, isDome: false);
        float[] trace = Measure(cells)[0].Samples;
        float[] baseline = TraceBaseline.Of(trace, 10);
        Assert.InRange(baseline.Average() / TwoCells.Rest, 0.9, 1.1);
        Assert.InRange(TwoCells.Slope(trace, cells.Activity[0]) / (3 * TwoCells.Rest), 0.95, 1.05);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(12)]
    [InlineData(40)]
    public void In_a_few_frames_the_whole_surround_is_background(int frames)
    {
        TwoCells cells = new(0, 0, isDome: false) { Frames = frames };
        float[] trace = Measure(cells)[1].Samples;
        Assert.InRange(trace.Average(), TwoCells.Rest - 10, TwoCells.Rest + 20);
    }

    [Fact]
    public void A_cell_that_nobody_found_in_the_surround_is_not_taken_for_background()
    {
        int[] stranger = [.. Enumerable.Range(0, TwoCells.Size * TwoCells.Size).Where(p =>
            Math.Pow((p / TwoCells.Size) - 21, 2) + Math.Pow((p % TwoCells.Size) - 26, 2) <= 9)];
        TwoCells cells = new(0, 0, isDome: false) { Stranger = (stranger, 400) };
        TwoCells alone = new(0, 0, isDome: false);
        double disturbed = Correlation(Measure(cells)[0].Samples, cells.Activity[0]);
        double undisturbed = Correlation(Measure(alone)[0].Samples, alone.Activity[0]);
        Assert.True(disturbed > undisturbed - 0.003, $"{disturbed:0.0000} of {undisturbed:0.0000}");
    }

    [Fact]
    public void Without_a_surround_nothing_is_taken_off_and_that_is_said()
    {
        using Volume movie = TestVolumes.Create(40, 12, 12, (t, y, x) => 10 + (t % 7));
        RecordingObserver observer = new();
        MeasuredTrace[] traces = RecordingMeasurement.Run(
            movie, [[.. Enumerable.Range(0, 144)]], null, null, observer, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, 40).Select(t => 10f + (t % 7)), traces[0].Samples, new Near(1e-4f));
        Assert.True(double.IsPositiveInfinity(traces[0].ZeroError));
        Assert.Contains("others all around", Assert.Single(observer.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_neuron_outside_the_view_has_no_trace()
    {
        TwoCells cells = new(0, 0, isDome: false) { Frames = 50 };
        using Volume movie = cells.Recording();
        MeasuredTrace[] traces = RecordingMeasurement.Run(
            movie, [cells.Footprints[0], []], null, null, SilentObserver.Instance, TestContext.Current.CancellationToken);
        Assert.All(traces[1].Samples, s => Assert.True(float.IsNaN(s)));
        Assert.All(traces[0].Samples, s => Assert.True(float.IsFinite(s)));
    }

    [Fact]
    public void A_long_recording_is_measured_as_a_short_one_and_read_once_but_for_the_sample()
    {
        TwoCells cells = new(0.2, 1, isDome: true) { Frames = 1400, BothActive = true };
        using Volume movie = cells.Recording();
        using CountingStore store = new(movie.Store);
        using Volume counted = new(movie.Info, store);
        MeasuredTrace[] traces = RecordingMeasurement.Run(
            counted, cells.Footprints, null, null, SilentObserver.Instance, TestContext.Current.CancellationToken);
        Assert.Equal(1400 + SampledFrames.Most, store.PlanesRead);
        Assert.True(Correlation(traces[0].Samples, cells.Activity[0]) > 0.985);
    }

    [Fact]
    public void Samples_that_are_no_numbers_are_refused()
    {
        using Volume movie = TestVolumes.Create(30, 20, 20, (t, y, x) => t == 9 && y == 10 && x == 10 ? float.NaN : 5 + (t % 3));
        DeepWonderException e = Assert.Throws<DeepWonderException>(() => RecordingMeasurement.Run(
            movie, [[(10 * 20) + 10, (10 * 20) + 11]], null, null, SilentObserver.Instance, TestContext.Current.CancellationToken));
        Assert.Equal(ErrorId.NonFiniteSamples, e.Id);
        Assert.Contains("Frame 9", e.Message, StringComparison.Ordinal);
    }

    private static MeasuredTrace[] Measure(TwoCells cells)
    {
        using Volume movie = cells.Recording();
        return RecordingMeasurement.Run(
            movie, cells.Footprints, null, null, SilentObserver.Instance, TestContext.Current.CancellationToken);
    }

    private static double Correlation(float[] trace, double[] activity)
    {
        double slope = TwoCells.Slope(trace, activity);
        double mean = trace.Average(s => (double)s);
        double meanActivity = activity.Average();
        return slope * Math.Sqrt(activity.Sum(a => Math.Pow(a - meanActivity, 2)) / trace.Sum(s => Math.Pow(s - mean, 2)));
    }

    private sealed class Near(float tolerance) : IEqualityComparer<float>
    {
        public bool Equals(float x, float y) => Math.Abs(x - y) <= tolerance;

        public int GetHashCode(float value) => 0;
    }

    /// <summary>Another store's samples, and how many whole planes were read.</summary>
    private sealed class CountingStore(SampleStore inner) : SampleStore(inner.SampleType, inner.PlaneCount, inner.Height, inner.Width)
    {
        private int _planesRead;

        public int PlanesRead => _planesRead;

        public override void ReadRows(long plane, int row, int rowCount, Span<byte> destination)
        {
            inner.ReadRows(plane, row, rowCount, destination);
            Interlocked.Add(ref _planesRead, rowCount == Height ? 1 : 0);
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
