using System.Management.Automation;
using DeepWonder3D.Tests.PowerShell;
using Shell = System.Management.Automation.PowerShell;

namespace DeepWonder3D.Tests.Figures;

public sealed class ExportFigureCommandTests : FolderTests, IClassFixture<ModuleFixture>
{
    private readonly ModuleFixture _module;

    public ExportFigureCommandTests(ModuleFixture module)
    {
        TestFigures.DemandDrawing();
        _module = module;
    }

    [Fact]
    public void Objects_of_all_sorts_come_from_the_pipeline_into_a_folder()
    {
        NeuronSet neurons = TestFigures.Lattice(9, 30, 30, 3);
        using Volume volume = TestVolumes.Create(5, 30, 30, (t, y, x) => (t * 7 % 3) + y + x, name: "mouse 2");
        IReadOnlyList<FileInfo> files = _module.Invoke(
            "$args[1..3] | Export-Figure $args[0] -PassThru",
            Folder.Root,
            neurons,
            TestFigures.Population(5) with { Name = "mouse 3" },
            volume).OutputOf<FileInfo>();
        Assert.Equal(["mouse 1_summary.png", "mouse 3_summary.png", "mouse 2_mean.png"], files.Select(f => f.Name));
        Assert.All(files, f => Assert.True(new Picture(File.ReadAllBytes(f.FullName)).Width > 0));
    }

    [Fact]
    public void A_file_gets_the_kind_width_and_background_that_were_asked_for()
    {
        NeuronSet neurons = TestFigures.Lattice(9, 30, 30, 3);
        using Volume volume = TestVolumes.Create(5, 30, 30, (t, y, x) => (t * 7 % 3) + y + x, name: neurons.Name);
        string path = Folder.File("picture.png");
        InvocationResult result = _module.Invoke(
            "Export-Figure -InputObject $args[1] -Path $args[0] -Volume $args[2] -Kind Correlation -Truth $args[1] -Width 800 "
                + "-Caption 'from a test' -Verbose",
            path,
            neurons,
            volume);
        Assert.Empty(result.Output);
        Assert.Contains(result.Verbose, message => message.Contains("800 ×", StringComparison.Ordinal));
        Assert.Equal(800, new Picture(File.ReadAllBytes(path)).Width);
    }

    [Fact]
    public void Truth_that_a_figure_cannot_show_is_warned_of()
    {
        NeuronSet neurons = TestFigures.Set(10, 10, []);
        Assert.Single(_module.Invoke("$args[1] | Export-Figure $args[0] -Truth $args[1] -Kind Trace", Folder.Root, neurons).Warnings);
        Assert.Empty(_module.Invoke("$args[1] | Export-Figure $args[0] -Truth $args[1]", Folder.Root, neurons).Warnings);
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        _module.Invoke("$args[1] | Export-Figure $args[0] -WhatIf", Folder.Root, TestFigures.Set(10, 10, []));
        Assert.Empty(Directory.GetFileSystemEntries(Folder.Root));
    }

    [Fact]
    public void An_existing_file_is_an_error_without_Force_and_replaced_with_it()
    {
        string path = Folder.File("a.svg");
        File.WriteAllText(path, "mine");
        NeuronSet neurons = TestFigures.Set(10, 10, []);
        Assert.Equal(nameof(ErrorId.FileExists), Error("$args[1] | Export-Figure $args[0]", path, neurons));
        Assert.Equal("mine", File.ReadAllText(path));
        _module.Invoke("$args[1] | Export-Figure $args[0] -Force", path, neurons);
        Assert.Contains("<svg", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$args[1] | Export-Figure $args[0] -Kind Population", nameof(ErrorId.FigureKindMismatch))]
    [InlineData("$args[1] | Export-Figure $args[0] -Kind Correlation", nameof(ErrorId.ParameterInvalid))]
    [InlineData("$args[1] | Export-Figure ($args[0] + '/a.gif')", nameof(ErrorId.UnknownFormat))]
    [InlineData("$args[1] | Export-Figure env:/a.png", nameof(ErrorId.PathNotFileSystem))]
    [InlineData("'text' | Export-Figure $args[0]", nameof(ErrorId.FigureKindMismatch))]
    public void Each_failure_has_its_own_error(string script, string id)
    {
        Assert.Equal(id, Error(script, Folder.Root, TestFigures.Set(10, 10, [])));
        Assert.Empty(Directory.GetFileSystemEntries(Folder.Root));
    }

    [Fact]
    public void A_volume_of_another_size_is_refused_and_the_other_inputs_go_on()
    {
        using Volume volume = TestVolumes.Numbered(2, 30, 30);
        NeuronSet wrong = TestFigures.Set(10, 10, []) with { Name = "wrong" };
        InvocationResult result = _module.Invoke(
            "$args[2], $args[3] | Export-Figure $args[0] -Volume $args[1] -PassThru",
            Folder.Root,
            volume,
            wrong,
            TestFigures.Set(30, 30, []));
        Assert.Equal("mouse 1_summary.png", Assert.Single(result.OutputOf<FileInfo>()).Name);
        Assert.Equal(nameof(ErrorId.ViewsDiffer), Assert.Single(result.Errors).FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public void Stopping_in_mid_projection_leaves_no_file()
    {
        using Volume volume = TestVolumes.Numbered(2, 8, 8);
        using SlowStore store = new(8, 8, 100_000);
        using Volume endless = new(volume.Info with { FrameCount = 100_000 }, store);
        using Shell shell = _module.Prepare("Export-Figure -InputObject $args[0] -Path $args[1]", endless, Folder.Root);
        IAsyncResult running = shell.BeginInvoke();
        Assert.True(store.Started.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        shell.Stop();
        Assert.True(running.AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(10)));
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Empty(Directory.GetFileSystemEntries(Folder.Root));
    }

    private string Error(string script, params object[] arguments)
    {
        InvocationResult result = _module.Invoke(script, arguments);
        Assert.Empty(result.Output);
        return Assert.Single(result.Errors).FullyQualifiedErrorId.Split(',')[0];
    }

    /// <summary>A recording that takes minutes to read.</summary>
    private sealed class SlowStore(int height, int width, long planes) : SampleStore(SampleType.Float32, planes, height, width)
    {
        public ManualResetEventSlim Started { get; } = new();

        public override void ReadRows(long plane, int row, int rowCount, Span<byte> destination)
        {
            Started.Set();
            Thread.Sleep(5);
            destination.Clear();
        }

        protected override void Dispose(bool disposing) => Started.Dispose();
    }
}
