using System.Management.Automation;
using DeepWonder3D.Errors;
using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;
using DeepWonder3D.Work;

namespace DeepWonder3D.Cmdlets;

/// <summary>
/// Reads neurons from files: what Export-Neuron wrote, published MATLAB results, NWB of anybody, suite2p's folders, CaImAn's HDF5, images
/// of labels, hand-labelled regions (JSON), and lists of coordinates (.npy, .txt or .csv without header), which become neurons in space
/// without traces, for Measure-Trace.
/// </summary>
/// <example><code>Import-Neuron STEP_6_MN/mat_0/*.mat -FrameRate 10 -PixelSizeUm 2 | Merge-View -Calibration $calibration</code></example>
[Cmdlet(VerbsData.Import, "Neuron", DefaultParameterSetName = "Path")]
[OutputType(typeof(NeuronSet), typeof(NeuronPopulation))]
public sealed class ImportNeuronCommand : PathCmdlet
{
    /// <summary>The format. Default: by the file's extension.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EnumCompleter<NeuronFileFormat>))]
    public Choice<NeuronFileFormat> Format { get; set; }

    /// <summary>The view's number. Default: what the file says, or else _view_&lt;id&gt; in its name.</summary>
    [Parameter]
    [Number]
    public int? ViewId { get; set; }

    /// <summary>Frames a second. Default: what the file says; published files do not say it.</summary>
    [Parameter]
    [ValidateRange(double.Epsilon, double.MaxValue)]
    [Number]
    public double? FrameRate { get; set; }

    /// <summary>Width of a pixel in the object, µm. Default: what the file says; published files do not say it.</summary>
    [Parameter]
    [ValidateRange(double.Epsilon, double.MaxValue)]
    [Number]
    public double? PixelSizeUm { get; set; }

    /// <summary>Rows of the view. Default: what the file says; for hand labels up to their last pixel.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    [Number]
    public int? Height { get; set; }

    /// <summary>Columns of the view. Default: what the file says; for hand labels up to their last pixel.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    [Number]
    public int? Width { get; set; }

    /// <inheritdoc/>
    protected override void ProcessFile(string file)
    {
        if (NeuronFileNames.IsCompanion(file))
        {
            PassOver(file);
            return;
        }

        NeuronImportOptions options = new()
        {
            ViewId = ViewId,
            FrameRate = FrameRate,
            PixelSizeUm = PixelSizeUm,
            Height = Height,
            Width = Width,
        };
        object neurons = Run((_, _) => NeuronFile.Read(file, Format, options));
        IReadOnlyList<HistoryStep> history = neurons is NeuronSet set ? set.History : ((NeuronPopulation)neurons).History;
        foreach (string warning in history is [.., { Step: "Import-Neuron", Warnings: { } warnings }] ? warnings : [])
        {
            WriteWarning(warning);
        }

        WriteObject(neurons);
    }

    /// <summary>A wildcard or a listing of a folder names the tables beside a table as well; they are read with it.</summary>
    private void PassOver(string file)
    {
        if (!MyInvocation.ExpectingInput && !Array.Exists(Path, WildcardPattern.ContainsWildcardCharacters))
        {
            throw new DeepWonderException(
                ErrorId.NeuronFileInvalid, $"'{file}' only completes the table of neurons beside it.", file, "Import that table.");
        }

        WriteVerbose($"'{file}' is read with the table of neurons beside it.");
    }
}
