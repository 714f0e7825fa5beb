using System.Globalization;

namespace DeepWonder3D.Formats.Csv;

/// <summary>Numbers as the programs that write tables spell them.</summary>
internal static class CsvNumber
{
    /// <summary>Reads a number; NaN for an empty field and for R's <c>NA</c>, null for other text.</summary>
    public static double? Parse(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
        {
            return value;
        }

        return text.IsEmpty || text is "NA" ? double.NaN
            : text.TrimStart('+').Equals("inf", StringComparison.OrdinalIgnoreCase) ? double.PositiveInfinity
            : text.Equals("-inf", StringComparison.OrdinalIgnoreCase) ? double.NegativeInfinity
            : null;
    }
}
