using System.Management.Automation;
using DeepWonder3D.Work;

namespace DeepWonder3D.Cmdlets;

/// <summary>A command that writes results to files: where to, whether over existing ones, and whether it says which.</summary>
public abstract class ExportCmdlet : DeepWonderCmdlet
{
    /// <summary>
    /// The file to write, or a folder (one that exists, or a path that ends in a separator): there each file is named after its content.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Replaces existing files.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the files that were made to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The file that a result goes to.</summary>
    /// <param name="nameInFolder">Its name where <see cref="Path"/> is a folder.</param>
    internal string Destination(string nameInFolder) => FilePaths.Output(this, Path, nameInFolder);

    /// <summary>Writes a result, if the user wants it written.</summary>
    /// <param name="path">The file or folder that will be there.</param>
    /// <param name="action">What is done, for <c>-WhatIf</c> and <c>-Confirm</c>.</param>
    /// <param name="write">Does it, off the pipeline thread.</param>
    internal void Write(string path, string action, Action<IStageObserver, CancellationToken> write)
    {
        if (!ShouldProcess(path, action))
        {
            return;
        }

        Run(write);
        if (PassThru)
        {
            WriteObject(Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path));
        }
    }
}
