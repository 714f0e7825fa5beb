using System.Diagnostics;

namespace DeepWonder3D.Tests;

/// <summary>Other people's programs that read what we write and write what we read; tests that need one skip where it is absent.</summary>
internal static class IndependentJudge
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private static readonly Lazy<string?> s_python = new(() => new[] { "/usr/bin/python3", "python3", "python" }.FirstOrDefault(
        p => TryRun(p, ["-c", "import numpy, scipy.io"], out _, out int code, out _) && code == 0));

    /// <summary>Runs a Python script with NumPy and SciPy.</summary>
    /// <param name="script">The script's text.</param>
    /// <param name="arguments">What it finds in <c>sys.argv[1:]</c>.</param>
    /// <returns>What it printed.</returns>
    public static string Python(string script, params string[] arguments)
    {
        if (s_python.Value is not { } python)
        {
            Assert.Skip("No Python with NumPy and SciPy is installed.");
            return "";
        }

        return Check(
            python, TryRun(python, ["-c", script, .. arguments], out string output, out int code, out string error), code, output, error);
    }

    /// <summary>
    /// Runs Python scripts of the repository, joined into one; the calling test is skipped where it says that it lacks a library.
    /// </summary>
    /// <param name="folder">The scripts' folder below the tests.</param>
    /// <param name="argument">What the script finds in <c>sys.argv[1]</c>.</param>
    /// <param name="scripts">Their names.</param>
    /// <returns>What they printed.</returns>
    public static string Scripts(string folder, string argument, params string[] scripts)
    {
        string place = Path.Combine(SharedMaterial.Root, "tests", "Unit", folder);
        string said = Python(string.Join('\n', scripts.Select(s => File.ReadAllText(Path.Combine(place, s)))), argument);
        Assert.SkipWhen(said.StartsWith("skip: ", StringComparison.Ordinal), said);
        return said;
    }

    /// <summary>Runs an Octave script; <c>argv()</c> gives it the arguments.</summary>
    /// <param name="script">The script's text.</param>
    /// <param name="arguments">The arguments.</param>
    /// <returns>What it printed.</returns>
    public static string Octave(string script, params string[] arguments)
    {
        string file = Path.Combine(Path.GetTempPath(), $"judge-{Guid.NewGuid():N}.m");
        try
        {
            File.WriteAllText(file, script);
            bool ran = TryRun("octave-cli", ["--norc", "--quiet", file, .. arguments], out string output, out int code, out string error);
            if (!ran)
            {
                Assert.Skip("Octave is not installed.");
            }

            return Check("octave", ran, code, output, error);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Check(string judge, bool ran, int code, string output, string error)
    {
        Assert.True(ran && code == 0, $"{judge} ended with {code}: {error}");
        return output;
    }

    private static bool TryRun(string program, IEnumerable<string> arguments, out string output, out int code, out string error)
    {
        (output, code, error) = ("", -1, "");
        ProcessStartInfo start = new(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }

        using (process)
        {
            Task<string> errors = process.StandardError.ReadToEndAsync();
            Task<string> text = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(s_limit))
            {
                process.Kill(entireProcessTree: true);
                throw new TimeoutException($"{program} ran for more than {s_limit}.");
            }

            (output, error, code) = (text.Result, errors.Result, process.ExitCode);
            return true;
        }
    }
}
