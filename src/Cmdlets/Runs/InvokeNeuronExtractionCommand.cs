using System.Management.Automation;
using DeepWonder3D.Errors;
using DeepWonder3D.Runs;
using DeepWonder3D.Runs.Recordings;

namespace DeepWonder3D.Cmdlets.Runs;

/// <summary>Takes recordings through the whole pipeline to a results folder, and takes up again what was interrupted.</summary>
/// <remarks>
/// Files whose names differ only in <c>_view_&lt;id&gt;</c> are the views of one recording. A second start does only what is missing or
/// what has changed. docs/scheduled-task.md shows how to run it every night; docs/reliability.md says what it withstands.
/// </remarks>
/// <example>
/// <code>
/// Invoke-NeuronExtraction D:\recordings E:\results -FrameRate 10 -PixelSizeUm 2 -Calibration (Import-ViewCalibration psffit_matrix.mat)
/// </code>
/// </example>
[Cmdlet(VerbsLifecycle.Invoke, "NeuronExtraction", DefaultParameterSetName = ByPath, SupportsShouldProcess = true)]
[OutputType(typeof(ExtractionResult))]
public sealed class InvokeNeuronExtractionCommand : ExtractionCmdlet
{
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";

    private readonly List<string> _named = [];
    private readonly List<string> _matched = [];
    private readonly List<RecordingFailure> _missing = [];

    /// <summary>Recordings, or folders of recordings; wildcards are resolved.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByPath)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Recordings, or folders of recordings, taken as they are: brackets and other wildcard characters mean themselves.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        bool literal = ParameterSetName == ByLiteralPath;
        foreach (string path in literal ? LiteralPath : Path)
        {
            List<string> items = !literal && WildcardPattern.ContainsWildcardCharacters(path) ? _matched : _named;
            ForInput(path, () =>
            {
                try
                {
                    items.AddRange(FilePaths.Resolve(this, path, literal));
                }
                catch (DeepWonderException e)
                {
                    // An error on the screen is nothing to whoever looks in the morning.
                    _missing.Add(new RecordingFailure(path, e.Id.ToString(), e.Message));
                    throw;
                }
            });
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        FoundRecordings found = Find();
        RecordingInput[] recordings =
            [.. found.Recordings.Where(r => ShouldProcess(OutputPath, $"Extract the neurons of '{r.Name}' ({r.Views.Count} views)"))];
        if (recordings.Length == 0 && (found.Recordings.Count > 0 || MyInvocation.BoundParameters.ContainsKey("WhatIf")))
        {
            return;
        }

        ExtractionRun run = Begin();
        Run((observer, _) => run.Heed(found, observer));
        _missing.ForEach(run.Status.CountFailed);
        foreach (RecordingInput recording in recordings)
        {
            Write(Run((observer, token) => run.Extract(recording, observer, token)));
        }

        End(run);
    }

    private FoundRecordings Find()
    {
        try
        {
            Reading.Check();
            RecordingDiscovery discovery = new(Reading, AsMovie);
            return Run((_, token) => discovery.Find(_named, _matched, token));
        }
        catch (DeepWonderException e)
        {
            CouldNotRun(e, _named.Concat(_matched));
            throw;
        }
    }
}
