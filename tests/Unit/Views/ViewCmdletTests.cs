using System.Management.Automation;
using DeepWonder3D.Tests.PowerShell;

namespace DeepWonder3D.Tests.Views;

public sealed class ViewCmdletTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    private static readonly ViewCalibration s_calibration = ViewScene.Calibration(ViewScene.Seven);
    private static readonly List<NeuronSet> s_views = ViewScene.Views(ViewScene.Seven, [(30, 40, 12.5), (20, 60, -5)], ViewScene.Events0);

    [Fact]
    public void Views_are_merged_from_the_pipeline_or_as_an_array()
    {
        foreach (string script
            in new[] { "$args[0] | Merge-View $args[1]", "Merge-View -InputObject $args[0] -Calibration $args[1] -Name a" })
        {
            InvocationResult result = module.Invoke(script, s_views, s_calibration);
            Assert.Empty(result.Errors);
            Assert.Equal(2, Assert.Single(result.OutputOf<NeuronPopulation>()).Count);
        }
    }

    [Fact]
    public void Thresholds_preset_name_and_pixel_size_reach_the_merging()
    {
        object unsized = s_views.Select(v => v with { PixelSizeUm = null }).ToArray();
        NeuronPopulation population = Assert.Single(module.Invoke(
            "$args[0] | Merge-View $args[1] -MinViewCount 6 -MinCorrelation 0.7 -MaxDistancePx 19 -PixelSizeUm 4 -Name brain",
            unsized,
            s_calibration).OutputOf<NeuronPopulation>());
        Assert.Equal("brain", population.Name);
        Assert.Equal(
            ["6", "0.7", "19", "4"],
            new[] { "MinViewCount", "MinCorrelation", "MaxDistancePx", "PixelSizeUm" }.Select(p => population.History[^1].Parameters[p]));

        population = Assert.Single(module.Invoke(
            "$args[0] | Merge-View $args[1] -DepthRangeUm -20, 40 -MaxResidualUm 5 -KeepFlat",
            s_views,
            s_calibration).OutputOf<NeuronPopulation>());
        Assert.Equal(
            ["-20,40", "5", "True"],
            new[] { "DepthRangeUm", "MaxResidualUm", "KeepFlat" }.Select(p => population.History[^1].Parameters[p]));

        population = Assert.Single(module.Invoke(
            "$args[0] | Merge-View $args[1] -Preset Upstream -UpsampleRate 2", unsized, s_calibration).OutputOf<NeuronPopulation>());
        Assert.Equal(12.5 * 11.25, population.Neurons[0].ZUm, 1e-6);
    }

    [Fact]
    public void Views_that_cannot_be_merged_are_one_error_with_its_id()
    {
        ErrorRecord error = Assert.Single(module.Invoke("$args[0] | Merge-View $args[1]", s_views, ViewScene.Calibration([53, 65])).Errors);
        Assert.StartsWith("ViewPairMissing,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        error = Assert.Single(module.Invoke("$args[0] | Merge-View $args[1] -MinViewCount 8", s_views, s_calibration).Errors);
        Assert.StartsWith("TooFewViews,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_calibration_comes_from_files_of_a_bead_or_from_optics()
    {
        using TemporaryFolder folder = new();
        foreach (Volume stack in new PsfScene { PlaneCount = 7 }.Stacks())
        {
            VolumeWriter.Write(
                stack,
                folder.File(stack.Name + ".tif"),
                new VolumeWriteOptions(),
                SilentObserver.Instance,
                TestContext.Current.CancellationToken);
            stack.Dispose();
        }

        string files = folder.File("psf_view_*.tif");
        InvocationResult result = module.Invoke("New-ViewCalibration $args[0] -PlaneStepUm 3 -PixelSizeUm 0.667", files);
        Assert.Empty(result.Errors);
        ViewCalibration measured = Assert.Single(result.OutputOf<ViewCalibration>());
        Assert.Equal((9, 36, 0.667), (measured.Views.Count, measured.Pairs.Count, measured.PixelSizeUm));
        Assert.Equal(7, measured.Fits[0].PlaneCount);

        ErrorRecord error = Assert.Single(
            module.Invoke("New-ViewCalibration $args[0] -PlaneStepUm 3 -PixelSizeUm 0.667 -CentreView 7", files).Errors);
        Assert.StartsWith("CentreViewMissing,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        error = Assert.Single(module.Invoke("New-ViewCalibration -NumericalAperture 1.4 -LensletPitchUm 100 -Magnification 10").Errors);
        Assert.StartsWith("OpticsImpossible,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        ViewCalibration optics = Assert.Single(module
            .Invoke("New-ViewCalibration -NumericalAperture 0.4 -LensletPitchUm 100 -Magnification 10 -RefractiveIndex 1.33")
            .OutputOf<ViewCalibration>());
        Assert.Equal((81, 10), (optics.Views.Count, optics.PixelSizeUm));
    }

    [Fact]
    public void Traces_of_a_population_are_measured_in_all_views_together()
    {
        List<Volume> movies = Movies();
        NeuronPopulation population =
            module.Invoke("$args[0] | Merge-View $args[1]", s_views, s_calibration).OutputOf<NeuronPopulation>()[0];
        foreach (string script in new[]
        {
            "$args[0] | Measure-Trace $args[1] -TraceFrom Input",
            "$args[0] | Measure-Trace -Neuron $args[1] -Calibration $args[2] -RadiusUm 5 -TraceFrom Input",
            "$args[0] | Measure-Trace -Neuron $args[1].Neurons -Calibration $args[2] -TraceFrom Input",
        })
        {
            InvocationResult result = module.Invoke(script, movies, population, s_calibration);
            Assert.Empty(result.Errors);
            NeuronPopulation measured = Assert.Single(result.OutputOf<NeuronPopulation>());
            Assert.Equal([113f, 114f, 115f], measured.Neurons[1].Trace.ToArray());
        }

        movies.ForEach(m => m.Dispose());
    }

    [Fact]
    public void Coordinates_are_read_from_a_file()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("known.csv", "30,40,12\n20,60,-5.5\n"u8.ToArray());
        List<Volume> movies = Movies();
        InvocationResult result = module.Invoke(
            "$args[0] | Measure-Trace $args[1] -Calibration $args[2] -PixelSizeUm 2 -TraceFrom Input", movies, file, s_calibration);
        Assert.Empty(result.Errors);
        NeuronPopulation measured = Assert.Single(result.OutputOf<NeuronPopulation>());
        Assert.Equal((2, 3L), (measured.Count, measured.FrameCount));
        Assert.Equal([113f, 114f, 115f], measured.Neurons[1].Trace.ToArray());
        movies.ForEach(m => m.Dispose());
    }

    [Fact]
    public void Neurons_of_single_views_are_measured_in_their_own_view_and_one_bad_view_does_not_stop_the_others()
    {
        List<Volume> movies = Movies();
        NeuronSet[] sets = [.. s_views.Select(v => v with
        {
            Height = 64,
            Width = 80,
            Neurons = [ViewScene.Neuron(1, (3, 3), [0]) with { Footprint = new Footprint([5, 6], 80) }],
        })];
        InvocationResult result = module.Invoke(
            "$args[0] | Measure-Trace $args[1] -TraceFrom Input", movies, sets.Where(s => s.ViewId != 65).ToArray());
        Assert.StartsWith("ViewsDiffer,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal([53, 109, 113, 117, 161, 173], result.OutputOf<NeuronSet>().Select(s => (int)s.Neurons[0].Trace[0]));
        movies.ForEach(m => m.Dispose());
    }

    [Fact]
    public void Traces_come_from_the_recording_the_movie_or_a_volume_as_is_asked_for()
    {
        NeuronSet set = s_views[0] with
        {
            ViewId = null,
            Height = 64,
            Width = 80,
            Neurons = [ViewScene.Neuron(1, (30, 40), [0]) with { Footprint = new Footprint([(30 * 80) + 40, (30 * 80) + 41], 80) }],
        };
        using Volume movie = ViewMovies.Movie(null, (t, y, x) => 10 + t);
        using Volume other = ViewMovies.Movie(null, (t, y, x) => 20 + t + (y == 30 && x is 40 or 41 ? 5 : 0));
        Assert.Equal([0f, 0f, 0f], Trace("Recording", 1e-3f));
        Assert.Equal([10f, 11f, 12f], Trace("input", 0));
        InvocationResult given = module.Invoke("$args[0] | Measure-Trace $args[1] -TraceFrom $args[2]", movie, set, other);
        Assert.Equal([5, 5, 5], given.OutputOf<NeuronSet>()[0].Neurons[0].Trace.ToArray().Select(s => (int)Math.Round(s)));
        InvocationResult wrong = module.Invoke("$args[0] | Measure-Trace $args[1] -TraceFrom Elsewhere", movie, set);
        Assert.Contains("Recording or Input", Assert.Single(wrong.Errors).ToString(), StringComparison.Ordinal);

        float[] Trace(string source, float rounding)
        {
            InvocationResult result = module.Invoke($"$args[0] | Measure-Trace $args[1] -TraceFrom {source}", movie, set);
            Assert.Empty(result.Errors);
            return [.. result.OutputOf<NeuronSet>()[0].Neurons[0].Trace.ToArray().Select(s => Math.Abs(s) < rounding ? 0 : s)];
        }
    }

    [Fact]
    public void What_are_no_neurons_is_refused_before_anything_is_read()
    {
        foreach ((string neuron, string id) in new[] { ("5", "ParameterInvalid,"), ("no-such-file.csv", "FileNotFound,") })
        {
            InvocationResult result = module.Invoke($"$args[0] | Measure-Trace {neuron}", Movies());
            Assert.StartsWith(id, Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Empty(result.Output);
        }
    }

    /// <summary>Each view's movie shows its id, and one more every frame.</summary>
    private static List<Volume> Movies() => [.. ViewScene.Seven.Select(id => ViewMovies.Movie(id, (t, _, _) => id + t))];
}
