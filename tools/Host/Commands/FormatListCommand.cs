using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace DeepWonder3D.Host.Commands;

/// <summary>Format-List, with the engine's own formatting.</summary>
[Cmdlet(VerbsCommon.Format, "List")]
public sealed class FormatListCommand : OuterFormatTableAndListBase
{
    /// <summary>Creates the command.</summary>
    public FormatListCommand() => FormatShapes.Shape(this, "List");
}
