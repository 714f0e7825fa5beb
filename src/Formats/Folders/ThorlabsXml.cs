using System.Xml;

namespace DeepWonder3D.Formats.Folders;

/// <summary>What ThorImage's <c>Experiment.xml</c> says of a recording.</summary>
internal sealed class ThorlabsXml
{
    private static readonly XmlReaderSettings s_safe = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null };

    private readonly Dictionary<string, string> _values = [];

    public List<string> Channels { get; } = [];

    public int Width => Size("LSM.pixelX");

    public int Height => Size("LSM.pixelY");

    /// <summary>Planes of a volume.</summary>
    public int Planes => IsStack ? Size("ZStage.steps") : 1;

    /// <summary>Planes that are stored a volume: a piezo's way back is recorded as well.</summary>
    public int StoredPlanes => Planes + (IsFastStack ? (int)Math.Clamp(Number("Streaming.flybackFrames") ?? 0, 0, ushort.MaxValue) : 0);

    /// <summary>Volumes that were planned.</summary>
    public long Frames => Math.Max(1, IsStreaming ? Count("Streaming.frames") / StoredPlanes : Count("Timelapse.timepoints"));

    /// <summary>Volumes a second; of slow stacks it is not stated.</summary>
    public double? VolumeRate => IsStack && !IsFastStack
        ? null
        : Positive("LSM.frameRate") / Math.Max(1, Number("LSM.averageMode") == 1 ? Number("LSM.averageNum") ?? 1 : 1) / StoredPlanes;

    public double? PixelSizeUm => Positive("LSM.pixelSizeUM");

    /// <summary>Height of a pixel over its width, from the size of the field.</summary>
    public double? PixelAspect => PixelSize.Aspect(Positive("LSM.widthUM") / Width, Positive("LSM.heightUM") / Height);

    public double? PlaneStepUm => Number("ZStage.stepSizeUM") is { } step && step != 0 && double.IsFinite(step) ? Math.Abs(step) : null;

    private bool IsStreaming => Number("Streaming.enable") == 1;

    private bool IsFastStack => IsStreaming && Number("Streaming.zFastEnable") == 1;

    private bool IsStack => (IsFastStack || (!IsStreaming && Number("ZStage.enable") != 0)) && Number("ZStage.steps") > 1;

    /// <summary>Reads an XML; null where it is none of ThorImage's.</summary>
    /// <exception cref="DeepWonderException">RecordingIncomplete or FileReadFailed.</exception>
    public static ThorlabsXml? TryRead(string path)
    {
        ThorlabsXml experiment = new();
        try
        {
            using XmlReader xml = XmlReader.Create(path, s_safe);
            if (xml.MoveToContent() != XmlNodeType.Element || xml.LocalName != "ThorImageExperiment")
            {
                return null;
            }

            while (xml.Read())
            {
                if (xml.NodeType == XmlNodeType.Element)
                {
                    experiment.ReadElement(xml);
                }
            }
        }
        catch (XmlException e)
        {
            throw RecordingErrors.Incomplete(path, e.Message.TrimEnd('.'), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Reading(path, e);
        }

        bool isSized = experiment is { Width: > 0, Height: > 0, Planes: > 0 }
            && (long)experiment.Width * experiment.Height <= Array.MaxLength / sizeof(ushort);
        return isSized
            ? experiment
            : throw RecordingErrors.Incomplete(path, $"it states planes of {experiment.Height} × {experiment.Width} pixels");
    }

    private void ReadElement(XmlReader xml)
    {
        string element = xml.LocalName;
        if (element == "Wavelength" && xml.GetAttribute("name") is { } channel)
        {
            Channels.Add(channel);
        }

        if (element is not ("LSM" or "ZStage" or "Timelapse" or "Streaming"))
        {
            return;
        }

        while (xml.MoveToNextAttribute())
        {
            _values.TryAdd($"{element}.{xml.LocalName}", xml.Value);
        }

        xml.MoveToElement();
    }

    private int Size(string key) => (int)Math.Clamp(Number(key) ?? 0, 0, int.MaxValue);

    private long Count(string key) => (long)Math.Clamp(Number(key) ?? 1, 1, int.MaxValue);

    private double? Positive(string key) => Number(key) is { } value && value > 0 && double.IsFinite(value) ? value : null;

    private double? Number(string key) =>
        double.TryParse(_values.GetValueOrDefault(key), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;
}
