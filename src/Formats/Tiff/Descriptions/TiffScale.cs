namespace DeepWonder3D.Formats.Tiff.Descriptions;

/// <summary>Axes and scales of a volume as ImageJ, Fiji and tifffile read them: a description, and a resolution in pixels per µm.</summary>
internal static class TiffScale
{
    /// <summary>The description, in the form that ImageJ writes.</summary>
    public static byte[] Description(Volume volume)
    {
        // ImageJ reads the version as a number; any from 1.11a on stands for this form.
        StringBuilder text = new("ImageJ=1.54f\n");
        void Line(string key, IFormattable? value) => text.Append(value is null ? "" : FormattableString.Invariant($"{key}={value}\n"));
        long images = volume.FrameCount * volume.PlaneCount;
        Line("images", images);
        Line("slices", volume.PlaneCount > 1 ? volume.PlaneCount : null);
        Line("frames", volume.FrameCount > 1 ? volume.FrameCount : null);
        text.Append(images > 1 ? "hyperstack=true\n" : "").Append("mode=grayscale\n");
        text.Append(volume.PixelSizeUm is null && volume.PlaneStepUm is null ? "" : "unit=um\n");
        Line("spacing", volume.PlaneStepUm);
        Line("finterval", 1 / volume.FrameRate);
        Line("fps", volume.FrameRate);
        return Encoding.ASCII.GetBytes(text.Append("loop=false\n").ToString());
    }

    /// <summary>
    /// The resolution, pixels a µm, as a ratio of two numbers; null where the pixel size is unknown or out of a ratio's reach.
    /// </summary>
    public static (uint Above, uint Below)? Resolution(double? pixelSizeUm) =>
        Ratio(pixelSizeUm) is { } size ? (size.Below, size.Above) : null;

    /// <summary>The nearest ratio of two 32-bit numbers, by continued fractions.</summary>
    private static (uint Above, uint Below)? Ratio(double? value)
    {
        if (value is not (>= 1.0 / uint.MaxValue and <= uint.MaxValue))
        {
            return null;
        }

        (double above, double below, double aboveBefore, double belowBefore) = (1, 0, 0, 1);
        for (double rest = value.Value; ;)
        {
            double whole = Math.Floor(rest);
            (double nextAbove, double nextBelow) = ((whole * above) + aboveBefore, (whole * below) + belowBefore);
            if (nextAbove > uint.MaxValue || nextBelow > uint.MaxValue)
            {
                break;
            }

            (aboveBefore, belowBefore, above, below) = (above, below, nextAbove, nextBelow);
            if (rest - whole < 1e-12 || above / below == value)
            {
                break;
            }

            rest = 1 / (rest - whole);
        }

        return above > 0 && below > 0 ? ((uint)above, (uint)below) : null;
    }
}
