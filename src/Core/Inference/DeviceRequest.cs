using System.Globalization;
using DeepWonder3D.Errors;

namespace DeepWonder3D.Inference;

/// <summary>What the user asked for: a device by name, or the best that works.</summary>
/// <param name="Kind">The kind of device; null for the best that works.</param>
/// <param name="Index">Which of several, from 0; null for the one with the least work.</param>
public sealed record DeviceRequest(DeviceKind? Kind, int? Index)
{
    /// <summary>The name of <see cref="Auto"/>.</summary>
    public const string AutoName = "Auto";

    /// <summary>The best device that works.</summary>
    public static readonly DeviceRequest Auto = new(null, null);

    /// <summary>
    /// Reads <c>Auto</c>, <c>Cpu</c>, <c>Cuda</c>, <c>Cuda:1</c>, <c>TensorRt</c>, <c>TensorRt:1</c>, <c>DirectML</c>, in any case.
    /// </summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ParameterInvalid"/>: it is none of these.</exception>
    public static DeviceRequest Parse(string text)
    {
        string[] parts = text.Split(':');
        if (parts.Length == 1 && parts[0].Equals(AutoName, StringComparison.OrdinalIgnoreCase))
        {
            return Auto;
        }

        int index = 0;
        bool indexed = parts.Length == 2
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out index);
        bool named = Enum.TryParse(parts[0], ignoreCase: true, out DeviceKind kind)
            && Enum.IsDefined(kind)
            && !char.IsAsciiDigit(parts[0][0]);
        bool valid = named && (parts.Length == 1 || (indexed && (kind != DeviceKind.Cpu || index == 0)));
        return valid
            ? new DeviceRequest(kind, indexed ? index : null)
            : throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                $"'{text}' is not a device.",
                text,
                "Give Auto, Cpu, Cuda, Cuda:1, TensorRt or DirectML.");
    }

    /// <summary>The name that <c>-Device</c> takes.</summary>
    public static string NameOf(DeviceKind kind, int index) =>
        index == 0 ? kind.ToString() : string.Create(CultureInfo.InvariantCulture, $"{kind}:{index}");

    /// <inheritdoc/>
    public override string ToString() => Kind is { } kind ? NameOf(kind, Index ?? 0) : AutoName;
}
