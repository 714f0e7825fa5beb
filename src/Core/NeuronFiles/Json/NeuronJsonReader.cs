using System.Text.Json;
using DeepWonder3D.Formats.Json;
using DeepWonder3D.Views;
using DeepWonder3D.Views.Files;

namespace DeepWonder3D.NeuronFiles.Json;

/// <summary>
/// Reads neurons from JSON: what <see cref="NeuronJsonWriter"/> wrote, and hand-labelled regions, either as a list of objects with
/// <c>coordinates</c> ([row, column] from 0) or as an object with such a list in <c>regions</c>. What it does not know it passes over.
/// </summary>
internal sealed class NeuronJsonReader
{
    private readonly JsonPull _json;
    private readonly string _path;
    private readonly List<NeuronDraft> _drafts = [];
    private NeuronFileHead _head = new();
    private bool _hasNeurons;
    private bool _isOurs;

    private NeuronJsonReader(JsonPull json, string path)
    {
        _json = json;
        _path = path;
    }

    /// <summary>Reads a file, or the head of a file without neurons.</summary>
    /// <exception cref="Errors.DeepWonderException"><see cref="Errors.ErrorId.NeuronFileInvalid"/>.</exception>
    public static NeuronFileContent Read(string path)
    {
        try
        {
            using JsonPull json = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1));
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
                ReadProperties(ReadHeadProperty);
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
                _isOurs = Text() == JsonNames.FormatName;
                break;
            case JsonNames.Version:
                CheckVersion(Number());
                break;
            case JsonNames.Kind:
                _head = _head with { Kind = Kind(Text()) };
                break;
            case JsonNames.Name:
                _head = _head with { Name = Text() };
                break;
            case JsonNames.ViewId:
                _head = _head with { ViewId = Whole() };
                break;
            case JsonNames.Height:
                _head = _head with { Height = Whole() };
                break;
            case JsonNames.Width:
                _head = _head with { Width = Whole() };
                break;
            case JsonNames.FrameCount:
                _head = _head with { FrameCount = Whole() };
                break;
            case JsonNames.FrameRate:
                _head = _head with { FrameRate = Known(Number()) };
                break;
            case JsonNames.PixelSizeUm:
                _head = _head with { PixelSizeUm = Known(Number()) };
                break;
            case JsonNames.Calibration when _json.Token == JsonTokenType.StartObject:
                _head = _head with { Calibration = CalibrationJson.Read(_json.Subtree(), CalibrationUnits.Unknown, _path) };
                break;
            case JsonNames.History when _json.Token == JsonTokenType.StartArray:
                _head = _head with { History = HistoryJson.Read(_json.Subtree()) };
                break;
            case JsonNames.Neurons or JsonNames.Regions when _json.Token == JsonTokenType.StartArray:
                ReadNeurons();
                break;
            default:
                _json.Skip();
                break;
        }
    }

    /// <summary>Reads the list of neurons that has just begun.</summary>
    private void ReadNeurons()
    {
        _hasNeurons = true;
        ReadItems(() =>
        {
            if (_json.Token != JsonTokenType.StartObject)
            {
                throw new JsonException($"Neuron {_drafts.Count + 1} is not an object.");
            }

            NeuronDraft draft = new();
            ReadProperties(name => ReadNeuronProperty(draft, name));
            _drafts.Add(draft);
        });
    }

    private void ReadNeuronProperty(NeuronDraft draft, string name)
    {
        switch (name)
        {
            case JsonNames.Id:
                draft.Id = Whole();
                break;
            case JsonNames.Row:
                draft.Row = Number();
                break;
            case JsonNames.Column:
                draft.Column = Number();
                break;
            case JsonNames.XUm:
                draft.XUm = Number();
                break;
            case JsonNames.YUm:
                draft.YUm = Number();
                break;
            case JsonNames.ZUm:
                draft.ZUm = Number();
                break;
            case JsonNames.Roundness:
                draft.Roundness = Number();
                break;
            case JsonNames.Score:
                draft.Score = Number();
                break;
            case JsonNames.Snr or JsonNames.PeakSnr:
                draft.Snr = Number();
                break;
            case JsonNames.ResidualPx:
                draft.ResidualPx = Number();
                break;
            case JsonNames.Correlation:
                draft.Correlation = Number();
                break;
            case JsonNames.Coordinates when _json.Token == JsonTokenType.StartArray:
                ReadItems(() => draft.Pixels.Add(Pixel()));
                break;
            case JsonNames.Trace when _json.Token == JsonTokenType.StartArray:
                List<float> trace = [];
                ReadItems(() => trace.Add((float)Number()));
                draft.Trace = [.. trace];
                break;
            case JsonNames.Detections when _json.Token == JsonTokenType.StartArray:
                ReadItems(() => draft.Detections.Add(Detection()));
                break;
            default:
                _json.Skip();
                break;
        }
    }

    private (int Row, int Column) Pixel()
    {
        List<int> pair = [];
        ReadItems(() => pair.Add(Whole() ?? throw new JsonException("A pixel has no row or column.")));
        return pair.Count == 2
            ? (pair[0], pair[1])
            : throw new JsonException($"A pixel has {pair.Count} coordinates instead of a row and a column.");
    }

    private Detection Detection()
    {
        (int view, int neuron, double row, double column) = (0, 0, double.NaN, double.NaN);
        ReadProperties(name =>
        {
            switch (name)
            {
                case JsonNames.ViewId:
                    view = Whole() ?? 0;
                    break;
                case JsonNames.NeuronId:
                    neuron = Whole() ?? 0;
                    break;
                case JsonNames.Row:
                    row = Number();
                    break;
                case JsonNames.Column:
                    column = Number();
                    break;
                default:
                    _json.Skip();
                    break;
            }
        });
        return new Detection(view, neuron, row, column);
    }

    /// <summary>Reads the properties of the object that has just begun; the token stands at each value.</summary>
    private void ReadProperties(Action<string> read)
    {
        if (_json.Token != JsonTokenType.StartObject)
        {
            throw new JsonException("An object is expected.");
        }

        while (_json.Next() == JsonTokenType.PropertyName)
        {
            string name = _json.Text;
            _json.Next();
            read(name);
        }
    }

    /// <summary>Reads the items of the list that has just begun; the token stands at each item.</summary>
    private void ReadItems(Action read)
    {
        if (_json.Token != JsonTokenType.StartArray)
        {
            throw new JsonException("A list is expected.");
        }

        while (_json.Next() != JsonTokenType.EndArray)
        {
            read();
        }
    }

    private string? Text() => _json.Token switch
    {
        JsonTokenType.String => _json.Text,
        JsonTokenType.Null => null,
        _ => throw new JsonException("A text is expected."),
    };

    private double Number() => _json.Token switch
    {
        JsonTokenType.Number => _json.Number,
        JsonTokenType.Null => double.NaN,
        JsonTokenType.String when _json.Text is "Infinity" => double.PositiveInfinity,
        JsonTokenType.String when _json.Text is "-Infinity" => double.NegativeInfinity,
        JsonTokenType.String when _json.Text is "NaN" => double.NaN,
        _ => throw new JsonException("A number is expected."),
    };

    private int? Whole()
    {
        double number = Number();
        return double.IsNaN(number) ? null
            : number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue ? (int)number
            : throw new JsonException(FormattableString.Invariant($"{number} is not a whole number."));
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
            throw NeuronFileErrors.Invalid(
                _path,
                FormattableString.Invariant($"it has version {version} of the format, and this module reads version {JsonNames.NewestVersion}"));
        }
    }
}
