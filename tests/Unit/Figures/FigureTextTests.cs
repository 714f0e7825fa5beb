using DeepWonder3D.Figures;
using DeepWonder3D.Figures.Drawing;
using DeepWonder3D.Figures.Panels;
using SkiaSharp;

namespace DeepWonder3D.Tests.Figures;

public class FigureTextTests
{
    private const string Used = "0123456789 ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz µσ×·−–…()/.,:;=%";

    public FigureTextTests() => TestFigures.DemandDrawing();

    [Fact]
    public void A_machine_without_fonts_still_writes()
    {
        FigureText strokes = new(null);
        TracePanel panel = new([], 100, 10, 600, 300, 15);
        Figure figure = new("mouse 1", "12 neurons", panel, null, strokes);
        Picture picture = TestFigures.Picture(figure);
        int title =
            Enumerable.Range(0, figure.PanelOrigin.Y).Sum(y => Enumerable.Range(0, picture.Width).Count(x => picture[x, y].Red < 100));
        Assert.True(title > 200, $"The title has {title} dark pixels.");
    }

    [Fact]
    public void Every_letter_that_figures_use_has_strokes_of_its_own()
    {
        Dictionary<string, char> seen = [];
        foreach (char letter in Used.Where(c => c != ' '))
        {
            using SKPath path = StrokeLetters.Path(letter.ToString(), 0, 0, 100);
            Assert.False(path.IsEmpty);
            bool isNew = seen.TryAdd(path.ToSvgPathData(), letter);
            Assert.True(
                isNew || "Oo−".Contains(letter) || letter is '0' or '–' or 'x' or '×',
                $"'{letter}' looks like '{seen[path.ToSvgPathData()]}'.");
        }
    }

    [Fact]
    public void Folders_without_a_usable_font_give_none()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            Assert.Null(SystemTypeface.OfFolders([folder]));
            File.WriteAllText(Path.Combine(folder, "broken.ttf"), "not a font");
            Assert.Null(SystemTypeface.OfFolders([folder]));
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Text_that_is_too_long_is_cut_to_fit(bool strokes)
    {
        FigureText text = strokes ? new FigureText(null) : FigureText.Default;
        string fitted = text.Fit(new string('m', 500), 12, 200);
        Assert.EndsWith("…", fitted);
        Assert.InRange(text.Measure(fitted, 12), 150, 200);
        Assert.Equal("short", text.Fit("short", 12, 200));
        Assert.Equal("…", text.Fit("mmmm", 12, 0));
    }

    [Fact]
    public void Names_in_other_scripts_and_lone_surrogates_do_not_fail()
    {
        Figure figure = new("小鼠 мышь \ud83d\udc2d \ud83d", "", new TracePanel([], 1, null, 600, 300, 15));
        Picture picture = TestFigures.Picture(figure);
        Assert.Equal(figure.Width, picture.Width);
    }
}
