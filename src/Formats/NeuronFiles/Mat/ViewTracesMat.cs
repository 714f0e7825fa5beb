using DeepWonder3D.Formats.Mat;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;

namespace DeepWonder3D.Formats.NeuronFiles.Mat;

/// <summary>
/// What each view saw of each neuron, in the layout of the published fast-trace mode: views × neurons × frames, NaN for what a view did not
/// see.
/// </summary>
internal static class ViewTracesMat
{
    /// <summary>The variables; none where no view's trace is known.</summary>
    public static IEnumerable<(string Name, MatArray Array)> ToVariables(NeuronPopulation population)
    {
        IReadOnlyList<LocalizedNeuron> neurons = population.Neurons;
        IEnumerable<Detection> seen = neurons.SelectMany(n => n.Detections).Where(d => d.Trace is not null);
        long[] views = [.. seen.Select(d => (long)d.ViewId).Distinct().Order()];
        if (views.Length > 0)
        {
            int frames = checked((int)population.FrameCount);
            Trace?[][] traces = [.. views.Select(
                view => neurons.Select(n => n.Detections.FirstOrDefault(d => d.ViewId == view)?.Trace).ToArray())];
            yield return (MatNames.ViewTraces, new MatComputed(
                views.Length, neurons.Count, frames, (view, i, frame) => traces[view][i]?[frame] ?? double.NaN));
            yield return (MatNames.ViewIds, MatNumeric.Row(views));
        }
    }

    /// <summary>
    /// Gives the traces to the detections that the file lists; what it does not list, as in published files, has no place in a population.
    /// </summary>
    public static void Read(MatVariables variables, NeuronDraft[] drafts)
    {
        if (variables.Find(MatNames.ViewTraces) is not MatNumeric traces || !drafts.Any(d => d.Detections.Count > 0))
        {
            return;
        }

        // MATLAB drops a last axis of length 1.
        int frames = traces.Dims.Count > 2 ? traces.Dims[2] : 1;
        double[] ids = variables.PerNeuron(MatNames.ViewIds, traces.Dims[0])
            ?? throw variables.Invalid($"nothing says which views '{MatNames.ViewTraces}' is of");
        if (traces.Dims[1] != drafts.Length || traces.Dims.Count > 3)
        {
            throw variables.Invalid($"'{MatNames.ViewTraces}' is {traces} where {ids.Length}×{drafts.Length}×n numbers are expected");
        }

        double[] values = traces.ToDoubles();
        for (int i = 0; i < drafts.Length; i++)
        {
            List<Detection> detections = drafts[i].Detections;
            for (int d = 0; d < detections.Count; d++)
            {
                int view = Array.IndexOf(ids, detections[d].ViewId);
                float[] samples = view < 0 ? [] : NeuronTableMat.RowOf(values, view + (i * ids.Length), ids.Length * drafts.Length, frames);
                detections[d] = detections[d] with { Trace = Array.TrueForAll(samples, float.IsNaN) ? null : new Trace(samples) };
            }
        }
    }
}
