using DeepWonder3D.Formats.Tiff.Descriptions;

namespace DeepWonder3D.Formats.Tiff;

/// <summary>Which page holds which channel of which plane of which frame.</summary>
/// <param name="FrameCount">Frames.</param>
/// <param name="PlaneCount">Planes a frame.</param>
/// <param name="ChannelCount">Channels a plane.</param>
/// <param name="Order">The letters C, Z and T, fastest in the file first.</param>
/// <param name="Source">Who says so.</param>
internal sealed record TiffPageOrder(long FrameCount, int PlaneCount, int ChannelCount, string Order, string Source)
{
    /// <summary>Frames are pages, and nothing else is known.</summary>
    private const string Usual = "CZT";

    /// <summary>
    /// Planes that the file holds a frame, of which the first <see cref="PlaneCount"/> count: a piezo's way back is recorded as well.
    /// </summary>
    private int StoredPlanes { get; init; } = PlaneCount;

    /// <summary>
    /// The order of a TIFF's pages: the caller's if stated, else the description's; pages of which nothing is known are frames.
    /// </summary>
    /// <param name="description">What the first page says.</param>
    /// <param name="pageCount">Pages, in all files together.</param>
    /// <param name="axes">What the caller says.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.AxesMismatch"/>.</exception>
    public static TiffPageOrder Find(TiffDescription description, int pageCount, string? axes, string path)
    {
        TiffPageOrder order = axes is null ? Described(description, pageCount, path) : Stated(axes, description, pageCount, path);
        long frames = order.FrameCount;
        decimal needed = (decimal)frames * order.StoredPlanes * order.ChannelCount;
        return frames >= 1 && (needed == pageCount || (description.MayBeCut && axes is null && needed < pageCount))
            ? order
            : throw Mismatch(path, $"its {order.Source} states {frames} frames of {order.PlaneCount} "
                + $"planes{Channels(order.ChannelCount)}, and it holds {pageCount} pages");
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

    /// <summary>The axes, slowest first, and who says so.</summary>
    public override string ToString()
    {
        IEnumerable<char> axes =
            Order.Reverse().Where(a => a switch { 'C' => ChannelCount > 1, 'Z' => PlaneCount > 1, _ => FrameCount > 1 || PlaneCount == 1 });
        return $"{string.Concat(axes)}YX ({Source})";
    }

    private static string Channels(int count) => count == 1 ? "" : $" in {count} channels";

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
        long frames = isOpenEnded && IsTimeSlowest(description.Order, stored, channels)
            ? pageCount / ((long)stored * channels)
            : description.Frames ?? 1;
        return new TiffPageOrder(frames, planes, channels, description.Order, description.Source) { StoredPlanes = stored };
    }

    private static TiffPageOrder Stated(string axes, TiffDescription description, int pageCount, string path)
    {
        string upper = axes.Trim().ToUpperInvariant();
        switch (upper)
        {
            case "TYX":
                return new TiffPageOrder(pageCount, 1, 1, Usual, "caller");
            case "ZYX":
                return new TiffPageOrder(1, pageCount, 1, Usual, "caller");
            case "TZYX" or "ZTYX" when description is { Frames: { } frames, Planes: { } planes }:
                return new TiffPageOrder(frames, Small(planes), Small(description.Channels), upper == "ZTYX" ? "CTZ" : Usual, "caller");
            case "TZYX" or "ZTYX":
                throw Mismatch(
                    path, $"it does not say how its {pageCount} pages divide into frames and planes, so axes {upper} cannot be told apart");
            default:
                throw Mismatch(path, $"axes '{axes}' are none of TYX, ZYX, TZYX and ZTYX");
        }
    }

    /// <summary>Whether all of a frame lies together; an axis of one place lies anywhere.</summary>
    private static bool IsTimeSlowest(string order, int planes, int channels) =>
        order.Last(axis => axis == 'T' || (axis == 'Z' && planes > 1) || (axis == 'C' && channels > 1)) == 'T';

    private static int Small(long count) => (int)Math.Clamp(count, 1, int.MaxValue);

    private static DeepWonderException Mismatch(string path, string what) => new(
        ErrorId.AxesMismatch,
        $"The axes of '{path}' cannot be used: {what}.",
        path,
        "State them with -Axes, such as -Axes TYX where every page is a frame.");
}
