using System.Numerics.Tensors;
using DeepWonder3D.Errors;
using DeepWonder3D.Neurons;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Traces.Measuring;

/// <summary>
/// Measures what the neurons of a view did in the recording itself: the light of each neuron with that of its neighbours taken off, less
/// the background around it.
/// </summary>
/// <remarks>
/// Some frames are looked at first (all of a short recording) to learn how light is spread; then the recording is read once. Memory does
/// not grow with the recording's length, but for the traces themselves.
/// </remarks>
internal sealed class RecordingMeasurement
{
    private const int FramesATask = 32;

    private readonly Volume _recording;
    private readonly MeasuredArea[] _areas;
    private readonly FrameSample _sample;
    private readonly Surround[] _surrounds;
    private readonly double? _share;

    private RecordingMeasurement(
        Volume recording, IReadOnlyList<int[]> places, double? share, IReadOnlyList<Trace>? hints, CancellationToken token)
    {
        (_recording, _share) = (recording, share);
        _areas = AreaMap.Of(places, recording.Height, recording.Width, token);
        int[] pixels = [.. _areas.SelectMany(a => a.Support.Concat(a.Ring)).Distinct().Order()];
        long frames = MemoryBudget.ForRun / 4 / Math.Max(1, FrameSample.BytesAFrame(pixels.Length));
        int count = (int)Math.Clamp(frames, SampledFrames.Least, SampledFrames.Most);
        _sample = FrameSample.Read(recording, SampledFrames.Of(recording.FrameCount, count, hints), pixels, token);
        _surrounds = new Surround[_areas.Length];
        ParallelLoop.For(_areas.Length, i => _surrounds[i] = Surround.Of(_areas[i], _sample, recording.Width), token);
    }

    /// <summary>Measures neurons in a recording.</summary>
    /// <param name="recording">The recording, one plane in depth.</param>
    /// <param name="places">Each neuron's pixels in it (row · width + column), ascending; none where the view does not see it.</param>
    /// <param name="share">How much of the surround's light is taken off each neuron; null to measure it for each.</param>
    /// <param name="hints">What is known of the neurons' activity; null for nothing.</param>
    /// <param name="observer">Told of the frames read, and of neurons without a surround.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>One result a neuron, all NaN for one that the view does not see.</returns>
    /// <exception cref="DeepWonderException">The pixels hold NaN or infinite samples (<see cref="ErrorId.NonFiniteSamples"/>).</exception>
    public static MeasuredTrace[] Run(
        Volume recording,
        IReadOnlyList<int[]> places,
        double? share,
        IReadOnlyList<Trace>? hints,
        IStageObserver observer,
        CancellationToken token)
    {
        if (places.All(p => p.Length == 0))
        {
            return [.. places.Select(_ => MeasuredTrace.Unseen(recording.FrameCount))];
        }

        RecordingMeasurement measurement = new(recording, places, share, hints, token);
        int without = measurement._areas.Count(a => a.Pixels.Length > 0 && a.Ring.Length == 0);
        if (without > 0)
        {
            observer.Warn(
                $"{without} of {places.Count} neurons of '{recording.Name}' have others all around: no "
                    + "background is taken off their traces.");
        }

        UnmixedNeuron[] neurons = measurement.Unmix(token);
        (float[][] light, float[][] around) = measurement.ReadAll(neurons, observer, token);
        return measurement.Finish(neurons, light, around, token);
    }

    private UnmixedNeuron[] Unmix(CancellationToken token)
    {
        float[][] light = [.. _areas.Select(a => a.Pixels.Length == 0 ? new float[_sample.Count] : _sample.MeanOf(a.Pixels))];
        (BackgroundShare[] shares, _) = Shares(
            light, [.. _surrounds.Select(s => s.Series)], new SlowTrend(_sample.Frames, degree: 0), token);
        float[][] background = [.. _surrounds.Select((s, i) => Scaled(s.Series, (float)shares[i].Value))];
        return LightUnmixing.Run(_areas, _sample, background, token);
    }

