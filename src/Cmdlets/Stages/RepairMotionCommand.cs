using System.Management.Automation;
using DeepWonder3D.Defects;
using DeepWonder3D.Files;
using DeepWonder3D.Formats.Csv;
using DeepWonder3D.Motion;
using DeepWonder3D.Views;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Cmdlets;

/// <summary>Takes the tissue's motion out of recordings: rigid, bending, and with a calibration in depth.</summary>
/// <example><code>Import-Volume x.tif | Repair-Motion | Invoke-Denoise</code></example>
[Cmdlet(VerbsDiagnostic.Repair, "Motion", SupportsShouldProcess = true)]
[OutputType(typeof(Volume))]
public sealed class RepairMotionCommand : DeepWonderCmdlet
{
    private readonly List<Volume> _views = [];

    /// <summary>The recording, as it was recorded.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public Volume InputObject { get; set; } = null!;

    /// <summary>
    /// What to align to instead of the recording's own mean: a picture or a recording of the same field (of yesterday), or another channel
    /// of the same file, in which the motion is then looked for.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public Volume? Reference { get; set; }

    /// <summary>
    /// How the views move with depth: all views that come down the pipeline are then one recording, whose tissue moves once, in space.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public ViewCalibration? Calibration { get; set; }

    /// <summary>
    /// Distance of the places between which the tissue may bend, pixels; 0 for rigid motion alone. Default: an eighth of the smaller side,
    /// from 24 to 96.
    /// </summary>
    [Parameter]
    [Number]
    [ValidateRange(0.0, 1e6)]
    public double? BlockPx { get; set; }

    /// <summary>The farthest that the tissue may move from its mean place, µm. Default: a sixth of the smaller side.</summary>
    [Parameter]
    [Number]
    [ValidateRange(1e-6, 1e6)]
    public double? MaxShiftUm { get; set; }

    /// <summary>The same in pixels.</summary>
    [Parameter]
    [Number]
    [ValidateRange(1e-6, 1e6)]
    public double? MaxShiftPx { get; set; }

    /// <summary>
    /// Frames, from 0, that are no data: they are not placed, no neuron is found in them, and traces have no value there.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Number(IsList = true)]
    public long[]? BadFrame { get; set; }

    /// <summary>
    /// A file or a folder to write the motion to, as a table: the shifts, correlations and errors of each frame, and of each node of what
    /// bends.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MotionPath { get; set; }

    /// <summary>Replaces an existing file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private MotionCorrectionOptions Options => new()
    {
        Reference = Reference,
        BlockPx = BlockPx,
        MaxShiftUm = MaxShiftUm,
        MaxShiftPx = MaxShiftPx,
    };

    /// <inheritdoc/>
    protected override void BeginProcessing() => OrTerminate(this, Options.Check);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Calibration is not null)
        {
            _views.Add(InputObject);
            return;
        }

        ForInput(InputObject, () =>
        {
            CheckTarget(InputObject);
            Write(Run((observer, token) => MotionCorrection.Run(Named(InputObject), Options, observer, token)));
        });
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_views.Count == 0)
        {
            return;
        }

        ForInput(_views[0], () =>
        {
            _views.ForEach(CheckTarget);
            Volume[] views = [.. _views.Select(Named)];
            foreach (Volume view in Run((observer, token) =>
                SpatialMotionCorrection.Run(views, Calibration!, Options, observer, token)))
            {
                Write(view);
            }
        });
    }

    private Volume Named(Volume recording) => BadFrame is { } frames ? DefectSearch.WithBadFrames(recording, frames) : recording;

    /// <summary>Refuses before the work what could not be written after it.</summary>
    private void CheckTarget(Volume recording)
    {
        if (MotionPath is not null && !Force && TargetOf(recording) is var path && File.Exists(path))
        {
            throw FileErrors.Exists(path);
        }
    }

    private string TargetOf(Volume recording) => FilePaths.Output(this, MotionPath!, recording.Name + ".motion.csv");

    private void Write(Volume corrected)
    {
        if (MotionPath is not null)
        {
            string path = TargetOf(corrected);
            if (ShouldProcess(path, $"Write motion of '{corrected.Name}'"))
            {
                Run((_, token) => MotionCsvWriter.Write(corrected, path, Force, token));
            }
        }

        WriteObject(corrected);
    }
}
