using DeepWonder3D.Models;

namespace DeepWonder3D.Tests.Stages;

/// <summary>The published checkpoints as models of ours, converted once for all tests; tests skip where they are absent.</summary>
internal static class PublishedModels
{
    public const string Denoise = "DENO_pth/rush3d_data4_202404172302/E_50_Iter_0216.pth";
    public const string RemoveBackground = "RMBG_pth/RMBG_UNet3D_squeeze_202404122250_2um/RMBG_135.pth";
    public const string Segment = "SEG_pth/Unet4_no_end_UNet3DFFD_20240401-1432_2um/seg_60.pth";
    public const string SuperResolve = "SR_pth/SR_HALF_trans_mini_202404010026_2um/signal_SR_1300.pth";

    private static readonly Lock s_gate = new();

    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "published-models");

    /// <summary>The converted model of a checkpoint.</summary>
    /// <param name="checkpoint">Its path below the weights.</param>
    public static string Model(string checkpoint)
    {
        string source = SharedMaterial.Path("reference/weights/" + checkpoint);
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

    private static readonly HashSet<string> s_converted = [];
}
