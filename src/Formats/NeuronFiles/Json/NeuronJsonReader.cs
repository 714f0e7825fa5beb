using System.Runtime.InteropServices;
using System.Text.Json;
using DeepWonder3D.Formats.Calibrations;

namespace DeepWonder3D.Formats.NeuronFiles.Json;

/// <summary>
/// Reads neurons from JSON: what <see cref="NeuronJsonWriter"/> wrote, and hand-labelled regions, either as a list of objects with
/// <c>coordinates</c> ([row, column] from 0) or as an object with such a list in <c>regions</c>.
/// </summary>
internal static class NeuronJsonReader
{
    // Of lists of samples: five million frames.
    private const int MaxValueBytes = 1 << 26;

    /// <summary>Reads a file, or the head of a file without neurons.</summary>
    /// <exception cref="Errors.DeepWonderException"><see cref="Errors.ErrorId.NeuronFileInvalid"/>.</exception>
    public static NeuronFileContent Read(string path)
    {
        using JsonFile file = new(path);
        return Read(file, path);
    }

    /// <summary>Reads the head that stands in another file.</summary>
    /// <param name="json">What <see cref="NeuronJsonWriter.Head"/> gave.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="Errors.DeepWonderException"><see cref="Errors.ErrorId.NeuronFileInvalid"/>.</exception>
    public static NeuronFileHead ReadHead(byte[] json, string path)
    {
        using MemoryStream stream = new(json);
        return Read(stream, path).Head;
    }

    private static NeuronFileContent Read(Stream stream, string path)
    {
        try
        {
            return Content(Parsed(stream), path);
        }
        catch (JsonException e)
        {
            throw NeuronFileErrors.Invalid(path, e.Message.TrimEnd('.'), e);
        }
    }

    private static NeuronJson Parsed(Stream stream)
    {
        try
        {
            return FirstToken(stream) switch
            {
                JsonTokenType.StartArray => new NeuronJson { Neurons = Deserialized<List<NeuronDraft?>>(stream) },
                JsonTokenType.StartObject or JsonTokenType.None => Deserialized<NeuronJson>(stream),
                _ => throw new JsonException("It holds neither an object nor a list."),
            };
        }
        catch (JsonException e) when (e.Message.Contains("could not be converted", StringComparison.Ordinal))
        {
            // The serializer's own words name types of this program.
            throw new JsonException($"At {e.Path} stands another kind of value than is expected.", e);
        }
    }

    private static T Deserialized<T>(Stream stream) => JsonSerializer.Deserialize<T>(stream, NeuronJsonContract.Options)!;

    private static JsonTokenType FirstToken(Stream stream)
    {
        Span<byte> start = stackalloc byte[4096];
        int count = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        ReadOnlySpan<byte> text = start[..count];
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        Utf8JsonReader reader = new(
            text.StartsWith(mark) ? text[mark.Length..] : text,
            isFinalBlock: count < start.Length,
            new JsonReaderState(new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip }));
        return reader.Read() ? reader.TokenType : JsonTokenType.None;
    }

    private static NeuronFileContent Content(NeuronJson json, string path)
    {
        bool isOurs = json.Format == NeuronJson.FormatName;
        if (isOurs && json.Version != NeuronJson.NewestVersion)
        {
            throw NeuronFileErrors.Invalid(path, FormattableString.Invariant(
                $"it has version {json.Version} of the format, and this module reads version {NeuronJson.NewestVersion}"));
        }

        if (!isOurs && json.Neurons is null && json.Regions is null)
        {
            throw NeuronFileErrors.Invalid(path, "its JSON holds neither 'neurons' nor 'regions'");
        }

        NeuronFileHead head = new()
        {
            Kind = json.Kind switch
            {
                NeuronJson.KindView => NeuronFileKind.View,
                NeuronJson.KindSpace => NeuronFileKind.Space,
                _ => throw new JsonException($"The kind '{json.Kind}' is neither '{NeuronJson.KindView}' nor '{NeuronJson.KindSpace}'."),
            },
            Name = json.Name,
            ViewId = json.ViewId,
            Height = json.Height,
            Width = json.Width,
            FrameCount = json.FrameCount,
            FrameRate = double.IsNaN(json.FrameRate) ? null : json.FrameRate,
            FrameTimes = json.FrameTimes,
            PixelSizeUm = double.IsNaN(json.PixelSizeUm) ? null : json.PixelSizeUm,
            PixelAspect = double.IsNaN(json.PixelAspect) ? null : json.PixelAspect,
            Picture = json.Picture?.ToPicture(),
            Labels = LabelJson.Of(json.Labels),
            Calibration = json.Calibration.ValueKind == JsonValueKind.Object
                ? CalibrationJson.Read(JsonMarshal.GetRawUtf8Value(json.Calibration), CalibrationUnits.Unknown, path)
                : null,
            History = json.History.ValueKind == JsonValueKind.Array ? HistoryJson.Read(JsonMarshal.GetRawUtf8Value(json.History)) : [],
        };
        IEnumerable<NeuronDraft?> drafts = (json.Regions ?? []).Concat(json.Neurons ?? []);
        return new NeuronFileContent(head, [.. drafts.Select((d, i) => d ?? throw new JsonException($"Neuron {i + 1} is not an object."))]);
    }

    /// <summary>
    /// A file that refuses to give a value of no end: the serializer, which wants values whole, doubles its buffer and asks for as much as
    /// fits.
    /// </summary>
    private sealed class JsonFile(string path) : FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0)
    {
        public override int Read(Span<byte> buffer) => buffer.Length < 2 * MaxValueBytes
            ? base.Read(buffer)
            : throw new JsonException($"A value is longer than {MaxValueBytes >> 20} MB.");
    }
}
