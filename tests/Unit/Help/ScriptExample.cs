namespace DeepWonder3D.Tests.Help;

/// <summary>How a test runs a script of examples/ in the folder of small recordings.</summary>
/// <param name="Script">The script's file name.</param>
/// <param name="Arguments">Its arguments; results go to the folder <c>out</c>.</param>
/// <param name="Results">Files that are in <c>out</c> afterwards.</param>
/// <param name="Said">What it says.</param>
internal sealed record ScriptExample(string Script, string Arguments, string[] Results, string[] Said)
{
    private const string Mark = "--- files ---";

    public static IReadOnlyList<ScriptExample> All { get; } =
    [
        new(
            "first-run.ps1",
            "-Preset Easy -SizePx 64 -FrameCount 32",
            ["neurons.csv", "neurons.mat", "neurons.png", "view-113.png"],
            ["Neurons in each view:", "Against the truth"]),
        new(
            "one-movie.ps1",
            "-Path mouse.tif",
            ["neurons.csv", "neurons.mat", "neurons.png", "denoised.tif"],
            ["The ten that stand out most:"]),
        new(
            "folder.ps1",
            "-Path recordings/*.tif",
            ["monday.mat", "monday.png", "tuesday.csv", "summary.csv"],
            ["monday.tif", "tuesday.tif"]),
        new("volume-stack.ps1", "-Path stack.tif", ["neurons.csv", "neurons.mat", "neurons.png"], ["7 views around 1"]),
        new(
            "light-field.ps1",
            "-Path raw.tif -WhiteImage white.tif -Calibration psffit_matrix.mat -UsedRadius 2",
            ["calibration.json", "neurons.mat"],
            ["Views that are calibrated: 13", "81 views around 113"]),
        new(
            "longitudinal.ps1",
            "-Neuron mouse.mat -Day tomorrow_view_*.tif, mouse_view_*.tif",
            ["Day2.csv", "Day3.mat", "days.csv"],
            ["Day2Snr", "Day3Snr"]),
        new("compare-suite2p.ps1", "-Path mouse.tif -Suite2p suite2p/plane0", ["outlines.png", "pairs.csv"], ["OnlySuite2p"]),
        new(
            "parallel-views.ps1",
            "-Path mouse_view_*.tif -Calibration psffit_matrix.mat -Device Cpu, Cpu",
            ["neurons.mat"],
            ["mouse_view_51", "81 views around 113"]),
        new(
            "own-weights.ps1",
            "-Checkpoint weights/seg_2um.pth -Path mouse.tif",
            ["models/seg_2um.onnx", "own.mat"],
            ["segment-2um", "seg_2um"]),
        new("quality-report.ps1", "-Path mouse.tif -MinSnr 30", ["mouse.html"], ["Doubtful", "Below a signal-to-noise ratio of 30:"]),
        new(
            "scheduled-task.ps1",
            "-Path recordings -QuietTime 0",
            ["monday/neurons.mat", "tuesday/report.html", "summary.json", "morning.txt"],
            ["monday", "tuesday"]),
    ];

    /// <summary>The command that runs the script, and lists its results afterwards.</summary>
    public PageExample Example { get; } = new(
        Script,
        1,
        Script,
        $"& '{Path.Combine(SharedMaterial.Root, "examples", Script)}' {Arguments} -OutputPath out\n'{Mark}'\n"
            + "Get-ChildItem out -Recurse -File | ForEach-Object FullName",
        null);

    /// <summary>What the script said, and the files below <c>out</c> after it, with forward slashes.</summary>
    public static (string Said, string[] Files) Parts(string printed)
    {
        string[] parts = printed.Split(Mark);
        return (parts[0], parts.Length
            < 2 ? [] : [.. parts[1]
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(f => f.Replace('\\', '/'))
                .Select(f => f[(f.IndexOf("/out/", StringComparison.Ordinal) + 5)..])]);
    }
}
