using DeepWonder3D.Formats.NeuronFiles.Quantities;
using DeepWonder3D.Formats.Recordings;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Formats.NeuronFiles;

/// <summary>Makes neurons of what a file states, and checks that it agrees with itself.</summary>
internal sealed class NeuronAssembly
{
    private readonly NeuronFileHead _head;
    private readonly IReadOnlyList<NeuronDraft> _drafts;
    private readonly NeuronImportOptions _options;
    private readonly string _path;

    private NeuronAssembly(NeuronFileContent content, NeuronImportOptions options, string path)
    {
        (_head, _drafts) = content;
        (_options, _path) = (options, path);
    }

    /// <summary>The neurons of a file.</summary>
    /// <returns>A <see cref="NeuronSet"/> or a <see cref="NeuronPopulation"/>.</returns>
    /// <exception cref="Errors.DeepWonderException"><see cref="Errors.ErrorId.NeuronFileInvalid"/>.</exception>
    public static object Build(NeuronFileContent content, NeuronImportOptions options, string path)
    {
        NeuronAssembly assembly = new(content, options, path);
        assembly.CheckUnits();
        assembly.NumberNeurons();
        return content.Head.Kind == NeuronFileKind.View ? assembly.BuildSet() : assembly.BuildPopulation();
    }

    private string Name => _head.Name ?? NeuronFileNames.RecordingOf(_path);

    private double? FrameRate => _options.FrameRate ?? _head.FrameRate ?? FrameClock.RateOf(_head.FrameTimes);

    // What the caller says outweighs the file's times as well, where these say another rate.
    private double[]? FrameTimes => FrameClock.Fitting(_head.FrameTimes, _options.FrameRate);

    private double? PixelSizeUm => _options.PixelSizeUm ?? _head.PixelSizeUm;

    // A file of somebody else begins its history here.
    private IReadOnlyList<HistoryStep> History => _head.History.Count > 0
        ? _head.History
        : [
            new HistoryStep("Import-Neuron", new Dictionary<string, string> { ["Path"] = _path })
            {
                Warnings = _head.Warnings.Count > 0 ? _head.Warnings : null,
            },
        ];

    private NeuronSet BuildSet()
    {
        if (_drafts.FirstOrDefault(d => d.Pixels.Count == 0) is { } bare)
        {
            throw Invalid($"neuron {bare.Id} has no pixels");
        }

        int height = _options.Height ?? _head.Height ?? Extent(p => p.Row);
        int width = _options.Width ?? _head.Width ?? Extent(p => p.Column);
        if (height < 1 || width < 1 || (long)height * width > int.MaxValue)
        {
            throw Invalid($"its view has {height} × {width} pixels");
        }

        if (_head.Picture is { } picture && (picture.Height, picture.Width) != (height, width))
        {
            throw Invalid($"its picture has {picture} of a view of {height} × {width}");
        }

        return new NeuronSet
        {
            Name = Name,
            ViewId = _options.ViewId ?? _head.ViewId ?? RecordingName.ViewIdOf(Name),
            Height = height,
            Width = width,
            FrameCount = FrameCount(),
            FrameRate = FrameRate,
            FrameTimes = FrameTimes,
            PixelSizeUm = PixelSizeUm,
            PixelAspect = _head.PixelAspect ?? 1,
            Picture = _head.Picture,
            Neurons = [.. _drafts.Select(d => ToNeuron(d, height, width))],
            History = History,
        };
    }

    private NeuronPopulation BuildPopulation()
    {
        LocalizedNeuron[] neurons = [.. _drafts.Select(ToLocalizedNeuron)];
        if (neurons.FirstOrDefault(n => !double.IsFinite(n.Row + n.Column + n.ZUm)) is { } lost)
        {
            throw Invalid($"neuron {lost.Id} has the row {lost.Row}, column {lost.Column} and depth {lost.ZUm}");
        }

        return new NeuronPopulation
        {
            Name = Name,
            FrameCount = FrameCount(),
            FrameRate = FrameRate,
            FrameTimes = FrameTimes,
            PixelSizeUm = PixelSizeUm,
            Neurons = neurons,
            Calibration = _head.Calibration,
            History = History,
        };
    }

