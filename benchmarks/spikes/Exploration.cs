using DeepWonder3D.Spikes;
using System.Collections.Concurrent;
namespace DeepWonder3D.Spikes;
static class Exploration
{
    public static IndicatorKinetics Ind(string ds) => IndicatorKinetics.All.First(i => i.Name == (ds.Contains("6f") ? "GCaMP6f" : ds.Contains("6s") ? "GCaMP6s" : ds.Contains("7f") ? "GCaMP6f" : ds.Contains("8f") ? "jGCaMP8f" : ds.Contains("8m") ? "jGCaMP8m" : "jGCaMP8s"));
    public static double Tau(string ds) => ds.Contains("6s") ? 1.25 : ds.Contains("8s") ? 0.7 : ds.Contains("8m") ? 0.5 : 0.7;
    static double Med(IEnumerable<double> x) { var a = x.Where(double.IsFinite).Order().ToArray(); return a.Length == 0 ? double.NaN : a[a.Length / 2]; }
    static void Set(string k) { var p = k.Split(',').Select(double.Parse).ToArray(); TraceDeconvolver.StandardErrors = p[0]; TraceDeconvolver.Gate = p.Length > 1 ? p[1] : -1; TraceDeconvolver.Low = p.Length > 2 ? p[2] : 0; }
    public static void Sim(string[] args)
    {
        var conds = new List<(string, SpikeRecording[])>();
        foreach (var ind in new[] { IndicatorKinetics.GCaMP6f, IndicatorKinetics.GCaMP6s, IndicatorKinetics.JGCaMP8m })
            foreach (double fr in new[] { 7.5, 30, 120 })
                foreach (double noise in new[] { 0.05, 0.15, 0.4 })
                    conds.Add(($"{ind.Name} {fr} noise {noise}", Enumerable.Range(0, 12).Select(s => SimulatedSpikes.Make((ulong)(1000 + s), ind, fr, 240, s < 3 ? 0 : 0.2 * Math.Pow(2, s % 5), noise, 0.1)).ToArray()));
        foreach (string kk in args.Skip(1))
            foreach (int order in new[] { 1, 2 })
            {
                string k = kk; Set(kk);
                var all = conds.AsParallel().AsOrdered().Select(c =>
                {
                    var d = new TraceDeconvolver(); var cs = new List<double>(); var cb = new List<double>(); double fp = 0, min = 0;
                    foreach (var r in c.Item2)
                    {
                        var i = IndicatorKinetics.All.First(n => n.Name == r.Cell); var (dec, rise) = i.TimeConstants();
                        var kern = EventKernel.OfSeconds(order == 1 ? dec : dec, order == 1 ? null : rise, r.FrameRate);
                        d.Run(r.Trace, default, kern, TraceQuality.NoiseOf(r.Trace), (int)(Math.Max(10, 30 * dec) * r.FrameRate));
                        if (r.SpikesS.Length == 0) { fp += d.EventCount; min += r.Trace.Length / r.FrameRate / 60; }
                        else { cs.Add(Agreement.Smoothed(r, d.Events)); cb.Add(Agreement.Binned(r, d.Events)); }
                    }
                    return (c.Item1, fp / min, cb.Select(v => double.IsNaN(v) ? 0 : v).Average(), cs.Select(v => double.IsNaN(v) ? 0 : v).Average());
                }).ToArray();
                Console.WriteLine($"k {k} order {order}: false/min {all.Average(a => a.Item2):0.00} max {all.Max(a => a.Item2):0.00} bin {all.Average(a => a.Item3):0.000} smooth {all.Average(a => a.Item4):0.000}");
                if (args.Length == 2) foreach (var a in all) Console.WriteLine($"   {a.Item1,-30} fp {a.Item2:0.00} bin {a.Item3:0.000} smooth {a.Item4:0.000}");
            }
    }
    public static double Autocov(IReadOnlyList<float[]> traces, double fr)
    {
        // pooled AR(1): lags 1..L of the detrended trace, noise only in lag 0
        int L = Math.Max(3, (int)(1.0 * fr)); double num = 0, den = 0;
        foreach (var tr in traces)
        {
            double[] x = tr.Select(v => (double)v).ToArray(); double[] lev = new double[x.Length]; SlowLevel.AddTo(x, (int)(30 * fr), 50, 0, lev);
            double m = 0; for (int i = 0; i < x.Length; i++) { x[i] -= lev[i]; m += x[i] / x.Length; } for (int i = 0; i < x.Length; i++) x[i] -= m;
            double s2 = Math.Pow(TraceQuality.NoiseOf(tr), 2); double[] c = new double[L + 2];
            for (int k = 0; k < L + 2 && k < x.Length; k++) { for (int i = k; i < x.Length; i++) c[k] += x[i] * x[i - k]; c[k] /= x.Length; }
            for (int k = 1; k <= L; k++) { if (c[k] < 0.1 * c[1]) break; num += c[k] * c[k + 1] / s2 / s2; den += c[k] * c[k] / s2 / s2; }
        }
        double g = Math.Clamp(num / den, Math.Exp(-1 / (0.04 * fr)), Math.Exp(-1 / (4 * fr)));
        return -1 / (Math.Log(g) * fr);
    }
    public static void Decays(string[] args)
    {
        TraceDeconvolver.StandardErrors = 4; TraceDeconvolver.Gate = -1;
        foreach (var ind in new[] { IndicatorKinetics.GCaMP6f, IndicatorKinetics.GCaMP6s, IndicatorKinetics.JGCaMP8m, IndicatorKinetics.JGCaMP8s })
            foreach (double fr in new[] { 7.5, 30, 120 })
                foreach (double noise in new[] { 0.05, 0.15 })
                {
                    var cells = Enumerable.Range(0, 8).Select(s => SimulatedSpikes.Make((ulong)(2000 + s), ind, fr, 120, 0.2 * Math.Pow(2, s % 4), noise, 0.1)).ToArray();
                    var t = ind.TimeConstants(); var d = new TraceDeconvolver();
                    var all = cells.Select(c => c.Trace).ToArray();
                    var one = cells.AsParallel().AsOrdered().Select(c => { var dd = new TraceDeconvolver(); return (KernelSearch.Find([c.Trace], fr, 1, dd), KernelSearch.Find([c.Trace], fr, 2, dd), Autocov([c.Trace], fr)); }).ToArray();
                    var p1 = KernelSearch.Find(all, fr, 1, d); var p2 = KernelSearch.Find(all, fr, 2, d);
                    string Sp(IEnumerable<double> v) { var a = v.Order().ToArray(); return $"{a[0]:0.00} {a[a.Length / 2]:0.00} {a[^1]:0.00}"; }
                    Console.WriteLine($"{ind.Name,-9} {fr,5} n {noise:0.00} true {t.DecayS:0.000} {t.RiseS:0.000} | pooled AR1 {p1.DecayS:0.00} AR2 {p2.DecayS:0.00} {p2.RiseS:0.000} acov {Autocov(all, fr):0.00} | single AR1 {Sp(one.Select(o => o.Item1.DecayS))} AR2 {Sp(one.Select(o => o.Item2.DecayS))} acov {Sp(one.Select(o => o.Item3))}");
                }
    }
    public static void RealDecays()
    {
        TraceDeconvolver.StandardErrors = 4; TraceDeconvolver.Gate = -1;
        foreach (var ds in SpikeRecording.ReadAll("/work/data/spikes-npy").GroupBy(r => r.DataSet))
        {
            var cells = ds.GroupBy(r => r.Cell).Select(g => g.Select(r => r.At(30)).Take(3).ToArray()).Take(12).ToArray();
            var e = cells.AsParallel().AsOrdered().Select(c => { var d = new TraceDeconvolver(); var t = c.Select(r => r.Trace).ToArray(); return (KernelSearch.Find(t, 30, 1, d), KernelSearch.Find(t, 30, 2, d), Autocov(t, 30)); }).ToArray();
            string Sp(IEnumerable<double> v) { var a = v.Order().ToArray(); return $"{a[0]:0.00} {a[a.Length / 2]:0.00} {a[^1]:0.00}"; }
            Console.WriteLine($"{ds.Key,-38} pub {Ind(ds.Key).TimeConstants().DecayS:0.00} {Ind(ds.Key).TimeConstants().RiseS:0.000} | AR1 {Sp(e.Select(o => o.Item1.DecayS))} | AR2 {Sp(e.Select(o => o.Item2.DecayS))} rise {Sp(e.Select(o => o.Item2.RiseS!.Value))} | acov {Sp(e.Select(o => o.Item3))}");
        }
    }
    public static void Real(string[] args)
    {
        var recs = SpikeRecording.ReadAll("/work/data/spikes-npy").ToArray();
        foreach (string rate in args[1].Split(','))
        {
            double fr = rate == "native" ? 1e9 : double.Parse(rate);
            var byCell = recs.GroupBy(r => (r.DataSet, r.Cell)).Select(g =>
            {
                var rs = g.Select(r => r.At(fr)).ToArray();
                double mult = double.Parse(args[2]); int order = int.Parse(args[3]); var outp = new List<(double, double)>();
                var d = new TraceDeconvolver();
                var (dec, rise) = Ind(g.Key.DataSet).TimeConstants();
                void Score(Func<SpikeRecording, double[]> f)
                {
                    var bs = new List<double>(); var ss = new List<double>();
                    foreach (var r in rs.Where(x => x.SpikesS.Length > 0)) { var e = f(r); bs.Add(Agreement.Binned(r, e)); ss.Add(Agreement.Smoothed(r, e)); }
                    double M(List<double> v) => v.Count == 0 ? double.NaN : v.Select(x => double.IsNaN(x) ? 0 : x).Average();
                    outp.Add((M(bs), M(ss)));
                }
                Score(r => TextbookOasis.Events(r, Tau(g.Key.DataSet)));
                double[] Ours(SpikeRecording r, double dec, double? rise)
                {
                    d.Run(r.Trace, default, EventKernel.OfSeconds(dec, rise, r.FrameRate), TraceQuality.NoiseOf(r.Trace), (int)(Math.Max(10, 30 * dec) * r.FrameRate));
                    return d.Events.ToArray();
                }
                foreach (string k in args.Skip(4)) { Set(k); Score(r => Ours(r, mult * dec, order == 1 ? null : rise)); }
                return (g.Key.DataSet, outp);
            }).ToArray();
            Console.WriteLine($"== {rate}: suite2p | AR1 ind | AR2 ind | AR1 2x | AR2 2x | AR2 4x");
            foreach (var ds in byCell.GroupBy(x => x.DataSet).Append(byCell.GroupBy(x => "ALL").First()))
            {
                Console.Write($"{ds.Key,-38}");
                for (int m = 0; m < args.Length - 3; m++) Console.Write($" {Med(ds.Select(x => x.outp[m].Item1)):0.000}/{Med(ds.Select(x => x.outp[m].Item2)):0.000}");
                Console.WriteLine();
            }
        }
    }
}
