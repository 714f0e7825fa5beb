using System.Globalization;
using DeepWonder3D.Errors;

namespace DeepWonder3D.Neurons.Registering;

/// <summary>How far recordings of the same tissue may lie apart, and how sure a match must be.</summary>
public sealed record NeuronRegistrationOptions
{
    /// <summary>Neurons of two days are the same from this probability on, 0.5 to 1.</summary>
    public double MinProbability { get; init; } = 0.5;

    /// <summary>The farthest shift that is looked for, in pixels of the first day; null for a third of its field.</summary>
    public double? MaxShiftPx { get; init; }

    /// <summary>The largest rotation that is looked for, degrees.</summary>
    public double MaxRotationDeg { get; init; } = 10;

    /// <summary>Refuses values that mean nothing.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ParameterInvalid"/>.</exception>
    public void Check()
    {
        Require(MinProbability is >= 0.5 and <= 1, nameof(MinProbability), MinProbability, "0.5 to 1");
        Require(MaxShiftPx is null or (>= 0 and < 1e6), nameof(MaxShiftPx), MaxShiftPx, "0 or more");
        Require(MaxRotationDeg is >= 0 and <= 180, nameof(MaxRotationDeg), MaxRotationDeg, "0 to 180");

        static void Require(bool isGood, string name, double? value, string range)
        {
            if (!isGood)
            {
                string text = string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; it must be {range}.");
                throw new DeepWonderException(ErrorId.ParameterInvalid, text, name, $"Give a value of {range}.");
            }
        }
    }
}
