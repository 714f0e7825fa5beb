using DeepWonder3D.Inference;
using DeepWonder3D.Runs.Schedule;

namespace DeepWonder3D.Tests.Runs;

public sealed class WaitConditionsTests
{
    private static readonly GpuUse s_busy = new(80, 500, 8000);
    private static readonly GpuUse s_free = new(2, 500, 8000);

    [Theory]
    [InlineData("08:00", "19:00", "07:59", false)]
    [InlineData("08:00", "19:00", "08:00", true)]
    [InlineData("08:00", "19:00", "19:00", false)]
    [InlineData("22:00", "06:30", "23:10", true)]
    [InlineData("22:00", "06:30", "06:29", true)]
    [InlineData("22:00", "06:30", "12:00", false)]
    public void Hours_may_span_midnight(string from, string to, string time, bool expected) =>
        Assert.Equal(expected, HourWindow.Parse([from, to]).Contains(TimeOnly.Parse(time, CultureInfo.InvariantCulture)));

    [Fact]
    public void Hours_that_are_none_are_refused() =>
        Refusal.Of(ErrorId.ParameterInvalid, () => HourWindow.Parse(["morning", "19:00"]));

    [Fact]
    public void Work_waits_until_the_clock_on_the_wall_allows_it()
    {
        SteppingClock clock = new([new(2026, 11, 25, 18, 58, 0), new(2026, 11, 25, 18, 59, 0), new(2026, 11, 25, 19, 0, 0)]);
        List<string?> told = [];
        WaitConditions waits = new(new ScheduleOptions { NotBetween = HourWindow.Parse(["08:00", "19:00"]), Clock = clock }, told.Add)
        {
            Interval = TimeSpan.FromMilliseconds(1),
        };
        waits.WaitForHour(SilentObserver.Instance, TestContext.Current.CancellationToken);
        Assert.Equal(3, clock.Looks);
        Assert.Contains("08:00 to 19:00", told[0]!, StringComparison.Ordinal);
        Assert.Null(told[1]);
    }

    [Fact]
    public void A_busy_GPU_is_left_alone_under_Auto()
    {
        ActingObserver observer = new("", () => { });
        (DeviceRequest device, _) = Choose(BusyGpuPolicy.StepDown, DeviceRequest.Auto, observer, s_busy);
        Assert.Equal(DeviceKind.Cpu, device.Kind);
        Assert.Contains("80 % busy", Assert.Single(observer.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(BusyGpuPolicy.Wait, "Auto")]
    [InlineData(BusyGpuPolicy.Wait, "Cuda")]
    [InlineData(BusyGpuPolicy.StepDown, "Cuda:1")]
    public void A_busy_GPU_is_waited_for(BusyGpuPolicy policy, string asked)
    {
        ActingObserver observer = new("", () => { });
        (DeviceRequest device, int asks) = Choose(policy, DeviceRequest.Parse(asked), observer, s_busy, s_free, s_busy, s_free, s_free);
        Assert.Equal((DeviceRequest.Parse(asked), 5), (device, asks));
        Assert.Empty(observer.Warnings);
    }

    [Fact]
    public void A_GPU_is_not_asked_where_nobody_minds_or_none_is_wanted()
    {
        Assert.Equal(0, Choose(BusyGpuPolicy.Ignore, DeviceRequest.Auto, SilentObserver.Instance, s_busy).Asks);
        Assert.Equal(0, Choose(BusyGpuPolicy.Wait, DeviceRequest.Parse("Cpu"), SilentObserver.Instance, s_busy).Asks);
    }

    [Theory]
    [InlineData("37, 2048, 81559\n", 37)]
    [InlineData("[N/A], 2048, 81559\n", null)]
    [InlineData("No devices were found", null)]
    [InlineData("", null)]
    public void The_drivers_answer_is_read(string text, int? percent) => Assert.Equal(percent, GpuUse.Parse(text)?.Percent);

    private static (DeviceRequest Device, int Asks) Choose(
        BusyGpuPolicy policy, DeviceRequest asked, IStageObserver observer, params GpuUse[] answers)
    {
        int asks = 0;
        WaitConditions waits = new(new ScheduleOptions { WhenGpuBusy = policy }, _ => { })
        {
            Interval = TimeSpan.FromMilliseconds(1),
            HasGpu = () => true,
            AskGpu = _ => answers[Math.Min(asks++, answers.Length - 1)],
        };
        return (waits.ChooseDevice(asked, observer, TestContext.Current.CancellationToken).Device, asks);
    }

    private sealed class SteppingClock(DateTime[] times) : TimeProvider
    {
        public int Looks { get; private set; }

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new(times[Math.Min(Looks++, times.Length - 1)], TimeSpan.Zero);
    }
}
