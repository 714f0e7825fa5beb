using System.Text;

namespace DeepWonder3D.Formats.Csv;

/// <summary>
/// Reads a table row by row as RFC 4180 has it, with any line ends and with or without a byte order mark. Blank lines are passed over.
/// </summary>
internal sealed class CsvReader : IDisposable
{
    // A row of a million neurons; more is no table.
    private const int MaxRowCharacters = 1 << 26;

    private readonly StreamReader _reader;
    private readonly List<int> _ends = [];
    private char[] _row = new char[1024];
    private int _length;
    private int _linesInRow;

    public CsvReader(string path)
    {
        _reader = new StreamReader(path, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, 1 << 16);
    }

    /// <summary>The number of the current row's first line, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>The fields of the current row.</summary>
    public int FieldCount => _ends.Count;

    /// <summary>A field of the current row, without quotes.</summary>
    public ReadOnlySpan<char> this[int field]
    {
        get
        {
            int start = field == 0 ? 0 : _ends[field - 1];
            return _row.AsSpan(start, _ends[field] - start);
        }
    }

    /// <summary>A field of the current row as a number: NaN for an empty one, null for text.</summary>
    public double? Number(int field) => CsvNumber.Parse(this[field]);

    /// <summary>Goes to the next row.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InvalidDataException">A quote is never closed, or a row is endless.</exception>
    public bool Read()
    {
        do
        {
            Line += 1 + _linesInRow;
            _linesInRow = 0;
            _ends.Clear();
            _length = 0;
            if (_reader.Peek() < 0)
            {
                return false;
            }

            while (ReadField())
            {
            }
        }
        while (FieldCount == 1 && _length == 0);

        return true;
    }

    public void Dispose() => _reader.Dispose();

    /// <summary>Reads one field with what ends it.</summary>
    /// <returns>Whether another one follows in the row.</returns>
    private bool ReadField()
    {
        if (_reader.Peek() == '"')
        {
            _reader.Read();
            ReadQuoted();
        }

        while (true)
        {
            int next = _reader.Read();
            switch (next)
            {
                case ',':
                    EndField();
                    return true;
                case '\r' when _reader.Peek() == '\n':
                    break;
                case '\r' or '\n' or < 0:
                    EndField();
                    return false;
                default:
                    Append((char)next);
                    break;
            }
        }
    }

    private void ReadQuoted()
    {
        while (true)
        {
            int next = _reader.Read();
            if (next < 0)
            {
                throw new InvalidDataException($"the quote in line {Line} is never closed");
            }

            if (next == '"')
            {
                if (_reader.Peek() != '"')
                {
                    return;
                }

                _reader.Read();
            }

            _linesInRow += next == '\n' ? 1 : 0;
            Append((char)next);
        }
    }

    private void EndField()
    {
        CheckLength(_ends.Count);
        _ends.Add(_length);
    }

    private void Append(char character)
    {
        if (_length == _row.Length)
        {
            CheckLength(_length);
            Array.Resize(ref _row, 2 * _length);
        }

        _row[_length++] = character;
    }

    private void CheckLength(int length)
    {
        if (length >= MaxRowCharacters)
        {
            throw new InvalidDataException($"line {Line} is longer than {MaxRowCharacters} characters");
        }
    }
}
