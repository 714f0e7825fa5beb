namespace DeepWonder3D.Host;

/// <summary>Finds the module that a build staged.</summary>
internal static class StagedModule
{
    private const string Variable = "DEEPWONDER3D_MODULE";
    private const string Manifest = "DeepWonder3D.psd1";

    /// <summary>The manifest's full path.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            string manifest = Path.GetFullPath(named.EndsWith(".psd1", StringComparison.OrdinalIgnoreCase) ? named : Path.Combine(named, Manifest));
            return File.Exists(manifest)
                ? manifest
                : throw new FileNotFoundException($"{Variable} names '{named}', which holds no module.");
        }

        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string manifest = Path.Combine(folder, "out", "DeepWonder3D", Manifest);
            if (File.Exists(manifest))
            {
                return manifest;
            }
        }

        throw new FileNotFoundException(
            $"No folder above '{AppContext.BaseDirectory}' holds out/DeepWonder3D. Build the solution, or let {Variable} name the module's folder.");
    }
}
