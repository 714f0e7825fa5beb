using System.Xml;

namespace DeepWonder3D.Formats.Tiff.Descriptions;

/// <summary>Reads the OME-XML that Bio-Formats, Micro-Manager and tifffile write into the first page's description.</summary>
internal static class OmeDescription
{
    private const int SniffBytes = 4096;

    /// <summary>
    /// Reads a description; null where it is no OME-XML. What cannot be used for the axes is told in <see cref="TiffDescription.Fault"/>.
    /// </summary>
    /// <param name="text">The bytes of the first page's description.</param>
    /// <param name="pageCount">Pages in the file.</param>
    public static TiffDescription? TryRead(byte[] text, int pageCount)
    {
        ReadOnlySpan<byte> start = text.AsSpan(0, Math.Min(text.Length, SniffBytes)).TrimStart(" \t\r\n\uFEFF"u8);
        if (!start.StartsWith("<"u8) || start.IndexOf("<OME"u8) < 0 && start.IndexOf(":OME"u8) < 0)
        {
            return null;
        }

        try
        {
            XmlReaderSettings safe = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            using XmlReader xml = XmlReader.Create(new MemoryStream(text), safe);
            return Read(xml, pageCount);
        }
        catch (XmlException e)
        {
            return Faulty($"its OME-XML cannot be read: {e.Message}");
        }
    }

    private static TiffDescription Faulty(string fault) => new() { Source = "OME-XML", Fault = fault };

    private static TiffDescription? Read(XmlReader xml, int pageCount)
    {
        TiffDescription? description = null;
        string? file = null;
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (xml.LocalName == "OME")
            {
                file = xml.GetAttribute("UUID");
            }
            else if (xml.LocalName == "Pixels")
            {
                if (description is not null)
                {
                    return Faulty("it holds several images");
                }

                description = ReadPixels(xml, pageCount, file);
            }
        }

        return description;
    }

    private static TiffDescription ReadPixels(XmlReader xml, int pageCount, string? file)
    {
        string order = xml.GetAttribute("DimensionOrder") ?? "XYCZT";
        (int? frames, int? planes, int? channels) = (Count(xml, "SizeT"), Count(xml, "SizeZ"), Count(xml, "SizeC"));
        if (frames is null || planes is null || channels is null || order.Length != 5 || !order.StartsWith("XY", StringComparison.Ordinal)
            || "ZCT".Any(a => !order.Contains(a)))
        {
            return Faulty("its OME-XML states no sizes or no order of axes");
        }

        TiffDescription description = new()
        {
            Source = "OME-XML",
            Frames = frames,
            Planes = planes,
            Channels = channels.Value,
            Order = order[2..],
            PixelSizeUm = PixelSize.Of(Micrometres(xml, "PhysicalSizeX"), Micrometres(xml, "PhysicalSizeY")),
            PlaneStepUm = Micrometres(xml, "PhysicalSizeZ"),
            FrameRate = 1 / Seconds(xml, "TimeIncrement"),
        };
        return new OmePlanes(description, pageCount, file).Read(xml);
    }

    private static int? Count(XmlReader xml, string attribute) =>
        int.TryParse(xml.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0
            ? count
            : null;

    private static double? Positive(XmlReader xml, string attribute) =>
        double.TryParse(xml.GetAttribute(attribute), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && value > 0
            && double.IsFinite(value)
            ? value
            : null;

    private static double? Micrometres(XmlReader xml, string attribute) =>
        Positive(xml, attribute) * LengthUnit.InMicrometres(xml.GetAttribute(attribute + "Unit") ?? "µm");

    private static double? Seconds(XmlReader xml, string attribute) =>
        Positive(xml, attribute) * TimeUnit.InSeconds(xml.GetAttribute(attribute + "Unit") ?? "s");
}
