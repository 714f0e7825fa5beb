namespace DeepWonder3D.Accuracy.Trials;

/// <summary>Options of simulated recordings as text, and changes of them.</summary>
internal static class Scene
{
    /// <summary>Every option and its value: a recording is made anew when any of them changes.</summary>
    public static string Recipe(SimulationOptions options) =>
        string.Join('\n', SimulationChecks.Describe(options).Select(p => $"{p.Key} = {p.Value}"));

    /// <summary>The same tissue with so much of its light; dark current and camera stay.</summary>
    public static SimulationOptions WithLight(SimulationOptions options, double share) => options with
    {
        Neurons = options.Neurons with { PhotonRate = options.Neurons.PhotonRate * share },
        Tissue = options.Tissue with
        {
            NeuropilRate = options.Tissue.NeuropilRate * share,
            HazeRate = options.Tissue.HazeRate * share,
            ProcessRatePerUm = options.Tissue.ProcessRatePerUm * share,
        },
    };

    /// <summary>The same seconds at another frame rate.</summary>
    public static SimulationOptions AtRate(SimulationOptions options, double frameRate) => options with
    {
        FrameRate = frameRate,
        FrameCount = (int)Math.Round(options.FrameCount / options.FrameRate * frameRate),
    };

    /// <summary>The same field in pixels of another size.</summary>
    public static SimulationOptions InPixels(SimulationOptions options, double pixelSizeUm) => options with
    {
        PixelSizeUm = pixelSizeUm,
        Height = (int)Math.Round(options.FieldHeightUm / pixelSizeUm),
        Width = (int)Math.Round(options.FieldWidthUm / pixelSizeUm),
    };
}
