using DeepWonder3D.Formats.Csv;

namespace DeepWonder3D.Formats.NeuronFiles.Csv;

/// <summary>The columns of a table by their names, in whatever order they come.</summary>
internal sealed class CsvColumns
{
    private readonly CsvReader _csv;
    private readonly string _path;
    private readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);
    private readonly int _fieldCount;

    /// <summary>Takes the names from the reader's current row.</summary>
    public CsvColumns(CsvReader csv, string path)
    {
        _csv = csv;
        _path = path;
        _fieldCount = csv.FieldCount;
        for (int i = 0; i < csv.FieldCount; i++)
        {
            _columns.TryAdd(csv[i].Trim().ToString(), i);
        }
    }

    public bool Has(string column) => _columns.ContainsKey(column);

    /// <summary>The names of the columns.</summary>
    public IEnumerable<string> Names => _columns.Keys;

    /// <summary>The current row's number in a column; NaN where there is no such column.</summary>
    public double Number(string column) => _columns.TryGetValue(column, out int field) ? Number(_csv, field, _path) : double.NaN;

    /// <summary>The current row's whole number in a column; null where there is no such column or it is empty.</summary>
    public int? Whole(string column)
    {
        double number = Number(column);
        return double.IsNaN(number) ? null
            : number == Math.Floor(number) && Math.Abs(number) <= int.MaxValue ? (int)number
            : throw NeuronFileErrors.Invalid(
                _path, FormattableString.Invariant($"line {_csv.Line} has the {column} {number}, which is not a whole number"));
    }

    /// <summary>The current row's text in a column; null where there is no such column.</summary>
    public string? Text(string column) => _columns.TryGetValue(column, out int field) ? _csv[field].ToString() : null;

    /// <summary>Goes to the next row, which must have a field for every column.</summary>
    public bool Read()
    {
        if (!_csv.Read())
        {
            return false;
        }

        // Of a name that comes twice the first column counts, and the second is a field all the same.
        CheckFieldCount(_csv, _fieldCount, _path);
        return true;
    }

    public static double Number(CsvReader csv, int field, string path) => csv.Number(field)
        ?? throw NeuronFileErrors.Invalid(path, $"line {csv.Line} has '{csv[field].ToString()}' where a number is expected");

    public static void CheckFieldCount(CsvReader csv, int expected, string path)
    {
        if (csv.FieldCount != expected)
        {
            throw NeuronFileErrors.Invalid(path, $"line {csv.Line} has {csv.FieldCount} fields where {expected} are expected");
        }
    }
}
