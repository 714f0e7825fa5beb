using System.Globalization;
using System.Text;

namespace DeepWonder3D.Formats.Csv;

/// <summary>Writes a table as RFC 4180 has it: commas, quotes where needed, CR LF; UTF-8; numbers the same in every culture.</summary>
internal sealed class CsvWriter : IDisposable
{
    private readonly StreamWriter _writer;
    private bool _isRowBegun;

    /// <summary>Starts a table on a stream, which stays open.</summary>
    public CsvWriter(Stream stream)
    {
        _writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
    }

    public CsvWriter Write(string text)
    {
        BeginField();
        if (text.AsSpan().IndexOfAny(",\"\r\n") >= 0)
        {
            text = $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        }

        _writer.Write(text);
        return this;
    }

    /// <summary>Writes a number with the fewest digits that read back as the same number.</summary>
    public CsvWriter Write<T>(T number)
        where T : struct, ISpanFormattable
    {
        BeginField();
        Span<char> text = stackalloc char[64];
        if (!number.TryFormat(text, out int length, default, CultureInfo.InvariantCulture))
        {
            throw new FormatException($"{typeof(T).Name} needs more than {text.Length} characters.");
        }

        _writer.Write(text[..length]);
        return this;
    }

    public void EndRow()
    {
        _writer.Write("\r\n");
        _isRowBegun = false;
    }

    public void Dispose() => _writer.Dispose();

    private void BeginField()
    {
        if (_isRowBegun)
        {
            _writer.Write(',');
        }

        _isRowBegun = true;
    }
}
