using System.Diagnostics;
using System.Management.Automation;
using DeepWonder3D.Formats;
using DeepWonder3D.Neurons;
using DeepWonder3D.Tests.Volumes;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;
using Xunit;
using Shell = System.Management.Automation.PowerShell;

namespace DeepWonder3D.Tests.PowerShell;

/// <summary>
/// Whole pipelines and their errors, as a user meets them. The models are small and random: what is found is not the matter here.
/// </summary>
[Collection(ScratchTests.Name)]
public sealed class PipelineTests(ModuleFixture module, TestModels models) : IClassFixture<ModuleFixture>, IClassFixture<TestModels>
{
    [Fact]
    public void The_one_liner_goes_from_a_file_to_a_neuron_set()
    {
        using TemporaryFolder folder = new();
        string path = Save(folder, "mouse_view_113.tif", Movie(40));
        InvocationResult result = module.Invoke(
            "Import-Volume $args[0] -FrameRate 10 -PixelSizeUm 2 | Invoke-Denoise -Model $args[1] | Remove-Background "
                + "-Model $args[2] | Find-Neuron -Model $args[3]",
            path, models.Denoise, models.RemoveBackground, models.Segment);
        Assert.Empty(result.Errors);
        NeuronSet neurons = Assert.Single(result.OutputOf<NeuronSet>());
        Assert.Equal((113, 40L, 33, 47), (neurons.ViewId, neurons.FrameCount, neurons.Height, neurons.Width));
        Assert.Equal(
            ["Import-Volume", "Invoke-Denoise", "Remove-Background", "Find-Neuron"], neurons.History.TakeLast(4).Select(h => h.Step));
        Assert.Equal(["denoise", "background", "segment"], neurons.History.TakeLast(3).Select(h => h.Model));
        Assert.All(neurons.History.TakeLast(3), step => Assert.Equal(("Cpu", 64), (step.Device, step.ModelHash!.Length)));
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes()
    {
        using Volume movie = Movie(20);
        float[][] runs = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            using Volume result = Assert.Single(
                module.Invoke("$args[0] | Invoke-Denoise -Model $args[1] -Device Cpu", movie, models.Denoise).OutputOf<Volume>());
            return TestVolumes.Samples(result);
        })];
        Assert.Equal(runs[0], runs[1]);
    }

    [Fact]
    public void Results_go_straight_to_files_and_on_from_there()
    {
        using TemporaryFolder folder = new();
        string path = Save(folder, "mouse_view_113.tif", Movie(40));
        string denoised = folder.File("denoised [1].tif");
        string script = "Import-Volume $args[0] -FrameRate 10 -PixelSizeUm 2 | Invoke-Denoise -Model $args[1] -OutputPath $args[3] | "
            + "Remove-Background -Model $args[2] -OutputPath $args[4]";
        object[] arguments = [path, models.Denoise, models.RemoveBackground, denoised, folder.Root + Path.DirectorySeparatorChar];
        Assert.Empty(
            module.Invoke(script.Replace("-OutputPath $args[3]", "-OutputPath $args[3] -WhatIf", StringComparison.Ordinal), arguments)
                .OutputOf<Volume>());
        Assert.False(File.Exists(denoised));
        InvocationResult result = module.Invoke(script, arguments);
        AssertError(result, "FileExists", ErrorCategory.ResourceExists);
        Assert.True(File.Exists(denoised));
        result = module.Invoke(
            script.Replace("$args[4]", "$args[4] -Force -SampleType UInt16", StringComparison.Ordinal)
                .Replace("$args[3]", "$args[3] -Force", StringComparison.Ordinal), arguments);
        Assert.Empty(result.Errors);
        Volume light = Assert.Single(result.OutputOf<Volume>());
        Assert.Equal((SampleType.UInt16, 113, 10.0, 40L), (light.SampleType, light.ViewId, light.FrameRate, light.FrameCount));
        Assert.Equal(["Import-Volume", "Invoke-Denoise", "Remove-Background"], light.History.TakeLast(3).Select(h => h.Step));
        AssertError(
            module.Invoke(
                "Import-Volume $args[0] | Invoke-Denoise -Model $args[2] -OutputPath $args[1]", path, folder.File("x.avi"), models.Denoise),
            "UnknownFormat",
            ErrorCategory.InvalidData);
    }

    [Fact]
    public void Half_precision_is_asked_for_and_said()
    {
        using Volume movie = Movie(20);
        using Volume whole = Assert.Single(
            module.Invoke("$args[0] | Invoke-Denoise -Model $args[1]", movie, models.Denoise).OutputOf<Volume>());
        InvocationResult result = module.Invoke("$args[0] | Invoke-Denoise -Model $args[1] -Precision Float16", movie, models.Denoise);
        using Volume half = Assert.Single(result.OutputOf<Volume>());
        Assert.Contains(result.Warnings, warning => warning.Contains("Float16", StringComparison.Ordinal));
        Assert.Equal("Float16", half.History[^1].Parameters["Precision"]);
        Assert.False(whole.History[^1].Parameters.ContainsKey("Precision"));
        float[] expected = TestVolumes.Samples(whole);
        float[] found = TestVolumes.Samples(half);
        Assert.NotEqual(expected, found);
        float range = expected.Max() - expected.Min();
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 0.02f * range));
    }

    [Fact]
    public void Resizing_reaches_the_rate_and_the_pixel_size_that_were_asked_for()
    {
        using Volume movie = TestVolumes.Create(9, 20, 30, (t, y, x) => t + y + (x * x), rate: 4, pixelUm: 3.4);
        Volume result = Assert.Single(
            module.Invoke("$args[0] | Resize-Volume -FrameRate 10 -PixelSizeUm 2 -Model $args[1]", movie, models.SuperResolve)
                .OutputOf<Volume>());
        Assert.Equal((10.0, 2.0), (result.FrameRate!.Value, Math.Round(result.PixelSizeUm!.Value, 12)));
        Assert.Equal((21L, 34, 51), (result.FrameCount, result.Height, result.Width));
    }

    [Fact]
    public void One_bad_file_does_not_stop_the_others()
    {
        using TemporaryFolder folder = new();
        Save(folder, "a.tif", Movie(8));
        folder.Write("b.tif", "not a tiff at all"u8.ToArray());
        Save(folder, "c.tif", Movie(8));
        InvocationResult result = module.Invoke(
            "Import-Volume $args[0] | Invoke-Denoise -Model $args[1]", Path.Combine(folder.Root, "*.tif"), models.Denoise);
        Assert.Equal(["a", "c"], result.OutputOf<Volume>().Select(v => v.Name));
        AssertError(result, "NotATiff", ErrorCategory.InvalidData);
    }

    [Fact]
    public void A_missing_file_is_an_error_of_its_own() =>
        AssertError(
            module.Invoke("Import-Volume $args[0]", Path.Combine(Path.GetTempPath(), "no such file.tif")),
            "FileNotFound",
            ErrorCategory.ObjectNotFound);

    [Fact]
    public void A_single_frame_cannot_be_denoised()
    {
        using Volume movie = Movie(1);
        AssertError(
            module.Invoke("$args[0] | Invoke-Denoise -Model $args[1]", movie, models.Denoise), "TooFewFrames", ErrorCategory.InvalidData);
    }

    [Fact]
    public void A_constant_movie_is_refused()
    {
        using Volume movie = TestVolumes.Create(8, 16, 16, (_, _, _) => 7);
        AssertError(
            module.Invoke("$args[0] | Remove-Background -Model $args[1]", movie, models.RemoveBackground),
            "ConstantMovie",
            ErrorCategory.InvalidData);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Samples_that_are_no_numbers_are_told_of_and_bridged(float sample)
    {
        using Volume movie = TestVolumes.Create(8, 16, 16, (t, y, x) => (t, y, x) == (3, 4, 5) ? sample : x);
        InvocationResult result = module.Invoke("$args[0] | Invoke-Denoise -Model $args[1]", movie, models.Denoise);
        Assert.Empty(result.Errors);
        Assert.Single(result.Warnings);
        float[,] frame = Assert.Single(result.OutputOf<Volume>()).GetPlane(3);
        Assert.All(frame.Cast<float>(), s => Assert.True(float.IsFinite(s)));
    }

    [Fact]
    public void A_movie_shorter_than_the_window_is_refused()
    {
        using Volume movie = Movie(15);
        ErrorRecord error = AssertError(
            module.Invoke("$args[0] | Find-Neuron -Model $args[1]", movie, models.Segment), "MovieTooShort", ErrorCategory.InvalidData);
        Assert.Contains("15 frames", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("needs 16", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_for_another_pixel_size_is_refused_with_both_sizes()
    {
        using Volume movie = TestVolumes.Create(20, 16, 16, (t, y, x) => t + x, pixelUm: 40);
        ErrorRecord error = AssertError(
            module.Invoke("$args[0] | Remove-Background -Model $args[1]", movie, models.RemoveBackground),
            "ModelPixelSizeMismatch",
            ErrorCategory.InvalidArgument);
        Assert.Contains("40 µm", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("2 µm", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$args[0] | Invoke-Denoise -Model $args[1] -Device Cuda", "DeviceUnavailable", ErrorCategory.ResourceUnavailable)]
    [InlineData("$args[0] | Invoke-Denoise -Model $args[1] -Device Abacus", "ParameterInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("$args[0] | Invoke-Denoise -Model nonesuch", "ModelNotFound", ErrorCategory.ObjectNotFound)]
    [InlineData("$args[0] | Find-Neuron -Model $args[1]", "ModelStageMismatch", ErrorCategory.InvalidArgument)]
    [InlineData("$args[0] | Resize-Volume -Model $args[2]", "ParameterInvalid", ErrorCategory.InvalidArgument)]
    public void What_no_input_can_be_served_with_ends_the_command(string script, string id, ErrorCategory category)
    {
        using Volume movie = Movie(4);
        InvocationResult result = module.Invoke(script, movie, models.Denoise, models.SuperResolve);
        Assert.Empty(result.Output);
        AssertError(result, id, category);
        Assert.Equal(
            "caught",
            Assert.Single(
                module.Invoke("try { " + script + " } catch { 'caught' }", movie, models.Denoise, models.SuperResolve).Output).BaseObject);
    }

    [Fact]
    public void A_corrupt_checkpoint_is_refused_and_leaves_no_model()
    {
        string checkpoint = models.File("corrupt.pth");
        System.IO.File.WriteAllBytes(checkpoint, [1, 2, 3]);
        string destination = models.File("corrupt.onnx");
        AssertError(
            module.Invoke("ConvertTo-OnnxModel $args[0] $args[1]", checkpoint, destination),
            "CheckpointInvalid",
            ErrorCategory.InvalidData);
        Assert.False(System.IO.File.Exists(destination));
    }

    [Fact]
    public void Unknown_rate_and_pixel_size_are_asked_for()
    {
        using Volume movie = TestVolumes.Create(4, 8, 8, (t, y, x) => t + x, rate: null, pixelUm: null);
        AssertError(module.Invoke("$args[0] | Resize-Volume -FrameRate 10", movie), "FrameRateUnknown", ErrorCategory.InvalidArgument);
        AssertError(
            module.Invoke("$args[0] | Resize-Volume -PixelSizeUm 2 -Method Linear", movie),
            "PixelSizeUnknown",
            ErrorCategory.InvalidArgument);
    }

    [Fact]
    public void An_input_is_neither_changed_nor_disposed()
    {
        using Volume movie = Movie(8);
        float[] before = TestVolumes.Samples(movie);
        module.Invoke("$args[0] | Invoke-Denoise -Model $args[1]", movie, models.Denoise);
        Assert.Equal(before, TestVolumes.Samples(movie));
    }

    [Fact]
    public void Stopping_in_mid_run_answers_within_a_second_and_leaves_nothing()
    {
        using Volume longMovie = TestVolumes.Create(300, 192, 192, (t, y, x) => ((t * 31) + (y * 17) + (x * 13)) % 101, SampleType.UInt16);

        // A budget that is used up sends the result to a scratch file, which must go too.
        long budget = MemoryBudget.ForResults;
        MemoryBudget.Take(budget);
        try
        {
            using Shell shell = module.Prepare("$args[0] | Invoke-Denoise -Model $args[1]", longMovie, models.Denoise);
            IAsyncResult running = shell.BeginInvoke();
            Assert.True(SpinWait.SpinUntil(() => shell.Streams.Progress.Count > 0 || running.IsCompleted, TimeSpan.FromMinutes(2)));
            Assert.False(running.IsCompleted);
            Assert.NotEmpty(ScratchTests.OwnFiles());
            Stopwatch watch = Stopwatch.StartNew();
            shell.Stop();
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1), $"It took {watch.Elapsed.TotalSeconds:0.00} s.");
            Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
            Assert.Empty(ScratchTests.OwnFiles());
        }
        finally
        {
            MemoryBudget.Return(budget);
        }

        using Volume next = Movie(8);
        Assert.Single(module.Invoke("$args[0] | Invoke-Denoise -Model $args[1]", next, models.Denoise).Output);
    }

    [Fact]
    public void Two_runspaces_at_once_give_what_one_gives()
    {
        using Volume movie = Movie(24);
        float[] alone = TestVolumes.Samples(Denoised(module));
        using ModuleFixture other = new();
        Volume[] both = new Volume[2];
        Parallel.Invoke(() => both[0] = Denoised(module), () => both[1] = Denoised(other));
        Assert.All(both, result => Assert.Equal(alone, TestVolumes.Samples(result)));

        Volume Denoised(ModuleFixture session) =>
            Assert.Single(session.Invoke("$args[0] | Invoke-Denoise -Model $args[1]", movie, models.Denoise).OutputOf<Volume>());
    }

    [Fact]
    public void The_module_works_again_after_it_was_removed_with_sessions_loaded()
    {
        using Volume movie = Movie(8);
        using System.Management.Automation.Runspaces.Runspace runspace = ModuleFixture.OpenRunspace();
        for (int i = 0; i < 2; i++)
        {
            InvocationResult result = ModuleFixture.Invoke(
                runspace,
                "Import-Module $args[0]; $args[1] | Invoke-Denoise -Model $args[2]; Remove-Module DeepWonder3D",
                ModuleFixture.Manifest,
                movie,
                models.Denoise);
            Assert.Empty(result.Errors);
            Assert.Single(result.OutputOf<Volume>());
        }
    }

    [Fact]
    public void Devices_are_listed_with_a_reason_for_those_that_cannot_be_used()
    {
        InvocationResult result = module.Invoke("Get-InferenceDevice");
        Assert.Contains(result.Output, d => (string)d.Properties["Name"].Value == "Cpu" && (bool)d.Properties["Available"].Value);
        Assert.All(result.Output, d => Assert.NotEmpty((string)d.Properties["Description"].Value));
    }

    private static Volume Movie(int frames) =>
        TestVolumes.Create(frames, 33, 47, (t, y, x) => 100 + (((t * 7) + (y * 3) + (x * 5)) % 23), SampleType.UInt16);

    private static string Save(TemporaryFolder folder, string name, Volume movie)
    {
        using (movie)
        {
            VolumeWriter.Write(
                movie, folder.File(name), new VolumeWriteOptions(), SilentObserver.Instance, TestContext.Current.CancellationToken);
            return folder.File(name);
        }
    }

    private static ErrorRecord AssertError(InvocationResult result, string id, ErrorCategory category)
    {
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.NotNull(error.TargetObject);
        return error;
    }
}
