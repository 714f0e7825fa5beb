using System.Diagnostics;
using DeepWonder3D.Motion;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.MotionBenchmark;

internal static class MotionTable
{
    public static void Try(string[] args)
    {
        string preset = args[0]; ulong seed = ulong.Parse(args[1]); int size = int.Parse(args[2]); int frames = int.Parse(args[3]);
        double light = double.Parse(args[4], CultureInfo.InvariantCulture); double rate = double.Parse(args[5], CultureInfo.InvariantCulture);
        SimulationOptions o = SimulationPresets.Of(Enum.Parse<SimulationPreset>(preset), seed);
        double px = o.PixelSizeUm;
        o = o with { ViewIds = [], KeepClean = false, KeepBackgroundFree = false, FrameCount = frames, FrameRate = rate };
        o = o.InField(size, size, px, o.Neurons.MinDepthUm, o.Neurons.MaxDepthUm);
        o = o with { Neurons = o.Neurons with { PhotonRate = o.Neurons.PhotonRate * light }, Tissue = o.Tissue with { NeuropilRate = o.Tissue.NeuropilRate * light, HazeRate = o.Tissue.HazeRate * light } };
        foreach (string motion in args[6..])
        {
            double[] m = [.. motion.Split(':')[1].Split(',').Select(x => double.Parse(x, CultureInfo.InvariantCulture))];
            MotionOptions mo = MotionOptions.None;
            mo = motion.Split(':')[0] switch
            {
                "still" => mo, "jitter" => mo with { JitterUm = m[0] * px, JitterTimeS = 1e-3 }, "drift" => mo with { DriftUm = m[0] * px },
                "jump" => mo with { JumpUm = m[0] * px, JumpRateHz = m[1], JitterUm = m[2] * px }, "bend" => mo with { BendUm = m[0] * px, JitterUm = m[1] * px },
                _ => throw new ArgumentException(motion),
            };
            SimulationOptions s = o with { Motion = mo };
            using SimulatedRecording r = RecordingSimulator.Run(s, SilentObserver.Instance);
            MotionPath path = new(s);
            Volume v = r.Views[0];
            foreach (bool bends in new[] { false, true })
            {
                Stopwatch w = Stopwatch.StartNew();
                MotionEstimator e = new(v, 0, new MotionCorrectionOptions(), default);
                (AlignmentTemplate t, BendingPrior? b, _) = e.Prepare(null, bends);
                double prepared = w.Elapsed.TotalSeconds;
                w.Restart();
                PlaneMotion p = e.Run(t, b, () => { });
                double ran = w.Elapsed.TotalSeconds;
                (double rms, double worst) = Residual(p, path, s);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{motion,-18} {(bends ? "bend " : "rigid")} residual {rms:0.000} worst frame {worst:0.00} px, CRB {t.ErrorPx:0.0000}, corr {p.Before.Average():0.000} → {p.Places.Average(q => q.Correlation):0.000}, prior {b?.RmsPx ?? 0:0.00}, {prepared:0.00} s + {v.VoxelCount / ran / 1e6:0.0} Mvoxel/s"));
            }
        }
    }

    /// <summary>Residual rms per axis over a lattice of places, each place's mean over frames taken out.</summary>
    public static (double Rms, double Worst) Residual(PlaneMotion p, MotionPath path, SimulationOptions s)
    {
        double px = s.PixelSizeUm; int n = s.FrameCount; const int Lattice = 6;
        double[,,] dy = new double[n, Lattice, Lattice]; double[,,] dx = new double[n, Lattice, Lattice];
        float[] line = new float[s.Width];
        for (int t = 0; t < n; t++)
        for (int i = 0; i < Lattice; i++)
        for (int j = 0; j < Lattice; j++)
        {
            int row = (int)((i + 0.5) * s.Height / Lattice); int col = (int)((j + 0.5) * s.Width / Lattice);
            double y = row, x = col; (double Y, double X) d = default;
            for (int k = 0; k < 5; k++) { d = path.At(t, y * px, x * px); y = row + (d.Y / px); x = col + (d.X / px); }
            float er = p.Places[t].Row, ec = p.Places[t].Column;
            if (p.Grid is { } g) { g.Fill(p.NodesOf(t)[..g.Count], row, er, line); er = line[col]; g.Fill(p.NodesOf(t)[g.Count..], row, ec, line); ec = line[col]; }
            dy[t, i, j] = er - (d.Y / px); dx[t, i, j] = ec - (d.X / px);
        }
        double sum = 0; double[] per = new double[n];
        for (int i = 0; i < Lattice; i++)
        for (int j = 0; j < Lattice; j++)
        {
            double my = 0, mx = 0; for (int t = 0; t < n; t++) { my += dy[t, i, j] / n; mx += dx[t, i, j] / n; }
            for (int t = 0; t < n; t++) { double q = ((dy[t, i, j] - my) * (dy[t, i, j] - my)) + ((dx[t, i, j] - mx) * (dx[t, i, j] - mx)); sum += q; per[t] += q; }
        }
        return (Math.Sqrt(sum / (2.0 * n * Lattice * Lattice)), Math.Sqrt(per.Max() / (2.0 * Lattice * Lattice)));
    }
}
