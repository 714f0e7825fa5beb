using DeepWonder3D.Motion;
using DeepWonder3D.Tests.Views;

namespace DeepWonder3D.Tests.Neurons.Following;

public class OtherChannelTests
{
    private const float Background = 200;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SimulationPreset.TwoPhoton, 71)]
    [InlineData(SimulationPreset.TwoPhoton, 72)]
    [InlineData(SimulationPreset.Typical, 73)]
    public void Red_cells_are_told_from_others(SimulationPreset preset, ulong seed)
    {
        using TwoDays days = new(preset, seed, 0, 0, 0, 0, frames: 40);
        NeuronSet truth = days.Truth;
        using Volume red = Red(days, seed, truth.Neurons.Where(n => n.Id % 3 == 0), light: 60);
        RecordingObserver observer = new();
        NeuronSet measured = Measure(days.First, truth, red, observer);
        int right = measured.Neurons.Count(n => n.IsRed == (n.Id % 3 == 0));
        double[] of = [.. measured.Neurons.Where(n => n.Id % 3 == 0).Select(n => n.ChannelScore)];
        double[] others = [.. measured.Neurons.Where(n => n.Id % 3 != 0).Select(n => n.ChannelScore)];
        string said = string.Create(CultureInfo.InvariantCulture,
            $"{preset} {seed}: {right} of {measured.Count} right; score {of.Min():0.0} to {of.Max():0.0} of red ones, "
            + $"{others.Min():0.0} to {others.Max():0.0} of others");
        Console.WriteLine(said);
        Assert.True(right >= 0.95 * measured.Count, said);
        Neuron bright = measured.Neurons.First(n => n.Id % 3 == 0);
        Assert.InRange(bright.ChannelMean - bright.ChannelSurround, 40, 80);
        Assert.InRange(bright.ChannelSurround, Background - 55, Background + 55);
    }

    [Fact]
    public void A_channel_without_red_cells_has_none()
    {
        using TwoDays days = new(SimulationPreset.TwoPhoton, 74, 0, 0, 0, 0, frames: 40);
        using Volume red = Red(days, 74, [], light: 0);
        NeuronSet measured = Measure(days.First, days.Truth, red, SilentObserver.Instance);
        Assert.InRange(measured.Neurons.Count(n => n.IsRed == true), 0, 1);
        Assert.All(measured.Neurons, n => Assert.NotNull(n.IsRed));
    }

    [Fact]
    public void Motion_that_was_taken_out_of_the_one_channel_is_taken_out_of_the_other()
    {
        using TwoDays days = new(SimulationPreset.TwoPhoton, 75, 0, 0, 0, 0, side: 128, frames: 40);
        using Volume red = Red(days, 75, days.Truth.Neurons.Where(n => n.Id % 3 == 0), light: 60);
        int frames = (int)red.FrameCount;
        float[] down = [.. Enumerable.Range(0, frames).Select(t => 6 * MathF.Sin(t))];
        float[] right = [.. Enumerable.Range(0, frames).Select(t => 5 * MathF.Cos(2 * t))];
        VolumeBuilder builder = new(red.Info);
        for (int t = 0; t < frames; t++)
        {
            // What belongs at a place lay below and to the right of it.
            using Volume one = TwoDays.Through(red, "one", t, 1, 128, 128, (r, c) => (r - down[t], c - right[t]));
            float[] frame = new float[128 * 128];
            one.ReadPlane<float>(0, 0, frame);
            builder.WritePlane<float>(t, 0, frame);
        }

        using Volume shaken = builder.Build(new HistoryStep("shaken", new Dictionary<string, string>()));
        TissueMotion motion = new()
        {
            RowShift = down,
            ColumnShift = right,
            CorrelationBefore = new float[frames],
            CorrelationAfter = new float[frames],
            ErrorPx = new float[frames],
        };
        using Volume moved = new(days.First.Info with { Motion = motion }, new SharedStore(days.First));
        NeuronSet inner = days.Truth with
        {
            Neurons = [.. days.Truth.Neurons.Where(n => n.Row is > 20 and < 108 && n.Column is > 20 and < 108)],
        };
        Neuron[] still = [.. Measure(days.First, inner, red, SilentObserver.Instance).Neurons];
        Neuron[] calmed = [.. Measure(moved, inner, shaken, SilentObserver.Instance).Neurons];
        Neuron[] blurred = [.. Measure(days.First, inner, shaken, SilentObserver.Instance).Neurons];
        Assert.Contains(still, n => n.IsRed == true);
        Assert.Equal(still.Select(n => n.IsRed), calmed.Select(n => n.IsRed));
        Assert.All(still.Zip(calmed), p => Assert.Equal(p.First.ChannelMean, p.Second.ChannelMean, 4.0));
        Neuron red3 = still.First(n => n.IsRed == true);
        Assert.True(red3.ChannelMean - blurred.Single(n => n.Id == red3.Id).ChannelMean > 15);
    }

    [Fact]
    public void A_channel_of_another_size_or_with_depth_is_refused_and_a_picture_is_taken()
    {
        using TwoDays days = new(SimulationPreset.TwoPhoton, 76, 0, 0, 0, 0, side: 96, frames: 40);
        using Volume red = Red(days, 76, [], light: 0);
        using Volume small = TwoDays.Through(red, "small", 0, 40, 90, 96, (r, c) => (r, c));
        Assert.Equal(
            ErrorId.ParameterInvalid,
            Assert.Throws<DeepWonderException>(() => Measure(days.First, days.Truth, small, SilentObserver.Instance)).Id);
        using Volume deep = new(red.Info with { FrameCount = 20, PlaneCount = 2 }, new SharedStore(red));
        Assert.Equal(
            ErrorId.AxesMismatch,
            Assert.Throws<DeepWonderException>(() => Measure(days.First, days.Truth, deep, SilentObserver.Instance)).Id);
        using Volume picture = TwoDays.Through(red, "picture", 0, 1, 96, 96, (r, c) => (r, c));
        Assert.All(
            Measure(days.First, days.Truth, picture, SilentObserver.Instance).Neurons,
            n => Assert.InRange(n.ChannelMean, Background - 60, Background + 60));
    }

    [Fact]
    public void A_channel_of_another_number_of_frames_is_said()
    {
        using TwoDays days = new(SimulationPreset.TwoPhoton, 77, 0, 0, 0, 0, side: 96, frames: 40);
        using Volume red = Red(days, 77, [], light: 0);
        using Volume half = TwoDays.Through(red, "half", 0, 20, 96, 96, (r, c) => (r, c));
        RecordingObserver observer = new();
        Measure(days.First, days.Truth, half, observer);
        Assert.Contains("'half' has 20 frames and 'first' 40", Assert.Single(observer.Warnings), StringComparison.Ordinal);
        RecordingObserver silent = new();
        Measure(days.First, days.Truth, red, silent);
        Assert.Empty(silent.Warnings);
    }

    private static NeuronSet Measure(Volume green, NeuronSet neurons, Volume red, IStageObserver observer) => TraceMeasurement.Run(
        green, neurons, new() { Aligns = false, Traces = new TraceOptions { OtherChannels = [red] } }, observer, Token);

    /// <summary>
    /// A channel with haze that changes over the field, fine texture, noise, the given neurons, and red cells that are no neurons.
    /// </summary>
    private static Volume Red(TwoDays days, ulong seed, IEnumerable<Neuron> cells, float light)
    {
        int side = days.Side;
        Random random = new((int)seed);
        float[] picture = [.. Enumerable.Range(0, side * side).Select(
            i => Background + (25 * MathF.Sin(i / side / 30f)) + (25 * MathF.Cos(i % side / 40f)) + (8 * (random.NextSingle() - 0.5f)))];
        foreach (Neuron cell in cells)
        {
            foreach (int pixel in cell.Footprint.Pixels)
            {
                picture[pixel] += light;
            }
        }

        for (int k = 0; k < 12 && light > 0; k++)
        {
            (int row, int column) = (random.Next(6, side - 6), random.Next(6, side - 6));
            if (days.Truth.Neurons.All(n => Math.Abs(n.Row - row) + Math.Abs(n.Column - column) > 16))
            {
                for (int i = 0; i < 49; i++)
                {
                    picture[((row - 3 + (i / 7)) * side) + column - 3 + (i % 7)] += light;
                }
            }
        }

        VolumeBuilder builder = new(days.First.Info with { Name = "red" });
        for (int t = 0; t < days.First.FrameCount; t++)
        {
            float[] frame = [.. picture.Select(
                p => p + (MathF.Sqrt(p) * (random.NextSingle() + random.NextSingle() + random.NextSingle() - 1.5f) * 2))];
            builder.WritePlane<float>(t, 0, frame);
        }

        return builder.Build(new HistoryStep("red", new Dictionary<string, string>()));
    }
}
