namespace DeepWonder3D.Formats.Tiff.Descriptions;

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
