using System.Xml;

namespace DeepWonder3D.Formats.Folders;

/// <summary>What Prairie View's XML says of a recording.</summary>
internal sealed class BrukerXml(string path)
{
    private const int SniffBytes = 1024;

    private static readonly XmlReaderSettings s_safe = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null };

    private readonly string _path = path;
    private readonly Dictionary<string, double> _state = [];
    private readonly List<Dictionary<int, double>> _sequencePositions = [];
    private readonly Dictionary<int, double> _positions = [];
    private int _sequence = -1;
    private bool _isInFrame;

    public List<BrukerFrame> Frames { get; } = [];

    /// <summary>The channels' names by their numbers.</summary>
    public SortedList<int, string> Channels { get; } = [];

    /// <summary>Whether the XML ends early; what it lists before is kept.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Whether a sequence is a stack of planes.</summary>
    public bool IsZSeries { get; private set; }

    /// <summary>Whether every second stack is recorded on the way back.</summary>
    public bool IsBidirectional { get; private set; }

    /// <summary>Seconds from frame to frame.</summary>
    public double? FramePeriod => Positive("framePeriod");

    /// <summary>Seconds from row to row.</summary>
    public double? RowPeriodS => Positive("scanLinePeriod");

    public double? PlaneStepUm => Positive("micronsPerPixel.ZAxis");

    /// <summary>The width of a pixel, µm.</summary>
    public double? PixelSizeUm => Positive("micronsPerPixel.XAxis");

    /// <summary>Height of a pixel over its width.</summary>
    public double? PixelAspect => PixelSize.Aspect(PixelSizeUm, Positive("micronsPerPixel.YAxis"));

    /// <summary>Whether a file is such an XML.</summary>
    public static bool IsBruker(string path)
    {
        if (!Path.GetExtension(path).Equals(".xml", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        byte[] start = new byte[SniffBytes];
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        int length = stream.ReadAtLeast(start, SniffBytes, throwOnEndOfStream: false);
        return start.AsSpan(0, length).IndexOf("<PVScan"u8) >= 0;
    }

    /// <summary>Reads an XML.</summary>
    /// <exception cref="DeepWonderException">RecordingIncomplete or FileReadFailed.</exception>
    public static BrukerXml Read(string path, CancellationToken cancellationToken)
    {
        BrukerXml scan = new(path);
        try
        {
            using XmlReader xml = XmlReader.Create(path, s_safe);
            while (xml.Read())
            {
                if (xml.NodeType == XmlNodeType.Element)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    scan.ReadElement(xml);
                }
                else if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "Frame")
                {
                    scan._isInFrame = false;
                }
            }
        }
        catch (XmlException e)
        {
            if (scan._isInFrame && scan.Frames.Count > 0)
            {
                scan.Frames.RemoveAt(scan.Frames.Count - 1);
            }

            scan.IsCut = scan.Frames.Count > 0 ? true : throw RecordingErrors.Incomplete(path, e.Message.TrimEnd('.'), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Reading(path, e);
        }

        return scan.Channels.Count > 0 ? scan : throw RecordingErrors.Incomplete(path, "it lists no files");
    }

    /// <summary>
    /// Where a frame lies in depth, µm: the positions of all devices that move the focus, added up, as they are stated for the frame, its
    /// sequence or the recording. NaN where nothing is said.
    /// </summary>
    public double PositionOf(BrukerFrame frame)
    {
        Dictionary<int, double> known = new(_positions);
        Dictionary<int, double>? own = frame.Sequence < _sequencePositions.Count ? _sequencePositions[frame.Sequence] : null;
        foreach ((int device, double position) in (own ?? []).Concat(frame.Positions ?? []))
        {
            known[device] = position;
        }

        return known.Count == 0 ? double.NaN : known.Values.Sum();
    }

    /// <summary>When each volume, or frame of a single plane, was taken, seconds.</summary>
    public double[] Times(long frames, int planes) => [.. Enumerable.Range(0, (int)frames).Select(f => Frames[f * planes].Time)];

    /// <summary>Volumes a second: from the times of the volumes' first frames, or else from the frames' period.</summary>
    public double? Rate(long frames, int planes) =>
        Times(frames, planes) is var times && FrameClock.IsSound(times, frames) && FrameClock.RateOf(times) is { } rate
            ? rate
            : 1 / (FramePeriod * planes);

    private void ReadElement(XmlReader xml)
    {
        switch (xml.LocalName)
        {
            case "Sequence":
                _sequence++;
                _sequencePositions.Add([]);
                IsBidirectional |= xml.GetAttribute("bidirectionalZ")?.Equals("True", StringComparison.OrdinalIgnoreCase) == true;
                IsZSeries |= xml.GetAttribute("type")?.Contains("ZSeries", StringComparison.OrdinalIgnoreCase) == true;
                break;
            case "Frame":
                _isInFrame = !xml.IsEmptyElement;
                Frames.Add(
                    new BrukerFrame(Math.Max(_sequence, 0), Number(xml.GetAttribute("absoluteTime") ?? xml.GetAttribute("relativeTime"))));
                break;
            case "File" when Frames.Count > 0:
                ReadFile(xml);
                break;
            case "PVStateValue" or "Key":
                ReadState(xml);
                break;
            default:
                break;
        }
    }

    private void ReadFile(XmlReader xml)
    {
        string name = xml.GetAttribute("filename") ?? "";
        if (!int.TryParse(xml.GetAttribute("channel"), NumberStyles.None, CultureInfo.InvariantCulture, out int channel)
            || name.Length == 0 || name.AsSpan().IndexOfAny(@"/\:") >= 0 || name is "." or "..")
        {
            throw RecordingErrors.Incomplete(_path, $"it lists a file '{name}' of channel '{xml.GetAttribute("channel")}'");
        }

        int page = int.TryParse(xml.GetAttribute("page"), NumberStyles.None, CultureInfo.InvariantCulture, out int stated)
            ? Math.Max(stated, 1)
            : 1;
        Channels.TryAdd(channel, xml.GetAttribute("channelName") ?? $"Ch{channel}");
        Frames[^1].Pages[channel] = new BrukerPage(name, page);
    }

    /// <summary>The first value that is stated holds: frames repeat what has changed, such as the depth.</summary>
    private void ReadState(XmlReader xml)
    {
        if (xml.GetAttribute("key") is "positionCurrent" or "positionCurrent_ZAxis")
        {
            ReadPosition(xml);
            return;
        }

        if (xml.GetAttribute("key") is not
                ("framePeriod" or "scanLinePeriod" or "micronsPerPixel" or "micronsPerPixel_XAxis" or "micronsPerPixel_YAxis")
            || xml.GetAttribute("key") is not { } key)
        {
            return;
        }

        if (xml.GetAttribute("value") is { } value)
        {
            _state.TryAdd(key.Replace('_', '.'), Number(value));
            return;
        }

        using XmlReader inner = xml.ReadSubtree();
        while (inner.Read())
        {
            if (inner.NodeType == XmlNodeType.Element && inner.LocalName == "IndexedValue")
            {
                _state.TryAdd($"{key}.{inner.GetAttribute("index")}", Number(inner.GetAttribute("value")));
            }
        }
    }

    /// <summary>
    /// The position in depth: a value a device that moves the focus, in elements of their own or, in old versions, with commas between.
    /// </summary>
    private void ReadPosition(XmlReader xml)
    {
        bool isOfFrame = Frames.Count > 0 && Frames[^1].Sequence == Math.Max(_sequence, 0);
        Dictionary<int, double> target = isOfFrame ? Frames[^1].Positions ??= []
            : _sequence >= 0 ? _sequencePositions[_sequence]
            : _positions;
        if (xml.GetAttribute("value") is { } all)
        {
            foreach ((int device, string value) in all.Split(',').Index())
            {
                target[device] = Number(value);
            }

            return;
        }

        bool isDepth = false;
        using XmlReader inner = xml.ReadSubtree();
        while (inner.Read())
        {
            if (inner.NodeType == XmlNodeType.Element && inner.LocalName == "SubindexedValues")
            {
                isDepth = inner.GetAttribute("index") == "ZAxis";
            }
            else if (inner.NodeType == XmlNodeType.Element && inner.LocalName == "SubindexedValue" && isDepth
                && int.TryParse(inner.GetAttribute("subindex"), NumberStyles.None, CultureInfo.InvariantCulture, out int device))
            {
                target[device] = Number(inner.GetAttribute("value"));
            }
        }
    }

    private double? Positive(string key) => _state.TryGetValue(key, out double value) && value > 0 && double.IsFinite(value) ? value : null;

    private static double Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;
}

/// <summary>A frame that Prairie View lists.</summary>
/// <param name="Sequence">The sequence it belongs to, from 0.</param>
/// <param name="Time">When it was taken, seconds after the recording's start; NaN where that is not said.</param>
internal sealed record BrukerFrame(int Sequence, double Time)
{
    /// <summary>Where each channel lies, by the channel's number.</summary>
    public Dictionary<int, BrukerPage> Pages { get; } = [];

    /// <summary>Positions in depth that are stated for it, µm, by the device that moves the focus; null for none.</summary>
    public Dictionary<int, double>? Positions { get; set; }
}

/// <summary>Where one channel of a frame lies.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Page">The page in it, from 1.</param>
internal readonly record struct BrukerPage(string File, int Page);
