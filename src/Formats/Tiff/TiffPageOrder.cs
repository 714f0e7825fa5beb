using DeepWonder3D.Formats.Tiff.Descriptions;

namespace DeepWonder3D.Formats.Tiff;

/// <summary>Which page holds which channel of which plane of which frame, as the file says or the caller's axes do.</summary>
/// <param name="FrameCount">Frames.</param>
/// <param name="PlaneCount">Planes a frame.</param>
/// <param name="ChannelCount">Channels a plane.</param>
/// <param name="Order">The letters C, Z and T, fastest in the file first.</param>
/// <param name="Source">Who says so.</param>
internal sealed record TiffPageOrder(long FrameCount, int PlaneCount, int ChannelCount, string Order, string Source)
{
    /// <summary>Frames are pages, and nothing else is known.</summary>
    private const string Usual = "CZT";

    private const string Caller = "caller";

    /// <summary>
    /// What the caller says, where pages are to be divided by that and not as the file says; null where the file's word holds.
    /// </summary>
    public (string Order, VolumeReadOptions Options)? Division { get; private init; }

    /// <summary>What the user should hear.</summary>
    public IReadOnlyList<string> Warnings { get; private init; } = [];

    /// <summary>
    /// Planes that the file holds a frame, of which the first <see cref="PlaneCount"/> count: a piezo's way back is recorded as well.
    /// </summary>
    private int StoredPlanes { get; init; } = PlaneCount;

    /// <summary>
    /// The order of a TIFF's pages: the caller's if stated, else the description's; pages of which nothing is known are frames. A file that
    /// holds fewer frames than it says was stopped.
    /// </summary>
    /// <param name="description">What the first page says.</param>
    /// <param name="pageCount">Pages, in all files together.</param>
    /// <param name="options">What the caller says.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.AxesMismatch"/>.</exception>
    public static TiffPageOrder Find(TiffDescription description, int pageCount, VolumeReadOptions options, string path)
    {
        if (Divided(description, pageCount, options, path) is { } divided)
        {
            return divided;
        }

        TiffPageOrder order = options.Axes is { } axes
            ? Stated(axes, description, pageCount, path)
            : Described(description, pageCount, path);
        long aFrame = (long)order.StoredPlanes * order.ChannelCount;
        decimal needed = (decimal)order.FrameCount * aFrame;
        bool isTimeSlowest = IsTimeSlowest(order.Order, order.StoredPlanes, order.ChannelCount);
        if (needed > pageCount && isTimeSlowest && pageCount >= aFrame)
        {
            return order.Stopped(pageCount, pageCount / aFrame, path);
        }

        long left = pageCount - (long)Math.Min(needed, pageCount);
        bool isWhole = order.FrameCount >= 1
            && (needed == pageCount || (description.MayBeCut && options.Axes is null && needed < pageCount));
        return !isWhole
            ? throw Mismatch(path, $"its {order.Source} states {order.FrameCount} frames of {order.PlaneCount} "
                + $"planes{Channels(order.ChannelCount)}, and it holds {pageCount} pages")
            : left > 0 && description.PageRuns.Count == 0 ? order.Leaving(left, path) : order;
    }

    /// <summary>The place of a page in the file's order, all from 0.</summary>
    public long PageOf(long frame, int plane, int channel)
    {
        long place = 0;
        long step = 1;
        foreach (char axis in Order)
        {
            (long index, long length) =
                axis switch { 'C' => (channel, ChannelCount), 'Z' => (plane, StoredPlanes), _ => (frame, FrameCount) };
            place += index * step;
            step *= length;
        }

        return place;
    }

    /// <summary>The recording as the caller divides its pages, of planes that have so many rows and columns.</summary>
    public RecordingLayout Layout(VolumeReadOptions options, int height, int width, string path)
    {
        RecordingShape shape = new(FrameCount, PlaneCount, ChannelCount, height, width);
        return Division is { } division
            ? RecordingLayout.Of(shape, division.Options, path, division.Order)
            : RecordingLayout.Of(shape, options, path);
    }

