using System.Diagnostics;
using DeepWonder3D.Inference;
using DeepWonder3D.Models;
using DeepWonder3D.Neurons;
using DeepWonder3D.Stages;
using DeepWonder3D.Stages.Scaling;
using DeepWonder3D.Volumes;
namespace DeepWonder3D.Benchmarks;
internal static class Probe
{
    public static int Run(string name)
    {
        for (int k = 0; k < 3; k++)
        {
            StageBenchmark b = StageBenchmark.Create(name, "");
            StageFigures f = b.Run();
            Console.WriteLine(f.ToLine() + $" outside {(f.Elapsed - f.InNetwork).TotalMilliseconds:0} ms");
        }
        using Volume movie = GeneratedMovie.Create(224, 256);
        for (int k = 0; k < 3; k++)
        {
            Stopwatch w = Stopwatch.StartNew();
            PixelStatistics.Measure(movie, 0, default);
            Console.WriteLine($"pixel statistics {w.Elapsed.TotalMilliseconds:0} ms");
            w.Restart();
            float[] p = new float[65536];
            for (int t = 0; t < 224; t++) movie.ReadPlane<float>(t, 0, p);
            Console.WriteLine($"read alone {w.Elapsed.TotalMilliseconds:0} ms");
        }
        return 0;
    }
}
internal static class ScratchProbe
{
    public static int Run()
    {
        foreach ((int side, int cols) in new[] { (128, 128), (256, 256), (256, 128), (1024, 512) })
        {
            long planes = 1_000_000_000L / (side * side * 4);
            using ScratchStore s = new(SampleType.Float32, planes, side, side);
            byte[] b = new byte[side * cols * 4];
            Stopwatch w = Stopwatch.StartNew();
            for (long p = 0; p < planes; p++) for (int c = 0; c < side; c += cols) s.WriteBlock(p, 0, side, c, cols, b);
            double wr = w.Elapsed.TotalSeconds; w.Restart();
            byte[] r = new byte[side * side * 4];
            for (long p = 0; p < planes; p++) s.ReadRows(p, 0, side, r);
            Console.WriteLine($"{side} {cols}: write {wr / 0.25:0.0} ns/voxel, read {w.Elapsed.TotalSeconds / 0.25:0.0} ns/voxel");
        }
        return 0;
    }
}
