using System.Globalization;
using DeepWonder3D.Errors;

namespace DeepWonder3D.Views;

/// <summary>Refuses parameters that nothing can be done with.</summary>
internal static class ParameterChecks
{
    /// <param name="holds">Whether the value can be used.</param>
    /// <param name="parameter">The parameter's name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="fault">What is wrong with it, as the end of a sentence: <c>which no volume has</c>.</param>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ParameterInvalid"/>.</exception>
    public static void Require(bool holds, string parameter, double? value, string fault)
    {
        if (!holds)
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                string.Create(CultureInfo.InvariantCulture, $"-{parameter} is {value}, {fault}."),
                value,
                $"Give another -{parameter}.");
        }
    }

    /// <summary>A value that is stated is above 0 and finite.</summary>
    public static void RequirePositive(double? value, string parameter) =>
        Require(value is null or (> 0 and < double.PositiveInfinity), parameter, value, "and must be above 0");
}
