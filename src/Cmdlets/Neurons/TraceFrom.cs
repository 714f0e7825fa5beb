using DeepWonder3D.Errors;
using DeepWonder3D.Traces;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Cmdlets;

/// <summary>
/// What <c>-TraceFrom</c> was given: <c>Recording</c>, <c>Input</c>, or a volume; nothing at all means the recording where it is known.
/// </summary>
public readonly record struct TraceFrom
{
    /// <summary>One of the two words.</summary>
    public TraceFrom(string text)
    {
        if (!Enum.TryParse(text, ignoreCase: true, out TraceSource source) || !Enum.IsDefined(source) || int.TryParse(text, out _))
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                $"-TraceFrom is '{text}'; it must be {string.Join(" or ", Enum.GetNames<TraceSource>())}, or a volume.",
                text,
                "Give one of these, or a volume from Import-Volume.");
        }

        Source = source;
    }

    /// <summary>One of the two.</summary>
    public TraceFrom(TraceSource source) => Source = source;

    /// <summary>A volume.</summary>
    public TraceFrom(Volume volume) => Volume = volume;

    /// <summary>Where traces come from; null where a volume was given.</summary>
    public TraceSource? Source { get; }

    /// <summary>The volume to measure in; null for none.</summary>
    public Volume? Volume { get; }

    /// <inheritdoc/>
    public override string ToString() => Volume?.Name ?? Source?.ToString() ?? "";

    /// <summary>The options that several of them make: volumes of several views, or one word.</summary>
    internal static TraceOptions OptionsOf(
        TraceFrom[]? given, double? neuropilCoefficient, double? minSnr, Choice<DeconvolutionModel>? deconvolution, string? indicator)
    {
        TraceOptions options = new()
        {
            Source = given?.Select(g => g.Source).FirstOrDefault(s => s is not null),
            Volumes = [.. (given ?? []).Select(g => g.Volume).OfType<Volume>()],
            NeuropilCoefficient = neuropilCoefficient,
            Deconvolution = DeconvolutionOf(deconvolution, indicator),
        };
        return minSnr is { } least ? options with { MinSnr = least } : options;
    }

    /// <summary>What <c>-Deconvolution</c> and <c>-Indicator</c> say; null where neither was given.</summary>
    internal static DeconvolutionOptions? DeconvolutionOf(Choice<DeconvolutionModel>? deconvolution, string? indicator) =>
        deconvolution is null && indicator is null
            ? null
            : new DeconvolutionOptions { Model = deconvolution?.Value ?? DeconvolutionModel.Ar2, Indicator = indicator };
}
