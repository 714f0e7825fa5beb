namespace DeepWonder3D.Views.Placing;

/// <summary>The raw depths at which neurons are looked for.</summary>
internal readonly record struct DepthRange(double From, double To)
{
    /// <summary>The range that the user states, or else the depths at which no image moves further than allowed from a view to its neighbour.</summary>
    public static DepthRange Of(ViewMergingOptions options, ViewLines lines, DepthScale scale)
    {
        if (options.DepthRangeUm is { } stated)
        {
            return new DepthRange(stated.From / scale.UmPerRaw, stated.To / scale.UmPerRaw);
        }

        // Views without any parallax put no limit on a depth that they do not see.
        double step = lines.LargestStep();
        double reach = step > 0 ? options.MaxDistancePx / step : 0;
        return new DepthRange(-reach, reach);
    }
}