    private Neuron ToNeuron(NeuronDraft draft, int height, int width)
    {
        int outside = draft.Pixels.FindIndex(p => p.Row < 0 || p.Row >= height || p.Column < 0 || p.Column >= width);
        if (outside >= 0)
        {
            (int row, int column) = draft.Pixels[outside];
            throw Invalid($"neuron {draft.Id} covers row {row}, column {column} of a view of {height} × {width} pixels");
        }

        int[] pixels = [.. draft.Pixels.Select(p => (p.Row * width) + p.Column).Distinct().Order()];
        Neuron bare = new()
        {
            Id = draft.Id!.Value,
            Label = LabelOf(draft),
            Row = double.NaN,
            Column = double.NaN,
            Footprint = new Footprint(pixels, width),
            Trace = new Trace([]),
        };
        Neuron neuron = Filled(NeuronTable.View, bare, draft);
        return neuron with
        {
            Row = double.IsFinite(neuron.Row) ? neuron.Row : pixels.Average(p => p / width),
            Column = double.IsFinite(neuron.Column) ? neuron.Column : pixels.Average(p => p % width),
        };
    }

    private LocalizedNeuron ToLocalizedNeuron(NeuronDraft draft)
    {
        LocalizedNeuron bare = new()
        {
            Id = draft.Id!.Value,
            Label = LabelOf(draft),
            XUm = double.NaN,
            YUm = double.NaN,
            ZUm = double.NaN,
            Row = double.NaN,
            Column = double.NaN,
            Trace = new Trace([]),
            Detections = [.. draft.Detections.OrderBy(d => d.ViewId)],
        };
        LocalizedNeuron neuron = Filled(NeuronTable.Space, bare, draft);

        // A pixel size that the caller names outweighs positions that were made with another one.
        bool isStated = double.IsFinite(neuron.XUm + neuron.YUm) && _options.PixelSizeUm is null;
        double pixel = PixelSizeUm ?? double.NaN;
        return isStated ? neuron : neuron with { XUm = neuron.Column * pixel, YUm = neuron.Row * pixel };
    }

    /// <summary>What the neuron is called: as its own row says, or else as what stands for all neurons says.</summary>
    private string? LabelOf(NeuronDraft draft) => draft.Label is null ? _head.Labels.GetValueOrDefault(draft.Id!.Value)
        : string.IsNullOrWhiteSpace(draft.Label) ? null : draft.Label.Trim();

    private static T Filled<T>(NeuronTable<T> table, T bare, NeuronDraft draft)
    {
        T neuron = table.Filled(bare, i => draft[table.Numbers[i].Name]);
        foreach (NeuronSeries<T> series in table.Series)
        {
            neuron = draft.Series.TryGetValue(series.Name, out float[]? samples) ? series.Set(neuron, new Trace(samples)) : neuron;
        }

        return neuron;
    }

    private long FrameCount()
    {
        long frames = _head.FrameCount ?? (_drafts.Count > 0 ? _drafts[0].Trace.Length : 0);
        foreach (NeuronDraft draft in _drafts)
        {
            IEnumerable<int> lengths = draft.Series.Values.Select(s => s.Length).Prepend(draft.Trace.Length)
                .Concat(draft.Detections.Where(d => d.Trace is not null).Select(d => d.Trace!.Length));
            if (lengths.FirstOrDefault(length => length != frames, -1) is >= 0 and var wrong)
            {
                throw Invalid($"neuron {draft.Id} has a trace of {wrong} frames where {frames} are expected");
            }
        }

        return _head.FrameTimes is null || FrameClock.IsSound(_head.FrameTimes, frames)
            ? frames
            : throw Invalid($"its {_head.FrameTimes.Length} times of frames are not those of {frames} frames, one after the other");
    }

    private void CheckUnits()
    {
        foreach ((string what, double? value)
            in new[] { ("frame rate", FrameRate), ("pixel size", PixelSizeUm), ("pixel aspect", _head.PixelAspect) })
        {
            if (value is { } known && !(known > 0 && double.IsFinite(known)))
            {
                throw Invalid($"its {what} is {known}");
            }
        }
    }

    private void NumberNeurons()
    {
        HashSet<int> taken = [];
        for (int i = 0; i < _drafts.Count; i++)
        {
            NeuronDraft draft = _drafts[i];
            draft.Id ??= i + 1;
            if (draft.Id < 1 || !taken.Add(draft.Id.Value))
            {
                throw Invalid($"the neuron number {draft.Id} is {(draft.Id < 1 ? "not positive" : "given twice")}");
            }
        }
    }

    /// <summary>The length that an axis needs for all pixels.</summary>
    private int Extent(Func<(int Row, int Column), int> axis) =>
        _drafts.SelectMany(d => d.Pixels).Select(p => Math.Min(axis(p), int.MaxValue - 1) + 1).Append(1).Max();

    private Errors.DeepWonderException Invalid(FormattableString why) =>
        NeuronFileErrors.Invalid(_path, FormattableString.Invariant(why));
}
