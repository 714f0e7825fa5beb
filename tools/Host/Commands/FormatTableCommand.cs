using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace DeepWonder3D.Host.Commands;

/// <summary>Format-Table, with the engine's own formatting.</summary>
[Cmdlet(VerbsCommon.Format, "Table")]
public sealed class FormatTableCommand : OuterFormatTableBase
{
    /// <summary>Creates the command.</summary>
    public FormatTableCommand() => FormatShapes.Shape(this, "Table");
}
