using System.Xml;

namespace DeepWonder3D.Formats.Tiff.Descriptions;

/// <summary>Reads the OME-XML that Bio-Formats, Micro-Manager and tifffile write into the first page's description.</summary>
internal static class OmeDescription
{
    private const string Source = "OME-XML";
    private const int SniffBytes = 4096;
    private const int MaxImages = 4096;

    /// <summary>
    /// Reads a description; null where it is no OME-XML. What cannot be used for the axes is told in <see cref="TiffDescription.Fault"/>.
    /// </summary>
    /// <param name="text">The bytes of the first page's description.</param>
    /// <param name="pageCount">Pages in the file.</param>
    /// <param name="path">The file.</param>
    /// <param name="position">The position that the caller names; null for none.</param>
    public static TiffDescription? TryRead(byte[] text, int pageCount, string path, string? position)
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
            bool isShared = text.AsSpan().Count("<Pixels "u8) + text.AsSpan().Count(":Pixels "u8) > 1;
            return Read(xml, pageCount, new OmeFile(path, null) { IsShared = isShared }, position);
        }
        catch (XmlException e)
        {
            return Faulty($"its OME-XML cannot be read: {e.Message}");
        }
    }

    private static TiffDescription Faulty(string fault) => new() { Source = Source, Fault = fault };

    private static TiffDescription? Read(XmlReader xml, int pageCount, OmeFile file, string? position)
    {
        List<(string Name, TiffDescription Description)> images = [];
        string name = "";
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (xml.LocalName == "OME")
            {
                file = file with { Id = xml.GetAttribute("UUID") };
            }
            else if (xml.LocalName == "Image")
            {
                name = xml.GetAttribute("Name") ?? xml.GetAttribute("ID") ?? "";
            }
            else if (xml.LocalName == "Pixels" && images.Count < MaxImages)
            {
                images.Add((name.Length > 0 ? name : $"Position {images.Count}", ReadPixels(xml, pageCount, file)));
            }
        }

        return images.Count switch { 0 => null, 1 => images[0].Description, _ => Choose(images, file.Path, position) };
    }

    /// <summary>The image that the caller names, or the only one that lies in this file; none where it must be chosen.</summary>
    private static TiffDescription Choose(List<(string Name, TiffDescription Description)> images, string path, string? position)
    {
        string[] names = [.. images.Select(i => i.Name)];
        int[] own = [.. Enumerable.Range(0, images.Count).Where(i => images[i].Description.PageRuns.Any(r => r.File == 0))];
        int? chosen = position is not null ? RecordingPositions.Choose(names, position, path, Source)
            : own.Length == 1 && images.TrueForAll(i => i.Description.PageRuns.Count > 0) ? own[0]
            : null;
        TiffDescription image = images[chosen ?? 0].Description;
        return chosen is null ? image with { Positions = names }
            : image.PageRuns.Count == 0 && image.Fault is null
                ? Faulty("it holds several images, and its OME-XML does not say which pages are whose")
                    with
                { Positions = names, Position = chosen }
            : image with { Positions = names, Position = chosen };
    }

    private static TiffDescription ReadPixels(XmlReader xml, int pageCount, OmeFile file)
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
            Source = Source,
            Frames = frames,
            Planes = planes,
            Channels = channels.Value,
            Order = order[2..],
            PixelSizeUm = Micrometres(xml, "PhysicalSizeX"),
            PixelAspect = PixelSize.Aspect(Micrometres(xml, "PhysicalSizeX"), Micrometres(xml, "PhysicalSizeY")),
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
