using System.Globalization;
using System.Text.RegularExpressions;

namespace DeepWonder3D.Formats.Folders;

/// <summary>What the name of a TIFF of ThorImage says.</summary>
/// <param name="Path">The file.</param>
/// <param name="Channel">The channel, such as <c>ChanA</c>.</param>
/// <param name="Plane">The plane, from 1.</param>
/// <param name="Time">The time, from 1.</param>
internal sealed partial record ThorlabsName(string Path, string Channel, int Plane, int Time)
{
    /// <summary>Reads a name; null where it is none of ThorImage's.</summary>
    public static ThorlabsName? TryParse(string path) =>
        Pattern().Match(System.IO.Path.GetFileName(path)) is { Success: true } match
        && int.TryParse(match.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int plane) && plane > 0
        && int.TryParse(match.Groups[3].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int time) && time > 0
            ? new ThorlabsName(path, match.Groups[1].Value, plane, time)
            : null;

    [GeneratedRegex(@"^(Chan[A-D])_[0-9]+_[0-9]+_([0-9]+)_([0-9]+)\.tiff?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
