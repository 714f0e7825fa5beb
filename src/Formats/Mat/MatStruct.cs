namespace DeepWonder3D.Formats.Mat;

/// <summary>A record with named fields, or an array of such records with the same fields.</summary>
internal sealed class MatStruct : MatArray
{
    private readonly MatArray[] _values;

    /// <summary>Creates an array of records.</summary>
    /// <param name="dims">Rows, columns, and so on.</param>
    /// <param name="fields">The names of the fields.</param>
    /// <param name="values">All fields of the first record, then of the second, and so on, column-major.</param>
    public MatStruct(int[] dims, string[] fields, MatArray[] values)
        : base(dims)
    {
        if (Count * fields.Length != values.Length)
        {
            throw new ArgumentException($"{values.Length} values do not fill {this} of {fields.Length} fields.", nameof(values));
        }

        Fields = fields;
        _values = values;
    }

    public IReadOnlyList<string> Fields { get; }

    public override string ClassName => "struct";

    /// <summary>A single record.</summary>
    public static MatStruct Of(params (string Field, MatArray Value)[] fields) =>
        new([1, 1], [.. fields.Select(f => f.Field)], [.. fields.Select(f => f.Value)]);

    /// <summary>The value of a field, or null where the records have no such field.</summary>
    public MatArray? Find(string field, int record = 0)
    {
        for (int i = 0; i < Fields.Count; i++)
        {
            if (Fields[i] == field)
            {
                return _values[(record * Fields.Count) + i];
            }
        }

        return null;
    }

    /// <summary>All fields of a record, in order.</summary>
    public ReadOnlySpan<MatArray> Record(int record) => _values.AsSpan(record * Fields.Count, Fields.Count);
}
