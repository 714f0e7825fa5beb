namespace DeepWonder3D.Formats.NeuronFiles.Csv;

/// <summary>The names of columns: those of the properties that they hold.</summary>
internal static class CsvNames
{
    public const string Id = "Id";
    public const string Row = "Row";
    public const string Column = "Column";
    public const string RowUm = "RowUm";
    public const string ColumnUm = "ColumnUm";
    public const string AreaPx = "AreaPx";
    public const string Roundness = "Roundness";
    public const string Score = "Score";
    public const string Snr = "Snr";
    public const string XUm = "XUm";
    public const string YUm = "YUm";
    public const string ZUm = "ZUm";
    public const string ViewCount = "ViewCount";
    public const string XErrorUm = "XErrorUm";
    public const string YErrorUm = "YErrorUm";
    public const string ZErrorUm = "ZErrorUm";
    public const string AgreeingViewCount = "AgreeingViewCount";
    public const string Placement = "Placement";
    public const string ResidualPx = "ResidualPx";
    public const string Correlation = "Correlation";
    public const string ViewId = "ViewId";
    public const string NeuronId = "NeuronId";
    public const string Weight = "Weight";
}
