namespace DeepWonder3D.Formats.Calibrations;

/// <summary>What makes pairs out of a file a usable calibration.</summary>
internal static class CalibrationChecks
{
    // Fits of a pair in both directions differ in their last digits only.
    private const double Tolerance = 1e-6;

    public static DeepWonderException Invalid(string path, string why, Exception? inner = null) => new(
        ErrorId.CalibrationInvalid,
        $"The calibration file '{path}' cannot be used: {why}.",
        path,
        "Give a MATLAB file with 'psffit_matrix' (6 columns) or a file that Export-ViewCalibration wrote.",
        inner);

    /// <summary>
    /// A calibration of pairs that have ids, are finite and do not contradict each other, around a view that is among them.
    /// </summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.CalibrationInvalid"/>.</exception>
    public static ViewCalibration Build(IReadOnlyList<ViewPair> pairs, CalibrationUnits units, string path)
    {
        Dictionary<(int, int), ViewPair> seen = [];
        foreach (ViewPair pair in pairs)
        {
            CheckPair(pair, path);
            CheckAgainst(seen, pair, pair, path);
            CheckAgainst(seen, pair.Reversed(), pair, path);
            seen[(pair.Source, pair.Target)] = pair;
        }

        ViewCalibration calibration = units.Apply(pairs);
        return calibration.Views.Contains(calibration.CentreView)
            ? calibration
            : throw new DeepWonderException(
                ErrorId.CalibrationInvalid,
                $"The centre view {calibration.CentreView} is not among the {calibration.Views.Count} views of '{path}' "
                + $"({calibration.Views[0]} to {calibration.Views[^1]}).",
                path,
                "Name the view that looks straight down with -CentreView.");
    }

    private static void CheckPair(ViewPair pair, string path)
    {
        if (pair.Source < 1 || pair.Target < 1)
        {
            throw Invalid(
                path,
                $"a pair of the views {pair.Source} and {pair.Target} was found and view ids are positive; "
                + "the published calibration script numbers files from 0 where ids belong");
        }

        if (pair.Source == pair.Target)
        {
            throw Invalid(path, $"view {pair.Source} is paired with itself");
        }

        if (!double.IsFinite(pair.RowSlope + pair.RowIntercept + pair.ColumnSlope + pair.ColumnIntercept))
        {
            throw Invalid(path, $"the slopes and intercepts of views {pair.Source} and {pair.Target} are not all finite");
        }
    }

    private static void CheckAgainst(Dictionary<(int, int), ViewPair> seen, ViewPair sought, ViewPair pair, string path)
    {
        if (seen.TryGetValue((sought.Source, sought.Target), out ViewPair other)
            && (Differ(other.RowSlope, sought.RowSlope) || Differ(other.RowIntercept, sought.RowIntercept)
                || Differ(other.ColumnSlope, sought.ColumnSlope) || Differ(other.ColumnIntercept, sought.ColumnIntercept)))
        {
            throw Invalid(path, $"the views {pair.Source} and {pair.Target} appear twice, with different lines");
        }
    }

    private static bool Differ(double a, double b) => Math.Abs(a - b) > Tolerance * Math.Max(1, Math.Abs(a));
}
