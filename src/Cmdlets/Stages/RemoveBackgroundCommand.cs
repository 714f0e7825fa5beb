using System.Management.Automation;
using DeepWonder3D.Models;
using DeepWonder3D.Stages;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Cmdlets;

/// <summary>Takes out-of-focus light and neuropil out of movies.</summary>
[Cmdlet(VerbsCommon.Remove, "Background", SupportsShouldProcess = true)]
[OutputType(typeof(Volume))]
public sealed class RemoveBackgroundCommand : MovieStageCmdlet
{
    /// <summary>The diameter of the movie's cells, pixels: by default what its pixel size says, or else what the movie shows.</summary>
    [Parameter]
    [Number]
    [ValidateRange(0.5, 1000.0)]
    public double? DiameterPx { get; set; }

    /// <summary>The same in µm, of movies whose pixel size is known.</summary>
    [Parameter]
    [Number]
    [ValidateRange(0.5, 1000.0)]
    public double? DiameterUm { get; set; }

    internal override NetworkOptions NetworkOptions => base.NetworkOptions with { DiameterPx = DiameterPx, DiameterUm = DiameterUm };

    internal override ModelStage Stage => ModelStage.RemoveBackground;

    internal override object Serve(Volume volume, IStageObserver observer, CancellationToken token) =>
        BackgroundRemoval.Run(volume, NetworkOptions, observer, token);
}
