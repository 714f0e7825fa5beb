using System.Management.Automation;
using DeepWonder3D.Errors;
using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Formats.NeuronFiles.Registers;
using DeepWonder3D.Neurons.Registering;

namespace DeepWonder3D.Cmdlets;

/// <summary>
/// Writes neurons: MATLAB in the published variables, JSON, tables, NumPy, NWB, a suite2p folder, or outlines for ImageJ and Fiji.
/// </summary>
/// <remarks>
/// A table (.csv) gets others beside it, with traces, and with pixels or detections. Import-Neuron reads MATLAB, JSON, tables and NWB
/// whole, and a suite2p folder with all that a view's neurons have.
/// </remarks>
/// <example><code>Find-Neuron $movie | Export-Neuron results/ -Format Csv</code></example>
/// <example><code>$neurons | Export-Neuron mouse.nwb; $neurons | Export-Neuron suite2p/plane0 -Format Suite2p</code></example>
[Cmdlet(VerbsData.Export, "Neuron", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo), typeof(DirectoryInfo))]
public sealed class ExportNeuronCommand : ExportObjectCmdlet
{
    private readonly HashSet<string> _written = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The format. Default: by the file's extension (.mat, .json, .csv, .npz, .nwb, .zip), and MATLAB in a folder.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EnumCompleter<NeuronFileFormat>))]
    public Choice<NeuronFileFormat> Format { get; set; }

    /// <inheritdoc/>
    internal override void Export(object? input)
    {
        NeuronRegister? register = input as NeuronRegister;
        string name = register?.Name ?? NeuronFile.NameOf(input);
        string path = System.IO.Path.TrimEndingDirectorySeparator(Destination(register is null
            ? NeuronFileNames.FileNameFor(name, Format)
            : NeuronFileNames.RegisterNameFor(name, Format)));
        Write(path, $"Write the neurons of '{name}'", (_, cancellation) =>
        {
            if (!_written.Add(path))
            {
                // -Force replaces what was there before, not what this very command has just written.
                throw new DeepWonderException(
                    ErrorId.FileExists,
                    $"'{path}' was written for an earlier input.",
                    path,
                    "Give a folder, and results with different names.");
            }

            if (register is not null)
            {
                NeuronRegisterFile.Write(register, path, Format, Force);
            }
            else
            {
                NeuronFile.Write(input!, path, Format, Force, cancellation);
            }
        });
    }
}
