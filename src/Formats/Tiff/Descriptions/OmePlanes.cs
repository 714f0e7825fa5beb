using System.Xml;

namespace DeepWonder3D.Formats.Tiff.Descriptions;

/// <summary>
/// Which page holds which plane, from the <c>TiffData</c> elements of OME-XML. An element says from which plane on, from which page of
/// which file on, so many planes follow; one without a page number stands for all pages in order.
/// </summary>
internal sealed class OmePlanes(TiffDescription description, int pageCount, OmeFile file)
{
    private readonly List<OmePageRun> _runs = [];
    private readonly List<string> _otherFiles = [];
    private readonly List<string> _channelNames = [];
    private readonly OmeTimes _times = new();
    private string? _ownName;

    private long Places => description.Frames!.Value * description.Planes!.Value * description.Channels;

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
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "TiffData" && ReadTiffData(xml) is { } wrong)
            {
                return description with { Fault = wrong };
            }
            else if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "Channel")
            {
                _channelNames.Add(xml.GetAttribute("Name") ?? $"Channel {_channelNames.Count}");
            }
            else if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "Plane")
            {
                _times.Add(xml);
            }
        }

        // The names are of use where there are as many as channels.
        string[] names = _channelNames.Count == description.Channels ? [.. _channelNames] : [];
        (long? frames, string? fault) = WholeFrames();
        return _times.Complete(description, frames ?? description.Frames!.Value) with
        {
            Frames = frames ?? description.Frames,
            PageRuns = frames is { } whole ? [.. Before(whole * Places / description.Frames!.Value)] : _runs,
            OtherFiles = _otherFiles,
            ChannelNames = names,
            Fault = fault,
            MayBeCut = frames is not null,
            Warnings = frames is null ? [] :
            [
                $"'{file.Path}' was stopped: its OME-XML states {description.Frames} frames, "
                    + $"and names the pages of {frames}. These are read.",
            ],
        };
    }

    private string? ReadTiffData(XmlReader xml)
    {
        bool isListed = xml.GetAttribute("IFD") is not null || xml.GetAttribute("PlaneCount") is not null;
        bool isSound = Number(xml, "IFD", 0, out int firstPage)
            & Number(xml, "FirstT", 0, out int frame)
            & Number(xml, "FirstZ", 0, out int plane)
            & Number(xml, "FirstC", 0, out int channel)
            & Number(xml, "PlaneCount", 1, out int count);
        (string? name, string? id) = ReadFile(xml);
        if (!isListed)
        {
            return null;
        }

        if (!isSound || frame >= description.Frames || plane >= description.Planes || channel >= description.Channels)
        {
            return "its OME-XML lists pages wrongly";
        }

        if (FileOf(name, id) is not { } number)
        {
            return "its recording is spread over several files that are not named";
        }

        long first = PlaceOf(frame, plane, channel);
        if (count > Places - first || (number == 0 && Places <= pageCount && count > pageCount - firstPage))
        {
            return "its OME-XML lists more pages than there are";
        }

        // Of a file that ends early, the list goes on without it.
        long there = number == 0 ? Math.Min(count, pageCount - (long)firstPage) : count;
        if (there > 0)
        {
            _runs.Add(new OmePageRun(first, (int)there, number, firstPage));
        }

        return null;
    }

    /// <summary>The file that an element's planes lie in: its name and its identifier, where it states them.</summary>
    private static (string? Name, string? Id) ReadFile(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            return (null, null);
        }

        (string? name, string? id) = (null, null);
        using XmlReader inner = xml.ReadSubtree();
        while (inner.Read())
        {
            if (inner.NodeType == XmlNodeType.Element && inner.LocalName == "UUID")
            {
                name = inner.GetAttribute("FileName");
            }
            else if (inner.NodeType == XmlNodeType.Text)
            {
                id = inner.Value.Trim();
            }
        }

        return (name, id);
    }

    private int? FileOf(string? name, string? id)
    {
        if (file.Id is null ? IsOwn(name) : id is null || id == file.Id.Trim())
        {
            return 0;
        }

        // A name with a folder in it could reach anywhere.
        if (string.IsNullOrEmpty(name) || name.AsSpan().IndexOfAny(@"/\:") >= 0 || name is "." or "..")
        {
            return null;
        }

        int known = _otherFiles.IndexOf(name);
        if (known < 0)
        {
            known = _otherFiles.Count;
            _otherFiles.Add(name);
        }

        return known + 1;
    }

    /// <summary>
    /// Whether a name is that of the file itself: some writers give each file a name and an identifier, and do not say which of them the
    /// file is. A name that no file has is the one that it had before it was renamed, unless its own or that of others is named as well.
    /// </summary>
    private bool IsOwn(string? name)
    {
        if (name is null || name.Equals(Path.GetFileName(file.Path), StringComparison.OrdinalIgnoreCase))
        {
            _ownName = Path.GetFileName(file.Path);
            return true;
        }

        if ((_ownName ?? name) == name && _otherFiles.Count == 0
            && !File.Exists(Path.Combine(Path.GetDirectoryName(file.Path) ?? "", Path.GetFileName(name))))
        {
            _ownName = name;
            return true;
        }

        return false;
    }

    private long PlaceOf(int frame, int plane, int channel)
    {
        long place = 0;
        long step = 1;
        foreach (char axis in description.Order)
        {
            (int index, long length) = axis switch
            {
                'C' => (channel, description.Channels),
                'Z' => (plane, description.Planes!.Value),
                _ => (frame, description.Frames!.Value),
            };
            place += index * step;
            step *= length;
        }

        return place;
    }

    /// <summary>
    /// How many frames are there of a recording that was stopped, or what is wrong with the list: a plane that is there twice, or not at
    /// all.
    /// </summary>
    private (long? Frames, string? Fault) WholeFrames()
    {
        if (_runs.Count == 0 || (_otherFiles.Count == 0 && Places < pageCount && !file.IsShared))
        {
            // Sizes that do not fit the pages are refused later, by the same words for every source of axes.
            return (null, null);
        }

        long next = 0;
        foreach (OmePageRun run in _runs.OrderBy(r => r.FirstPlace))
        {
            if (run.FirstPlace < next)
            {
                return (null, $"its OME-XML lists {WhereIs(run.FirstPlace)} twice");
            }

            long perFrame = Places / description.Frames!.Value;
            if (run.FirstPlace > next && (!IsTimeSlowest() || run.FirstPlace / perFrame > next / perFrame))
            {
                return (null, $"its OME-XML names no page for {WhereIs(next)}");
            }

            next = run.FirstPlace > next ? next : next + run.Count;
        }

        if (_otherFiles.Count == 0 && next > pageCount)
        {
            return (null, "its OME-XML lists more pages than there are");
        }

        // Pages that are there and that the list passes over are a fault of the list.
        bool mayBeStopped = IsTimeSlowest() && (Places > pageCount || _otherFiles.Count > 0 || file.IsShared);
        long whole = next / (Places / description.Frames!.Value);
        return next == Places ? (null, null)
            : mayBeStopped && whole > 0 ? (whole, null)
            : (null, $"its OME-XML names no page for {WhereIs(next)}");
    }

    /// <summary>The runs of the places before one.</summary>
    private IEnumerable<OmePageRun> Before(long place) => _runs
        .Where(r => r.FirstPlace < place)
        .Select(r => r with { Count = (int)Math.Min(r.Count, place - r.FirstPlace) });

    private bool IsTimeSlowest() => description.Order.Last(
        axis => axis == 'T' || (axis == 'Z' && description.Planes > 1) || (axis == 'C' && description.Channels > 1)) == 'T';

    private string WhereIs(long place)
    {
        (long frame, long plane) = (0, 0);
        foreach (char axis in description.Order)
        {
            long length = axis switch { 'C' => description.Channels, 'Z' => description.Planes!.Value, _ => description.Frames!.Value };
            (frame, plane) = axis switch { 'T' => (place % length, plane), 'Z' => (frame, place % length), _ => (frame, plane) };
            place /= length;
        }

        return $"frame {frame}, plane {plane}";
    }

    private static bool Number(XmlReader xml, string attribute, int absent, out int value)
    {
        value = absent;
        return xml.GetAttribute(attribute) is not { } text
            || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}

/// <summary>Planes that follow each other in one file.</summary>
/// <param name="FirstPlace">The first plane's place in the recording's order.</param>
/// <param name="Count">How many planes.</param>
/// <param name="File">The file: 0 is the one that says so, others count from 1.</param>
/// <param name="FirstPage">The first plane's page in that file.</param>
internal readonly record struct OmePageRun(long FirstPlace, int Count, int File, int FirstPage);

/// <summary>The file in which OME-XML stands.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Id">Its identifier; null where it has none.</param>
internal sealed record OmeFile(string Path, string? Id)
{
    /// <summary>Whether several images lie in it.</summary>
    public bool IsShared { get; init; }
}
