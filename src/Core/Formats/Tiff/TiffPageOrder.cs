using DeepWonder3D.Errors;
using DeepWonder3D.Formats.Tiff.Descriptions;

namespace DeepWonder3D.Formats.Tiff;

/// <summary>Which page holds which plane of which frame.</summary>
/// <param name="FrameCount">Frames.</param>
/// <param name="PlaneCount">Planes a frame.</param>
/// <param name="FramesAreFastest">Whether all frames of one depth lie together, before those of the next.</param>
/// <param name="Source">Who says so.</param>
internal sealed record TiffPageOrder(long FrameCount, int PlaneCount, bool FramesAreFastest, string Source)
{
    private int[]? Pages { get; init; }

    /// <summary>The order of a TIFF's pages: the caller's if stated, else the description's; pages of which nothing is known are frames.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.AxesMismatch"/>.</exception>
    public static TiffPageOrder Find(TiffDescription description, int pageCount, string? axes, string path)
    {
        TiffPageOrder order = axes is null ? Described(description, pageCount, path) : Stated(axes, description, pageCount, path);
        return order.FrameCount <= pageCount && order.FrameCount * order.PlaneCount == pageCount
            ? order
            : throw Mismatch(path, $"its {order.Source} states {order.FrameCount} frames of {order.PlaneCount} planes, and it holds {pageCount} pages");
    }

    /// <summary>The page of a plane, all from 0.</summary>
    public long PageOf(long frame, int plane) => Pages is not null
        ? Pages[(frame * PlaneCount) + plane]
        : FramesAreFastest ? (plane * FrameCount) + frame : (frame * PlaneCount) + plane;

    /// <summary>The axes, slowest first, and who says so.</summary>
    public override string ToString()
    {
        string axes = (FrameCount, PlaneCount) switch { (_, 1) => "TYX", (1, _) => "ZYX", _ => FramesAreFastest ? "ZTYX" : "TZYX" };
        return $"{axes} ({Source})";
    }

    private static TiffPageOrder Described(TiffDescription description, int pageCount, string path)
    {
        if (description.Fault is not null)
        {
            throw Mismatch(path, description.Fault);
        }

        if (description.Channels != 1)
        {
            throw Mismatch(path, $"its {description.Source} states {description.Channels} channels, and a volume has one");
        }

        if (description.Frames is null && description.Planes is null)
        {
            return new TiffPageOrder(pageCount, 1, FramesAreFastest: false, description.Source);
        }

        return Sized(description.Frames ?? 1, description.Planes ?? 1, description.FramesAreFastest, description.Source) with { Pages = description.Pages };
    }

    private static TiffPageOrder Stated(string axes, TiffDescription description, int pageCount, string path)
    {
        string upper = axes.Trim().ToUpperInvariant();
        switch (upper)
        {
            case "TYX":
                return new TiffPageOrder(pageCount, 1, FramesAreFastest: false, "caller");
            case "ZYX":
                return new TiffPageOrder(1, pageCount, FramesAreFastest: false, "caller");
            case "TZYX" or "ZTYX" when description is { Frames: { } frames, Planes: { } planes }:
                return Sized(frames, planes, upper == "ZTYX", "caller");
            case "TZYX" or "ZTYX":
                throw Mismatch(path, $"it does not say how its {pageCount} pages divide into frames and planes, so axes {upper} cannot be told apart");
            default:
                throw Mismatch(path, $"axes '{axes}' are none of TYX, ZYX, TZYX and ZTYX");
        }
    }

    private static TiffPageOrder Sized(long frames, long planes, bool framesAreFastest, string source) =>
        new(frames, (int)Math.Min(planes, int.MaxValue), framesAreFastest, source);

    private static DeepWonderException Mismatch(string path, string what) => new(
        ErrorId.AxesMismatch, $"The axes of '{path}' cannot be used: {what}.", path, "State them with -Axes, such as -Axes TYX where every page is a frame.");
}
