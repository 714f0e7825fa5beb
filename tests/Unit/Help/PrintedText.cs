using System.Globalization;

namespace DeepWonder3D.Tests.Help;

/// <summary>Compares what a page says that an example prints with what it printed.</summary>
internal static class PrintedText
{
    /// <summary>A line of a page that stands for any lines, and at the end of a line for any words.</summary>
    private const string Anything = "...";

    // Another processor adds in another order, so that a number may differ in its last digits; the words around it may not.
    private const double Tolerance = 0.05;

    /// <summary>What is different, or null.</summary>
    public static string? Difference(string expected, string printed)
    {
        string[] said = [.. expected.Split('\n').Where(l => l.Length > 0)];
        string[] shown = [.. printed.Split('\n').Where(l => l.Length > 0)];
        int next = 0;
        for (int i = 0; i < said.Length; i++)
        {
            if (said[i].Trim() == Anything)
            {
                int end = i + 1 < said.Length ? Array.FindIndex(shown, next, l => Same(said[i + 1], l)) : shown.Length;
                next = end < 0 ? shown.Length : end;
            }
            else if (next == shown.Length || !Same(said[i], shown[next++]))
            {
                return $"The page says\n{said[i]}\nand this was printed:\n{printed}";
            }
        }

        return next == shown.Length ? null : $"More was printed than the page says, from this line on:\n{shown[next]}";
    }

    private static bool Same(string said, string shown)
    {
        string[] one = Words(said);
        string[] other = Words(shown);
        if (one is [.., Anything] && other.Length >= one.Length - 1)
        {
            other = [.. other.Take(one.Length - 1), Anything];
        }

        return one.Length == other.Length && one.Zip(other).All(w => w.First == w.Second || NearlySame(w.First, w.Second));
    }

    private static string[] Words(string line) => line.Split([' ', '(', ')', ',', ';', '='], StringSplitOptions.RemoveEmptyEntries);

    private static bool NearlySame(string one, string other) =>
        double.TryParse(one, NumberStyles.Float, CultureInfo.InvariantCulture, out double a)
        && double.TryParse(other, NumberStyles.Float, CultureInfo.InvariantCulture, out double b)
        && Math.Abs(a - b) <= Math.Max(Tolerance * Math.Abs(a), one.Contains('.', StringComparison.Ordinal) ? Tolerance : 0);
}
