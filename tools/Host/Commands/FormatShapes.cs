using System.Management.Automation;
using System.Reflection;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace DeepWonder3D.Host.Commands;

/// <summary>
/// The engine holds all of Format-Table and Format-List but their few outermost lines, which pwsh ships in an assembly of its own that no
/// package offers. This supplies those lines; what they reach is internal, and the engine's version is pinned in Directory.Packages.props.
/// </summary>
internal static class FormatShapes
{
    private const BindingFlags Internal = BindingFlags.Instance | BindingFlags.NonPublic;

    public static void Shape(FrontEndCommandBase command, string shape)
    {
        Assembly engine = typeof(PSObject).Assembly;
        string names = typeof(FrontEndCommandBase).Namespace + ".";
        object value = Enum.Parse(engine.GetType(names + "FormatShape", throwOnError: true)!, shape);
        ConstructorInfo constructor = engine.GetType(names + "InnerFormatShapeCommand", throwOnError: true)!.GetConstructors(Internal | BindingFlags.Public).Single();
        typeof(FrontEndCommandBase).GetField("implementation", Internal)!.SetValue(command, constructor.Invoke([value]));
    }
}