    /// <summary>What the description says of scales and times; where the caller divides the pages, of the pages.</summary>
    public RecordingFacts FactsOf(TiffDescription description)
    {
        RecordingFacts facts = description.Facts;
        facts = facts with { Warnings = [.. facts.Warnings, .. Warnings] };
        if (Division is null)
        {
            return facts;
        }

        long planes = description.StoredPlanes ?? (description.Frames is > 1 || description.MayBeCut ? description.Planes ?? 1 : 1);
        long aFrame = planes * description.Channels;
        return facts with
        {
            FrameRate = facts.FrameRate * aFrame,
            FrameTimes = aFrame == 1 ? facts.FrameTimes : null,
            PlaneOffsetsS = null,
            ChannelNames = facts.ChannelNames.Count == Division.Value.Options.ChannelCount ? facts.ChannelNames : [],
        };
    }

    /// <summary>The axes, slowest first, and who says so.</summary>
    /// <param name="layout">What became of the pages.</param>
    public string Axes(RecordingLayout layout)
    {
        RecordingShape shape = layout.Shape;
        IEnumerable<char> axes = (Division?.Order ?? Order).Reverse().Where(a => a switch
        {
            'C' => shape.ChannelCount > 1,
            'Z' => shape.PlaneCount > 1,
            _ => shape.FrameCount > 1 || shape.PlaneCount == 1,
        });
        return $"{string.Concat(axes)}YX ({(layout.IsAsStored ? Source : Caller)})";
    }

    private static string Channels(int count) => count == 1 ? "" : $" in {count} channels";

    /// <summary>
    /// Pages as they lie in the file, for the caller to divide; null where nothing is stated, or where it goes with what the file says.
    /// </summary>
    private static TiffPageOrder? Divided(TiffDescription description, int pageCount, VolumeReadOptions options, string path)
    {
        if (options.PlaneCount is null && options.ChannelCount is null)
        {
            return null;
        }

        // A stack that says of no times is mostly a movie whose writer knew no better.
        bool isStack = description is { Frames: null or 1, Planes: > 1 };
        bool goesWith = description.Fault is null
            && !(isStack && (options.ChannelCount is > 1 || options.PlaneCount != description.Planes))
            && (options.PlaneCount is null || (description.Planes ?? 1) == 1 || options.PlaneCount == description.Planes)
            && (options.ChannelCount is null || description.Channels is 1 || options.ChannelCount == description.Channels);
        if (goesWith && options.Axes is null)
        {
            return null;
        }

        (int? planes, int? channels) = (options.PlaneCount, options.ChannelCount ?? Small(description.Channels));
        if (planes is null && description is { Frames: > 1, Planes: { } known })
        {
            planes = Small(known);
        }

        string order = options.Axes is { } axes && !axes.Trim().Equals("TYX", StringComparison.OrdinalIgnoreCase)
            ? OrderOf(axes, path)
            : Usual;
        if ((order != Usual && planes > 1 && !options.Axes!.Contains('Z', StringComparison.OrdinalIgnoreCase))
            || (planes ?? 1) * (long)channels.Value > pageCount)
        {
            throw Mismatch(path,
                $"axes {options.Axes ?? "TZYX"} do not go with {planes} planes{Channels(channels.Value)} of {pageCount} pages");
        }

        VolumeReadOptions division = options with { PlaneCount = planes, ChannelCount = channels };
        return new TiffPageOrder(pageCount, 1, 1, Usual, Caller) { Division = (order, division) };
    }

    private static TiffPageOrder Described(TiffDescription description, int pageCount, string path)
    {
        if (description.Fault is not null)
        {
            throw Mismatch(path, description.Fault);
        }

        int planes = Small(description.Planes ?? 1);
        int channels = Small(description.Channels);
        int stored = Small(description.StoredPlanes ?? planes);
        bool isOpenEnded = description.MayBeCut
            || description.IsPart
            || (description.Frames is null && description.Planes is null && channels == 1);
        long frames = isOpenEnded && description.PageRuns.Count == 0 && IsTimeSlowest(description.Order, stored, channels)
            ? pageCount / ((long)stored * channels)
            : description.Frames ?? 1;
        return new TiffPageOrder(frames, planes, channels, description.Order, description.Source) { StoredPlanes = stored };
    }

