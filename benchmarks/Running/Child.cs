using System.Diagnostics;

namespace DeepWonder3D.Benchmarks.Running;

/// <summary>Runs a case in a process of its own, so that its peak memory is its own.</summary>
internal static class Child
{
    /// <summary>Runs a case.</summary>
    /// <param name="arguments">The case, as <c>--case</c> takes it.</param>
    /// <param name="threads">How many threads it may compute with; 0 for one a processor.</param>
    /// <returns>What it printed last; null where it failed, which is told.</returns>
    public static string? Run(IEnumerable<string> arguments, int threads = 0)
    {
        string[] all =
        [
            "--case",
            .. threads > 0 ? ["--threads", threads.ToString(CultureInfo.InvariantCulture)] : (string[])[],
            .. arguments,
        ];
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

    public static Measurement? Measure(IEnumerable<string> arguments, int threads = 0) =>
        Run(arguments, threads) is { } line ? Measurement.FromJson(line) : null;
}
