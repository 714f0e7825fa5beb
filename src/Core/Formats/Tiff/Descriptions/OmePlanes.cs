using System.Globalization;
using System.Xml;

namespace DeepWonder3D.Formats.Tiff.Descriptions;

/// <summary>
/// Which page holds which plane, from the <c>TiffData</c> elements of OME-XML. An element says from which plane on, and from which page on, so many planes
/// follow; one without a page number stands for all pages in order.
/// </summary>
internal sealed class OmePlanes(TiffDescription description, int pageCount, string? file)
{
    private readonly int _frames = (int)description.Frames!.Value;
    private readonly int _planes = (int)description.Planes!.Value;
    private int[]? _pages;

    /// <summary>Reads to the end of the <c>Pixels</c> element on which the reader stands.</summary>
    public TiffDescription Read(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            return description;
        }

        int depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "TiffData" && ReadTiffData(xml) is { } fault)
            {
                return description with { Fault = fault };
            }
            else if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "UUID" && file is not null && xml.ReadElementContentAsString().Trim() != file.Trim())
            {
                return description with { Fault = "its recording is spread over several files" };
            }
        }

        if (_pages is not null && Array.IndexOf(_pages, -1) is var missing and >= 0)
        {
            return description with { Fault = $"its OME-XML names no page for frame {missing / _planes}, plane {missing % _planes}" };
        }

        return description with { Pages = _pages };
    }

    private string? ReadTiffData(XmlReader xml)
    {
        string? page = xml.GetAttribute("IFD");
        if (page is null && xml.GetAttribute("PlaneCount") is null)
        {
            return null;
        }

        int planes = _frames * _planes;
        if (!Number(xml, "IFD", 0, out int firstPage) || !Number(xml, "FirstT", 0, out int frame) || !Number(xml, "FirstZ", 0, out int plane)
            || !Number(xml, "PlaneCount", 1, out int count) || frame >= _frames || plane >= _planes)
        {
            return "its OME-XML lists pages wrongly";
        }

        int first = description.FramesAreFastest ? (plane * _frames) + frame : (frame * _planes) + plane;
        if (count > planes - first || count > pageCount - firstPage)
        {
            return "its OME-XML lists more pages than there are";
        }

        if (_pages is null)
        {
            _pages = new int[planes];
            Array.Fill(_pages, -1);
        }

        for (int i = 0; i < count; i++)
        {
            int place = first + i;
            place = description.FramesAreFastest ? (place % _frames * _planes) + (place / _frames) : place;
            if (_pages[place] >= 0)
            {
                return $"its OME-XML lists frame {place / _planes}, plane {place % _planes} twice";
            }

            _pages[place] = firstPage + i;
        }

        return null;
    }

    private static bool Number(XmlReader xml, string attribute, int absent, out int value)
    {
        value = absent;
        return xml.GetAttribute(attribute) is not { } text || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
