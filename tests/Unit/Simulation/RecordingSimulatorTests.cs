using DeepWonder3D.Tests.Views;

namespace DeepWonder3D.Tests.Simulation;

public class RecordingSimulatorTests
{
    [Fact]
    public void The_same_seed_makes_the_same_recording_and_another_seed_another()
    {
        using SimulatedRecording first = TestScenes.Run(TestScenes.Small(7));
        using SimulatedRecording again = TestScenes.Run(TestScenes.Small(7));
        using SimulatedRecording other = TestScenes.Run(TestScenes.Small(8));

        for (int i = 0; i < first.Views.Count; i++)
        {
            Assert.Equal(TestScenes.Samples(first.Views[i]), TestScenes.Samples(again.Views[i]));
            Assert.Equal(TestScenes.Samples(first.Clean[i]), TestScenes.Samples(again.Clean[i]));
        }

        Assert.NotEqual(TestScenes.Samples(first.Views[0]), TestScenes.Samples(other.Views[0]));
        Assert.NotEqual(first.Truth.Neurons[0].XUm, other.Truth.Neurons[0].XUm);
    }

    [Fact]
    public void More_views_change_neither_the_neurons_nor_the_views_that_were_there()
    {
        using SimulatedRecording few = TestScenes.Run(TestScenes.Small(7, 113, 117));
        using SimulatedRecording more = TestScenes.Run(TestScenes.Small(7, 51, 117, 113));

        Assert.Equal(TestScenes.Samples(few.Views[0]), TestScenes.Samples(more.Views[2]));
        Assert.Equal(TestScenes.Samples(few.Views[1]), TestScenes.Samples(more.Views[1]));
        Assert.All(few.Truth.Neurons, neuron =>
        {
            LocalizedNeuron same = more.Truth.Neurons.Single(n => n.Id == neuron.Id);
            Assert.Equal((neuron.XUm, neuron.YUm, neuron.ZUm), (same.XUm, same.YUm, same.ZUm));
            Assert.Equal(neuron.Trace.ToArray(), same.Trace.ToArray());
        });
    }

    [Fact]
    public void The_recorded_movie_scatters_around_the_clean_one_with_its_photon_noise()
    {
        SimulationOptions options = TestScenes.Small() with { Camera = new CameraOptions { Gain = 2, HotPixelFraction = 0 } };
        using SimulatedRecording recording = TestScenes.Run(options);
        float[] noisy = TestScenes.Samples(recording.Views[0]);
        float[] clean = TestScenes.Samples(recording.Clean[0]);

        // In units of its own noise, the difference is 0 ± 1.
        double[] scores = [.. noisy.Zip(clean, (n, c) => (n - c) / Math.Sqrt((2 * (c - 100)) + (4 * 4) + (1.0 / 12)))];
        Assert.Equal(0, scores.Average(), 4 / Math.Sqrt(scores.Length));
        Assert.Equal(1, scores.Average(s => s * s), 4 * Math.Sqrt(2.0 / scores.Length));
    }

    [Fact]
    public void The_background_free_movie_follows_each_neurons_true_trace()
    {
        SimulationOptions dark = TestScenes.Dark(4, 113);
        SimulationOptions options = dark with { FrameCount = 200, Neurons = dark.Neurons with { MinDistanceUm = 45, MarginUm = 0 } };
        using SimulatedRecording recording = TestScenes.Run(options);

        foreach (Neuron neuron in recording.TruthByView[0].Neurons)
        {
            double rest = double.NaN;
            for (int t = 0; t < options.FrameCount; t++)
            {
                float[,] frame = recording.BackgroundFree[0].GetPlane(t);
                double sum =
                    Enumerable.Range(0, neuron.AreaPx).Sum(i => (double)frame[neuron.Footprint.RowAt(i), neuron.Footprint.ColumnAt(i)]);
                rest = double.IsNaN(rest) ? sum / (1 + neuron.Trace[0]) : rest;
                Assert.Equal(1 + neuron.Trace[t], sum / rest, 2e-3 * (1 + neuron.Trace[t]));
            }
        }
    }

    [Fact]
    public void Clean_light_is_background_and_neurons_together()
    {
        SimulationOptions options = TestScenes.Small() with { Neurons = TestScenes.Small().Neurons with { Count = 0 } };
        using SimulatedRecording none = TestScenes.Run(options);

        Assert.All(TestScenes.Samples(none.BackgroundFree[0]), v => Assert.Equal(0, v));
        Assert.Empty(none.Truth.Neurons);

        using SimulatedRecording some = TestScenes.Run(TestScenes.Small());
        float[] clean = TestScenes.Samples(some.Clean[0]);
        float[] neurons = TestScenes.Samples(some.BackgroundFree[0]);
        Assert.True(neurons.Max() > 50);
        for (int i = 0; i < clean.Length; i++)
        {
            Assert.True(clean[i] - 100 > neurons[i]);
        }
    }

