using System.Text.Json;
using DeepWonder3D.Formats.Arrays;

namespace DeepWonder3D.Formats.Tiff.Descriptions;

/// <summary>
/// Reads the description that tifffile writes: the size of the array as JSON, <c>{"shape": [20, 3, 24, 28], "axes": "TZYX"}</c>, with
/// <c>"truncated": true</c> where one directory stands for all pages.
/// </summary>
internal static class ShapedDescription
{
    private const string Source = "tifffile shape";
    private const int MaxBytes = 1 << 16;
    private const int MaxAxes = 16;

    /// <summary>Reads a description; null where it is none of these, or where it says no more than the pages themselves.</summary>
    /// <param name="text">The bytes of the first page's description.</param>
    /// <param name="width">Columns of a page.</param>
    /// <param name="height">Rows of a page.</param>
    public static TiffDescription? TryRead(ReadOnlySpan<byte> text, int width, int height)
    {
        if (!text.StartsWith("{"u8) || text.Length > MaxBytes || text.IndexOf("\"shape\""u8) < 0)
        {
            return null;
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(text.ToArray(), new JsonDocumentOptions { MaxDepth = 16 });
            return Read(json.RootElement, width, height);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static TiffDescription? Read(JsonElement json, int width, int height)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("shape", out JsonElement list)
            || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is < 3 or > MaxAxes)
        {
            return null;
        }

        List<long> shape = [];
        foreach (JsonElement length in list.EnumerateArray())
        {
            if (length.ValueKind != JsonValueKind.Number || !length.TryGetInt64(out long number) || number is < 1 or > int.MaxValue)
            {
                return null;
            }

            shape.Add(number);
        }

        string? axes = json.TryGetProperty("axes", out JsonElement stated) && stated.ValueKind == JsonValueKind.String
            ? stated.GetString()!.ToUpperInvariant()
            : null;
        return Describe(shape, axes is not null && axes.Length == shape.Count ? axes : null, width, height);
    }

    private static TiffDescription Describe(List<long> shape, string? axes, int width, int height)
    {
        List<string> warnings = [];
        if (axes is null)
        {
            (shape, axes, bool isGuess) = Unnamed(shape);
            if (axes is null)
            {
                return Faulty($"its description gives the size {string.Join('×', shape)} and names no axes");
            }

            if (isGuess)
            {
                warnings.Add($"The description names no axes of the size {string.Join('×', shape)}: taken as {axes}. -Axes and -PlaneCount state others.");
            }
        }

        if (!axes.EndsWith("YX", StringComparison.Ordinal) || shape[^2] != height || shape[^1] != width)
        {
            return Faulty($"its description says {string.Join('×', shape)} of axes {axes}, and its pages are {height} × {width}");
        }

        List<(char Axis, long Length)> pages = [.. axes[..^2].Zip(shape, (axis, length) => (axis, length)).Where(a => a.length > 1)];

        // tifffile's own letters for a sequence of images: one of them is time where none is.
        if (pages.FindIndex(a => a.Axis is 'I' or 'Q' or 'R' or 'L') is >= 0 and int unnamed && pages.All(a => a.Axis != 'T'))
        {
            pages[unnamed] = ('T', pages[unnamed].Length);
        }

        string letters = string.Concat(pages.Select(a => a.Axis));
        if (letters.Any(a => !"TZC".Contains(a, StringComparison.Ordinal)) || letters.Distinct().Count() != letters.Length)
        {
            return Faulty($"its description names the axes {axes}, of which more than T, Z, C, Y and X are there");
        }

        long Length(char axis) => pages.Where(a => a.Axis == axis).Select(a => a.Length).FirstOrDefault(1);
        decimal images = pages.Aggregate(1m, (product, a) => product * a.Length);
        return images > int.MaxValue ? Faulty($"its description says {images} pages") : new TiffDescription
        {
            Source = Source,
            Images = (long)images,
            Frames = Length('T'),
            Planes = Length('Z'),
            Channels = Length('C'),
            Order = string.Concat(letters.Reverse()) + string.Concat("CZT".Where(a => !letters.Contains(a))),
            Warnings = warnings,
        };
    }

    /// <summary>What an array of so many axes usually is, those of one place left aside.</summary>
    private static (List<long> Shape, string? Axes, bool IsGuess) Unnamed(List<long> shape)
    {
        List<long> longer = [.. shape[..^2].Where(length => length > 1), shape[^2], shape[^1]];
        longer = longer.Count < 3 ? [1, .. longer] : longer;
        return (longer, AxisMap.Usual(longer.Count), longer.Count > 3);
    }

    private static TiffDescription Faulty(string fault) => new() { Source = Source, Fault = fault };
}
