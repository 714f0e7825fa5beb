using System.Text.Json;

namespace DeepWonder3D.Formats.Json;

/// <summary>Reads JSON of any length token by token, in a buffer no larger than its longest token.</summary>
internal sealed class JsonPull : IDisposable
{
    private const int MaxDepth = 32;
    private const int MaxTokenBytes = 1 << 26;

    private readonly Stream _stream;
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _isFinal;
    private JsonReaderState _state = new(new JsonReaderOptions
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = MaxDepth,
    });

    /// <summary>Starts before the first token of a stream, which is closed with the reader.</summary>
    public JsonPull(Stream stream)
    {
        _stream = stream;
        Refill();
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        _start = _buffer.AsSpan(0, _end).StartsWith(mark) ? mark.Length : 0;
    }

    /// <summary>The current token.</summary>
    public JsonTokenType Token { get; private set; }

    /// <summary>The current property's name or string's text.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The current number.</summary>
    public double Number { get; private set; }

    /// <summary>Goes to the next token.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public bool Read()
    {
        while (true)
        {
            Utf8JsonReader reader = new(_buffer.AsSpan(_start, _end - _start), _isFinal, _state);
            bool hasToken = reader.Read();
            if (hasToken)
            {
                Take(ref reader);
            }

            _start += (int)reader.BytesConsumed;
            _state = reader.CurrentState;
            if (hasToken || _isFinal)
            {
                return hasToken;
            }

            Refill();
        }
    }

    /// <summary>Goes to the next token, which must be there.</summary>
    /// <exception cref="JsonException">The text ends, or is not JSON.</exception>
    public JsonTokenType Next() => Read() ? Token : throw new JsonException("The text ends too early.");

    /// <summary>Passes the value over whose first token is the current one.</summary>
    public void Skip()
    {
        for (int depth = Step(Token); depth > 0;)
        {
            depth += Step(Next());
        }
    }

    /// <summary>Copies the value whose first token is the current one, as JSON of its own.</summary>
    public byte[] Subtree()
    {
        using MemoryStream copy = new();
        using (Utf8JsonWriter writer = new(copy))
        {
            Copy(writer);
            for (int depth = Step(Token); depth > 0;)
            {
                depth += Step(Next());
                Copy(writer);
                if (writer.BytesCommitted + writer.BytesPending > MaxTokenBytes)
                {
                    throw new JsonException($"A value is longer than {MaxTokenBytes >> 20} MB.");
                }
            }
        }

        return copy.ToArray();
    }

    public void Dispose() => _stream.Dispose();

    private static int Step(JsonTokenType token) => token switch
    {
        JsonTokenType.StartArray or JsonTokenType.StartObject => 1,
        JsonTokenType.EndArray or JsonTokenType.EndObject => -1,
        _ => 0,
    };

    private void Take(ref Utf8JsonReader reader)
    {
        Token = reader.TokenType;
        switch (Token)
        {
            case JsonTokenType.PropertyName or JsonTokenType.String:
                try
                {
                    Text = reader.GetString()!;
                }
                catch (InvalidOperationException e)
                {
                    throw new JsonException("A text is not UTF-8.", e);
                }

                break;
            case JsonTokenType.Number:
                Number = reader.TryGetDouble(out double number) && double.IsFinite(number)
                    ? number
                    : throw new JsonException("A number is too large.");
                break;
            default:
                break;
        }
    }

    private void Copy(Utf8JsonWriter writer)
    {
        switch (Token)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                break;
            case JsonTokenType.EndObject:
                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                break;
            case JsonTokenType.EndArray:
                writer.WriteEndArray();
                break;
            case JsonTokenType.PropertyName:
                writer.WritePropertyName(Text);
                break;
            case JsonTokenType.String:
                writer.WriteStringValue(Text);
                break;
            case JsonTokenType.Number:
                writer.WriteNumberValue(Number);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                writer.WriteBooleanValue(Token == JsonTokenType.True);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private void Refill()
    {
        int kept = _end - _start;
        if (kept == _buffer.Length)
        {
            if (kept >= MaxTokenBytes)
            {
                throw new JsonException($"A text is longer than {MaxTokenBytes >> 20} MB.");
            }

            Array.Resize(ref _buffer, 2 * kept);
        }

        _buffer.AsSpan(_start, kept).CopyTo(_buffer);
        (_start, _end) = (0, kept);
        int read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _isFinal = read == 0;
    }
}
