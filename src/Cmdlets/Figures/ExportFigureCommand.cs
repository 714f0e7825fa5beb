using System.Management.Automation;
using DeepWonder3D.Figures;
using DeepWonder3D.Files;
using DeepWonder3D.Neurons;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Cmdlets;

/// <summary>Writes a picture of neurons, of a population in space or of a volume.</summary>
/// <remarks>
/// The first look at a result: outlines on the mean or correlation image, the best neurons' traces, both side by side, or positions in
/// space. PNG for pixels, SVG for lines and text that can be edited.
/// </remarks>
[Cmdlet(VerbsData.Export, "Figure", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportFigureCommand : ExportObjectCmdlet
{
    /// <summary>
    /// The volume in which the neurons were found, for the background image; of several, the one of the neurons' name or view is taken.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public Volume[] Volume { get; set; } = [];

    /// <summary>What the figure shows. Default: Auto, a summary of neurons or the mean image of a volume.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EnumCompleter<FigureKind>))]
    public Choice<FigureKind> Kind { get; set; }

    /// <summary>Neurons known from elsewhere (hand labels, a simulation's truth), drawn as dashed white outlines.</summary>
    [Parameter]
    [ValidateNotNull]
    public NeuronSet? Truth { get; set; }

    /// <summary>Screen pixels across a pixel of the view, a whole number. Default: so many that the view is legible.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    [Number]
    public int? Zoom { get; set; }

    /// <summary>Width of the figure in screen pixels; an image that needs more room at zoom 1 makes it wider.</summary>
    [Parameter]
    [ValidateRange(200, 16384)]
    [Number]
    public int? Width { get; set; }

    /// <summary>Most traces shown: those with the highest signal-to-noise ratio.</summary>
    [Parameter]
    [ValidateRange(1, 500)]
    [Number]
    public int TraceCount { get; set; } = FigureOptions.Default.TraceCount;

    /// <summary>A line under the picture, such as the source of the data.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Caption { get; set; }

    /// <inheritdoc/>
    internal override void Export(object? input)
    {
        FigureKind kind = FigureSelection.KindFor(input, Kind);
        string name = FigureSelection.NameOf(input!);
        string path = Destination(FigureFile.NameFor(name, kind));
        _ = FigureFile.FormatOf(path);
        FigureOptions options = new() { Zoom = Zoom, Width = Width, Truth = Truth, TraceCount = TraceCount, Caption = Caption };
        Write(path, $"Write figure ({kind}) of '{name}'", (observer, token) =>
        {
            if (!Force && File.Exists(path))
            {
                // Before the movie is read, which may take minutes.
                throw FileErrors.Exists(path);
            }

            Figure figure = FigureSelection.Create(input!, kind, Volume, options, observer, token);
            FigureFile.Write(figure, path, Force);
            observer.Verbose($"{path}: {kind}, {figure.Width} × {figure.Height} pixels.");
        });
    }
}
