namespace DeepWonder3D.Formats.Arrays;

/// <summary>Which axis of an array is time, depth, channel, row and column; -1 where the array has none.</summary>
/// <param name="T">Time.</param>
/// <param name="Z">Depth.</param>
/// <param name="C">Channel.</param>
/// <param name="Y">Row.</param>
/// <param name="X">Column.</param>
internal sealed record AxisMap(int T, int Z, int C, int Y, int X)
{
    private const string Letters = "TZCYX";

    /// <summary>
    /// Whether a frame's samples are not all together in the file: an axis that is not a frame's own lies below its slower one.
    /// </summary>
    public bool IsInterleaved(IReadOnlyList<long> shape)
    {
        int slower = Math.Min(Y, X);
        return Enumerable.Range(slower, shape.Count - slower).Any(axis => axis != Y && axis != X && shape[axis] > 1);
    }

    /// <summary>
    /// The axes that an array of so many has where nobody says: frames of rows of columns, with depth between where there are four.
    /// </summary>
    /// <returns>The axes, slowest first; null where nothing is usual.</returns>
    public static string? Usual(int rank) => rank switch { 2 => "YX", 3 => "TYX", 4 => "TZYX", _ => null };

    /// <summary>The map of axes, slowest first, such as <c>TZYX</c>.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.AxesMismatch"/>.</exception>
    public static AxisMap Parse(string axes, IReadOnlyList<long> shape, string path)
    {
        string upper = axes.Trim().ToUpperInvariant();
        if (upper.Any(a => !Letters.Contains(a, StringComparison.Ordinal)) || upper.Distinct().Count() != upper.Length)
        {
            throw Mismatch(path, $"axes '{axes}' are not letters of {Letters}, each once");
        }

        if (upper.Length != shape.Count)
        {
            throw Mismatch(path, $"axes {upper} are {upper.Length}, and its array of {string.Join('×', shape)} has {shape.Count}");
        }

        int Of(char axis) => upper.IndexOf(axis, StringComparison.Ordinal);
        return Of('Y') >= 0 && Of('X') >= 0
            ? new AxisMap(Of('T'), Of('Z'), Of('C'), Of('Y'), Of('X'))
            : throw Mismatch(path, $"axes {upper} name no rows (Y) or no columns (X)");
    }

    public static DeepWonderException Mismatch(string path, string what) => new(
        ErrorId.AxesMismatch,
        $"The axes of '{path}' cannot be used: {what}.",
        path,
        "State them with -Axes, in the order of the array's size, such as -Axes TYX.");
}
