using System.Management.Automation;

namespace DeepWonder3D.Cmdlets;

/// <summary>
/// A command that writes each object that it is given to a file of its own. One that cannot be written does not stop the others.
/// </summary>
public abstract class ExportObjectCmdlet : ExportCmdlet
{
    /// <summary>What to write.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [WholeObject]
    public PSObject[] InputObject { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (PSObject input in InputObject)
        {
            ForInput(input?.BaseObject, () => Export(input?.BaseObject));
        }
    }

    /// <summary>Writes one object.</summary>
    internal abstract void Export(object? input);
}