    [Fact]
    public void A_plain_movie_has_no_view_and_a_movie_of_volumes_has_planes()
    {
        SimulationOptions plain = TestScenes.Small() with { ViewIds = [] };
        using SimulatedRecording movie = TestScenes.Run(plain);
        using SimulatedRecording volumes = TestScenes.Run(plain with { PlaneDepthsUm = [-30, -10, 10, 30] });

        Assert.Null(Assert.Single(movie.Views).ViewId);
        Assert.Null(movie.Calibration);
        Assert.Equal("TYX", movie.Views[0].Axes);
        Volume volume = Assert.Single(volumes.Views);
        Assert.Equal(("TZYX", 4, 20.0), (volume.Axes, volume.PlaneCount, volume.PlaneStepUm));
        Assert.Equal(4, volumes.TruthByView.Count);
        Assert.Equal(movie.Truth.Neurons.Select(n => n.ZUm), volumes.Truth.Neurons.Select(n => n.ZUm));

        // Each neuron is in the planes around its own depth.
        Assert.All(volumes.Truth.Neurons, n => Assert.Contains(
            volumes.TruthByView[(int)Math.Clamp(Math.Round((n.ZUm + 30) / 20), 0, 3)].Neurons, p => p.Id == n.Id));
    }

    [Fact]
    public void Movies_that_were_not_asked_for_are_not_made()
    {
        using SimulatedRecording recording = TestScenes.Run(TestScenes.Small() with { KeepClean = false, KeepBackgroundFree = false });
        using SimulatedRecording whole = TestScenes.Run(TestScenes.Small());

        Assert.Empty(recording.Clean);
        Assert.Empty(recording.BackgroundFree);
        Assert.Equal(TestScenes.Samples(whole.Views[1]), TestScenes.Samples(recording.Views[1]));
    }

    [Fact]
    public void The_truth_lists_each_neuron_in_the_views_that_see_it()
    {
        using SimulatedRecording recording = TestScenes.Run(TestScenes.Small(3, 113, 38, 188, 108, 118));

        foreach (NeuronSet view in recording.TruthByView)
        {
            Assert.All(view.Neurons, n =>
            {
                Assert.InRange(n.Row, -0.5, 47.5);
                Assert.InRange(n.Column, -0.5, 39.5);
                Assert.True(n.AreaPx > 0);
                Detection seen = recording.Truth.Neurons.Single(t => t.Id == n.Id).Detections.Single(d => d.ViewId == view.ViewId);
                Assert.Equal((n.Row, n.Column), (seen.Row, seen.Column));
            });
        }

        Assert.Equal(recording.TruthByView.Sum(v => v.Count), recording.Truth.Neurons.Sum(n => n.ViewCount));
        Assert.True(recording.Truth.Count >= 6);
    }

    [Fact]
    public void The_stated_signal_to_noise_ratio_is_what_the_best_weights_measure()
    {
        SimulationOptions still = TestScenes.Small(11, 113) with { FrameCount = 600, Motion = MotionOptions.None };
        SimulationOptions options = still with
        {
            Height = 64,
            Width = 64,
            Neurons = still.Neurons with { Count = 3, MinDistanceUm = 40, PhotonRate = 30_000 },
            Optics = still.Optics with { IlluminationFalloff = 0, IlluminationTilt = 0 },
            Tissue = still.Tissue with { NeuropilModulation = 0, OutOfRangeDensityPerMm3 = 0, VesselCount = 0, BleachFraction = 0 },
            Camera = still.Camera with { HotPixelFraction = 0 },
        };
        using SimulatedRecording recording = TestScenes.Run(options);
        float[] noisy = TestScenes.Samples(recording.Views[0]);
        float[] clean = TestScenes.Samples(recording.Clean[0]);
        float[] light = TestScenes.Samples(recording.BackgroundFree[0]);
        Neuron neuron = recording.TruthByView[0].Neurons.MaxBy(n => n.Snr)!;

        // Weights by signal over variance around the neuron; the noise is what they make of recorded minus clean.
        int[] pixels =
            [.. Enumerable.Range(0, 64 * 64).Where(i => Math.Abs((i / 64) - neuron.Row) < 9 && Math.Abs((i % 64) - neuron.Column) < 9)];
        double[] weights = [.. pixels.Select(p => light[p] / Enumerable.Range(0, 600).Average(t => clean[(t * 4096) + p] - 100 + 4))];
        double[] noise = [.. Enumerable.Range(0, 600)
            .Select(t => pixels.Select((p, k) => weights[k] * (noisy[(t * 4096) + p] - clean[(t * 4096) + p])).Sum())];
        double signal = pixels.Select((p, k) => weights[k] * light[p])
            .Sum() / (1 + neuron.Trace[0]) * (neuron.Trace.Maximum - OrderStatistics.Median(neuron.Trace.ToArray()));
        double measured = signal / Math.Sqrt(noise.Average(v => v * v));
        Assert.Equal(measured, neuron.Snr, 0.12 * measured);
    }

