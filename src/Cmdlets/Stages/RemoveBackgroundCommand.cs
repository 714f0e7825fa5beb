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
    internal override ModelStage Stage => ModelStage.RemoveBackground;

    internal override object Serve(Volume volume, IStageObserver observer, CancellationToken token) =>
        BackgroundRemoval.Run(volume, NetworkOptions, observer, token);
}
