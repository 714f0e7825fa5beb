namespace DeepWonder3D.Formats.Tiff.Descriptions;

/// <summary>
/// Reads the headers of ScanImage: the lines <c>state.acq.frameRate=…</c> that version 3 writes into each page's description, and the lines
/// <c>SI.hChannels.channelSave = …</c> that later versions write into the software tag or, with <c>scanimage.</c> before them, into the
/// description. Channels are fastest. An acquisition that was stopped is shorter than the header says.
/// </summary>
internal sealed class ScanImageDescription(Dictionary<string, string> values, int width, int height)
{
    private const int MaxBytes = 4 << 20;

    private readonly Dictionary<string, string> _values = values;
    private readonly int _width = width;
    private readonly int _height = height;

    /// <summary>Reads a header; null where it is not ScanImage's.</summary>
    /// <param name="description">The bytes of the first page's description.</param>
    /// <param name="software">The bytes of the first page's software tag.</param>
    /// <param name="width">Columns of a page.</param>
    /// <param name="height">Rows of a page.</param>
    /// <param name="artist">The bytes of the first page's artist tag, in which regions are listed.</param>
    public static TiffDescription? TryRead(
        ReadOnlySpan<byte> description, ReadOnlySpan<byte> software, int width, int height, byte[] artist)
    {
        bool isOld = description.IndexOf("state.acq."u8) >= 0;
        bool isNew = software.StartsWith("SI."u8) || description.IndexOf("scanimage.SI"u8) >= 0;
        if ((!isOld && !isNew) || description.Length > MaxBytes || software.Length > MaxBytes)
        {
            return null;
        }

        Dictionary<string, string> values = [];
        string text = Encoding.Latin1.GetString(description) + "\n" + Encoding.Latin1.GetString(software);
        foreach (string line in text.Split(['\r', '\n']))
        {
            int equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                string key = line[..equals].Trim();
                key = key.StartsWith("scanimage.", StringComparison.Ordinal) ? key["scanimage.".Length..] : key;
                values.TryAdd(key, line[(equals + 1)..].Trim());
            }
        }

