using System.Text.Json;
using DeepWonder3D.Formats.Calibrations;
using DeepWonder3D.Formats.Json;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;

namespace DeepWonder3D.Formats.NeuronFiles.Json;

/// <summary>
/// Reads neurons from JSON: what <see cref="NeuronJsonWriter"/> wrote, and hand-labelled regions, either as a list of objects with
/// <c>coordinates</c> ([row, column] from 0) or as an object with such a list in <c>regions</c>. What it does not know it passes over.
/// </summary>
internal sealed class NeuronJsonReader
{
    private static readonly Dictionary<string, Action<NeuronDraft, double>> s_numbers = new()
    {
        [JsonNames.Row] = (neuron, value) => neuron.Row = value,
        [JsonNames.Column] = (neuron, value) => neuron.Column = value,
        [JsonNames.XUm] = (neuron, value) => neuron.XUm = value,
        [JsonNames.YUm] = (neuron, value) => neuron.YUm = value,
        [JsonNames.ZUm] = (neuron, value) => neuron.ZUm = value,
        [JsonNames.Roundness] = (neuron, value) => neuron.Roundness = value,
        [JsonNames.Score] = (neuron, value) => neuron.Score = value,
        [JsonNames.Snr] = (neuron, value) => neuron.Snr = value,
        [JsonNames.PeakSnr] = (neuron, value) => neuron.Snr = value,
        [JsonNames.XErrorUm] = (neuron, value) => neuron.XErrorUm = value,
        [JsonNames.YErrorUm] = (neuron, value) => neuron.YErrorUm = value,
        [JsonNames.ZErrorUm] = (neuron, value) => neuron.ZErrorUm = value,
        [JsonNames.AgreeingViewCount] = (neuron, value) => neuron.AgreeingViewCount = value,
        [JsonNames.Placement] = (neuron, value) => neuron.Placement = value,
        [JsonNames.ResidualPx] = (neuron, value) => neuron.ResidualPx = value,
        [JsonNames.Correlation] = (neuron, value) => neuron.Correlation = value,
    };

    private readonly JsonPull _json;
    private readonly JsonValues _values;
    private readonly string _path;
    private readonly List<NeuronDraft> _drafts = [];
    private NeuronFileHead _head = new();
    private bool _hasNeurons;
    private bool _isOurs;

    private NeuronJsonReader(JsonPull json, string path)
    {
        _json = json;
        _values = new JsonValues(json);
        _path = path;
    }

    /// <summary>Reads a file, or the head of a file without neurons.</summary>
    /// <exception cref="Errors.DeepWonderException"><see cref="Errors.ErrorId.NeuronFileInvalid"/>.</exception>
    public static NeuronFileContent Read(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        return Read(file, path);
    }

    /// <summary>Reads JSON that stands in another file.</summary>
    /// <param name="stream">The JSON; it is closed.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="Errors.DeepWonderException"><see cref="Errors.ErrorId.NeuronFileInvalid"/>.</exception>
    public static NeuronFileContent Read(Stream stream, string path)
    {
        try
        {
            using JsonPull json = new(stream);
            return new NeuronJsonReader(json, path).ReadFile();
        }
        catch (Exception e) when (e is JsonException or OverflowException)
        {
            throw NeuronFileErrors.Invalid(path, e.Message.TrimEnd('.'), e);
        }
    }

    private NeuronFileContent ReadFile()
    {
        switch (_json.Next())
        {
            case JsonTokenType.StartArray:
                ReadNeurons();
                break;
            case JsonTokenType.StartObject:
                _values.ReadProperties(ReadHeadProperty);
                break;
            default:
                throw new JsonException("It holds neither an object nor a list.");
        }

        return _isOurs || _hasNeurons
            ? new NeuronFileContent(_head, _drafts)
            : throw NeuronFileErrors.Invalid(_path, $"its JSON holds neither '{JsonNames.Neurons}' nor '{JsonNames.Regions}'");
    }

    private void ReadHeadProperty(string name)
    {
        switch (name)
        {
            case JsonNames.Format:
                _isOurs = _values.Text() == JsonNames.FormatName;
                break;
            case JsonNames.Version:
                CheckVersion(_values.Number());
                break;
            case JsonNames.Neurons or JsonNames.Regions when _json.Token == JsonTokenType.StartArray:
                ReadNeurons();
                break;
            default:
                _head = ReadInto(_head, name) ?? Skipped(_head);
                break;
        }
    }

