using System.Management.Automation;

namespace DeepWonder3D.Cmdlets;

/// <summary>
/// A command that reads files, named by <c>-Path</c> (wildcards) or <c>-LiteralPath</c>. One bad file does not stop the others.
/// </summary>
public abstract class PathCmdlet : DeepWonderCmdlet
{
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";

    /// <summary>Files to read; wildcards are resolved.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByPath)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files to read, taken as they are: brackets and other wildcard characters mean themselves.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        bool literal = ParameterSetName == ByLiteralPath;
        FilePaths.ForEach(this, literal ? LiteralPath : Path, literal, ProcessFile);
    }

    /// <summary>Serves one file.</summary>
    /// <param name="file">The file's full path on the file system; it exists.</param>
    protected abstract void ProcessFile(string file);
}
