using System.Management.Automation;
using DeepWonder3D.Models;

namespace DeepWonder3D.Cmdlets;

/// <summary>
/// Makes ONNX models out of PyTorch checkpoints. The network is recognised from the tensors; nothing in the checkpoint is run.
/// </summary>
/// <example>
/// <code>ConvertTo-OnnxModel -Path ./weights/SEG/seg_60.pth -Destination ./models -PixelSizeUm 2 -Licence GPL-3.0</code>
/// </example>
[Cmdlet(VerbsData.ConvertTo, "OnnxModel", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
[OutputType(typeof(Model))]
public sealed class ConvertToOnnxModelCommand : PathCmdlet
{
    /// <summary>The file to write, ending in <c>.onnx</c>, or the folder for files named after the models.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = "";

    /// <summary>What the network is for; needed only where its tensors don't tell, as with a denoising U-Net that has biases.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EnumCompleter<ModelStage>))]
    public Choice<ModelStage>? Network { get; set; }

    /// <summary>
    /// The size of a pixel that the network was trained for, in µm. By default it is taken from the end of the file's or its folder's name
    /// (<c>_2um</c>); without that, and for denoising, the model serves any size.
    /// </summary>
    [Parameter]
    [ValidateRange(0.001, 1e6)]
    [Number]
    public double? PixelSizeUm { get; set; }

    /// <summary>The model's name; by default the checkpoint's, without its extension.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The licence of the weights.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Licence { get; set; }

    /// <summary>How the weights were trained, in words.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Training { get; set; }

    /// <summary>Replaces files that exist.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessFile(string file)
    {
        ConversionOptions options = new()
        {
            Stage = Network,
            PixelSizeUm = PixelSizeUm,
            Name = Name,
            Licence = Licence,
            Training = Training,
            Overwrite = Force,
        };
        string destination = DestinationOf(file);
        if (ShouldProcess(destination, $"Convert {file}"))
        {
            WriteObject(Run((_, token) => CheckpointConverter.Convert(file, destination, options, token)).ToModel());
        }
    }

    private string DestinationOf(string file)
    {
        bool isFile = Destination.EndsWith(ModelFile.Extension, StringComparison.OrdinalIgnoreCase);
        char[] impossible = System.IO.Path.GetInvalidFileNameChars();
        string name = string.Concat(
            (Name ?? System.IO.Path.GetFileNameWithoutExtension(file)).Select(c => impossible.Contains(c) ? '_' : c));
        return FilePaths.Output(
            this, isFile ? Destination : Destination + System.IO.Path.DirectorySeparatorChar, name + ModelFile.Extension);
    }
}
