using DeepWonder3D.Tests.Models;

namespace DeepWonder3D.Tests.Stages;

/// <summary>The published checkpoints as models of ours, converted once for all tests; tests skip where they are absent.</summary>
internal static class PublishedModels
{
    private static readonly Lock s_gate = new();
    private static readonly HashSet<string> s_converted = [];
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "published-models");

    /// <summary>The converted model of a checkpoint.</summary>
    /// <param name="checkpoint">Its path below the weights.</param>
    public static string Model(string checkpoint)
    {
        string source = PublishedCheckpoints.Path(checkpoint);
        string model = Path.Combine(s_folder, checkpoint.Replace('/', '-') + ModelFile.Extension);
        lock (s_gate)
        {
            if (s_converted.Add(model))
            {
                CheckpointConverter.Convert(source, model, new ConversionOptions { Overwrite = true });
            }
        }

        return model;
    }
}
