using DeepWonder3D.Figures;

namespace DeepWonder3D.Tests.Figures;

public sealed class FigureFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("figures").FullName;

    public FigureFileTests() => TestFigures.DemandDrawing();

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public void A_figure_is_written_whole_and_nothing_else_is_left()
    {
        Figure figure = TraceFigure.Of(TestFigures.Set(10, 10, []), FigureOptions.Default);
        FigureFile.Write(figure, Path.Combine(_folder, "a.png"), false);
        FigureFile.Write(figure, Path.Combine(_folder, "a.SVG"), false);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(Path.Combine(_folder, "a.png"))[..4]);
        Assert.EndsWith("</svg>", File.ReadAllText(Path.Combine(_folder, "a.SVG")).TrimEnd(), StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public void An_existing_file_is_kept_unless_it_may_be_replaced()
    {
        string path = Path.Combine(_folder, "a.png");
        File.WriteAllText(path, "mine");
        Figure figure = TraceFigure.Of(TestFigures.Set(10, 10, []), FigureOptions.Default);
        Refusal.Of(ErrorId.FileExists, () => FigureFile.Write(figure, path, false));
        Assert.Equal("mine", File.ReadAllText(path));
        FigureFile.Write(figure, path, true);
        Assert.NotEqual("mine", File.ReadAllText(path));
    }

    [Fact]
    public void Other_endings_are_refused()
    {
        Refusal.Of(ErrorId.UnknownFormat, () => FigureFile.FormatOf("a.bmp"));
        Refusal.Of(ErrorId.UnknownFormat, () => FigureFile.FormatOf("a"));
    }

    [Fact]
    public void Names_are_made_safe_for_every_file_system()
    {
        Assert.Equal("a_b_c_d_summary.png", FigureFile.NameFor("a/b:c*d", FigureKind.Summary));
    }

    [Fact]
    public void Each_object_has_its_kinds_of_figure()
    {
        NeuronSet neurons = TestFigures.Set(10, 10, []);
        using Volume volume = TestVolumes.Numbered(2, 10, 10);
        Assert.Equal(FigureKind.Summary, FigureSelection.KindFor(neurons, FigureKind.Auto));
        Assert.Equal(FigureKind.Summary, FigureSelection.KindFor(TestFigures.Population(1), FigureKind.Auto));
        Assert.Equal(FigureKind.Mean, FigureSelection.KindFor(volume, FigureKind.Auto));
        foreach ((object? input, FigureKind kind) in new (object?, FigureKind)[]
        {
            (neurons, FigureKind.Population), (volume, FigureKind.Trace), (TestFigures.Population(1), FigureKind.Mean),
            ("text", FigureKind.Auto), (null, FigureKind.Auto),
        })
        {
            Refusal.Of(ErrorId.FigureKindMismatch, () => FigureSelection.KindFor(input, kind));
        }
    }

    [Fact]
    public void Every_kind_of_figure_can_be_made()
    {
        NeuronSet neurons = TestFigures.Lattice(9, 30, 30, 3);
        using Volume volume = TestVolumes.Create(20, 30, 30, (t, y, x) => (t * 7 % 11) + y + x, name: neurons.Name);
        foreach (object input in new object[] { neurons, TestFigures.Population(9), volume })
        {
            int made = 0;
            foreach (FigureKind kind in Enum.GetValues<FigureKind>())
            {
                try
                {
                    FigureKind resolved = FigureSelection.KindFor(input, kind);
                    Figure figure = FigureSelection.Create(
                        input, resolved, [volume], FigureOptions.Default, SilentObserver.Instance, TestContext.Current.CancellationToken);
                    Assert.NotEmpty(TestFigures.Bytes(figure));
                    made++;
                }
                catch (DeepWonderException e) when (e.Id == ErrorId.FigureKindMismatch)
                {
                }
            }

            Assert.Equal(input switch { NeuronSet => 8, Volume => 5, _ => 4 }, made);
        }
    }

    [Fact]
    public void The_volume_of_the_same_name_or_view_is_taken()
    {
        NeuronSet neurons = TestFigures.Set(10, 10, []);
        using Volume other = TestVolumes.Create(1, 10, 10, (_, _, _) => 0, name: "other");
        using Volume own = TestVolumes.Create(1, 10, 10, (_, _, _) => 0, name: neurons.Name);
        Assert.Same(own, FigureSelection.VolumeFor(neurons, [other, own]));
        Assert.Same(other, FigureSelection.VolumeFor(neurons, [other]));
        Assert.Null(FigureSelection.VolumeFor(neurons, []));
        Refusal.Of(ErrorId.ParameterInvalid, () => FigureSelection.VolumeFor(neurons, [other, other]));
        Refusal.Of(
            ErrorId.ParameterInvalid,
            () => FigureSelection.Create(
                neurons, FigureKind.Correlation, [], FigureOptions.Default, SilentObserver.Instance, CancellationToken.None));
    }
}
