using DeepWonder3D.Formats.Hdf5;

namespace DeepWonder3D.Formats.NeuronFiles.Caiman;

/// <summary>
/// Reads the results that CaImAn saves as HDF5: footprints from the sparse matrix <c>estimates/A</c> (a pixel counts where its weight
/// exceeds a fifth of the footprint's largest), traces from <c>estimates/C</c>, with the residuals <c>YrA</c> where they were kept. Where
/// CaImAn deconvolved, <c>S</c> are the events and <c>C</c> the traces without noise. <c>F_dff</c> is ΔF/F. Where components were
/// evaluated, those that were accepted.
/// </summary>
internal static class NeuronCaimanReader
{
    private const double LeastWeight = 0.2;
    private const string Estimates = "/estimates/";

    /// <summary>Whether a file holds CaImAn's results.</summary>
    public static bool IsCaiman(Hdf5File file) => file.Root.Find(Estimates + "A/indptr") is not null;

    /// <summary>Reads a file.</summary>
    /// <exception cref="Errors.DeepWonderException">NeuronFileInvalid or Hdf5FileInvalid.</exception>
    public static NeuronFileContent Read(Hdf5File file)
    {
        double[] Numbers(string path) => Optional(file, path) ?? throw NeuronFileErrors.Invalid(file.Path, $"it holds no '{path}'");
        double[] dims = Optional(file, Estimates + "dims") ?? Optional(file, "/dims") ?? Numbers("/params/data/dims");
        double[] weights = Numbers(Estimates + "A/data");
        double[] pixels = Numbers(Estimates + "A/indices");
        double[] starts = Numbers(Estimates + "A/indptr");
        if (dims.Length < 2 || !(dims[0] >= 1 && dims[1] >= 1 && dims[0] * dims[1] <= int.MaxValue)
            || weights.Length != pixels.Length || starts.Length < 1)
        {
            throw NeuronFileErrors.Invalid(file.Path, "its footprints contradict themselves");
        }

        (int height, int width, int count) = ((int)dims[0], (int)dims[1], starts.Length - 1);
        (double[] denoised, int frames) = Traces(file, "C", count, null)
            ?? throw NeuronFileErrors.Invalid(file.Path, $"it holds no traces of its {count} footprints");
        IReadOnlyDictionary<string, double[]> series = Series(file, denoised, count, frames);
        double[] accepted = Optional(file, Estimates + "idx_components") is { Length: > 0 } evaluated
            ? evaluated
            : [.. Enumerable.Range(0, count).Select(i => (double)i)];
        List<NeuronDraft> drafts = [];
        foreach (double component in accepted)
        {
            int i = component >= 0 && component < count
                ? (int)component
                : throw NeuronFileErrors.Invalid(file.Path, $"it accepts component {component} of {count}");
            NeuronDraft draft = new() { Id = drafts.Count + 1 };
            foreach ((string name, double[] samples) in series)
            {
                draft.Series[name] = Array.ConvertAll(samples[(i * frames)..((i + 1) * frames)], v => (float)v);
            }

            AddPixels(draft, weights, pixels, (starts[i], starts[i + 1]), height, width, file.Path);
            drafts.Add(draft);
        }

        double? rate = Optional(file, "/params/data/fr") is [> 0 and < double.PositiveInfinity, ..] known ? known[0] : null;
        return new NeuronFileContent(new NeuronFileHead { Height = height, Width = width, FrameCount = frames, FrameRate = rate }, drafts);
    }

    /// <summary>The series by the properties that they become, components × frames.</summary>
    private static Dictionary<string, double[]> Series(Hdf5File file, double[] denoised, int count, int frames)
    {
        Dictionary<string, double[]> series = new()
        {
            [nameof(Neuron.Trace)] = Traces(file, "YrA", count, frames) is { } residuals
                ? [.. denoised.Zip(residuals.Samples, (c, r) => c + r)]
                : denoised,
        };
        if (Traces(file, "F_dff", count, frames) is { } dff)
        {
            series[nameof(Neuron.DeltaFOverF)] = dff.Samples;
        }

        // Without deconvolution there is no S, or it is empty or zero, and C is then as noisy as the trace.
        if (Traces(file, "S", count, frames) is { } spikes && Array.Exists(spikes.Samples, s => s > 0))
        {
            series[nameof(Neuron.Denoised)] = denoised;
            series[nameof(Neuron.Events)] = spikes.Samples;
        }

        return series;
    }

    /// <summary>A table of components by frames; null where there is none of that size.</summary>
    private static (double[] Samples, int Frames)? Traces(Hdf5File file, string name, int count, int? frames) =>
        file.Root.Dataset(Estimates + name) is { Type.Stored: not null, Lengths.Length: 2 } traces
            && traces.Lengths[0] == count && (frames is null || traces.Lengths[1] == frames)
            ? (traces.Read().Numbers(), (int)traces.Lengths[1])
            : null;

    private static void AddPixels(
        NeuronDraft draft, double[] weights, double[] pixels, (double Start, double End) range, int height, int width, string path)
    {
        if (!(range.Start >= 0 && range.End >= range.Start && range.End <= weights.Length))
        {
            throw NeuronFileErrors.Invalid(path, $"footprint {draft.Id} lies outside the list of pixels");
        }

        double least = range.End > range.Start ? LeastWeight * weights[(int)range.Start..(int)range.End].Max() : 0;
        for (int i = (int)range.Start; i < (int)range.End; i++)
        {
            // Pixels are numbered column by column.
            if (weights[i] > least && weights[i] > 0)
            {
                draft.Pixels.Add(pixels[i] >= 0 && pixels[i] < (double)height * width
                    ? ((int)pixels[i] % height, (int)pixels[i] / height)
                    : throw NeuronFileErrors.Invalid(path, $"footprint {draft.Id} covers pixel {pixels[i]} of {height} × {width}"));
            }
        }
    }

    private static double[]? Optional(Hdf5File file, string path) =>
        file.Root.Dataset(path) is { Type.Stored: not null } dataset ? dataset.Read().Numbers() : null;
}
