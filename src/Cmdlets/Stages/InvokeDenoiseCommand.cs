using System.Management.Automation;
using DeepWonder3D.Models;
using DeepWonder3D.Stages;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Cmdlets;

/// <summary>Takes the noise out of movies.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Denoise", SupportsShouldProcess = true)]
[OutputType(typeof(Volume))]
public sealed class InvokeDenoiseCommand : MovieStageCmdlet
{
    internal override ModelStage Stage => ModelStage.Denoise;

    internal override object Serve(Volume volume, IStageObserver observer, CancellationToken token) =>
        Denoising.Run(volume, NetworkOptions, observer, token);
}
