using DeepWonder3D.Neurons;
using DeepWonder3D.Stages;
using Xunit;

namespace DeepWonder3D.Tests.Volumes;

/// <summary>The time of a frame is known, or it is said not to be.</summary>
public sealed class FrameClockTests
{
    [Fact]
    public void The_rate_is_that_between_pauses()
    {
        double[] times = [.. Enumerable.Range(0, 400).Select(i => (i / 10.0) + (i < 150 ? 0 : 60) + (i < 300 ? 0 : 0.3))];
        Assert.Equal(10, FrameClock.RateOf(times)!.Value, 9);
        Assert.Equal((2, 149), (FrameClock.Pauses(times).Count, FrameClock.Pauses(times).Frame));
        Assert.Equal(60.1, FrameClock.Pauses(times).Seconds, 9);
    }

    [Fact]
    public void A_clock_that_counts_milliseconds_still_gives_the_rate()
    {
        double[] times = [.. Enumerable.Range(0, 1000).Select(i => Math.Round(i / 30.0, 3))];
        Assert.Equal(30, FrameClock.RateOf(times)!.Value, 3);
        Assert.Equal(0, FrameClock.Pauses(times).Count);
    }

    [Theory]
    [InlineData(new double[0], null)]
    [InlineData(new[] { 3.0 }, null)]
    [InlineData(new[] { 3.0, 5.0 }, 0.5)]
    public void Few_frames_have_a_rate_from_two_on(double[] times, double? rate) => Assert.Equal(rate, FrameClock.RateOf(times));

    [Fact]
    public void Times_that_the_rate_says_as_well_are_none()
    {
        double[] even = [.. Enumerable.Range(0, 100).Select(i => i / 7.5)];
        Assert.Null(FrameClock.UnlessEven(even, 7.5));
        even[50] += 0.01;
        Assert.Same(even, FrameClock.UnlessEven(even, 7.5));
        Assert.Same(even, FrameClock.UnlessEven(even, null));
        Assert.Null(FrameClock.UnlessEven(null, 7.5));
    }

    [Fact]
    public void The_time_of_a_frame_is_its_own_or_the_rates_or_unknown()
    {
        NeuronSet set = new() { Name = "x", Height = 1, Width = 1, FrameCount = 3, Neurons = [] };
        Assert.Null(set.TimeOfFrame(1));
        Assert.Equal(0.5, (set with { FrameRate = 4 }).TimeOfFrame(2));
        Assert.Equal(9, (set with { FrameRate = 4, FrameTimes = [0, 0.25, 9] }).TimeOfFrame(2));
        Assert.Null((set with { FrameRate = 4 }).TimeOfFrame(3));
        Assert.Null((set with { FrameRate = 4 }).TimeOfFrame(-1));
    }

    [Fact]
    public void A_volume_has_as_many_times_as_frames()
    {
        using Volume volume = Uneven();
        Assert.Throws<ArgumentException>(() => new Volume(volume.Info with { FrameTimes = [0, 1] }, volume.Store));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(8)]
    public void Resampling_in_time_keeps_every_frame_where_it_was(double rate)
    {
        using Volume movie = Uneven();
        using Volume resampled = Resizing.Run(
            movie, new ResizeOptions { FrameRate = rate }, token: TestContext.Current.CancellationToken);
        double[] times = resampled.FrameTimes!;
        Assert.Equal(resampled.FrameCount, times.Length);
        for (int i = 0; i < times.Length; i++)
        {
            // Before the pause, after it, and on the way between the two frames around it.
            double frame = i * 10 / rate;
            double expected = frame <= 9 ? frame / 10 : frame >= 10 ? 60 + (frame / 10) : 0.9 + ((frame - 9) * 60.1);
            Assert.Equal(expected, times[i], 9);
        }
    }

    [Fact]
    public void Resizing_keeps_times_and_shares_out_the_time_of_a_row()
    {
        using Volume movie = Uneven();
        using Volume resized = Resizing.Run(
            movie,
            new ResizeOptions { PixelSizeUm = 4, Method = ResizeMethod.Linear },
            token: TestContext.Current.CancellationToken);
        Assert.Equal(movie.FrameTimes, resized.FrameTimes);
        Assert.Equal((2e-3, 0.01, 4), (resized.RowPeriodS, resized.FrameOffsetS, resized.Height));
    }

    /// <summary>Twenty frames at 10 Hz with a pause of a minute in the middle; rows come a millisecond apart.</summary>
    private static Volume Uneven() => TestVolumes.Fill(
        new VolumeInfo
        {
            Name = "movie",
            FrameCount = 20,
            Height = 8,
            Width = 8,
            FrameRate = 10,
            PixelSizeUm = 2,
            FrameTimes = [.. Enumerable.Range(0, 20).Select(i => (i / 10.0) + (i < 10 ? 0 : 60))],
            RowPeriodS = 1e-3,
            FrameOffsetS = 0.01,
        },
        (t, _, y, x) => t + y + x);
}
