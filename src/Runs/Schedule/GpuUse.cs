using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace DeepWonder3D.Runs.Schedule;

/// <summary>How busy one NVIDIA GPU is, as its driver's <c>nvidia-smi</c> says.</summary>
/// <param name="Percent">The share of the last second in which it computed, percent.</param>
/// <param name="UsedMb">Memory in use, MB.</param>
/// <param name="TotalMb">Memory in all, MB.</param>
internal sealed record GpuUse(int Percent, int UsedMb, int TotalMb)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    /// <summary>A desktop costs a few percent and some hundred MB; a program that computes or records costs more.</summary>
    public bool IsBusy => Percent > 15 || UsedMb > TotalMb / 2;

    public override string ToString() => $"{Percent} % busy, {UsedMb} of {TotalMb} MB in use";

    /// <summary>Asks the driver of one GPU; null where there is none to ask.</summary>
    public static GpuUse? Ask(int index)
    {
        try
        {
            ProcessStartInfo start = new("nvidia-smi")
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
                CreateNoWindow = true,
            };
            start.ArgumentList.Add($"--id={index.ToString(CultureInfo.InvariantCulture)}");
            start.ArgumentList.Add("--query-gpu=utilization.gpu,memory.used,memory.total");
            start.ArgumentList.Add("--format=csv,noheader,nounits");
            using Process process = Process.Start(start)!;
            Task<string> text = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(s_limit))
            {
                process.Kill();
                return null;
            }

            return process.ExitCode == 0 ? Parse(text.GetAwaiter().GetResult()) : null;
        }
        catch (Exception e) when (e is Win32Exception or IOException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Reads the answer, such as <c>37, 2048, 81559</c>.</summary>
    public static GpuUse? Parse(string text)
    {
        int[] numbers = [.. text.Split('\n')[0]
            .Split(',')
            .Select(part => int.TryParse(part, NumberStyles.Integer, CultureInfo.InvariantCulture, out int n) ? n : -1)];
        return numbers.Length == 3 && numbers.All(n => n >= 0) ? new GpuUse(numbers[0], numbers[1], numbers[2]) : null;
    }
}
