namespace DeepWonder3D.Formats.Tiff.Descriptions;

/// <summary>The units of length that microscopes' files use.</summary>
internal static class LengthUnit
{
    /// <summary>How many µm the unit is; null where it is none of length.</summary>
    public static double? InMicrometres(string unit) => unit.Trim() switch
    {
        "µm" or "μm" or "\\u00B5m" or "\\u03BCm" or "um" or "micron" or "microns" or "micrometer" or "micrometre" or "micrometers"
            or "micrometres" =>
            1,
        "nm" or "nanometer" or "nanometre" => 1e-3,
        "mm" or "millimeter" or "millimetre" => 1e3,
        "cm" => 1e4,
        "m" or "meter" or "meters" or "metre" or "metres" => 1e6,
        "Å" => 1e-4,
        "pm" => 1e-6,
        "inch" or "in" => 25_400,
        _ => null,
    };
}

/// <summary>The units of time that microscopes' files use.</summary>
internal static class TimeUnit
{
    /// <summary>How many seconds the unit is; null where it is none of time.</summary>
    public static double? InSeconds(string unit) => unit.Trim() switch
    {
        "s" or "sec" or "second" or "seconds" => 1,
        "ms" or "msec" => 1e-3,
        "µs" or "μs" or "us" or "usec" => 1e-6,
        "ns" => 1e-9,
        "min" or "minute" or "minutes" => 60,
        "h" or "hr" or "hour" or "hours" => 3600,
        _ => null,
    };
}
