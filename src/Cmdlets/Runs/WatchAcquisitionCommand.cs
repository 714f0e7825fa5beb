using System.Management.Automation;
using DeepWonder3D.Errors;
using DeepWonder3D.Runs;
using DeepWonder3D.Runs.Watching;

namespace DeepWonder3D.Cmdlets.Runs;

/// <summary>Follows folders, and takes each recording that comes into them through the whole pipeline once it is complete.</summary>
/// <remarks>
/// A recording is complete when its files have not changed for <c>-QuietTime</c> and can be read to the last page, or when a file with the
/// ending <c>-Marker</c> lies beside it. What cannot be used is set aside where it lies, with the reason in the results folder, and taken
/// again when its files change. The watch ends with <c>-Once</c>, by Ctrl-C, or when a file named <c>stop</c> appears in the results
/// folder.
/// </remarks>
/// <example><code>Watch-Acquisition D:\recordings E:\results -FrameRate 10 -PixelSizeUm 2 -Once</code></example>
[Cmdlet(VerbsCommon.Watch, "Acquisition", SupportsShouldProcess = true)]
[OutputType(typeof(ExtractionResult))]
public sealed class WatchAcquisitionCommand : ExtractionCmdlet
{
    /// <summary>The folders to follow. Without <c>-Once</c> they need not be there yet.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Which file names to take, such as <c>mouse*.tif</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Filter { get; set; }

    /// <summary>How long files must not have changed, seconds.</summary>
    [Parameter]
    [ValidateRange(0.0, 86400.0)]
    [Number]
    public double QuietTime { get; set; } = 30;

    /// <summary>The ending of a file that says that the recording beside it is complete, such as <c>.done</c>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Marker { get; set; }

    /// <summary>How many views a recording has when it is complete.</summary>
    [Parameter]
    [ValidateRange(1, 10000)]
    [Number]
    public int ViewCount { get; set; } = 1;

    /// <summary>How often to look, seconds.</summary>
    [Parameter]
    [ValidateRange(0.1, 3600.0)]
    [Number]
    public double Interval { get; set; } = 10;

    /// <summary>Ends when what is there is done.</summary>
    [Parameter]
    public SwitchParameter Once { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        string[] folders = [.. Path.Select(path => SessionState.Path.GetUnresolvedProviderPathFromPSPath(path))];
        if (!ShouldProcess(string.Join(", ", folders), $"Follow, with results in '{OutputPath}'"))
        {
            return;
        }

        ExtractionRun run = Begin();
        WatchOptions options = new()
        {
            Folders = folders,
            Filter = Filter,
            QuietTime = TimeSpan.FromSeconds(QuietTime),
            Marker = Marker,
            ViewCount = ViewCount,
            Interval = TimeSpan.FromSeconds(Interval),
            Once = Once,
            AsMovie = AsMovie,
        };
        AcquisitionWatch watch = new(run, options, Reading, TimeProvider.System);
        try
        {
            while (Run((observer, token) => watch.Next(observer, token)) is { } result)
            {
                Write(result);
            }
        }
        catch (DeepWonderException e)
        {
            End(run, RunState.Failed, e.Message);
            ThrowTerminatingError(ErrorRecords.From(e, folders));
        }

        End(run, watch.EndReason is null ? null : RunState.Stopped, watch.EndReason);
    }
}
