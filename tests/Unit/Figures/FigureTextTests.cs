using System.Diagnostics;
using DeepWonder3D.Figures;
using DeepWonder3D.Figures.Drawing;
using DeepWonder3D.Figures.Panels;
using DeepWonder3D.Tests.PowerShell;
using SkiaSharp;

namespace DeepWonder3D.Tests.Figures;

public class FigureTextTests
{
    private const string Used = "0123456789 ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz µσΔπ×±²·−–—…()/.,:;=%□";
    private const string Written = "Ärger ß ñ Łódź Şimşek Ώμέγα мышь ё їжак Việt x̄ ₁₂³ ‘a’ “b” €";

    public FigureTextTests() => TestFigures.DemandDrawing();

    [Theory]
    [InlineData(Used)]
    [InlineData(Written)]
    public void The_font_has_every_letter_that_figures_use_and_those_of_European_names(string letters)
    {
        using Stream embedded = typeof(Figure).Assembly.GetManifestResourceStream("Figures/DejaVuSans.ttf")!;
        using SKTypeface typeface = SKTypeface.FromStream(embedded);
        using SKFont font = new(typeface);
        Assert.Equal([], letters.EnumerateRunes().Where(r => !font.ContainsGlyph(r.Value)));
    }

    /// <summary>Against letters.png, a copy of what this test leaves in out/figures to be looked at.</summary>
    [Fact]
    public void Letters_are_the_same_on_every_machine()
    {
        byte[] png = Letters();
        string pictures = Path.Combine(SharedMaterial.Root, "out", "figures");
        Directory.CreateDirectory(pictures);
        File.WriteAllBytes(Path.Combine(pictures, "letters.png"), png);
        Picture drawn = new(png);
        Picture expected = new(File.ReadAllBytes(Path.Combine(SharedMaterial.Root, "tests", "Unit", "Figures", "letters.png")));
        Assert.Equal((expected.Width, expected.Height), (drawn.Width, drawn.Height));

        // The tolerance is for processors that round the blending of an edge differently; another font or hinting differs by 100 and more.
        int difference = expected.Pixels.Zip(drawn.Pixels, (e, d) => Math.Max(Math.Abs(e.Red - d.Red), Math.Abs(e.Blue - d.Blue))).Max();
        Assert.InRange(difference, 0, 4);
    }

    [Fact]
    public async Task A_figure_is_the_same_again_and_where_no_fonts_are_found()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        using TemporaryFolder folder = new();
        string[] files = [folder.File("a.png"), folder.File("b.png")];
        foreach (string file in files)
        {
            string fontless = file == files[1] ? folder.Root : "";
            Dictionary<string, string> environment = new() { ["FONTCONFIG_FILE"] = fontless, ["FONTCONFIG_PATH"] = fontless };
            string figure = $"Export-Figure '{file}' -Caption 'мышь 小鼠 µm'";
            using Process host = HostProcess.Start(
                environment, "-Command", $"(New-SimulatedRecording Easy -Height 64 -Width 64 -FrameCount 20).Views[0] | {figure}");
            await host.WaitForExitAsync(token);
        }

        Assert.Equal(await File.ReadAllBytesAsync(files[0], token), await File.ReadAllBytesAsync(files[1], token));
    }

    [Fact]
    public void Text_that_is_too_long_is_cut_to_fit()
    {
        string fitted = FigureText.Fit(new string('m', 500), 12, 200);
        Assert.EndsWith("…", fitted);
        Assert.InRange(FigureText.Measure(fitted, 12), 150, 200);
        Assert.Equal("short", FigureText.Fit("short", 12, 200));
        Assert.Equal("…", FigureText.Fit("mmmm", 12, 0));
    }

    [Fact]
    public void Letters_of_other_scripts_and_lone_surrogates_become_boxes()
    {
        foreach (FigureFormat format in Enum.GetValues<FigureFormat>())
        {
            byte[] Named(string name) => TestFigures.Bytes(new Figure(name, "", new TracePanel([], 1, null, 600, 300, 15)), format);
            Assert.Equal(Named("□□ мышь □ □"), Named("小鼠 мышь \ud83d\udc2d \ud83d"));
            Assert.NotEqual(Named("мышь"), Named("мыш□"));
        }
    }

    [Fact]
    public void Text_of_vector_figures_stays_text_that_viewers_without_the_font_can_show()
    {
        Figure figure = new("Ärger µ", "", new TracePanel([], 1, null, 600, 300, 15));
        string svg = System.Text.Encoding.UTF8.GetString(TestFigures.Bytes(figure, FigureFormat.Svg));
        Assert.Contains("Ärger µ", svg, StringComparison.Ordinal);
        Assert.Contains("font-family=\"DejaVu Sans, Verdana, sans-serif\"", svg, StringComparison.Ordinal);
    }

    /// <summary>Lines of several sizes, one of them with a rim.</summary>
    private static byte[] Letters()
    {
        using SKSurface surface = SKSurface.Create(new SKImageInfo(640, 130, SKColorType.Rgba8888, SKAlphaType.Premul));
        surface.Canvas.Clear(SKColors.White);
        FigureText.Outlines.Draw(surface.Canvas, Used, 5, 20, 11, SKColors.Black);
        FigureText.Outlines.Draw(surface.Canvas, Written, 635, 45.5f, 15, SKColors.Black, SKTextAlign.Right);
        FigureText.Outlines.Draw(surface.Canvas, "mouse 1, 小", 320, 100, 48, SKColors.Orange, SKTextAlign.Center, FigureColours.Halo);
        using SKImage image = surface.Snapshot();
        using SKData png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}
