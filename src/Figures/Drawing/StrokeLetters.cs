using SkiaSharp;

namespace DeepWonder3D.Figures.Drawing;

/// <summary>
/// Letters as plain strokes, for machines without a single font (bare containers): a picture without the numbers on its scale bar
/// is of no use. Points are pairs of digits: column 0 to 4, row 0 (capitals' top) over 2 (small letters' top) and 6 (baseline) to 8.
/// </summary>
internal static class StrokeLetters
{
    private const float RowHeight = 0.12f;
    private const float ColumnWidth = 0.105f;
    private const float Advance = 5.6f * ColumnWidth;
    private const float Thickness = 0.085f;
    private const int Baseline = 6;
    private const string Unknown = "00 40 46 06 00";

    private static readonly Dictionary<char, string> s_letters = new()
    {
        [' '] = "",
        ['A'] = "06 20 46,14 34", ['B'] = "06 00 30 41 42 33 03,33 44 45 36 06", ['C'] = "41 30 10 01 05 16 36 45",
        ['D'] = "06 00 20 42 44 26 06", ['E'] = "40 00 06 46,03 33", ['F'] = "40 00 06,03 33", ['G'] = "41 30 10 01 05 16 36 45 43 23",
        ['H'] = "00 06,40 46,03 43", ['I'] = "10 30,20 26,16 36", ['J'] = "40 45 36 16 05", ['K'] = "00 06,40 03 46", ['L'] = "00 06 46",
        ['M'] = "06 00 23 40 46", ['N'] = "06 00 46 40", ['O'] = "10 01 05 16 36 45 41 30 10", ['P'] = "06 00 30 41 42 33 03",
        ['Q'] = "10 01 05 16 36 45 41 30 10,24 46", ['R'] = "06 00 30 41 42 33 03,23 46", ['S'] = "41 30 10 01 02 13 33 44 45 36 16 05",
        ['T'] = "00 40,20 26", ['U'] = "00 05 16 36 45 40", ['V'] = "00 26 40", ['W'] = "00 16 22 36 40", ['X'] = "00 46,40 06",
        ['Y'] = "00 23 40,23 26", ['Z'] = "00 40 06 46",
        ['a'] = "12 32 43 46,44 14 05 16 36 45", ['b'] = "00 06,03 12 32 43 45 36 16 05", ['c'] = "43 32 12 03 05 16 36 45",
        ['d'] = "40 46,43 32 12 03 05 16 36 45", ['e'] = "04 44 43 32 12 03 05 16 36 45", ['f'] = "30 20 11 16,02 32",
        ['g'] = "42 47 38 18 07,43 32 12 03 05 16 36 45", ['h'] = "00 06,03 12 32 43 46", ['i'] = "22 26,20 20", ['j'] = "22 27 18 08,20 20",
        ['k'] = "00 06,32 04 36", ['l'] = "20 25 36", ['m'] = "02 06,03 12 23 26,23 32 43 46", ['n'] = "02 06,03 12 32 43 46",
        ['o'] = "12 03 05 16 36 45 43 32 12", ['p'] = "02 08,03 12 32 43 45 36 16 05", ['q'] = "42 48,43 32 12 03 05 16 36 45",
        ['r'] = "02 06,03 12 32", ['s'] = "43 32 12 03 14 34 45 36 16 05", ['t'] = "10 15 26 36,02 32", ['u'] = "02 05 16 36 45,42 46",
        ['v'] = "02 26 42", ['w'] = "02 16 23 36 42", ['x'] = "02 46,42 06", ['y'] = "02 26,42 26 18 08", ['z'] = "02 42 06 46",
        ['0'] = "10 01 05 16 36 45 41 30 10", ['1'] = "11 20 26,16 36", ['2'] = "01 10 30 41 42 06 46", ['3'] = "00 40 22 32 43 45 36 16 05",
        ['4'] = "36 30 04 44", ['5'] = "40 00 02 32 43 45 36 16 05", ['6'] = "30 10 01 05 16 36 45 44 33 03", ['7'] = "00 40 16",
        ['8'] = "13 02 01 10 30 41 42 33 13 04 05 16 36 45 44 33", ['9'] = "43 13 02 01 10 30 41 45 36 16",
        ['.'] = "26 26", [','] = "26 17", [':'] = "23 23,26 26", [';'] = "23 23,26 17", ['-'] = "13 33", ['−'] = "03 43", ['–'] = "03 43",
        ['—'] = "03 43", ['+'] = "03 43,21 25", ['/'] = "06 40", ['\\'] = "00 46", ['('] = "30 21 25 36", [')'] = "10 21 25 16",
        ['['] = "30 10 16 36", [']'] = "10 30 36 16", ['%'] = "06 40,00 10 11 01 00,35 45 46 36 35", ['='] = "02 42,04 44",
        ['<'] = "41 03 45", ['>'] = "01 43 05", ['_'] = "07 47", ['*'] = "21 25,02 44,42 04", ['#'] = "10 16,30 36,02 42,04 44",
        ['!'] = "20 24,26 26", ['?'] = "01 10 30 41 42 23 24,26 26", ['\''] = "20 21", ['"'] = "10 11,30 31", ['^'] = "02 20 42",
        ['&'] = "46 12 11 20 31 04 05 16 26 44", ['@'] = "34 14 12 32 35 44 41 30 10 01 05 16 36", ['|'] = "20 27", ['`'] = "10 21",
        ['$'] = "41 30 10 01 02 13 33 44 45 36 16 05,20 26", ['{'] = "30 21 22 13 24 25 36", ['}'] = "10 21 22 33 24 25 16", ['~'] = "03 12 34 43",
        ['µ'] = "02 08,05 16 36 45,42 46", ['μ'] = "02 08,05 16 36 45,42 46", ['Δ'] = "06 20 46 06", ['σ'] = "42 12 03 05 16 36 45 43 32",
        ['×'] = "02 46,42 06", ['·'] = "24 24", ['…'] = "06 06,26 26,46 46", ['±'] = "03 43,21 25,06 46",
    };

    public static float Measure(string text, float size) => Math.Max(0, (text.Length * Advance) - (Advance - (4 * ColumnWidth))) * size;

    /// <summary>The strokes of a line of text as a path to be stroked with <see cref="ThicknessOf"/> and round ends.</summary>
    public static SKPath Path(string text, float x, float baseline, float size)
    {
        using SKPathBuilder path = new();
        foreach (char letter in text)
        {
            string strokes = s_letters.GetValueOrDefault(letter, Unknown);
            foreach (string stroke in strokes.Split(',', StringSplitOptions.RemoveEmptyEntries))
            {
                AddStroke(path, stroke.Split(' '), x, baseline, size);
            }

            x += Advance * size;
        }

        return path.Detach();
    }

    public static float ThicknessOf(float size) => Thickness * size;

    private static void AddStroke(SKPathBuilder path, string[] points, float x, float baseline, float size)
    {
        for (int i = 0; i < points.Length; i++)
        {
            SKPoint point = new(
                x + ((points[i][0] - '0') * ColumnWidth * size), baseline + ((points[i][1] - '0' - Baseline) * RowHeight * size));
            if (i == 0)
            {
                path.MoveTo(point);
            }
            else
            {
                path.LineTo(point);
            }
        }
    }
}
