namespace DeepWonder3D.Spikes;
static class Exploration
{
    public static string Ind(string ds) => (ds.Contains("6f") ? "GCaMP6f" : ds.Contains("6s") ? "GCaMP6s" : ds.Contains("7f") ? "GCaMP6f" : ds.Contains("8f") ? "jGCaMP8f" : ds.Contains("8m") ? "jGCaMP8m" : "jGCaMP8s");
    public static double Tau(string ds) => ds.Contains("6s") ? 1.25 : ds.Contains("8s") ? 0.7 : ds.Contains("8m") ? 0.5 : 0.7;
    static double Med(IEnumerable<double> x) { var a = x.Where(double.IsFinite).Order().ToArray(); return a.Length == 0 ? double.NaN : a[a.Length / 2]; }
    static DeconvolutionOptions[] Opts(string ind) => [new() { Model = DeconvolutionModel.Ar1 }, new() { Model = DeconvolutionModel.Ar2 }, new() { Model = DeconvolutionModel.Ar1, Indicator = ind }, new() { Indicator = ind }];
    static double[] D(IEnumerable<float> v) => v.Select(x => (double)x).ToArray();
    public static void Sim()
    {
        if (Environment.GetEnvironmentVariable("NOISE") != null) { Noise(); return; }
        var conds = new List<(string, SpikeRecording[])>();
        foreach (var ind in new[] { IndicatorKinetics.GCaMP6f, IndicatorKinetics.GCaMP6s, IndicatorKinetics.JGCaMP8m })
            foreach (double fr in new[] { 7.5, 30, 120 })
                foreach (double noise in new[] { 0.05, 0.15, 0.4 })
                    conds.Add(($"{ind.Name} {fr} noise {noise}", Enumerable.Range(0, 12).Select(s => SimulatedSpikes.Make((ulong)(1000 + s), ind, fr, 240, s < 3 ? 0 : 0.2 * Math.Pow(2, s % 5), noise, 0.1)).ToArray()));
        for (int m = 0; m < 4; m++)
        {
            double[] tot = new double[6]; var lines = new List<string>();
            foreach (var c in conds)
            {
                var ind = c.Item2[0].Cell; var kin = RecordingKinetics.Of([.. c.Item2.Select(r => r.Trace)], c.Item2[0].FrameRate, Opts(ind)[m], "", default);
                var res = c.Item2.AsParallel().AsOrdered().Select(r => Deconvolution.Run(r.Trace, default, kin, new TraceDeconvolver())!).ToArray();
                double fp = 0, runs = 0, min = 0, b = 0, s = 0; int n = 0;
                for (int i = 0; i < res.Length; i++)
                {
                    var e = D(res[i].Events.ToArray());
                    int run = 0; for (int t = 1; t < e.Length; t++) if (e[t] > 0 && e[t - 1] == 0) run++;
                    if (c.Item2[i].SpikesS.Length == 0) { min += 4; fp += run; }
                    else { n++; double x = Agreement.Binned(c.Item2[i], e), y = Agreement.Smoothed(c.Item2[i], e); b += double.IsNaN(x) ? 0 : x; s += double.IsNaN(y) ? 0 : y; runs += run / (double)c.Item2[i].SpikesS.Length; }
                }
                lines.Add($"   {c.Item1,-30} decay {kin.Decay:0.00} false runs/min {fp / min:0.00} runs/spike {runs / n:0.00} bin {b / n:0.000} smooth {s / n:0.000}");
                tot[0] += fp / min / conds.Count; tot[1] += b / n / conds.Count; tot[2] += s / n / conds.Count;
            }
            Console.WriteLine($"{m}: false runs/min {tot[0]:0.00} bin {tot[1]:0.000} smooth {tot[2]:0.000}"); if (m == 1) lines.ForEach(Console.WriteLine);
        }
    }
    static void Noise()
    {
        foreach (var ind in new[] { IndicatorKinetics.GCaMP6f, IndicatorKinetics.GCaMP6s, IndicatorKinetics.JGCaMP8m })
            foreach (double fr in new[] { 7.5, 30, 120 })
                foreach (double noise in new[] { 0.05, 0.15 })
                {
                    var a = new List<double>(); var b = new List<double>(); var c = new List<double>(); var e = new List<double>();
                    for (int s = 0; s < 8; s++)
                    {
                        var r = SimulatedSpikes.Make((ulong)(3000 + s), ind, fr, 240, 0.2 * Math.Pow(2, s % 5), noise, 0.1); double truth = noise * Math.Sqrt(fr / 30); var x = r.Trace;
                        a.Add(TraceQuality.NoiseOf(x) / truth);
                        var d3 = Enumerable.Range(3, x.Length - 3).Select(i => Math.Abs(x[i] - 3 * x[i - 1] + 3 * x[i - 2] - x[i - 3])).Order().ToArray(); b.Add(1.4826 * d3[d3.Length / 2] / Math.Sqrt(20) / truth);
                        // PSD in [fs/4, fs/2], Welch of 256 frames, mean of log and mean
                        int n = 256; var psd = new double[n / 2 + 1]; int seg = 0;
                        for (int st = 0; st + n <= x.Length; st += n, seg++) for (int k = n / 4; k <= n / 2; k++) { double re = 0, im = 0; for (int t = 0; t < n; t++) { double w = Math.Sqrt(8.0 / 3) * 0.5 * (1 - Math.Cos(2 * Math.PI * t / n)); re += w * x[st + t] * Math.Cos(2 * Math.PI * k * t / n); im += w * x[st + t] * Math.Sin(2 * Math.PI * k * t / n); } psd[k] += (re * re + im * im) / n; }
                        c.Add(Math.Sqrt(psd.Skip(n / 4).Average() / seg) / truth); e.Add(Math.Sqrt(Math.Exp(psd.Skip(n / 4).Average(v => Math.Log(v / seg)))) / truth);
                    }
                    Console.WriteLine($"{ind.Name} {fr} {noise}: diff {a.Average():0.000} max {a.Max():0.000} | third {b.Average():0.000} max {b.Max():0.000} | psd mean {c.Average():0.000} {c.Max():0.000} | psd logmean {e.Average():0.000} {e.Max():0.000}");
                }
    }
    public static void Real(string[] args)
    {
        var recs = SpikeRecording.ReadAll("/work/data/spikes-npy").ToArray();
        foreach (string rate in args[1].Split(','))
        {
            double fr = rate == "native" ? 1e9 : double.Parse(rate);
            var sets = recs.GroupBy(r => r.DataSet).ToDictionary(g => g.Key, g => g.Select(r => r.At(fr)).ToArray());
            var setKin = sets.ToDictionary(s => s.Key, s => { var top = s.Value.GroupBy(r => r.Cell).Select(g => g.First()).ToArray(); return RecordingKinetics.Of([.. top.Select(r => r.Trace)], top[0].FrameRate, Opts(Ind(s.Key))[1], "", default); });
            Console.WriteLine(string.Join(" ", setKin.Select(s => $"{s.Key[..12]} {s.Value.Decay:0.00}")));
            var byCell = sets.SelectMany(s => s.Value).GroupBy(r => (r.DataSet, r.Cell)).AsParallel().AsOrdered().Select(g =>
            {
                var rs = g.ToArray();
                var outp = new List<(double, double)>();
                void Score(Func<SpikeRecording, double[]> f)
                {
                    var bs = new List<double>(); var ss = new List<double>();
                    foreach (var r in rs.Where(x => x.SpikesS.Length > 0)) { var e = f(r); bs.Add(Agreement.Binned(r, e)); ss.Add(Agreement.Smoothed(r, e)); }
                    double M(List<double> v) => v.Count == 0 ? double.NaN : v.Select(x => double.IsNaN(x) ? 0 : x).Average();
                    outp.Add((M(bs), M(ss)));
                }
                Score(r => TextbookOasis.Events(r, Tau(g.Key.DataSet)));
                foreach (var o in Opts(Ind(g.Key.DataSet)))
                {
                    var kin = RecordingKinetics.Of([.. rs.Select(r => r.Trace)], rs[0].FrameRate, o, "", default); var d = new TraceDeconvolver();
                    Score(r => D(Deconvolution.Run(r.Trace, default, kin with { FrameRate = r.FrameRate }, d)!.Events.ToArray()));
                }
                Score(r => D(Deconvolution.Run(r.Trace, default, setKin[r.DataSet], new TraceDeconvolver())!.Events.ToArray()));
                return (g.Key.DataSet, outp);
            }).ToArray();
            Console.WriteLine($"== {rate}: suite2p | AR1 | AR2 | AR1 ind | AR2 ind | AR2 by set");
            foreach (var ds in byCell.GroupBy(x => x.DataSet).Append(byCell.GroupBy(x => "ALL").First()))
            {
                Console.Write($"{ds.Key,-38}");
                for (int m = 0; m < 6; m++) Console.Write($" {Med(ds.Select(x => x.outp[m].Item1)):0.000}/{Med(ds.Select(x => x.outp[m].Item2)):0.000}");
                Console.WriteLine();
            }
        }
    }
}
