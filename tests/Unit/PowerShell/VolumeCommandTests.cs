using System.Management.Automation;
using DeepWonder3D.Tests.Formats.Tiff;
using DeepWonder3D.Tests.Volumes;
using DeepWonder3D.Volumes;
using Xunit;
using Shell = System.Management.Automation.PowerShell;

namespace DeepWonder3D.Tests.PowerShell;

/// <summary><c>Import-Volume</c> and <c>Export-Volume</c> as they are typed.</summary>
public sealed class VolumeCommandTests(ModuleFixture module) : IClassFixture<ModuleFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<Volume> _volumes = [];

    public void Dispose()
    {
        // Windows removes no folder that holds an open file.
        _volumes.ForEach(v => v.Dispose());
        _folder.Dispose();
    }

    [Fact]
    public void A_path_is_taken_by_position_by_pipeline_and_by_property()
    {
        string path = Save("a_view_7.tif");
        Assert.Equal(7, Import("Import-Volume $args[0]", path).ViewId);
        Assert.Equal(7, Import("$args[0] | Import-Volume", path).ViewId);
        Assert.Equal(7, Import("$args[0] | Import-Volume", new FileInfo(path)).ViewId);
        Assert.Equal(7, Import("[pscustomobject]@{ PSPath = $args[0] } | Import-Volume", path).ViewId);
    }

    [Fact]
    public void Wildcards_name_files_and_brackets_may_be_literal()
    {
        Save("a.tif");
        Save("b.tif");
        string bracketed = Save("c[1].tif");
        InvocationResult both = module.Invoke("Import-Volume $args[0]", _folder.File("?.tif"));
        Assert.Equal(["a", "b"], Names(both));
        InvocationResult listed = module.Invoke("Import-Volume $args[0], $args[1]", _folder.File("b.tif"), _folder.File("a.tif"));
        Assert.Equal(["b", "a"], Names(listed));
        Assert.Equal("c[1]", Import("Import-Volume -LiteralPath $args[0]", bracketed).Name);
        Assert.Equal(
            "FileNotFound,DeepWonder3D.Cmdlets.ImportVolumeCommand",
            Error(module.Invoke("Import-Volume $args[0]", bracketed)).FullyQualifiedErrorId);
    }

    [Fact]
    public void Frames_that_did_not_come_evenly_are_warned_of()
    {
        using Volume movie = TestVolumes.Create(4, 4, 5, (t, y, x) => t);
        using Volume uneven = new(movie.Info with { FrameTimes = [0, 0.1, 60.1, 60.2] }, movie.Store);
        module.Invoke("$args[0] | Export-Volume $args[1]", uneven, _folder.File("a.tif"));
        InvocationResult result = module.Invoke("Import-Volume $args[0]", _folder.File("a.tif"));
        Assert.Contains("1, the longest of 60 s after frame 1;", Assert.Single(result.Warnings), StringComparison.Ordinal);
        result.OutputOf<Volume>().Single().Dispose();
        Assert.Empty(module.Invoke("(Import-Volume $args[0] -FrameCount 2).Dispose()", _folder.File("a.tif")).Warnings);
    }

    [Fact]
    public void Relative_paths_start_at_the_session_location()
    {
        Save("a.tif");
        InvocationResult result = module.Invoke(
            "Set-Location $args[0]; $v = Import-Volume ./a.tif; $v; $v | Export-Volume b.tif", _folder.Root);
        Assert.Empty(result.Errors);
        Volume volume = Assert.Single(result.OutputOf<Volume>());
        Assert.Equal(_folder.File("a.tif"), volume.SourcePath);
        Assert.True(File.Exists(_folder.File("b.tif")));
        volume.Dispose();
    }

    [Fact]
    public void Parameters_reach_the_reader()
    {
        string path = Save("a_view_7.tif");
        Volume volume = Import(
            "Import-Volume $args[0] -FrameRate 7.5 -PixelSizeUm 0.65 -PlaneStepUm 3 -ViewId 113 -Axes TYX -FirstFrame 1 -FrameCount 2",
            path);
        Assert.Equal(
            (7.5, 0.65, 3.0, 113, 2L), (volume.FrameRate, volume.PixelSizeUm, volume.PlaneStepUm, volume.ViewId, volume.FrameCount));
        Assert.Equal(1, volume.GetPlane(0)[0, 0]);
    }

    [Theory]
    [InlineData("-Axes XYT", "AxesMismatch", ErrorCategory.InvalidArgument)]
    [InlineData("-FirstFrame 5", "FrameRangeInvalid", ErrorCategory.InvalidArgument)]
    [InlineData("-FrameCount 6", "FrameRangeInvalid", ErrorCategory.InvalidArgument)]
    public void Parameters_that_do_not_fit_are_told(string parameters, string id, ErrorCategory category)
    {
        ErrorRecord error = Error(module.Invoke($"Import-Volume $args[0] {parameters}", Save("a.tif")));
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.NotNull(error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void A_value_that_fits_no_file_ends_the_command_at_once()
    {
        InvocationResult result = module.Invoke("Import-Volume $args[0], $args[0] -FrameRate 0", Save("a.tif"));
        Assert.StartsWith("ParameterInvalid,", Error(result).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void A_path_that_is_no_file_is_told()
    {
        Assert.StartsWith(
            "PathNotFileSystem", Error(module.Invoke("Import-Volume Env:PATH")).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith(
            "FileReadFailed", Error(module.Invoke("Import-Volume $args[0]", _folder.Root)).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith(
            "FileNotFound",
            Error(module.Invoke("Import-Volume $args[0]", _folder.File("none*.tif"))).FullyQualifiedErrorId,
            StringComparison.Ordinal);
    }

    [Fact]
    public void One_bad_file_does_not_stop_the_others()
    {
        Save("a.tif");
        _folder.Write("b.tif", "no TIFF"u8.ToArray());
        Save("c.tif");
        InvocationResult result = module.Invoke("Import-Volume $args[0]", _folder.File("*.tif"));
        Assert.Equal(["a", "c"], Names(result));
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category);
        Assert.Equal(_folder.File("b.tif"), error.TargetObject);
    }

    [Theory]
    [InlineData("{0}", "out.tif", "out.tif")]
    [InlineData("{0}", "", "movie.tif")]
    [InlineData("{0}", "new/", "new/movie.tif")]
    public void A_volume_goes_to_a_file_or_into_a_folder(string format, string path, string file)
    {
        using Volume volume = Movie();
        string target = string.Format(
            System.Globalization.CultureInfo.InvariantCulture, format, _folder.Root + Path.DirectorySeparatorChar + path);
        InvocationResult result = module.Invoke("$args[0] | Export-Volume $args[1] -PassThru", volume, target);
        Assert.Empty(result.Errors);
        Assert.Equal(Path.GetFullPath(_folder.File(file)), Assert.Single(result.OutputOf<FileInfo>()).FullName);
        Assert.Equal(3, Import("Import-Volume $args[0]", _folder.File(file)).FrameCount);
    }

    [Fact]
    public void Several_volumes_go_into_a_folder_under_their_names()
    {
        using Volume first = Movie("a_view_1");
        using Volume second = Movie("a_view_2");
        InvocationResult result = module.Invoke(
            "$args[0], $args[1] | Export-Volume $args[2]; Export-Volume -InputObject $args[0], $args[1] -Path $args[3]",
            first,
            second,
            _folder.Root,
            _folder.Root + "/again/");
        Assert.Empty(result.Output);
        Assert.Empty(result.Errors);
        string[] names = ["a_view_1.tif", "a_view_2.tif"];
        Assert.Equal(names, Directory.GetFiles(_folder.Root).Select(Path.GetFileName).Order());
        Assert.Equal(names, Directory.GetFiles(_folder.File("again")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void An_existing_file_is_kept_without_Force()
    {
        using Volume volume = Movie();
        string path = _folder.Write("a.tif", [1, 2, 3]);
        ErrorRecord error = Error(module.Invoke("$args[0] | Export-Volume $args[1]", volume, path));
        Assert.StartsWith("FileExists,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal((ErrorCategory.ResourceExists, path), (error.CategoryInfo.Category, (string)error.TargetObject));
        Assert.Equal(3, new FileInfo(path).Length);
        Assert.Empty(module.Invoke("$args[0] | Export-Volume $args[1] -Force", volume, path).Errors);
        Assert.Equal(3, Import("Import-Volume $args[0]", path).FrameCount);
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        using Volume volume = Movie();
        InvocationResult result = module.Invoke("$args[0] | Export-Volume $args[1] -WhatIf -PassThru", volume, _folder.File("new/a.tif"));
        Assert.Empty(result.Output);
        Assert.Empty(result.Errors);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Root));
    }

    [Fact]
    public void Type_compression_and_format_reach_the_writer()
    {
        using Volume volume = Movie();
        Assert.Empty(
            module.Invoke(
                "$args[0] | Export-Volume $args[1] -SampleType UInt16 -Compression Deflate -Format Tiff",
                volume,
                _folder.File("a.xyz")).Errors);
        Volume read = Import("Import-Volume $args[0]", _folder.File("a.xyz"));
        Assert.Equal((SampleType.UInt16, 2f), (read.SampleType, read.GetPlane(2)[0, 0]));
        Assert.StartsWith(
            "UnknownFormat,",
            Error(module.Invoke("$args[0] | Export-Volume $args[1]", volume, _folder.File("b.xyz"))).FullyQualifiedErrorId,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_disposed_volume_is_told_and_the_others_are_written()
    {
        Volume disposed = Movie("gone");
        disposed.Dispose();
        using Volume volume = Movie("here");
        InvocationResult result = module.Invoke("$args[0], $args[1] | Export-Volume $args[2]", disposed, volume, _folder.Root);
        Assert.StartsWith("VolumeDisposed,", Error(result).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal([_folder.File("here.tif")], Directory.GetFiles(_folder.Root));
    }

    [Fact]
    public void Stopping_an_export_leaves_no_file()
    {
        using ManualResetEventSlim begun = new();
        using Volume endless = new(
            new VolumeInfo { Name = "endless", FrameCount = 100_000, Height = 64, Width = 64 },
            new GeneratedStore(SampleType.UInt8, 100_000, 64, 64, plane =>
            {
                begun.Set();
                Thread.Sleep(1);
            }));
        using Shell shell = module.Prepare("$args[0] | Export-Volume $args[1]", endless, _folder.File("a.tif"));
        IAsyncResult running = shell.BeginInvoke();
        Assert.True(begun.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        shell.Stop();
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Root));
    }

    [Fact]
    public void Files_are_one_movie_where_that_is_asked_for()
    {
        foreach (int frame in new[] { 10, 9, 1 })
        {
            _folder.Write($"f_{frame}.tif", new TestTiff { Type = SampleType.UInt8, Rows = 1, Columns = 1 }.Build([(byte)frame]));
        }

        Assert.Equal(
            3, module.Invoke("Import-Volume $args[0]", _folder.File("f_*.tif"))
                .OutputOf<Volume>()
                .Select(v => { v.Dispose(); return v; })
                .Count());
        foreach (string script in new[]
        {
            "Import-Volume \"$($args[0])/f_*.tif\" -AsMovie",
            "[IO.DirectoryInfo]::new($args[0]).GetFiles('f_*.tif') | Import-Volume -AsMovie",
            "Import-Volume $args[0]",
        })
        {
            Volume movie = Import(script, _folder.Root);
            Assert.Equal([1f, 9, 10], Enumerable.Range(0, 3).Select(i => movie.GetPlane(i)[0, 0]));
        }
    }

    [Fact]
    public void Datasets_channels_and_planes_are_chosen_and_told()
    {
        byte[] header = System.Text.Encoding.ASCII.GetBytes("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3, 2, 1, 1), }\n");
        string path = _folder.Write(
            "a.npy", [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. header, .. Enumerable.Range(0, 12).Select(i => (byte)i)]);
        InvocationResult result = module.Invoke("Import-Volume $args[0] -Axes TZCYX -Channel 1 -Plane 2 -Verbose", path);
        Volume volume = Assert.Single(result.OutputOf<Volume>());
        _volumes.Add(volume);
        Assert.Equal(("TYX", 2L, 5f, 11f), (volume.Axes, volume.FrameCount, volume.GetPlane(0)[0, 0], volume.GetPlane(1)[0, 0]));
        Assert.Contains(result.Verbose, v => v.Contains("-Axes TZCYX (caller)", StringComparison.Ordinal)
            && v.Contains("-Channel 1", StringComparison.Ordinal));
        Assert.StartsWith(
            "AxesMismatch,",
            Error(module.Invoke("Import-Volume $args[0] -Axes TZCYX", path)).FullyQualifiedErrorId,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "ParameterInvalid,",
            Error(module.Invoke("Import-Volume $args[0] -Axes TZCYX -Channel 2", path)).FullyQualifiedErrorId,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "ParameterInvalid,",
            Error(module.Invoke("Import-Volume $args[0] -Axes TZCYX -Channel 1 -Plane 3", path)).FullyQualifiedErrorId,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Axes_are_completed()
    {
        InvocationResult result = module.Invoke("(TabExpansion2 'Import-Volume x.tif -Axes Z').CompletionMatches.CompletionText");
        Assert.Equal(["ZYX", "ZTYX"], result.OutputOf<string>());
    }

    [Theory]
    [InlineData("Export-Volume x.tif -Format ", new[] { "Hdf5", "Nwb", "OmeTiff", "Tiff" })]
    [InlineData(
        "Export-Neuron x.nwb -Format ",
        new[] { "Auto", "Caiman", "Csv", "Json", "Mat", "Mat73", "Npz", "Nwb", "RoiSet", "Suite2p", "TraceTable" })]
    public void Formats_are_completed(string typed, string[] formats)
    {
        InvocationResult result = module.Invoke("(TabExpansion2 $args[0]).CompletionMatches.CompletionText", typed);
        Assert.Equal(formats, result.OutputOf<string>().Order(StringComparer.Ordinal));
    }

    private static Volume Movie(string name = "movie") => TestVolumes.Create(3, 4, 5, (t, _, _) => t, name: name);

    private static IEnumerable<string> Names(InvocationResult result) => result.OutputOf<Volume>().Select(v =>
    {
        v.Dispose();
        return v.Name;
    });

    private static ErrorRecord Error(InvocationResult result) => Assert.Single(result.Errors);

    private string Save(string name) =>
        _folder.Write(name, new TestTiff { Type = SampleType.UInt8, Rows = 1, Columns = 1 }.Build([0], [1], [2]));

    /// <summary>Runs a script that imports one volume.</summary>
    private Volume Import(string script, object path)
    {
        InvocationResult result = module.Invoke(script, path);
        Assert.Empty(result.Errors);
        Volume volume = Assert.Single(result.OutputOf<Volume>());
        _volumes.Add(volume);
        return volume;
    }
}
