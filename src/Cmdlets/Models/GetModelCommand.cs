using System.Management.Automation;
using DeepWonder3D.Models;

namespace DeepWonder3D.Cmdlets;

/// <summary>
/// Shows the models that stages can use: those in the folders that the environment variable DEEPWONDER3D_MODELS names, in the user's own
/// folder, and in the module's. No network is loaded.
/// </summary>
/// <example>
/// <code>Get-Model -Stage Segment</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "Model")]
[OutputType(typeof(Model))]
public sealed class GetModelCommand : DeepWonderCmdlet
{
    /// <summary>The models' names; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ModelNameCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>What the models are for.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EnumCompleter<ModelStage>))]
    public Choice<ModelStage>? Stage { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => OrTerminate(Name, () =>
    {
        ModelCatalog catalog = ModelCatalog.Default;
        WriteVerboseFolders(catalog);
        Model[] models = [.. Run((observer, _) => catalog.List(observer)).Select(file => file.ToModel())];
        foreach (string name in Name)
        {
            WildcardPattern pattern = new(name, WildcardOptions.IgnoreCase);
            Model[] named = [.. models.Where(model => pattern.IsMatch(model.Name))];
            if (named.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                ForInput(name, () => throw catalog.NotFound(name, models.Select(model => model.Name)));
            }

            WriteObject(named.Where(model => Stage is not { } stage || model.Stage == stage.Value), enumerateCollection: true);
        }
    });

    private void WriteVerboseFolders(ModelCatalog catalog)
    {
        foreach (string folder in catalog.Folders)
        {
            WriteVerbose($"Models are looked for in '{folder}'{(Directory.Exists(folder) ? "" : ", which does not exist")}.");
        }
    }
}
