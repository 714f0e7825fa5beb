using System.Globalization;
using DeepWonder3D.Errors;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Motion;

/// <summary>How motion is looked for.</summary>
public sealed record MotionCorrectionOptions
{
    /// <summary>Bending of less than this, root mean square over the nodes, is taken as none, pixels.</summary>
    internal const double LeastBendingPx = 0.05;

    /// <summary>
    /// What to align to: the mean picture of a recording of the same tissue (of yesterday), or another channel of the same recording, whose
    /// motion is then taken; null for the recording's own mean.
    /// </summary>
    public Volume? Reference { get; init; }

    /// <summary>
    /// Distance of the nodes between which the tissue may bend, pixels; 0 for rigid motion alone; null for an eighth of the smaller side,
    /// between 24 and 96.
    /// </summary>
    public double? BlockPx { get; init; }

    /// <summary>The farthest that the tissue may move from its mean place, µm; null for <see cref="MaxShiftPx"/>.</summary>
    public double? MaxShiftUm { get; init; }

    /// <summary>The same in pixels; null for a sixth of the smaller side.</summary>
    public double? MaxShiftPx { get; init; }

    /// <summary>Refuses values that make no sense.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ParameterInvalid"/>.</exception>
    public void Check()
    {
        CheckPositive(MaxShiftUm, nameof(MaxShiftUm));
        CheckPositive(MaxShiftPx, nameof(MaxShiftPx));
        if (MaxShiftUm is not null && MaxShiftPx is not null)
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{nameof(MaxShiftUm)} is {MaxShiftUm} and {nameof(MaxShiftPx)} is {MaxShiftPx}; both say the same thing."),
                MaxShiftPx,
                "Give the largest shift in µm or in pixels.");
        }

        if (BlockPx is { } block && !(block == 0 || (block >= 8 && double.IsFinite(block))))
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                string.Create(CultureInfo.InvariantCulture, $"{nameof(BlockPx)} is {block}; it must be 8 or more, or 0."),
                BlockPx,
                "Give a distance of about three cells, or 0 for rigid motion alone.");
        }
    }

    internal double LargestShiftOf(Volume recording)
    {
        if (MaxShiftPx is not null || MaxShiftUm is null)
        {
            return MaxShiftPx ?? (Math.Min(recording.Height, recording.Width) / 6.0);
        }

        return MaxShiftUm.Value / recording.PixelSizeUm ?? throw new DeepWonderException(
            ErrorId.PixelSizeUnknown,
            $"{nameof(MaxShiftUm)} was given, and the pixel size of '{recording.Name}' is not known.",
            recording.Name,
            "State the pixel size, or the largest shift in pixels.");
    }

    internal double BlockOf(Volume recording) =>
        BlockPx ?? Math.Clamp(Math.Min(recording.Height, recording.Width) / 8.0, 24, 96);

    private static void CheckPositive(double? value, string name)
    {
        if (value is { } v && !(v > 0 && double.IsFinite(v)))
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                string.Create(CultureInfo.InvariantCulture, $"{name} is {v}; it must be above 0."),
                value,
                "Give a number above 0, or leave it out.");
        }
    }
}
