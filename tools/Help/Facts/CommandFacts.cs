using System.Management.Automation;
using System.Reflection;

namespace DeepWonder3D.Help.Facts;

/// <summary>What the code of a cmdlet says of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">Its parameters, with <c>-WhatIf</c> and <c>-Confirm</c> where it has them.</param>
/// <param name="InputTypes">The types that come through the pipeline.</param>
/// <param name="OutputTypes">The types that it writes.</param>
internal sealed record CommandFacts(
    string Name, IReadOnlyList<ParameterFacts> Parameters, IReadOnlyList<string> InputTypes, IReadOnlyList<string> OutputTypes)
{
    /// <summary>The names of its parameter sets; one for all where it names none.</summary>
    public IReadOnlyList<string> Sets
    {
        get
        {
            string[] named = [.. Parameters.SelectMany(p => p.Uses.Keys).Where(s => s != ParameterFacts.AllSets).Distinct()];
            return named.Length > 0 ? named : [ParameterFacts.AllSets];
        }
    }

    /// <summary>The cmdlets of an assembly, by name.</summary>
    public static IReadOnlyList<CommandFacts> Of(Assembly assembly) => [.. assembly.GetTypes()
        .Where(t => t.GetCustomAttribute<CmdletAttribute>() is not null)
        .Select(Of)
        .OrderBy(c => c.Name, StringComparer.Ordinal)];

    private static CommandFacts Of(Type type)
    {
        CmdletAttribute command = type.GetCustomAttribute<CmdletAttribute>()!;
        object fresh = Activator.CreateInstance(type)!;
        PropertyInfo[] properties = [.. type.GetProperties().Where(p => p.GetCustomAttributes<ParameterAttribute>().Any())];
        List<ParameterFacts> parameters = [.. properties.Select(p => ParameterReader.Read(p, fresh))];
        if (command.SupportsShouldProcess)
        {
            parameters.AddRange([ParameterReader.Common("WhatIf", "wi"), ParameterReader.Common("Confirm", "cf")]);
        }

        IEnumerable<string> inputs = properties.Where(p => p.GetCustomAttributes<ParameterAttribute>().Any(a => a.ValueFromPipeline))
            .Select(p => ParameterReader.FullNameOf(p.PropertyType));
        IEnumerable<string> outputs = type.GetCustomAttributes<OutputTypeAttribute>().SelectMany(a => a.Type).Select(t => t.Name);
        (fresh as IDisposable)?.Dispose();
        return new CommandFacts($"{command.VerbName}-{command.NounName}", parameters, [.. inputs.Distinct()], [.. outputs.Distinct()]);
    }
}
