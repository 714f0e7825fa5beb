using System.Globalization;
using System.Text;
using DeepWonder3D.Formats.Hdf5;
using DeepWonder3D.Formats.NeuronFiles.Json;
using DeepWonder3D.Formats.NeuronFiles.Quantities;
using DeepWonder3D.Formats.Nwb;
using DeepWonder3D.Formats.Tiff.Descriptions;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;

namespace DeepWonder3D.Formats.NeuronFiles.Nwb;

/// <summary>
/// Reads the plane segmentation of an NWB file, whoever wrote it: its first one, with the traces of the response series whose <c>rois</c>
/// refer to it.
/// </summary>
internal sealed class NeuronNwbReader
{
    private readonly string _path;
    private readonly Hdf5File _file;
    private readonly Hdf5Node[] _tables;
    private readonly Hdf5Node _table;
    private readonly List<string> _warnings = [];
    private readonly NeuronDraft[] _drafts;
    private bool _isOurs;
    private NeuronFileHead _head = new() { Kind = NeuronFileKind.View };

    private NeuronNwbReader(Hdf5File file)
    {
        (_file, _path) = (file, file.Path);
        _tables = [.. file.Root.All().Where(IsTable)];
        _table = _tables.Length > 0 ? _tables[0] : throw NeuronFileErrors.Invalid(_path, "it holds no plane segmentation");
        double[] ids = Column(NwbColumns.Id)?.Numbers() ?? throw NeuronFileErrors.Invalid(_path, $"'{_table.Path}' has no identifiers");
        bool fromOne = ids.All(id => id is >= 1 and <= int.MaxValue) && ids.Distinct().Count() == ids.Length;
        _drafts = [.. ids.Select((id, i) => new NeuronDraft { Id = fromOne ? (int)id : i + 1 })];
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="Errors.DeepWonderException">NeuronFileInvalid or Hdf5FileInvalid.</exception>
    public static NeuronFileContent Read(string path)
    {
        using Hdf5File file = Hdf5File.Open(path);
        return new NeuronNwbReader(file).Read();
    }

    private NeuronFileContent Read()
    {
        string? notes = _file.Root.Dataset(NwbNames.Notes)?.Read().Text;
        if (notes?.Contains(NeuronJson.FormatName, StringComparison.Ordinal) == true)
        {
            _isOurs = true;
            _head = NeuronJsonReader.ReadHead(Encoding.UTF8.GetBytes(notes), _path);
        }

        if (_head.Kind == NeuronFileKind.View)
        {
            ReadPixels();
        }

        if (_isOurs && _head.Kind == NeuronFileKind.View)
        {
            Hdf5Node? images = _file.Root.All().FirstOrDefault(n => n.Path.EndsWith("/" + NwbColumns.Images, StringComparison.Ordinal));
            _head = _head with { Picture = NwbPicture.Read(images) };
        }

        ReadNumbers();
        ReadDetections();
        ReadTraces();
        Hdf5Dataset? grid = _table.Find(NwbNames.ImagingPlane)?.Dataset(NwbNames.GridSpacing);
        double[] spacing = grid is { Type.Stored: not null, Count: >= 2 and <= 3 } ? grid.Read().Numbers() : [];
        double? unit = LengthUnit.InMicrometres(grid?.Node.Text(NwbNames.Unit) ?? "meters");
        (double? across, double? down) = spacing.Length >= 2 ? (spacing[0] * unit, spacing[1] * unit) : (null, null);
        double? aspect = _head.PixelAspect ?? (_isOurs || PixelSize.Aspect(across, down) is 1 ? null : PixelSize.Aspect(across, down));
        _head = _head with
        {
            PixelSizeUm = _head.PixelSizeUm ?? PixelSize.Width(across),
            PixelAspect = aspect,
            Warnings = _warnings,
        };
        return new NeuronFileContent(_head, _drafts);
    }

    /// <summary>Whether a table is of suite2p's own making, whose masks have rows where the schema has columns.</summary>
    private bool IsTransposed =>
        _table.Text(NwbNames.Description)?.StartsWith("suite2p", StringComparison.OrdinalIgnoreCase) == true;

    private Hdf5Value? Column(string name) => _table.Dataset(name)?.Read();

    private void ReadPixels()
    {
        if (Column(NwbColumns.PixelMask) is { } mask)
        {
            double[] xs = mask.Numbers("x") ?? throw NeuronFileErrors.Invalid(_path, "its pixel masks have no x");
            double[] ys = mask.Numbers("y") ?? throw NeuronFileErrors.Invalid(_path, "its pixel masks have no y");
            if (IsTransposed)
            {
                (xs, ys) = (ys, xs);
                _warnings.Add($"'{_path}' was written by suite2p, which gives rows as x and columns as y: read so.");
            }

            ForRows(NwbColumns.PixelMask, xs.Length, (draft, i) => draft.Pixels.Add((Whole(ys[i]), Whole(xs[i]))));
            return;
        }

        if (_table.Dataset(NwbColumns.ImageMask) is not { Lengths.Length: 3 } images || images.Lengths[0] != _drafts.Length)
        {
            throw NeuronFileErrors.Invalid(_path, $"'{_table.Path}' has neither pixel masks nor image masks");
        }

        // The schema orders an image's axes x, y.
        double[] weights = images.Read().Numbers();
        (int width, int height) = ((int)images.Lengths[1], (int)images.Lengths[2]);
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] > 0)
            {
                _drafts[i / (width * height)].Pixels.Add((i % height, i / height % width));
            }
        }

        _head = _head with { Height = height, Width = width };
    }

    private void ReadNumbers()
    {
        foreach (NeuronQuantity number in NeuronTable.Numbers.Where(n => n.Nwb is not null))
        {
            double[]? values = Column(number.Nwb!) is { Type.Stored: not null } column ? column.Numbers() : null;
            for (int i = 0; i < Math.Min(values?.Length ?? 0, _drafts.Length); i++)
            {
                _drafts[i][number.Name] = values![i];
            }
        }
    }

    private void ReadDetections()
    {
        IReadOnlyList<NeuronNumber<Detection>> numbers = NeuronTable.Detections.Numbers;
        string first = NeuronTable.Detections.Id.Nwb!;
        if (Column(first)?.Numbers() is not { } views)
        {
            return;
        }

        double[]?[] columns = [.. numbers.Select(number => Column(number.Nwb!)?.Numbers() switch
        {
            null when !number.IsNeeded => null,
            { } values when values.Length == views.Length => values,
            _ => throw NeuronFileErrors.Invalid(_path, $"'{number.Nwb}' does not go with '{first}'"),
        })];
        ForRows(first, views.Length, (draft, i) => draft.Detections.Add(NeuronTable.DetectionOf(
            k => columns[k] is not { } values ? double.NaN : numbers[k].IsWhole ? Whole(values[i]) : values[i])));
    }

    /// <summary>Gives each item of a column with several items a row to its neuron.</summary>
    private void ForRows(string column, int items, Action<NeuronDraft, int> add)
    {
        double[] ends = Column(column + NwbColumns.IndexEnding)?.Numbers()
            ?? throw NeuronFileErrors.Invalid(_path, $"nothing says where the rows of '{column}' end");
        int start = 0;
        for (int row = 0; row < _drafts.Length; row++)
        {
            double end = row < ends.Length ? ends[row] : -1;
            if (!(end >= start && end <= items))
            {
                throw NeuronFileErrors.Invalid(_path, $"the rows of '{column}' do not follow each other");
            }

            for (; start < (int)end; start++)
            {
                add(_drafts[row], start);
            }
        }
    }

    private void ReadTraces()
    {
        // Raw fluorescence comes before what others derive from it, and all views together before single ones.
        Hdf5Node[] all = [.. _file.Root.All().Where(
            n =>
                n.Text(NwbNames.Type) == NwbNames.RoiResponseSeries && n.Dataset(NwbNames.Data)?.Lengths.Length is 1 or 2 && IsOfTable(n))];
        if (_tables.Length > 1)
        {
            _warnings.Add($"'{_path}' holds {_tables.Length} plane segmentations. The first is read: '{_table.Path}'.");
        }

        Hdf5Node? series = all
            .OrderByDescending(n => n.Path.Contains(NwbColumns.Fluorescence, StringComparison.OrdinalIgnoreCase))
            .ThenBy(n => n.Path.Contains("neuropil", StringComparison.OrdinalIgnoreCase)
                || n.Path.Contains("deconv", StringComparison.OrdinalIgnoreCase)
                || n.Path.Contains("denois", StringComparison.OrdinalIgnoreCase))
            .ThenBy(n => n.Path.Contains(NwbColumns.OfView, StringComparison.Ordinal))
            .ThenBy(n => NeuronTable.Series.Any(s => !s.IsNeeded && IsAt(n, s)))
            .FirstOrDefault();
        if (series is null)
        {
            return;
        }

        ReadSeries(series, (draft, trace) => draft.Trace = trace);
        NoteUnmeasured(series);
        ReadTimes(series);
        foreach (NeuronQuantity derived in NeuronTable.SeriesOf(_head.Kind).Where(s => !s.IsNeeded))
        {
            if (Find(all, derived) is { } found && found.Dataset(NwbNames.Data)!.Lengths[0] == series.Dataset(NwbNames.Data)!.Lengths[0])
            {
                ReadSeries(found, (draft, trace) => draft.Series[derived.Name] = trace);
            }
        }

        if (_head.Kind == NeuronFileKind.Space)
        {
            ReadViews(all);
        }
    }

    /// <summary>
    /// Whether a series is of the table that is read: its <c>rois</c> say so, and where there is one table only they need not.
    /// </summary>
    private bool IsOfTable(Hdf5Node series) =>
        series.Find("rois")?.Attributes.GetValueOrDefault("table") is { Type.Class: Hdf5Class.Reference, Count: 1 } table
            ? table.References()[0] == _table.Address
            : _tables.Length == 1;

    /// <summary>Regions that the series does not name have no trace: it is missing in every frame.</summary>
    private void NoteUnmeasured(Hdf5Node series)
    {
        int frames = _drafts.Max(d => (int?)d.Trace.Length) ?? 0;
        NeuronDraft[] without = [.. _drafts.Where(d => d.Trace.Length == 0)];
        if (frames == 0 || without.Length == 0)
        {
            return;
        }

        foreach (NeuronDraft draft in without)
        {
            draft.Trace = [.. Enumerable.Repeat(float.NaN, frames)];
        }

        _warnings.Add(
            $"'{series.Path}' of '{_path}' has no trace of {without.Length} of {_drafts.Length} regions: they have no value in any "
                + "frame (NaN).");
    }

    /// <summary>What the series says of time. Times of others that the rate says as well are none.</summary>
    private void ReadTimes(Hdf5Node series)
    {
        double[]? times = NwbTimes.Read(series, series.Dataset(NwbNames.Data)!.Lengths[0]);
        double? rate = _head.FrameRate ?? NwbTimes.Rate(series) ?? FrameClock.RateOf(times);
        _head = _head with
        {
            FrameRate = rate,
            FrameTimes = _isOurs ? times ?? _head.FrameTimes : FrameClock.UnlessEven(times, rate),
        };
    }

    /// <summary>
    /// A series under our name, or one that is alone in a container which says what it is: the schema's <c>DfOverF</c>, and suite2p's
    /// <c>Deconvolved</c>. Of others only where there is one table: their series may be of another.
    /// </summary>
    private Hdf5Node? Find(Hdf5Node[] all, NeuronQuantity quantity)
    {
        Hdf5Node? named = Array.Find(all, n => IsAt(n, quantity));
        if (_isOurs || _tables.Length > 1)
        {
            return _isOurs ? named : null;
        }

        string? container = quantity.Name switch
        {
            nameof(Neuron.DeltaFOverF) => quantity.Nwb!.Split('/')[0],
            nameof(Neuron.Events) => NwbColumns.Deconvolved,
            _ => null,
        };
        Hdf5Node[] inside = [.. all.Where(n => n.Path.Split('/') is [.., var folder, _] && folder == container)];
        return named ?? (inside.Length == 1 ? inside[0] : null);
    }

    private static bool IsTable(Hdf5Node node) => node.Text(NwbNames.Type) == NwbNames.PlaneSegmentation;

    private static bool IsAt(Hdf5Node node, NeuronQuantity series) =>
        series.Nwb is not null && node.Path.EndsWith("/" + series.Nwb, StringComparison.Ordinal);

    /// <summary>What single views saw, in files of our own.</summary>
    private void ReadViews(Hdf5Node[] all)
    {
        string start = NwbNames.RoiResponseSeries + NwbColumns.OfView;
        foreach (Hdf5Node series in all)
        {
            string name = series.Path[(series.Path.LastIndexOf('/') + 1)..];
            if (name.StartsWith(start, StringComparison.Ordinal)
                && int.TryParse(name.AsSpan(start.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int view))
            {
                ReadSeries(series, (draft, trace) =>
                {
                    int place = draft.Detections.FindIndex(d => d.ViewId == view);
                    if (place < 0)
                    {
                        throw NeuronFileErrors.Invalid(
                            _path, $"'{series.Path}' has a trace of neuron {draft.Id}, which that view did not see");
                    }

                    draft.Detections[place] = draft.Detections[place] with { Trace = new Trace(trace) };
                });
            }
        }
    }

    private void ReadSeries(Hdf5Node series, Action<NeuronDraft, float[]> take)
    {
        Hdf5Dataset data = series.Dataset(NwbNames.Data)!;
        double[] samples = data.Read().Numbers();
        int columns = data.Lengths.Length == 2 ? (int)data.Lengths[1] : 1;
        double[] rows = series.Dataset("rois")?.Read() is { Type.Stored: not null } regions
            ? regions.Numbers()
            : [.. Enumerable.Range(0, _drafts.Length).Select(i => (double)i)];
        for (int i = 0; i < Math.Min(rows.Length, columns); i++)
        {
            float[] trace = new float[samples.Length / columns];
            for (int frame = 0; frame < trace.Length; frame++)
            {
                trace[frame] = (float)samples[(frame * columns) + i];
            }

            take(
                rows[i] >= 0 && rows[i] < _drafts.Length
                    ? _drafts[(int)rows[i]]
                    : throw NeuronFileErrors.Invalid(_path, $"a trace belongs to row {rows[i]} of {_drafts.Length}"),
                trace);
        }
    }

    private int Whole(double value) => value is >= int.MinValue and <= int.MaxValue
        ? (int)value
        : throw NeuronFileErrors.Invalid(_path, $"{value} is no whole number");
}
