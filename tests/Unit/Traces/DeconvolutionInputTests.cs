namespace DeepWonder3D.Tests.Traces;

public class DeconvolutionInputTests
{
    private static readonly DeconvolutionOptions s_options = new();

    [Fact]
    public void A_constant_trace_is_its_level_and_has_no_events()
    {
        float[] trace = Enumerable.Repeat(7f, 500).ToArray();
        DeconvolvedTrace found = Deconvolution.Run(trace, default, 30, s_options)!;
        Assert.Equal(trace, found.Denoised.ToArray());
        Assert.All(found.Events.ToArray(), e => Assert.Equal(0, e));
    }

    [Theory]
    [InlineData(float.NegativeInfinity)]
    [InlineData(float.PositiveInfinity)]
    public void A_trace_that_is_not_finite_has_neither_and_the_others_go_on(float strange)
    {
        float[] bad = Array.ConvertAll(CalciumTrace.Noise(300, 1), n => (float)n);
        bad[17] = strange;
        Assert.Null(Deconvolution.Run(bad, default, 30, s_options));

        Views.RecordingObserver observer = new();
        NeuronSet found = Deconvolution.Run(
            CalciumTrace.Neurons(30, bad, Array.ConvertAll(CalciumTrace.Noise(300, 2), n => (float)n)),
            s_options,
            observer,
            TestContext.Current.CancellationToken);
        Assert.Null(found.Neurons[0].Denoised);
        Assert.Null(found.Neurons[0].Events);
        Assert.NotNull(found.Neurons[1].Events);
        Assert.Contains(observer.Warnings, w => w.Contains("1 of 2 neurons", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(12)]
    public void Traces_of_a_few_frames_come_back_as_long(int frames)
    {
        float[] trace = Array.ConvertAll(CalciumTrace.Noise(frames, 1), n => (float)n);
        foreach (double? rate in new double?[] { null, 0.01, 30 })
        {
            DeconvolvedTrace found = Deconvolution.Run(trace, default, rate, s_options)!;
            Assert.Equal((frames, frames), (found.Denoised.Length, found.Events.Length));
            Assert.All(found.Denoised.ToArray(), v => Assert.True(float.IsFinite(v)));
            Assert.All(found.Events.ToArray(), v => Assert.True(v >= 0));
        }
    }

    [Fact]
    public void Without_a_frame_rate_the_decay_is_found_in_frames_and_events_have_no_times()
    {
        EventKernel kernel = new(0.9, 0);
        float[] trace = CalciumTrace.Recording(kernel, 2000, Enumerable.Range(1, 12).Select(k => k * 150), 15, 1);
        Views.RecordingObserver observer = new();
        NeuronSet found = Deconvolution.Run(
            CalciumTrace.Neurons(null, trace),
            new DeconvolutionOptions { Model = DeconvolutionModel.Ar1 },
            observer,
            TestContext.Current.CancellationToken);
        Assert.InRange(double.Parse(found.History[^1].Parameters["DecayFrames"], CultureInfo.InvariantCulture), 7.5, 12);
        Assert.All(found.ListEvents(), e => Assert.True(double.IsNaN(e.TimeS)));
        Assert.Equal(12, found.ListEvents().Count(e => e.Amplitude > 7));
        Assert.Contains(observer.Warnings, w => w.Contains("frame rate", StringComparison.Ordinal));
    }

    [Fact]
    public void At_a_frame_rate_slower_than_the_decay_single_frames_stand_out()
    {
        float[] trace = Array.ConvertAll(CalciumTrace.Noise(600, 4), n => (float)(50 + n));
        trace[100] += 20;
        trace[300] += 20;
        Views.RecordingObserver observer = new();
        NeuronSet found = Deconvolution.Run(
            CalciumTrace.Neurons(0.5, trace),
            new DeconvolutionOptions { Indicator = "jGCaMP8f" },
            observer,
            TestContext.Current.CancellationToken);
        Assert.Equal([100, 300], found.ListEvents().Where(e => e.Amplitude > 10).Select(e => (int)Math.Round(e.Frame)));
        Assert.InRange(found.ListEvents().Count, 2, 3);
        Assert.Contains(observer.Warnings, w => w.Contains("longer than the decay", StringComparison.Ordinal));
    }

    [Fact]
    public void Seconds_without_a_frame_rate_are_refused_and_the_options_may_give_it()
    {
        float[] trace = Array.ConvertAll(CalciumTrace.Noise(300, 1), n => (float)n);
        DeconvolutionOptions seconds = new() { DecayS = 0.5 };
        Assert.Equal(
            ErrorId.FrameRateUnknown,
            Assert.Throws<DeepWonderException>(() => Deconvolution.Run(trace, default, null, seconds)).Id);
        NeuronSet found = Deconvolution.Run(
            CalciumTrace.Neurons(null, trace), seconds with { FrameRate = 20 }, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(20, found.FrameRate);
        Assert.Equal("20", found.History[^1].Parameters["FrameRate"]);
    }

    [Fact]
    public void Options_that_mean_nothing_are_refused()
    {
        DeconvolutionOptions[] bad =
        [
            new() { DecayS = 0 }, new() { DecayS = double.NaN }, new() { RiseS = -1 }, new() { FrameRate = double.PositiveInfinity },
            new() { Indicator = "Fura" }, new() { DecayS = 0.1, RiseS = 0.2 }, new() { Indicator = "GCaMP6f", RiseS = 0.5 },
        ];
        foreach (DeconvolutionOptions options in bad)
        {
            Assert.Equal(ErrorId.ParameterInvalid, Assert.Throws<DeepWonderException>(options.Check).Id);
        }
    }

    [Fact]
    public void No_model_leaves_the_neurons_as_they_are()
    {
        NeuronSet neurons = CalciumTrace.Neurons(30, Array.ConvertAll(CalciumTrace.Noise(300, 1), n => (float)n));
        Assert.Same(neurons, Deconvolution.Run(
            neurons, new DeconvolutionOptions { Model = DeconvolutionModel.None }, cancellation: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Frames_in_a_row_are_one_event_at_their_mean_time()
    {
        Neuron neuron = CalciumTrace.Neurons(10, [0, 0, 0, 0, 0, 0]).Neurons[0] with
        {
            Events = new Trace([0, 1, 3, 0, 0, 2]),
            TimeOffsetS = 0.01,
        };
        NeuronSet set = CalciumTrace.Neurons(10, [0, 0, 0, 0, 0, 0]) with { Neurons = [neuron] };
        Assert.Equal([(1, 1.75, 4, 1, 2), (1, 5, 2, 5, 5)], set.ListEvents().Select(Plain));
        Assert.Equal([0.185, 0.51], set.ListEvents().Select(e => Math.Round(e.TimeS, 9)));

        // A pause of a second before the third frame: the event's frames lie at 0.1 and 1.2 s.
        NeuronSet paused = set with { FrameTimes = [0, 0.1, 1.2, 1.3, 1.4, 1.5] };
        Assert.Equal([0.935, 1.51], paused.ListEvents().Select(e => Math.Round(e.TimeS, 9)));
        Assert.Empty(CalciumTrace.Neurons(10, [0, 0]).ListEvents());

        static (int, double, double, long, long) Plain(NeuronEvent e) => (e.NeuronId, e.Frame, e.Amplitude, e.FirstFrame, e.LastFrame);
    }
}
