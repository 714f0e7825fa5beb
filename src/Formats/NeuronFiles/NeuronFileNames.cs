using System.Text.RegularExpressions;
using DeepWonder3D.Formats.NeuronFiles.Quantities;

namespace DeepWonder3D.Formats.NeuronFiles;

/// <summary>What the names of neuron files say, and the names that results get.</summary>
internal static partial class NeuronFileNames
{
    public const string Footprints = ".footprints.csv";
    public const string Detections = ".detections.csv";
    public const string Info = ".info.json";
    public const string EventTimes = ".eventtimes.csv";

    private static readonly string[] s_companions =
        [Footprints, Detections, Info, EventTimes, NeuronTable.Detections.Trace.Csv, .. NeuronTable.Series.Select(s => s.Csv)];

    /// <summary>The recording's name in its file's: <c>mouse_view_113</c> for the published <c>mouse_view_113.tif.mat</c>.</summary>
    public static string RecordingOf(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        return Path.GetExtension(name).ToUpperInvariant() is ".TIF" or ".TIFF" ? Path.GetFileNameWithoutExtension(name) : name;
    }

    /// <summary>A file that stands beside the main one, such as <c>mouse.traces.csv</c> beside <c>mouse.csv</c>.</summary>
    public static string Beside(string path, string suffix) => Path.ChangeExtension(path, null) + suffix;

    /// <summary>Whether a file only completes another one, which exists.</summary>
    public static bool IsCompanion(string path) => s_companions.Any(
        suffix => path.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) && File.Exists(path[..^suffix.Length] + ".csv"));

    /// <summary>The file name for a recording: what no Windows file may be called is replaced.</summary>
    public static string FileNameFor(string recording, NeuronFileFormat format)
    {
        string name = Forbidden().Replace(recording, "_").TrimEnd(' ', '.');
        return (name.Length == 0 ? "neurons" : name) + ExtensionOf(format);
    }

    /// <summary>The file name for a register: a table, unless JSON is asked for.</summary>
    public static string RegisterNameFor(string recording, NeuronFileFormat format) => FileNameFor(
        recording + "_register", format == NeuronFileFormat.Json ? NeuronFileFormat.Json : NeuronFileFormat.Csv);

    public static string ExtensionOf(NeuronFileFormat format) => format switch
    {
        NeuronFileFormat.Json => ".json",
        NeuronFileFormat.Csv => ".csv",
        NeuronFileFormat.TraceTable => NeuronTable.View.Trace.Csv,
        NeuronFileFormat.Npz => ".npz",
        NeuronFileFormat.Nwb => ".nwb",
        NeuronFileFormat.Suite2p => "",
        NeuronFileFormat.RoiSet => ".RoiSet.zip",
        _ => ".mat",
    };

    // Windows is stricter than the other systems; results travel.
    [GeneratedRegex("""[<>:"/\\|?*\x00-\x1F]""", RegexOptions.CultureInvariant)]
    private static partial Regex Forbidden();
}
