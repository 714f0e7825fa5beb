namespace DeepWonder3D.Formats.Tiff.Descriptions;

/// <summary>The units of length that microscopes' files use.</summary>
internal static class LengthUnit
{
    /// <summary>How many µm the unit is; null where it is none of length.</summary>
    public static double? InMicrometres(string unit) => unit.Trim() switch
    {
        "µm" or "μm" or "\\u00B5m" or "\\u03BCm" or "um" or "micron" or "microns" or "micrometer" or "micrometre" or "micrometers" or "micrometres" => 1,
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
