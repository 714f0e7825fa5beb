using DeepWonder3D.Spikes;
using System.Collections.Concurrent;
namespace DeepWonder3D.Spikes;
static class Exploration
{
    public static IndicatorKinetics Ind(string ds) => IndicatorKinetics.All.First(i => i.Name == (ds.Contains("6f") ? "GCaMP6f" : ds.Contains("6s") ? "GCaMP6s" : ds.Contains("7f") ? "GCaMP6f" : ds.Contains("8f") ? "jGCaMP8f" : ds.Contains("8m") ? "jGCaMP8m" : "jGCaMP8s"));
    public static double Tau(string ds) => ds.Contains("6s") ? 1.25 : ds.Contains("8s") ? 0.7 : ds.Contains("8m") ? 0.5 : 0.7;
    static double Med(IEnumerable<double> x) { var a = x.Where(double.IsFinite).Order().ToArray(); return a.Length == 0 ? double.NaN : a[a.Length / 2]; }
    public static void Sim(string[] args)
    {
        var conds = new List<(string, SpikeRecording[])>();
        foreach (var ind in new[] { IndicatorKinetics.GCaMP6f, IndicatorKinetics.GCaMP6s, IndicatorKinetics.JGCaMP8m })
            foreach (double fr in new[] { 7.5, 30, 120 })
                foreach (double noise in new[] { 0.05, 0.15, 0.4 })
                    conds.Add(($"{ind.Name} {fr} noise {noise}", Enumerable.Range(0, 12).Select(s => SimulatedSpikes.Make((ulong)(1000 + s), ind, fr, 240, s < 3 ? 0 : 0.2 * Math.Pow(2, s % 5), noise, 0.1)).ToArray()));
        foreach (double k in args.Skip(1).Select(a => double.Parse(a)))
            foreach (int order in new[] { 1, 2 })
            {
                TraceDeconvolver.StandardErrors = k;
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
                if (args[0] == "sim" && k == 4) foreach (var a in all) Console.WriteLine($"   {a.Item1,-30} fp {a.Item2:0.00} bin {a.Item3:0.000} smooth {a.Item4:0.000}");
            }
    }
    public static void Real(string[] args)
    {
        var recs = SpikeRecording.ReadAll("/work/data/spikes-npy").ToArray();
        foreach (string rate in args[1].Split(','))
        {
            double fr = rate == "native" ? 1e9 : double.Parse(rate);
            var byCell = recs.GroupBy(r => (r.DataSet, r.Cell)).AsParallel().AsOrdered().Select(g =>
            {
                var rs = g.Select(r => r.At(fr)).ToArray();
                var outp = new List<(double, double)>();
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
                Score(r => Ours(r, dec, null)); Score(r => Ours(r, dec, rise)); Score(r => Ours(r, 2 * dec, null)); Score(r => Ours(r, 2 * dec, rise)); Score(r => Ours(r, 4 * dec, rise));
                return (g.Key.DataSet, outp);
            }).ToArray();
            Console.WriteLine($"== {rate}: suite2p | AR1 ind | AR2 ind | AR1 2x | AR2 2x | AR2 4x");
            foreach (var ds in byCell.GroupBy(x => x.DataSet).Append(byCell.GroupBy(x => "ALL").First()))
            {
                Console.Write($"{ds.Key,-38}");
                for (int m = 0; m < 6; m++) Console.Write($" {Med(ds.Select(x => x.outp[m].Item1)):0.000}/{Med(ds.Select(x => x.outp[m].Item2)):0.000}");
                Console.WriteLine();
            }
        }
    }
}
