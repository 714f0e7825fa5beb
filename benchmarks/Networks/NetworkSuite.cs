using System.Numerics.Tensors;

namespace DeepWonder3D.Benchmarks.Networks;

/// <summary>
/// Every network alone in every setting, and in float16. The settings of one network take turns, so that what else the machine does meets
/// all of them, and the least of several turns counts.
/// </summary>
internal static class NetworkSuite
{
    public static int Run(string weights, string repetitions)
    {
        int turns = int.Parse(repetitions, CultureInfo.InvariantCulture);
        _ = OnnxRuntimeLibrary.Environment;
        DirectoryInfo folder = Directory.CreateTempSubdirectory("deepwonder3d-networks-");
        try
        {
            StringBuilder settings = new(
                "| network | setting | s a Mvoxel | of as shipped | processor s a Mvoxel |\n|---|---|---|---|---|\n");
            StringBuilder halves = new(
                "| network | largest difference | root mean square | times as long as float32, processor |\n|---|---|---|---|\n");
            foreach (NetworkSubject subject in NetworkSubject.All(weights, folder.FullName))
            {
                Console.Error.WriteLine($"{subject.Name} …");
                settings.Append(Settings(subject, turns));
                halves.Append(Halves(subject, turns));
            }

            Console.WriteLine(settings.AppendLine().Append(halves));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Settings(NetworkSubject subject, int turns)
    {
        NetworkRuns[] runs = [.. SessionSetting.All.Select(setting => new NetworkRuns(subject, setting, Precision.Float32))];
        Measure(runs, turns);
        StringBuilder rows = new();
        for (int i = 0; i < runs.Length; i++)
        {
            rows.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {subject.Name} | {SessionSetting.All[i].Name} | {runs[i].LeastSeconds:0.000} | "
                    + $"{runs[i].LeastSeconds / runs[0].LeastSeconds:0.00} | {runs[i].LeastProcessorSeconds:0.000} |");
            runs[i].Dispose();
        }

        return rows.ToString();
    }

    /// <summary>The error of float16 in standard deviations of the output, and its cost with one thread.</summary>
    private static string Halves(NetworkSubject subject, int turns)
    {
        SessionSetting alone = SessionSetting.All.First(setting => setting.Threads == 1);
        using NetworkRuns single = new(subject, alone, Precision.Float32);
        using NetworkRuns half = new(subject, alone, Precision.Float16);
        Measure([single, half], turns);
        float[] expected = single.Output();
        float[] difference = half.Output();
        TensorPrimitives.Subtract(difference, expected, difference);
        double deviation = TensorPrimitives.StdDev<float>(expected);
        double largest = Math.Abs(TensorPrimitives.MaxMagnitude<float>(difference)) / deviation;
        double square = Math.Sqrt(TensorPrimitives.SumOfSquares<float>(difference) / difference.Length) / deviation;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {subject.Name} | {largest:G2} | {square:G2} | {half.LeastProcessorSeconds / single.LeastProcessorSeconds:0.00} |\n");
    }

    private static void Measure(NetworkRuns[] runs, int turns)
    {
        // The first run of a session lays out its memory.
        Array.ForEach(runs, run => run.Output());
        for (int turn = 0; turn < turns; turn++)
        {
            Array.ForEach(runs, run => run.Run());
        }
    }
}
