using System.Management.Automation;
using DeepWonder3D.Inference;
using DeepWonder3D.Models;
using DeepWonder3D.Stages;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Cmdlets;

/// <summary>A command that runs a network over the volumes it is given, each at once.</summary>
public abstract class NetworkCmdlet : DeepWonderCmdlet
{
    private DeviceRequest _device = DeviceRequest.Auto;
    private string? _model;
    private long? _memoryLimit;

    /// <summary>The volume to work on.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    [WholeObject]
    public Volume InputObject { get; set; } = null!;

    /// <summary>
    /// A model's name (<c>Get-Model</c>) or the path of an <c>.onnx</c> file; by default the catalog's model that fits the volume.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ModelNameCompleter))]
    public string? Model { get; set; }

    /// <summary>
    /// <c>Auto</c> (the best that works), <c>Cpu</c>, <c>Cuda</c>, <c>Cuda:1</c>, <c>TensorRt</c> or <c>DirectML</c>. A device that is
    /// named never steps down.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DeviceCompleter))]
    public string Device { get; set; } = DeviceRequest.AutoName;

    /// <summary>
    /// The numbers that the network computes with: <c>Float32</c>, or <c>Float16</c>, which takes half a GPU's memory and is faster there.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(EnumCompleter<Precision>))]
    public Choice<Precision> Precision { get; set; }

    /// <summary>
    /// The most rows and columns of a tile that the network sees at once, pixels; by default what the memory limit allows.
    /// </summary>
    [Parameter]
    [ValidateRange(32, 4096)]
    [Number]
    public int TileSize { get; set; }

    /// <summary>
    /// How much memory results and tiles may take, such as <c>2GB</c>; by default <c>DEEPWONDER3D_MEMORY_LIMIT</c>, or else a quarter of
    /// the machine's and at most 2 GB.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MemoryLimit { get; set; }

    /// <summary>What the network does.</summary>
    internal abstract ModelStage Stage { get; }

    /// <summary>What the user said of the network.</summary>
    internal virtual NetworkOptions NetworkOptions =>
        new() { Model = _model, Device = _device, Precision = Precision, TileSize = TileSize > 0 ? TileSize : null };

    /// <inheritdoc/>
    protected override void BeginProcessing() => OrTerminate(Device, () =>
    {
        _device = DeviceRequest.Parse(Device);
        _memoryLimit = MemoryLimit is null ? null : MemoryBudget.Parse(MemoryLimit);
        if (_device.Kind is { } kind and not DeviceKind.Cpu)
        {
            ExecutionProviders.Require(kind, _device.Index ?? 0);
        }

        if (Model is not null)
        {
            _model = ModelCatalog.IsPath(Model) ? SessionState.Path.GetUnresolvedProviderPathFromPSPath(Model) : Model;
            ModelCatalog.Default.RequireStage(_model, Stage);
        }
    });

    /// <inheritdoc/>
    protected override void ProcessRecord() => ForInput(InputObject, () =>
    {
        if (!Prepare(InputObject))
        {
            return;
        }

        WriteObject(Run((observer, token) =>
        {
            using (MemoryBudget.Use(_memoryLimit))
            {
                return Serve(InputObject, observer, token);
            }
        }));
    });

    /// <summary>What is to be settled with the user before the work on a volume begins; false where there is to be none.</summary>
    internal virtual bool Prepare(Volume volume) => true;

    /// <summary>Works on one volume, off the pipeline thread.</summary>
    internal abstract object Serve(Volume volume, IStageObserver observer, CancellationToken token);
}