    /// <summary>Each neuron's share of its surround: as given, or as measured; and the measurements themselves.</summary>
    private (BackgroundShare[] Used, BackgroundShare[] Measured) Shares(
        float[][] light, float[][] around, SlowTrend trend, CancellationToken token)
    {
        BackgroundShare[] measured = new BackgroundShare[light.Length];
        Array.Fill(measured, new BackgroundShare(double.NaN, double.NaN));
        ParallelLoop.For(light.Length, i =>
        {
            if (_surrounds[i].Pixels.Length > 0)
            {
                measured[i] = BackgroundShare.Of(trend.Without(light[i]), trend.Without(around[i]));
            }
        }, token);
        BackgroundShare[] used =
            _share is { } given ? [.. measured.Select(m => new BackgroundShare(given, m.Error))] : BackgroundShare.Pooled(measured);
        return ([.. used.Select((s, i) => _surrounds[i].Pixels.Length > 0 ? s : default)], measured);
    }

    /// <summary>Each neuron's light and its surround's in every frame, shape (neurons, frames) both.</summary>
    private (float[][] Light, float[][] Around) ReadAll(UnmixedNeuron[] neurons, IStageObserver observer, CancellationToken token)
    {
        if (_sample.Count == _recording.FrameCount)
        {
            return ([.. neurons.Select(n => _sample.SumOf(n.Sum.Pixels, n.Sum.Weights))], [.. _surrounds.Select(s => s.Series)]);
        }

        int frames = checked((int)_recording.FrameCount);
        float[][] light = [.. neurons.Select(_ => new float[frames])];
        float[][] around = [.. neurons.Select(_ => new float[frames])];
        PixelSum[] surrounds = [.. _surrounds.Select(s => PixelSum.MeanOf(s.Pixels))];
        long done = 0;
        FrameScan.Run(_recording, 0, frames, FramesATask, Take, token);
        return (light, around);

        void Take(long frame, ReadOnlySpan<float> plane)
        {
            for (int i = 0; i < neurons.Length; i++)
            {
                double value = neurons[i].Sum.Of(plane);
                double background = surrounds[i].Of(plane);
                if (!double.IsFinite(value + background))
                {
                    throw TraceExtraction.NotFinite(_recording, frame, neurons[i].Sum.Pixels[0]);
                }

                (light[i][frame], around[i][frame]) = ((float)value, (float)background);
            }

            observer.Progress(new StageProgress(
                $"Measuring traces in {_recording.Name}", Interlocked.Increment(ref done), frames, "frame"));
        }
    }

    private MeasuredTrace[] Finish(UnmixedNeuron[] neurons, float[][] light, float[][] around, CancellationToken token)
    {
        long[] frames = [.. Enumerable.Range(0, light[0].Length).Select(t => (long)t)];
        SlowTrend trend = new(frames);
        ParallelLoop.For(neurons.Length, i => around[i] = CalmSeries.Of(around[i], _surrounds[i].Noise), token);
        (BackgroundShare[] shares, BackgroundShare[] measured) = Shares(light, around, new SlowTrend(frames, degree: 0), token);
        MeasuredTrace[] traces = new MeasuredTrace[neurons.Length];
        ParallelLoop.For(
            neurons.Length, i => TensorPrimitives.MultiplyAdd(around[i], (float)-shares[i].Value, light[i], light[i]), token);
        light = Leakage.Remove(neurons, light, _recording.FrameRate, token);
        ParallelLoop.For(neurons.Length, i =>
        {
            if (_areas[i].Pixels.Length == 0)
            {
                traces[i] = MeasuredTrace.Unseen(_recording.FrameCount);
                return;
            }

            double left = Variance(trend.Without(around[i])) * Unexplained(measured[i], shares[i].Value);
            double all = Variance(trend.Without(light[i]));
            double contamination = all > 0 ? Math.Min(1, (left + neurons[i].CrosstalkPower) / all) : double.NaN;
            double zeroError = _surrounds[i].Pixels.Length > 0
                ? shares[i].Error * Math.Abs(TensorPrimitives.Average<float>(around[i]))
                : double.PositiveInfinity;
            traces[i] = new MeasuredTrace(light[i], contamination, zeroError);
        }, token);
        return traces;
    }

    /// <summary>The square of how far the share that was taken off may be from the right one.</summary>
    private static double Unexplained(BackgroundShare measured, double share) =>
        double.IsFinite(measured.Value) && double.IsFinite(measured.Error)
            ? Math.Max(measured.Error * measured.Error, Math.Pow(measured.Value - share, 2) - (measured.Error * measured.Error))
            : 0;

    private static double Variance(double[] changes) => SlowTrend.Dot(changes, changes) / Math.Max(1, changes.Length);

    private static float[] Scaled(float[] series, float factor)
    {
        float[] scaled = new float[series.Length];
        TensorPrimitives.Multiply(series, factor, scaled);
        return scaled;
    }
}
