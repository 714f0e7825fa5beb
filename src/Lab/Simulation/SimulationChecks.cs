using System.Collections;
using System.Reflection;

namespace DeepWonder3D.Simulation;

/// <summary>Refuses options that make no scene, and writes all of them down.</summary>
internal static class SimulationChecks
{
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ParameterInvalid"/> or <see cref="ErrorId.ViewIdRepeated"/>.</exception>
    public static void Validate(SimulationOptions options)
    {
        NeuronOptions neurons = options.Neurons;
        Demand(options.Height > 0 && options.Width > 0, "The size", $"{options.Height} × {options.Width}", "at least 1 × 1");
        Demand(options.FrameCount > 0, "The frame count", options.FrameCount, "at least 1");
        Demand(options.FrameRate > 0 && double.IsFinite(options.FrameRate), "The frame rate", options.FrameRate, "above 0 Hz");
        Demand(options.PixelSizeUm > 0 && double.IsFinite(options.PixelSizeUm), "The pixel size", options.PixelSizeUm, "above 0 µm");
        Demand(neurons.Count >= 0, "The number of neurons", neurons.Count, "at least 0");
        Demand(neurons.RadiusUm > 0, "The soma radius", neurons.RadiusUm, "above 0 µm");
        Demand(neurons.NucleusRadius is >= 0 and < 1, "The nucleus' radius", neurons.NucleusRadius, "from 0 to below 1 of the soma's");
        Demand(
            neurons.MaxDepthUm >= neurons.MinDepthUm,
            "The range of depth",
            $"{neurons.MinDepthUm} to {neurons.MaxDepthUm} µm",
            "from shallow to deep");
        Demand(options.Optics.BlurSigmaUm > 0, "The blur", options.Optics.BlurSigmaUm, "above 0 µm");
        Demand(options.Camera.BitDepth is >= 1 and <= 16, "The bit depth", options.Camera.BitDepth, "1 to 16");
        Demand(
            options.Indicator.HalfDecayS > 1.68 * options.Indicator.TimeToPeakS,
            "The half-decay",
            options.Indicator.HalfDecayS,
            "above 1.68 times the time to the peak");
        Demand(options.ViewIds.Count == 0
            || options.PlaneDepthsUm.Count == 0, "Both views and planes", options.ViewIds.Count, "one of the two");
        if (options.ViewIds.Distinct().Count() < options.ViewIds.Count)
        {
            throw new DeepWonderException(
                ErrorId.ViewIdRepeated,
                $"A view is named twice: {string.Join(", ", options.ViewIds)}.",
                options.ViewIds,
                "Name each view once.");
        }
    }

    /// <summary>Every option by name, groups before a dot, values culture-invariant.</summary>
    public static IReadOnlyDictionary<string, string> Describe(SimulationOptions options)
    {
        Dictionary<string, string> parameters = [];
        Describe(options, "", parameters);
        return parameters;
    }

    private static void Describe(object group, string prefix, Dictionary<string, string> parameters)
    {
        foreach (PropertyInfo property in group.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            object? value = property.GetValue(group);
            if (value is null || property.SetMethod is null)
            {
                continue;
            }

            if (value is NeuronOptions or ActivityOptions or IndicatorKinetics or OpticsOptions or TissueOptions or MotionOptions
                or CameraOptions)
            {
                Describe(value, $"{prefix}{property.Name}.", parameters);
            }
            else
            {
                parameters[prefix + property.Name] = Text(value);
            }
        }
    }

    private static string Text(object value) => value switch
    {
        string text => text,
        ViewCalibration calibration => calibration.ToString(),
        IEnumerable items => string.Join(",", items.Cast<object>().Select(Text)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static void Demand(bool holds, string what, object value, string wanted)
    {
        if (!holds)
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                string.Create(CultureInfo.InvariantCulture, $"{what} is {value}; it must be {wanted}."),
                value,
                "Change that value.");
        }
    }
}