    private static TiffPageOrder Stated(string axes, TiffDescription description, int pageCount, string path)
    {
        string order = OrderOf(axes, path);
        string upper = axes.Trim().ToUpperInvariant();
        (bool t, bool z, bool c) = (upper.Contains('T'), upper.Contains('Z'), upper.Contains('C'));
        return (t, z, c) switch
        {
            (true, false, false) => new TiffPageOrder(pageCount, 1, 1, Usual, Caller),
            (false, true, false) => new TiffPageOrder(1, pageCount, 1, Usual, Caller),
            (false, false, true) => new TiffPageOrder(1, 1, pageCount, Usual, Caller),
            _ when description is { Frames: { } frames, Planes: { } planes } && (z || planes == 1) && (t || frames == 1) =>
                new TiffPageOrder(frames, Small(planes), Small(description.Channels), order, Caller),
            _ when !z && description is { Frames: { } frames, Channels: > 1 } && (t || frames == 1) && (description.Planes ?? 1) == 1 =>
                new TiffPageOrder(frames, 1, Small(description.Channels), order, Caller),
            _ => throw Mismatch(
                path,
                $"it does not say how its {pageCount} pages divide into frames{(z ? " and planes" : "")}{(c ? " and channels" : "")}, "
                    + $"so axes {upper} cannot be told apart",
                $"State also {(z ? "-PlaneCount" : "")}{(z && c ? " and " : "")}{(c ? "-ChannelCount" : "")}."),
        };
    }

    /// <summary>
    /// The order of pages, fastest first, of axes that are stated slowest first; channels that are not named are fastest.
    /// </summary>
    private static string OrderOf(string axes, string path)
    {
        string upper = axes.Trim().ToUpperInvariant();
        bool isSound = upper.EndsWith("YX", StringComparison.Ordinal)
            && upper.Length is >= 3 and <= 5
            && upper.Distinct().Count() == upper.Length
            && upper[..^2].All(a => Usual.Contains(a, StringComparison.Ordinal));
        if (!isSound)
        {
            throw Mismatch(path, $"axes '{axes}' are none of pages: some of T, Z and C, each once, and YX last");
        }

        IEnumerable<char> stated = upper[..^2].Reverse();
        return string.Concat(Usual.Where(a => a == 'C' && !upper.Contains(a))
            .Concat(stated).Concat(Usual.Where(a => a != 'C' && !upper.Contains(a))));
    }

    /// <summary>Whether all of a frame lies together; an axis of one place lies anywhere.</summary>
    public static bool IsTimeSlowest(string order, int planes, int channels) =>
        order.Last(axis => axis == 'T' || (axis == 'Z' && planes > 1) || (axis == 'C' && channels > 1)) == 'T';

    private static int Small(long count) => (int)Math.Clamp(count, 1, int.MaxValue);

    private static DeepWonderException Mismatch(string path, string what, string? action = null) => new(
        ErrorId.AxesMismatch,
        $"The axes of '{path}' cannot be used: {what}.",
        path,
        action ?? "State them with -Axes, such as -Axes TYX where every page is a frame, or with -PlaneCount and -ChannelCount.");

    private TiffPageOrder Stopped(int pageCount, long frames, string path) => this with
    {
        FrameCount = frames,
        Warnings =
        [
            $"'{path}' was stopped: its {Source} states {FrameCount} frames of {StoredPlanes * ChannelCount} pages, and it holds "
                + $"{pageCount} pages. The {frames} whole frames are read.",
        ],
    };

    private TiffPageOrder Leaving(long pages, string path) => this with
    {
        Warnings = [
            $"The last volume of '{path}' is not whole, and was left out: {pages} pages of {StoredPlanes * ChannelCount} are there."],
    };
}
