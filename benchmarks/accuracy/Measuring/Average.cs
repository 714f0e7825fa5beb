namespace DeepWonder3D.Accuracy.Measuring;

/// <summary>Means of measurements of which some may have had nothing to measure.</summary>
internal static class Average
{
    /// <summary>The mean of the values that are numbers; NaN where there is none.</summary>
    public static double OfNumbers(IEnumerable<double> values) => values.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
}
