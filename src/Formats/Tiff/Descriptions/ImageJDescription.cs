using System.Text.Unicode;

namespace DeepWonder3D.Formats.Tiff.Descriptions;

/// <summary>
/// Reads the description that ImageJ and Fiji write: lines of <c>key=value</c>. Pages are ordered channel, depth, time, fastest first. The
/// frame rate is taken from <c>finterval</c> alone: <c>fps</c> is the speed at which the recording was last played on the screen.
/// </summary>
internal static class ImageJDescription
{
    private const int MaxBytes = 1 << 20;

    /// <summary>Reads a description; null where it is not ImageJ's.</summary>
    /// <param name="text">The bytes of the first page's description.</param>
    /// <param name="unitsPerPixelX">
    /// The inverse of the first page's horizontal resolution, which ImageJ gives in the description's unit.
    /// </param>
    /// <param name="unitsPerPixelY">The same, vertically.</param>
    public static TiffDescription? TryRead(ReadOnlySpan<byte> text, double? unitsPerPixelX, double? unitsPerPixelY)
    {
        if (!text.StartsWith("ImageJ="u8) || text.Length > MaxBytes)
        {
            return null;
        }

        Dictionary<string, string> values = [];
        foreach (string line in Decode(text).Split('\n'))
        {
            int equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                values.TryAdd(line[..equals].Trim(), line[(equals + 1)..].Trim());
            }
        }

        return Read(values, unitsPerPixelX, unitsPerPixelY);
    }

    /// <summary>Old versions write Latin-1, in which the µ of a unit is no UTF-8.</summary>
    private static string Decode(ReadOnlySpan<byte> text) => (Utf8.IsValid(text) ? Encoding.UTF8 : Encoding.Latin1).GetString(text);

    private static TiffDescription Read(Dictionary<string, string> values, double? unitsPerPixelX, double? unitsPerPixelY)
    {
        double? unit = LengthUnit.InMicrometres(values.GetValueOrDefault("unit", ""));
        double? interval = Positive(values, "finterval") * TimeUnit.InSeconds(values.GetValueOrDefault("tunit", "sec"));
        double? rate = Positive(values, "fps");
        return new TiffDescription
        {
            Source = "ImageJ",
            Images = Count(values, "images"),
            Frames = Count(values, "frames"),
            Planes = Count(values, "slices"),
            Channels = Count(values, "channels") ?? 1,

            // What Micro-Manager writes where the planes of a channel lie together, fastest first.
            Order = values.GetValueOrDefault("order", "").Equals("zct", StringComparison.OrdinalIgnoreCase) ? "ZCT" : "CZT",
            PixelSizeUm = PixelSize.Width(unit * unitsPerPixelX),
            PixelAspect = PixelSize.Aspect(unitsPerPixelX, unitsPerPixelY),
            PlaneStepUm = unit * Positive(values, "spacing"),

            // Where both are there and agree, fps is the number that was not rounded by taking its inverse.
            FrameRate = Math.Abs((interval * rate ?? 0) - 1) < 1e-9 ? rate : 1 / interval,
        };
    }

    private static long? Count(Dictionary<string, string> values, string key) =>
        long.TryParse(values.GetValueOrDefault(key), NumberStyles.None, CultureInfo.InvariantCulture, out long count) && count > 0
            ? count
            : null;

    private static double? Positive(Dictionary<string, string> values, string key) =>
        double.TryParse(values.GetValueOrDefault(key), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && value > 0
            && double.IsFinite(value)
            ? value
            : null;
}
