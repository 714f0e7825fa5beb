using System.Collections;
using System.Management.Automation;
using DeepWonder3D.Errors;

namespace DeepWonder3D.Cmdlets;

/// <summary>
/// Refuses what is left of the module's objects after they went through a job, a remote session, a file of Export-Clixml or Select-Object:
/// properties without samples and pixels. PowerShell's own message would only name two types.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WholeObjectAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        Demand(inputData);
        foreach (object? item in (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) as IList ?? Array.Empty<object>())
        {
            Demand(item);
        }

        return inputData;
    }

    private static void Demand(object? input)
    {
        if (input is PSObject copy && copy.TypeNames.FirstOrDefault(IsCopy) is { } name)
        {
            throw Refusal(name.Split('.')[^1]);
        }

        static bool IsCopy(string type) => type.StartsWith("Deserialized.DeepWonder3D.", StringComparison.Ordinal)
            || type.StartsWith("Selected.DeepWonder3D.", StringComparison.Ordinal);
    }

    private static DeepWonderException Refusal(string type)
    {
        string way = type switch
        {
            "Volume" => "Export-Volume writes a file there, and Import-Volume reads it here",
            "ViewCalibration" => "Export-ViewCalibration writes a file there, and Import-ViewCalibration reads it here",
            _ => "Export-Neuron writes a file there, and Import-Neuron reads it here",
        };
        return new DeepWonderException(
            ErrorId.ObjectNotWhole,
            $"This is a copy of a {type} without its samples and pixels ({ErrorId.ObjectNotWhole}): Start-Job, remote sessions, "
                + $"Export-Clixml and Select-Object pass on properties only. {way}. Start-ThreadJob and ForEach-Object -Parallel pass on "
                + "the object itself.",
            type,
            way + ".");
    }
}
