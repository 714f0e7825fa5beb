using System.Diagnostics;

namespace DeepWonder3D.Benchmarks.Running;

/// <summary>Runs a case in a process of its own, so that its peak memory is its own.</summary>
internal static class Child
{
    /// <summary>Runs a case.</summary>
    /// <param name="arguments">The case, as <c>--case</c> takes it.</param>
    /// <param name="cores">How many processors it may use; 0 for all.</param>
    /// <returns>What it printed last; null where it failed, which is told.</returns>
    public static string? Run(IEnumerable<string> arguments, int cores = 0)
    {
        string[] all = ["--case", .. cores > 0 ? ["--cores", cores.ToString(System.Globalization.CultureInfo.InvariantCulture)] : (string[])[], .. arguments];
        ProcessStartInfo start = new(Environment.ProcessPath!, all) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        if (process.ExitCode == 0)
        {
            return output.Split('\n')[^1];
        }

        Console.Error.WriteLine($"{string.Join(' ', all)} failed with exit code {process.ExitCode}.");
        return null;
    }

    public static Measurement? Measure(IEnumerable<string> arguments, int cores = 0) => Run(arguments, cores) is { } line ? Measurement.FromJson(line) : null;

    /// <summary>Keeps this process to its first processors; the ONNX Runtime then starts as many threads.</summary>
    public static void KeepTo(int cores)
    {
        if (OperatingSystem.IsWindows() || OperatingSystem.IsLinux())
        {
            using Process self = Process.GetCurrentProcess();
            self.ProcessorAffinity = (nint)((1L << cores) - 1);
        }
    }
}