    [Fact]
    public void Every_option_stands_in_the_history()
    {
        SimulationOptions options = TestScenes.Small(42);
        using SimulatedRecording recording = TestScenes.Run(options);
        IReadOnlyDictionary<string, string> parameters = Assert.Single(recording.Views[0].History).Parameters;

        Assert.Equal("42", parameters["Seed"]);
        Assert.Equal("113,117", parameters["ViewIds"]);
        Assert.Equal("GCaMP6s", parameters["Indicator.Name"]);
        Assert.Equal("0.1", parameters["Optics.DefocusBlur"]);
        Assert.Contains("Camera.ReadNoise", parameters.Keys);
        Assert.DoesNotContain(parameters.Keys, k => k.Contains("IsStill", StringComparison.Ordinal));
    }

    [Fact]
    public void Progress_counts_frames_and_cancelling_ends_the_work()
    {
        RecordingObserver observer = new();
        using CancellationTokenSource stop = new();
        stop.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => RecordingSimulator.Run(TestScenes.Small(), observer, stop.Token));
        using SimulatedRecording recording = RecordingSimulator.Run(
            TestScenes.Small() with { FrameCount = 3000, KeepClean = false, KeepBackgroundFree = false },
            observer,
            TestContext.Current.CancellationToken);
        Assert.All(observer.Steps, s => Assert.InRange(s.Done, 1, s.Total));
        Assert.All(observer.Steps, s => Assert.Equal(6000, s.Total));
    }

    [Fact]
    public void Options_that_make_no_scene_are_refused_in_words()
    {
        SimulationOptions good = TestScenes.Small();
        foreach ((SimulationOptions bad, string word) in new[]
        {
            (good with { FrameRate = 0 }, "frame rate"),
            (good with { PixelSizeUm = double.NaN }, "pixel size"),
            (good with { FrameCount = 0 }, "frame count"),
            (good with { Neurons = good.Neurons with { MinDepthUm = 50 } }, "range of depth"),
            (good with { Camera = good.Camera with { BitDepth = 20 } }, "bit depth"),
            (good with { PlaneDepthsUm = [0, 1] }, "views and planes"),
            (good with { Indicator = IndicatorKinetics.GCaMP6f with { HalfDecayS = 0.05 } }, "half-decay"),
        })
        {
            DeepWonderException error = Refusal.Of(ErrorId.ParameterInvalid, () => TestScenes.Run(bad));
            Assert.Contains(word, error.Message, StringComparison.Ordinal);
        }

        Refusal.Of(ErrorId.ViewIdRepeated, () => TestScenes.Run(TestScenes.Small(1, 113, 113)));
        Refusal.Of(ErrorId.ViewPairMissing, () => TestScenes.Run(TestScenes.Small(1, 113, 7)));
    }

    [Fact]
    public void Random_scenes_can_all_be_made_and_range_widely()
    {
        SimulationOptions[] scenes = [.. Enumerable.Range(0, 200).Select(i => RandomScene.Draw((ulong)i))];
        Assert.All(scenes, SimulationChecks.Validate);
        Assert.True(scenes.Max(s => s.PixelSizeUm) > 3 * scenes.Min(s => s.PixelSizeUm));
        Assert.True(scenes.Max(s => s.FrameRate) > 5 * scenes.Min(s => s.FrameRate));
        Assert.All(scenes, s => Assert.Equal(2, RandomScene.Draw(s.Seed, pixelSizeUm: 2).PixelSizeUm));

        foreach (SimulationOptions scene in scenes.Take(12))
        {
            using SimulatedRecording recording = TestScenes.Run(
                scene with { Height = 48, Width = 48, FrameCount = 8, Neurons = scene.Neurons with { Count = 2 } });
            Assert.Equal(8, recording.Views[0].FrameCount);
            Assert.True(TestScenes.Samples(recording.Views[0]).Distinct().Count() > 8);
        }
    }
}
