using System.Text.Json;

namespace DeepWonder3D.Formats.Tiff.Descriptions;

/// <summary>
/// Reads where ScanImage put the regions of a scan of several (mROI): the JSON of its artist tag lists them, and a page holds them below
/// each other, with the lines between them that the scanner takes to get to the next one.
/// </summary>
internal static class ScanImageRegions
{
    private const int MaxBytes = 16 << 20;
    private const int MaxRegions = 4096;

    /// <summary>The regions of a page; empty where the JSON lists none, and null where they do not fit the page.</summary>
    /// <param name="artist">The bytes of the tag.</param>
    /// <param name="width">Columns of a page.</param>
    /// <param name="height">Rows of a page.</param>
    /// <param name="micrometresPerDegree">How many µm one degree of the scanner is, where known.</param>
    public static IReadOnlyList<TiffRegion>? Read(byte[] artist, int width, int height, double? micrometresPerDegree)
    {
        if (artist.Length is 0 or > MaxBytes || artist.AsSpan().IndexOf("imagingRoiGroup"u8) < 0)
        {
            return [];
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(artist, new JsonDocumentOptions { MaxDepth = 64 });
            return Read(json.RootElement, width, height, micrometresPerDegree);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    private static List<TiffRegion>? Read(JsonElement root, int width, int height, double? unit)
    {
        List<TiffRegion> regions = [];
        foreach (JsonElement roi in Several(root.GetProperty("RoiGroups").GetProperty("imagingRoiGroup").GetProperty("rois")))
        {
            if (roi.TryGetProperty("enable", out JsonElement enable) && enable.ValueKind == JsonValueKind.Number && enable.GetInt32() == 0)
            {
                continue;
            }

            // Fields of other depths repeat the region; where they differ in size, pages do as well, which nothing here can tell.
            List<(int Width, int Height, double? X, double? Y)> fields = [.. Several(roi.GetProperty("scanfields")).Select(Field)];
            if (regions.Count == MaxRegions || fields.Count == 0
                || fields.Exists(f => (f.Width, f.Height) != (fields[0].Width, fields[0].Height)))
            {
                return null;
            }

            string name = roi.TryGetProperty("name", out JsonElement text) && text.ValueKind == JsonValueKind.String
                ? text.GetString()!
                : $"ROI {regions.Count + 1}";
            double? across = fields[0].X * unit / fields[0].Width;
            regions.Add(new TiffRegion(name, 0, fields[0].Height, fields[0].Width)
            {
                PixelSizeUm = PixelSize.Width(across),
                PixelAspect = PixelSize.Aspect(fields[0].X / fields[0].Width, fields[0].Y / fields[0].Height),
            });
        }

        return Placed(regions, width, height);
    }

    /// <summary>The regions with their rows: what is left of a page lies in equal gaps between them.</summary>
    private static List<TiffRegion>? Placed(List<TiffRegion> regions, int width, int height)
    {
        if (regions.Count < 2)
        {
            return regions.Count == 0 || regions[0].Height == height ? [] : null;
        }

        long left = height - regions.Sum(r => (long)r.Height);
        if (left < 0 || left % (regions.Count - 1) != 0 || regions.Exists(r => r.Width > width))
        {
            return null;
        }

        int row = 0;
        for (int i = 0; i < regions.Count; i++)
        {
            regions[i] = regions[i] with { FirstRow = row };
            row += regions[i].Height + (int)(left / (regions.Count - 1));
        }

        return regions;
    }

    private static (int Width, int Height, double? X, double? Y) Field(JsonElement field)
    {
        int[] pixels = [.. field.GetProperty("pixelResolutionXY").EnumerateArray().Select(p => p.GetInt32())];
        double[] size = field.TryGetProperty("sizeXY", out JsonElement stated) && stated.ValueKind == JsonValueKind.Array
            ? [.. stated.EnumerateArray().Select(s => s.GetDouble())]
            : [];
        return pixels is [> 0, > 0]
            ? (pixels[0], pixels[1], size.Length == 2 ? size[0] : null, size.Length == 2 ? size[1] : null)
            : throw new FormatException("A field has no size.");
    }

    /// <summary>MATLAB writes a list of one as the one.</summary>
    private static IEnumerable<JsonElement> Several(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
}
