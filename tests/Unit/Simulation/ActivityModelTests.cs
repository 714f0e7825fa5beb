namespace DeepWonder3D.Tests.Simulation;

public class ActivityModelTests
{
    [Fact]
    public void Mean_fluorescence_is_what_the_firing_rates_make()
    {
        // Without drive and spread, each cell bursts a share of onset·duration / (1 + onset·duration) of the time.
        ActivityOptions activity =
            new() { SharedDrive = 0, RateSpread = 0, QuietRateHz = 0.1, BurstRateHz = 3, BurstOnsetHz = 0.2, BurstDurationS = 1 };
        SimulationOptions options =
            new() { FrameCount = 3000, Activity = activity, Indicator = IndicatorKinetics.GCaMP6f with { SaturatedDeltaFOverF = 1e5 } };
        ActivityModel model = new(options);
        double mean = Enumerable.Range(0, 40).Average(cell => model.Trace(cell).Average());

        double bursting = 0.2 / 1.2;
        double rate = (0.1 * (1 - bursting)) + (3 * bursting);
        Assert.Equal(rate * Area(options.Indicator), mean, 0.06 * mean);
    }

    [Fact]
    public void Neurons_of_one_drive_fire_together_and_independent_ones_do_not()
    {
        double Correlation(double drive)
        {
            ActivityOptions activity = new() { SharedDrive = drive, AssemblyCount = 1, BurstOnsetHz = 0.2 };
            ActivityModel model = new(new SimulationOptions { FrameCount = 4000, Activity = activity });
            float[][] traces = [.. Enumerable.Range(0, 14).Select(model.Trace)];
            return (from i in Enumerable.Range(0, traces.Length) from j in Enumerable.Range(0, i) select Pearson(traces[i], traces[j]))
                .Average();
        }

        Assert.Equal(0, Correlation(0), 0.02);
        Assert.True(Correlation(1.2) > 0.1);
    }

    [Fact]
    public void Some_neurons_are_silent_and_a_longer_recording_begins_as_the_shorter_one()
    {
        SimulationOptions options = new() { FrameCount = 50, Activity = new ActivityOptions { ActiveFraction = 0.5, QuietRateHz = 2 } };
        ActivityModel model = new(options);
        ActivityModel longer = new(options with { FrameCount = 80 });

        Assert.InRange(Enumerable.Range(0, 200).Count(cell => model.Trace(cell).Max() == 0), 75, 125);
        int active = Enumerable.Range(0, 200).First(cell => model.Trace(cell).Max() > 0);
        Assert.Equal(model.Trace(active), longer.Trace(active)[..50]);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(10)]
    [InlineData(30)]
    public void A_slow_course_has_mean_0_and_deviation_1(double rate)
    {
        ActivityModel model = new(new SimulationOptions { FrameCount = 4000, FrameRate = rate });
        float[][] courses = [.. Enumerable.Range(0, 12).Select(i => model.SlowCourse(i, 1.5))];

        Assert.Equal(0, courses.Average(c => c.Average()), 0.15);
        Assert.Equal(1, courses.Average(c => c.Average(v => v * v)), 0.15);
    }

    private static double Area(IndicatorKinetics kinetics)
    {
        CalciumResponse response = new(kinetics, 1e-3);
        return Enumerable.Range(0, 20_000).Sum(i => response.Step(i == 0 ? 1 : 0)) * 1e-3;
    }

    private static double Pearson(float[] a, float[] b)
    {
        double meanA = a.Average();
        double meanB = b.Average();
        double both = a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum();
        return both / Math.Sqrt(a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(y => (y - meanB) * (y - meanB)));
    }
}
