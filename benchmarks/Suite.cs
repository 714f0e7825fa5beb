using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Benchmarks;

/// <summary>Runs the stage benchmarks and keeps their results by machine.</summary>
internal static class Suite
{
    public static int Usage()
    {
        Console.Error.WriteLine("dotnet run --project benchmarks -c Release -- --weights ../shared/reference/weights [stage]");
        Console.Error.WriteLine("dotnet run --project benchmarks -c Release -- --scaling");
        Console.Error.WriteLine($"stages: {string.Join(", ", StageBenchmark.Names)}");
        return 2;
    }

    public static int RunOne(string weights, string stage)
    {
        StageBenchmark benchmark = StageBenchmark.Create(stage, weights);
        StageFigures figures = benchmark.Run();
        Console.WriteLine(figures.ToLine());
        return 0;
    }

    public static int RunScaling(string stage, string frames, string side)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        Console.WriteLine(ScalingBenchmark.Run(stage, long.Parse(frames, culture), int.Parse(side, culture)).ToLine());
        return 0;
    }

    public static int RunScaling()
    {
        StringBuilder table = new();
        table.AppendLine("| stage | frames | pixels | Mvoxel | s | ns a voxel | peak memory, MiB |");
        table.AppendLine("|---|---|---|---|---|---|---|");
        foreach (string stage in ScalingBenchmark.Stages)
        {
            foreach ((long frames, int side) in ScalingBenchmark.Sizes)
            {
                string row = RunInOwnProcess(stage, "--scaling", stage, frames.ToString(CultureInfo.InvariantCulture), side.ToString(CultureInfo.InvariantCulture));
                Console.WriteLine(row);
                table.AppendLine(row);
            }
        }

        Write($"scaling-{Machine()}", $"""
            # Cost against size, {Machine()}

            {MachineLine()}
            Command: `dotnet run --project benchmarks -c Release -- --scaling`. Movies are generated as they are read; the models are those that ship; the memory limit is the default
            ({MemoryBudget.Limit >> 20} MiB). The machine is shared: compare rows of one run, not runs.


            """ + table);
        return 0;
    }

    public static int RunAll(string weights)
    {
        StringBuilder table = new();
        table.AppendLine("| stage | Mvoxel | s | Mvoxel/s | peak memory, MiB | outside the network, % |");
        table.AppendLine("|---|---|---|---|---|---|");
        foreach (string stage in StageBenchmark.Names)
        {
            Console.Error.WriteLine($"{stage} …");
            string row = RunInOwnProcess(stage, "--weights", weights, stage);
            Console.WriteLine(row);
            table.AppendLine(row);
        }

        Write(Machine(), Heading() + table);
        return 0;
    }

    private static void Write(string name, string text)
    {
        string file = Path.Combine(Repository(), "benchmarks", "results", name + ".md");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        Console.Error.WriteLine($"Written to {file}");
    }

    private static string RunInOwnProcess(string stage, params string[] arguments)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.Trim() : $"| {stage} | failed with exit code {process.ExitCode} | | | | |";
    }

    private static string Heading() => string.Create(CultureInfo.InvariantCulture, $"""
        # Stages, {Machine()}

        {MachineLine()}
        Command: `dotnet run --project benchmarks -c Release -- --weights ../shared/reference/weights`.
        A movie of {StageBenchmark.Frames} × {StageBenchmark.Side} × {StageBenchmark.Side} samples, CPU, float32; each stage with the model that ships, and with the published weights run by the same code. Memory is the process's peak, the movie
        ({StageBenchmark.Frames * StageBenchmark.Side * StageBenchmark.Side * sizeof(float) >> 20} MiB) and the result included. The machine is shared: compare rows of one run, not runs.


        """);

    private static string MachineLine() => string.Create(
        CultureInfo.InvariantCulture,
        $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} logical processors, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, .NET {Environment.Version}, {DateTime.UtcNow:yyyy-MM-dd}.");

    private static string Machine() =>
        string.Create(CultureInfo.InvariantCulture, $"{RuntimeInformation.RuntimeIdentifier}-{Environment.ProcessorCount}-cores");

    /// <summary>The repository's root.</summary>
    public static string Repository()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DeepWonder3D.PowerShell.sln")))
            {
                return folder.FullName;
            }
        }

        return Environment.CurrentDirectory;
    }
}
