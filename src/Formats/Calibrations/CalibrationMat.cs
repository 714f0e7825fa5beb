using DeepWonder3D.Formats.Mat;

namespace DeepWonder3D.Formats.Calibrations;

/// <summary>
/// A calibration as MATLAB variables: the published matrix, and its units beside it, which the published code passes over.
/// </summary>
internal static class CalibrationMat
{
    /// <summary>Rows of source view, target view, row slope, row intercept, column slope, column intercept.</summary>
    public const string Matrix = "psffit_matrix";

    private const int Columns = 6;
    private const string CentreView = "centre_view";
    private const string PixelSizeUm = "calibration_pixel_um";
    private const string DepthUnitUm = "calibration_depth_unit_um";
    private const string RefractiveIndex = "refractive_index";

    public static bool IsWanted(string name) => name is Matrix or CentreView or PixelSizeUm or DepthUnitUm or RefractiveIndex;

    public static IEnumerable<(string Name, MatArray Array)> ToVariables(ViewCalibration calibration)
    {
        ViewPair[] pairs = [.. calibration.Pairs.OrderBy(p => p.Source).ThenBy(p => p.Target)];
        yield return (Matrix, new MatComputed(pairs.Length, Columns, (row, column) => Value(pairs[row], column)));
        yield return (CentreView, MatNumeric.Scalar((double)calibration.CentreView));
        yield return (PixelSizeUm, MatNumeric.Scalar(calibration.PixelSizeUm));
        yield return (DepthUnitUm, MatNumeric.Scalar(calibration.DepthUnitUm));
        yield return (RefractiveIndex, MatNumeric.Scalar(calibration.RefractiveIndex));
    }

    /// <summary>The calibration among a file's variables.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.CalibrationInvalid"/>.</exception>
    public static ViewCalibration Read(IReadOnlyDictionary<string, MatArray> variables, CalibrationUnits units, string path)
    {
        if (!variables.TryGetValue(Matrix, out MatArray? array))
        {
            throw CalibrationChecks.Invalid(path, $"it holds no variable '{Matrix}'");
        }

        if (array is not MatNumeric matrix || !matrix.IsMatrix(null, Columns))
        {
            throw CalibrationChecks.Invalid(path, $"'{Matrix}' is {array} and not n×{Columns} numbers");
        }

        double[] values = matrix.ToDoubles();
        ViewPair[] pairs = new ViewPair[matrix.Dims[0]];
        for (int row = 0; row < pairs.Length; row++)
        {
            double At(int column) => values[row + (column * pairs.Length)];
            pairs[row] = new ViewPair(ViewId(At(0), row, path), ViewId(At(1), row, path), At(2), At(3), At(4), At(5));
        }

        return CalibrationChecks.Build(pairs, units.Or(UnitsIn(variables)), path);
    }

    private static CalibrationUnits UnitsIn(IReadOnlyDictionary<string, MatArray> variables) => new()
    {
        CentreView = Scalar(variables, CentreView) is { } view ? (int)view : null,
        PixelSizeUm = Scalar(variables, PixelSizeUm),
        DepthUnitUm = Scalar(variables, DepthUnitUm),
        RefractiveIndex = Scalar(variables, RefractiveIndex),
    };

    private static double? Scalar(IReadOnlyDictionary<string, MatArray> variables, string name) =>
        variables.GetValueOrDefault(name) is MatNumeric { Count: 1 } number ? number.ToDoubles()[0] : null;

    private static int ViewId(double value, int row, string path) => value == Math.Floor(value) && Math.Abs(value) <= int.MaxValue
        ? (int)value
        : throw CalibrationChecks.Invalid(path, FormattableString.Invariant($"row {row + 1} of '{Matrix}' has the view id {value}"));

    private static double Value(ViewPair pair, int column) => column switch
    {
        0 => pair.Source,
        1 => pair.Target,
        2 => pair.RowSlope,
        3 => pair.RowIntercept,
        4 => pair.ColumnSlope,
        _ => pair.ColumnIntercept,
    };
}
