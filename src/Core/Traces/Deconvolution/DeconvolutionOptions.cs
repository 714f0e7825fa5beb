using System.Globalization;
using DeepWonder3D.Errors;

namespace DeepWonder3D.Traces;

/// <summary>How traces are deconvolved.</summary>
public sealed record DeconvolutionOptions
{
    /// <summary>How the indicator answers an event.</summary>
    public DeconvolutionModel Model { get; init; } = DeconvolutionModel.Ar2;

    /// <summary>
    /// The indicator, such as <c>GCaMP6s</c> or <c>jGCaMP8f</c>, whose published answer to one action potential gives decay and rise; null
    /// finds the decay in the traces, which fits neurons in tissue better.
    /// </summary>
    public string? Indicator { get; init; }

    /// <summary>The decay to 1/e, seconds, in place of the indicator's or the traces'.</summary>
    public double? DecayS { get; init; }

    /// <summary>The time constant of the rise, seconds, likewise; only read for <see cref="DeconvolutionModel.Ar2"/>.</summary>
    public double? RiseS { get; init; }

    /// <summary>Frames a second, for neurons that do not know it.</summary>
    public double? FrameRate { get; init; }

    /// <summary>The names that <see cref="Indicator"/> takes.</summary>
    public static IReadOnlyList<string> Indicators { get; } = [.. IndicatorKinetics.All.Select(i => i.Name)];

    internal IndicatorKinetics? Kinetics => IndicatorKinetics.Named(Indicator);

    /// <summary>Refuses what nothing can be done with.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ParameterInvalid"/>.</exception>
    public void Check()
    {
        Positive(DecayS, nameof(DecayS));
        Positive(RiseS, nameof(RiseS));
        Positive(FrameRate, nameof(FrameRate));
        if (Indicator is not null && Kinetics is null)
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                $"Nothing is known of the indicator '{Indicator}'.",
                Indicator,
                $"Give one of {string.Join(", ", Indicators)}, or -DecayS and -RiseS.");
        }

        double? decay = DecayS ?? Kinetics?.TimeConstants().DecayS;
        if (Model == DeconvolutionModel.Ar2 && RiseS >= decay)
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                string.Create(CultureInfo.InvariantCulture, $"The rise ({RiseS} s) is not shorter than the decay ({decay} s)."),
                RiseS,
                "Give a shorter -RiseS or a longer -DecayS.");
        }
    }

    private static void Positive(double? value, string parameter)
    {
        if (value is not (null or (> 0 and < double.PositiveInfinity)))
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                string.Create(CultureInfo.InvariantCulture, $"-{parameter} is {value}, and must be above 0."),
                value,
                $"Give another -{parameter}.");
        }
    }
}
