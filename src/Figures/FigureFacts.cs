namespace DeepWonder3D.Figures;

/// <summary>What is known of an object, as the line under a figure's title.</summary>
internal static class FigureFacts
{
    private const string Separator = " · ";

    public static string Of(NeuronSet neurons) =>
        Join(
            Count(neurons.Count, "neuron"),
            Time(neurons.FrameCount, neurons.FrameRate),
            Size(neurons.Height, neurons.Width),
            Pixel(neurons.PixelSizeUm));

    public static string Of(NeuronPopulation population)
    {
        int views = population.Neurons.SelectMany(n => n.Detections).Select(d => d.ViewId).Distinct().Count();
        return Join(
            Count(population.Count, "neuron"), views == 0 ? "" : Count(views, "view"), Time(population.FrameCount, population.FrameRate));
    }

    public static string Of(Volume volume) => Join(
        Time(volume.FrameCount, volume.FrameRate),
        volume.PlaneCount == 1 ? "" : $"plane {(volume.PlaneCount / 2) + 1} of {volume.PlaneCount}",
        Size(volume.Height, volume.Width),
        Pixel(volume.PixelSizeUm));

    private static string Join(params ReadOnlySpan<string> facts)
    {
        List<string> known = [];
        foreach (string fact in facts)
        {
            if (fact.Length > 0)
            {
                known.Add(fact);
            }
        }

        return string.Join(Separator, known);
    }

    private static string Time(long frames, double? rate) =>
        Count(frames, "frame") + (rate is { } hertz ? Separator + Number(hertz) + " Hz" : "");

    private static string Size(int height, int width) => $"{height} × {width} px";

    private static string Pixel(double? size) => size is { } um ? Number(um) + " µm a pixel" : "";

    private static string Count(long count, string unit) =>
        count.ToString("N0", CultureInfo.InvariantCulture) + " " + unit + (count == 1 ? "" : "s");

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
