using System.Xml;

namespace DeepWonder3D.Formats.Tiff.Descriptions;

/// <summary>Axes and scales of a volume as OME-XML, for programs that read through Bio-Formats.</summary>
internal static class OmeXml
{
    private const string Schema = "http://www.openmicroscopy.org/Schemas/OME/2016-06";

    /// <summary>The description.</summary>
    /// <param name="volume">The volume; its pages lie frame by frame.</param>
    /// <param name="type">The type of the samples in the file.</param>
    /// <exception cref="DeepWonderException">ParameterInvalid: OME knows no such samples.</exception>
    public static byte[] Description(Volume volume, SampleType type)
    {
        using MemoryStream text = new();
        XmlWriterSettings settings = new() { Encoding = new UTF8Encoding(false), NewLineChars = "\n" };
        using (XmlWriter xml = XmlWriter.Create(text, settings))
        {
            xml.WriteStartElement("OME", Schema);
            xml.WriteAttributeString("Creator", $"DeepWonder3D for PowerShell {typeof(OmeXml).Assembly.GetName().Version!.ToString(3)}");
            xml.WriteStartElement("Image", Schema);
            xml.WriteAttributeString("ID", "Image:0");
            xml.WriteAttributeString("Name", XmlConvert.VerifyXmlChars(new string([.. volume.Name.Where(XmlConvert.IsXmlChar)])));
            WritePixels(xml, volume, type);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return text.ToArray();
    }

    private static void WritePixels(XmlWriter xml, Volume volume, SampleType type)
    {
        void Attribute(string name, IFormattable? value)
        {
            if (value is not null)
            {
                xml.WriteAttributeString(name, FormattableString.Invariant($"{value}"));
            }
        }

        xml.WriteStartElement("Pixels", Schema);
        xml.WriteAttributeString("ID", "Pixels:0");
        xml.WriteAttributeString("DimensionOrder", "XYZCT");
        xml.WriteAttributeString("Type", TypeName(type));
        Attribute("SizeX", volume.Width);
        Attribute("SizeY", volume.Height);
        Attribute("SizeZ", volume.PlaneCount);
        Attribute("SizeC", 1);
        Attribute("SizeT", volume.FrameCount);
        Attribute("PhysicalSizeX", volume.PixelSizeUm);
        Attribute("PhysicalSizeY", volume.PixelHeightUm);
        Attribute("PhysicalSizeZ", volume.PlaneStepUm);
        Attribute("TimeIncrement", 1 / volume.FrameRate);
        if (volume.FrameRate is not null)
        {
            xml.WriteAttributeString("TimeIncrementUnit", "s");
        }

        xml.WriteStartElement("Channel", Schema);
        xml.WriteAttributeString("ID", "Channel:0:0");
        xml.WriteAttributeString("SamplesPerPixel", "1");
        xml.WriteEndElement();
        xml.WriteStartElement("TiffData", Schema);
        xml.WriteAttributeString("IFD", "0");
        Attribute("PlaneCount", volume.FrameCount * volume.PlaneCount);
        xml.WriteEndElement();
        WriteTimes(xml, volume.PlaneCount == 1 ? volume.FrameTimes ?? [] : []);
        xml.WriteEndElement();
    }

    /// <summary>When each frame was taken; of several planes it is not known of each.</summary>
    private static void WriteTimes(XmlWriter xml, double[] times)
    {
        for (int frame = 0; frame < times.Length; frame++)
        {
            xml.WriteStartElement("Plane", Schema);
            xml.WriteAttributeString("TheZ", "0");
            xml.WriteAttributeString("TheT", frame.ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("TheC", "0");
            xml.WriteAttributeString("DeltaT", times[frame].ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("DeltaTUnit", "s");
            xml.WriteEndElement();
        }
    }

    private static string TypeName(SampleType type) => type switch
    {
        SampleType.Float32 => "float",
        SampleType.Float64 => "double",
        SampleType.Float16 => throw new DeepWonderException(
            ErrorId.ParameterInvalid, "OME-TIFF has no samples of type Float16.", type, "Give -SampleType Float32, or another format."),
        _ => type.ToString().ToLowerInvariant(),
    };
}
