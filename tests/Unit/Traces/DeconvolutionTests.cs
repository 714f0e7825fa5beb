namespace DeepWonder3D.Tests.Traces;

public class DeconvolutionTests
{
    private const double FrameRate = 30;

    private static readonly int[] s_events = [200, 420, 600, 603, 900, 1300, 1317, 1700];

    public static TheoryData<DeconvolutionModel> Models => [DeconvolutionModel.Ar1, DeconvolutionModel.Ar2];

    [Theory]
    [MemberData(nameof(Models))]
    public void Known_events_are_found_where_they_were_and_as_high(DeconvolutionModel model)
    {
        EventKernel kernel = EventKernel.OfSeconds(0.5, model == DeconvolutionModel.Ar1 ? null : 0.06, FrameRate);
        float[] trace = CalciumTrace.Recording(kernel, 2000, s_events, 12, 1);
        NeuronSet found = Deconvolution.Run(
            CalciumTrace.Neurons(FrameRate, trace),
            new DeconvolutionOptions { Model = model, DecayS = 0.5, RiseS = 0.06 },
            cancellation: TestContext.Current.CancellationToken);
        float[] events = found.Neurons[0].Events!.ToArray();
        foreach (int t in s_events.Where(t => t is not (600 or 603)))
        {
            Assert.InRange(events[(t - 4)..(t + 5)].Sum(), 8, 16);
        }

        Assert.InRange(events[595..609].Sum(), 18, 30);
        float elsewhere = events.Where((_, t) => !s_events.Any(e => Math.Abs(e - t) <= 24)).Sum();
        Assert.Equal(0, elsewhere);

        // The noise of a frame is 1; what is left of it in the trace without noise is far below.
        double[] truth = CalciumTrace.Of(kernel, [.. Enumerable.Range(0, 2000).Select(t => s_events.Contains(t) ? 12 / kernel.Height : 0)]);
        double squares = Enumerable.Range(0, 2000).Average(t => Math.Pow(found.Neurons[0].Denoised![t] - 100 - truth[t], 2));
        Assert.InRange(Math.Sqrt(squares), 0, 0.4);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Pure_noise_has_less_than_one_event_in_two_minutes(DeconvolutionModel model)
    {
        // 20 silent neurons of 5 minutes at three frame rates.
        foreach (double rate in new[] { 5.0, 30, 100 })
        {
            float[][] traces = [.. Enumerable.Range(0, 20).Select(
                i => Array.ConvertAll(CalciumTrace.Noise((int)(300 * rate), i), n => (float)(100 + n)))];
            NeuronSet found = Deconvolution.Run(
                CalciumTrace.Neurons(rate, traces),
                new DeconvolutionOptions { Model = model },
                cancellation: TestContext.Current.CancellationToken);
            Assert.InRange(found.ListEvents().Count / 100.0, 0, 0.5);
        }
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(90.0, -0.02)]
    public void A_level_that_drifts_is_followed_and_makes_no_events(double? baseline, double? slope)
    {
        // Bleaching by a third over 5 minutes under few events, without and with a baseline that is 10 too low.
        EventKernel kernel = EventKernel.OfSeconds(0.5, null, FrameRate);
        float[] trace = CalciumTrace.Recording(kernel, 9000, [1000, 4000, 7000], 15, 3);
        float[] level = new float[trace.Length];
        for (int t = 0; t < trace.Length; t++)
        {
            trace[t] += (float)(50 * Math.Exp(-t / 6000.0));
            level[t] = (float)((baseline + (50 * Math.Exp(-t / 6000.0))) ?? 0);
        }

        DeconvolvedTrace found = Deconvolution.Run(
            trace, slope is null ? default : level, FrameRate, new DeconvolutionOptions { Model = DeconvolutionModel.Ar1, DecayS = 0.5 })!;
        Assert.Equal(3, NeuronEvent.Of(1, found.Events, t => t / FrameRate, 0).Count(e => e.Amplitude > 7));
        Assert.InRange(found.Denoised[8900], 100 + (50 * Math.Exp(-8900 / 6000.0)) - 1, 100 + (50 * Math.Exp(-8900 / 6000.0)) + 1);
    }

    [Fact]
    public void The_decay_of_a_recording_is_found_over_all_its_neurons()
    {
        foreach (double decay in new[] { 0.15, 0.5, 1.5 })
        {
            EventKernel kernel = EventKernel.OfSeconds(decay, null, FrameRate);
            float[][] traces = [.. Enumerable.Range(0, 8).Select(i => CalciumTrace.Recording(
                kernel, 2000, Enumerable.Range(1, 12).Select(k => (k * 150) + (7 * i)), i < 3 ? 15 : 3, i))];
            NeuronSet found = Deconvolution.Run(
                CalciumTrace.Neurons(FrameRate, traces),
                new DeconvolutionOptions { Model = DeconvolutionModel.Ar1 },
                cancellation: TestContext.Current.CancellationToken);
            double used = double.Parse(found.History[^1].Parameters["DecayS"], CultureInfo.InvariantCulture);

            // Events come every 5 s: the end of a slow decay runs into the next and is partly taken for the level, which shortens it.
            Assert.True(used / decay is > 0.7 and < 1.25, $"{used} for {decay}");
        }
    }

    [Fact]
    public void Heights_follow_the_unit_of_the_trace()
    {
        EventKernel kernel = EventKernel.OfSeconds(0.5, null, FrameRate);
        float[] trace = CalciumTrace.Recording(kernel, 1000, [300, 600], 20, 5);
        DeconvolutionOptions options = new();
        DeconvolvedTrace one = Deconvolution.Run(trace, default, FrameRate, options)!;
        DeconvolvedTrace thousand = Deconvolution.Run(Array.ConvertAll(trace, v => 1000 * v), default, FrameRate, options)!;
        Assert.Equal(one.Decay, thousand.Decay);
        Assert.Equal(1000 * one.Noise, thousand.Noise, one.Noise);
        Assert.Equal(1000 * one.Events.ToArray().Sum(), thousand.Events.ToArray().Sum(), 5.0);
    }

    [Fact]
    public void Slow_noise_is_not_taken_for_events()
    {
        // Noise that is alike over four frames, as interpolated recordings have it: a tenth of the frames would hold an event.
        float[] trace = new float[9000];
        double[] noise = CalciumTrace.Noise(9004, 9);
        for (int t = 0; t < trace.Length; t++)
        {
            trace[t] = (float)(100 + noise[t..(t + 4)].Sum());
        }

        DeconvolvedTrace found = Deconvolution.Run(trace, default, FrameRate, new DeconvolutionOptions { Indicator = "GCaMP6s" })!;
        Assert.InRange(NeuronEvent.Of(1, found.Events, t => t / FrameRate, 0).Count() / 5.0, 0, 1);
        Assert.InRange(found.Noise, 3, 5);
    }

    [Fact]
    public void A_thousand_neurons_are_stopped_soon()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        float[][] traces = [.. Enumerable.Range(0, 100).Select(i => Array.ConvertAll(CalciumTrace.Noise(500, i), n => (float)n))];
        Assert.ThrowsAny<OperationCanceledException>(() => Deconvolution.Run(
            CalciumTrace.Neurons(FrameRate, traces), new DeconvolutionOptions(), cancellation: stop.Token));
    }
}
