using System.Management.Automation;
using DeepWonder3D.Errors;
using DeepWonder3D.Models;
using DeepWonder3D.Stages;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Cmdlets;

/// <summary>Brings movies to another frame rate, pixel size, or both (first in time, then in space).</summary>
[Cmdlet(VerbsCommon.Resize, "Volume")]
[OutputType(typeof(Volume))]
public sealed class ResizeVolumeCommand : NetworkCmdlet
{
    /// <summary>The frame rate wanted, Hz.</summary>
    [Parameter]
    [ValidateRange(1e-6, 1e6)]
    [Number]
    public double FrameRate { get; set; }

    /// <summary>The pixel size wanted, µm.</summary>
    [Parameter]
    [ValidateRange(1e-3, 1e3)]
    [Number]
    public double PixelSizeUm { get; set; }

    /// <summary>How pixels are made smaller or larger.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EnumCompleter<ResizeMethod>))]
    public Choice<ResizeMethod> Method { get; set; }

    /// <summary><c>Upstream</c> resamples in time as the published code does.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EnumCompleter<Preset>))]
    public Choice<Preset> Preset { get; set; }

    internal override ModelStage Stage => ModelStage.SuperResolve;

    private ResizeOptions Options => new()
    {
        FrameRate = FrameRate > 0 ? FrameRate : null,
        PixelSizeUm = PixelSizeUm > 0 ? PixelSizeUm : null,
        Method = Method,
        Network = NetworkOptions,
        Preset = Preset,
    };

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        OrTerminate(this, Options.Check);
    }

    internal override object Serve(Volume volume, IStageObserver observer, CancellationToken token) =>
        Resizing.Run(volume, Options, observer, token);
}
