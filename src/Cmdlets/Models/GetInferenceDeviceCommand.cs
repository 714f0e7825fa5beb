using System.Management.Automation;
using DeepWonder3D.Inference;

namespace DeepWonder3D.Cmdlets;

/// <summary>Lists the devices that can run networks, and says of the others why they cannot.</summary>
[Cmdlet(VerbsCommon.Get, "InferenceDevice")]
[OutputType(typeof(InferenceDevice))]
public sealed class GetInferenceDeviceCommand : DeepWonderCmdlet
{
    /// <summary>Only devices of these names; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void EndProcessing() => OrTerminate(null, () =>
    {
        foreach (InferenceDevice device in Run((_, _) => ExecutionProviders.List()))
        {
            if (Name.Any(n => new WildcardPattern(n, WildcardOptions.IgnoreCase).IsMatch(device.Name)))
            {
                WriteObject(device);
            }
        }
    });
}
