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
    public double FrameRate { get; set; }

    /// <summary>The pixel size wanted, µm.</summary>
    [Parameter]
    [ValidateRange(1e-3, 1e3)]
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

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        OrTerminate(this, () =>
        {
            if (FrameRate == 0 && PixelSizeUm == 0)
            {
                throw new DeepWonderException(ErrorId.ParameterInvalid, "Neither a frame rate nor a pixel size was given.", null, "Give -FrameRate, -PixelSizeUm, or both.");
            }
        });
    }

    internal override object Serve(Volume volume, IStageObserver observer, CancellationToken token)
    {
        // The pixel size is checked before the first of two long steps, not after it.
        double factor = PixelSizeUm > 0 ? Factor(volume) : 1;
        if (FrameRate == 0)
        {
            return InSpace(volume, factor, observer, token);
        }

        Volume resampled = TemporalResampling.Run(volume, new TemporalResamplingOptions { FrameRate = FrameRate, Preset = Preset }, observer, token);
        if (PixelSizeUm == 0)
        {
            return resampled;
        }

        using (resampled)
        {
            return InSpace(resampled, factor, observer, token);
        }
    }

    private double Factor(Volume volume) => (volume.PixelSizeUm ?? throw new DeepWonderException(
        ErrorId.PixelSizeUnknown, $"The pixel size of '{volume.Name}' is not known.", volume.Name, "Give it: Import-Volume -PixelSizeUm 4.")) / PixelSizeUm;

    private Volume InSpace(Volume volume, double factor, IStageObserver observer, CancellationToken token) =>
        SpatialResizing.Run(volume, new SpatialResizeOptions { Factor = factor, Method = Method, Network = NetworkOptions }, observer, token);
}