    /// <summary>The head with a property added; null where it has none of that name.</summary>
    private NeuronFileHead? ReadInto(NeuronFileHead head, string name) => name switch
    {
        JsonNames.Kind => head with { Kind = Kind(_values.Text()) },
        JsonNames.Name => head with { Name = _values.Text() },
        JsonNames.ViewId => head with { ViewId = _values.Whole() },
        JsonNames.Height => head with { Height = _values.Whole() },
        JsonNames.Width => head with { Width = _values.Whole() },
        JsonNames.FrameCount => head with { FrameCount = _values.Whole() },
        JsonNames.FrameRate => head with { FrameRate = Known(_values.Number()) },
        JsonNames.PixelSizeUm => head with { PixelSizeUm = Known(_values.Number()) },
        JsonNames.Calibration when _json.Token == JsonTokenType.StartObject =>
            head with { Calibration = CalibrationJson.Read(_json.Subtree(), CalibrationUnits.Unknown, _path) },
        JsonNames.History when _json.Token == JsonTokenType.StartArray => head with { History = HistoryJson.Read(_json.Subtree()) },
        _ => null,
    };

    private T Skipped<T>(T unchanged)
    {
        _json.Skip();
        return unchanged;
    }

    /// <summary>Reads the list of neurons that has just begun.</summary>
    private void ReadNeurons()
    {
        _hasNeurons = true;
        _values.ReadItems(() =>
        {
            if (_json.Token != JsonTokenType.StartObject)
            {
                throw new JsonException($"Neuron {_drafts.Count + 1} is not an object.");
            }

            NeuronDraft draft = new();
            _values.ReadProperties(name => ReadNeuronProperty(draft, name));
            _drafts.Add(draft);
        });
    }

    private void ReadNeuronProperty(NeuronDraft draft, string name)
    {
        switch (name)
        {
            case JsonNames.Id:
                draft.Id = _values.Whole();
                break;
            case JsonNames.Coordinates when _json.Token == JsonTokenType.StartArray:
                _values.ReadItems(() => draft.Pixels.Add(Pixel()));
                break;
            case JsonNames.Trace when _json.Token == JsonTokenType.StartArray:
                draft.Trace = _values.Samples();
                break;
            case JsonNames.DeltaFOverF when _json.Token == JsonTokenType.StartArray:
                draft.DeltaFOverF = _values.Samples();
                break;
            case JsonNames.Detections when _json.Token == JsonTokenType.StartArray:
                _values.ReadItems(() => draft.Detections.Add(Detection()));
                break;
            case var _ when s_numbers.TryGetValue(name, out Action<NeuronDraft, double>? set):
                set(draft, _values.Number());
                break;
            default:
                _json.Skip();
                break;
        }
    }

    private (int Row, int Column) Pixel()
    {
        List<int> pair = [];
        _values.ReadItems(() => pair.Add(_values.Whole() ?? throw new JsonException("A pixel has no row or column.")));
        return pair.Count == 2
            ? (pair[0], pair[1])
            : throw new JsonException($"A pixel has {pair.Count} coordinates instead of a row and a column.");
    }

    private Detection Detection()
    {
        Detection detection = new(0, 0, double.NaN, double.NaN);
        _values.ReadProperties(name => detection = name switch
        {
            JsonNames.ViewId => detection with { ViewId = _values.Whole() ?? 0 },
            JsonNames.NeuronId => detection with { NeuronId = _values.Whole() ?? 0 },
            JsonNames.Row => detection with { Row = _values.Number() },
            JsonNames.Column => detection with { Column = _values.Number() },
            JsonNames.ResidualPx => detection with { ResidualPx = _values.Number() },
            JsonNames.Snr => detection with { Snr = _values.Number() },
            JsonNames.Weight => detection with { Weight = _values.Number() },
            JsonNames.Trace when _json.Token == JsonTokenType.StartArray => detection with { Trace = new Trace(_values.Samples()) },
            _ => Skipped(detection),
        });
        return detection;
    }

    private static double? Known(double number) => double.IsNaN(number) ? null : number;

    private static NeuronFileKind Kind(string? text) => text switch
    {
        JsonNames.KindView => NeuronFileKind.View,
        JsonNames.KindSpace => NeuronFileKind.Space,
        _ => throw new JsonException($"The kind '{text}' is neither '{JsonNames.KindView}' nor '{JsonNames.KindSpace}'."),
    };

    private void CheckVersion(double version)
    {
        if (_isOurs && version != JsonNames.NewestVersion)
        {
            string why = FormattableString.Invariant(
                $"it has version {version} of the format, and this module reads version {JsonNames.NewestVersion}");
            throw NeuronFileErrors.Invalid(_path, why);
        }
    }
}