        ScanImageDescription header = new(values, width, height);
        return isOld ? header.ReadOld() : header.WithRegions(header.ReadNew(), artist);
    }

    private TiffDescription ReadOld()
    {
        string[] channels = [.. Enumerable.Range(1, 4).Where(c => Number($"state.acq.savingChannel{c}") == 1).Select(c => $"Channel {c}")];
        double averaged = Number("state.acq.averaging") == 1 ? Count("state.acq.numberOfFrames") : 1;
        long framesPerSlice = Math.Max(1, (long)(Count("state.acq.numberOfFrames") / averaged));
        long slices = Count("state.acq.numberOfZSlices");
        return new TiffDescription
        {
            Source = "ScanImage 3",
            Frames = framesPerSlice,
            Planes = slices,
            Channels = Math.Max(1, channels.Length),
            ChannelNames = channels,
            Order = slices > 1 && framesPerSlice > 1 ? "CTZ" : "CZT",
            MayBeCut = true,
            FrameRate = Positive("state.acq.frameRate") is { } rate && slices == 1 ? rate / averaged : null,
            RowPeriodS = OldRowPeriodS(),
            PlaneStepUm = slices > 1 && Number("state.acq.zStepSize") is { } step ? Math.Abs(step) : null,
        };
    }

    /// <summary>The time of a line, which some versions state in milliseconds and some in seconds: what goes with the frame rate.</summary>
    private double? OldRowPeriodS()
    {
        double? lines = Positive("state.acq.frameRate") * Positive("state.acq.linesPerFrame") * Positive("state.acq.msPerLine");
        return lines is > 0.5 and < 1.01 ? Positive("state.acq.msPerLine")
            : lines is > 500 and < 1010 ? Positive("state.acq.msPerLine") / 1000
            : null;
    }

    /// <summary>The regions of a scan of several, below each other in each page.</summary>
    private TiffDescription WithRegions(TiffDescription description, byte[] artist)
    {
        if (!Flag("SI.hRoiManager.mroiEnable"))
        {
            return description;
        }

        IReadOnlyList<TiffRegion>? regions = ScanImageRegions.Read(artist, _width, _height, Positive("SI.objectiveResolution"));
        return regions is null
            ? description with
            {
                PixelSizeUm = null,
                PixelAspect = null,
                Warnings = ["The scan is of several regions, and where a page holds them cannot be told: it is read as one picture."],
            }
            : regions.Count == 0 ? description
            : description with { Regions = regions, PixelSizeUm = null, PixelAspect = null };
    }

    private TiffDescription ReadNew()
    {
        double[] saved = Numbers("SI.hChannels.channelSave");
        bool isFastZ = Flag("SI.hFastZ.enable");
        long slices = SliceCount(isFastZ);
        double averaged = Math.Max(1, Number("SI.hScan2D.logAverageFactor") ?? 1);
        long perSlice = Math.Max(1, (long)(Count("SI.hStackManager.framesPerSlice") / averaged));
        bool isSlowStack = slices > 1 && !isFastZ;
        return new TiffDescription
        {
            Source = "ScanImage",
            Frames = isFastZ ? Count("SI.hFastZ.numVolumes") : perSlice,
            Planes = slices,
            StoredPlanes = isFastZ && slices > 1
                ? slices + (Flag("SI.hFastZ.discardFlybackFrames") ? Zero("SI.hFastZ.numDiscardFlybackFrames") : 0)
                : null,
            Channels = Math.Max(1, saved.Length),
            ChannelNames = Names(saved),
            Order = isSlowStack && perSlice > 1 ? "CTZ" : "CZT",
            MayBeCut = true,
            FrameRate = isSlowStack
                ? null
                : (isFastZ && slices > 1 ? Positive("SI.hRoiManager.scanVolumeRate") : Positive("SI.hRoiManager.scanFrameRate")) / averaged,
            RowPeriodS = Flag("SI.hRoiManager.mroiEnable") ? null : Positive("SI.hRoiManager.linePeriod"),
            PlaneOffsetsS = isFastZ && slices > 1 && averaged == 1 && Positive("SI.hRoiManager.scanFramePeriod") is { } period
                ? [.. Enumerable.Range(0, (int)Math.Min(slices, ushort.MaxValue)).Select(plane => plane * period)]
                : null,
            PixelSizeUm = FieldUm() is { } field ? field.Width / _width : null,
            PixelAspect = FieldUm() is { } sides ? PixelSize.Aspect(sides.Width / _width, sides.Height / _height) : null,
            PlaneStepUm = slices > 1
                && (Number("SI.hStackManager.actualStackZStepSize") ?? Number("SI.hStackManager.stackZStepSize")) is { } step
                && step != 0
                ? Math.Abs(step)
                : null,
        };
    }

    private long SliceCount(bool isFastZ)
    {
        // The number of slices stays in the header when stacks are switched off.
        bool isOff = !isFastZ && _values.ContainsKey("SI.hStackManager.enable") && !Flag("SI.hStackManager.enable");
        long slices = isOff ? 1 : Count("SI.hStackManager.numSlices");
        return slices > 1 || !isFastZ ? slices : Math.Max(1, Numbers("SI.hFastZ.userZs").Length);
    }

    /// <summary>Width and height of the field, µm, from the places of its four corners.</summary>
    private (double Width, double Height)? FieldUm()
    {
        double[] corners = Numbers("SI.hRoiManager.imagingFovUm");
        if (corners.Length != 8)
        {
            return null;
        }

        // A field that is turned has its corners anywhere: its sides are the ways between them.
        double width = double.Hypot(corners[2] - corners[0], corners[3] - corners[1]);
        double height = double.Hypot(corners[4] - corners[2], corners[5] - corners[3]);
        return width > 0 && height > 0 && double.IsFinite(width) && double.IsFinite(height) ? (width, height) : null;
    }

    private string[] Names(double[] saved)
    {
        string[] all =
            _values.GetValueOrDefault("SI.hChannels.channelName", "").Trim('{', '}').Split(['\''], StringSplitOptions.RemoveEmptyEntries);
        string[] names = [.. all.Where(n => n.Trim(' ', ';', ',').Length > 0)];
        return [.. saved.Select(c => c >= 1 && c <= names.Length ? names[(int)c - 1] : FormattableString.Invariant($"Channel {c}"))];
    }

    private bool Flag(string key) => _values.GetValueOrDefault(key) is "true" or "1";

    private long Zero(string key) => (long)Math.Clamp(Number(key) ?? 0, 0, ushort.MaxValue);

    private long Count(string key) => (long)Math.Clamp(Number(key) ?? 1, 1, int.MaxValue);

    private double? Positive(string key) => Number(key) is { } value && value > 0 && double.IsFinite(value) ? value : null;

    private double? Number(string key) =>
        double.TryParse(_values.GetValueOrDefault(key), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;

    /// <summary>The numbers of a list such as <c>[1;2]</c> or <c>[1 2]</c>, or a single one.</summary>
    private double[] Numbers(string key)
    {
        string[] parts =
            _values.GetValueOrDefault(key, "").Trim('[', ']').Split([' ', ';', ',', '\t'], StringSplitOptions.RemoveEmptyEntries);
        double[] numbers = new double[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return [];
            }
        }

        return numbers;
    }
}
