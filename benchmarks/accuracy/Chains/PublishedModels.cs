using DeepWonder3D.Models;

namespace DeepWonder3D.Accuracy.Chains;

/// <summary>The published checkpoints as models, in a temporary folder that goes when this does.</summary>
internal sealed class PublishedModels(string folder) : IDisposable
{
    /// <summary>
    /// One for each stage and pixel size; the denoiser serves both sizes. Two of the nine are alternatives that the published defaults do
    /// not name.
    /// </summary>
    private static readonly string[] s_checkpoints =
    [
        "DENO_pth/rush3d_data4_202404172302/E_50_Iter_0216.pth",
        "RMBG_pth/RMBG_UNet3D_squeeze_202404122250_2um/RMBG_135.pth",
        "RMBG_pth/RMBG_UNet3D_squeeze_202404111629_1um/RMBG_20.pth",
        "SEG_pth/Unet4_no_end_UNet3DFFD_20240401-1432_2um/seg_60.pth",
        "SEG_pth/Unet4_no_end_UNet3D_20231227-2251_1um/seg_50.pth",
        "SR_pth/SR_HALF_trans_mini_202404010026_2um/signal_SR_1300.pth",
        "SR_pth/SR_HALF_trans_202403292215_1um/signal_SR_1200.pth",
    ];

    public string Folder { get; } = folder;

    /// <summary>Converts what the weights' folder holds; a checkpoint that is not there is named and left out.</summary>
    public static PublishedModels Convert(string weights, CancellationToken token)
    {
        PublishedModels models = new(Directory.CreateTempSubdirectory("deepwonder3d-accuracy-").FullName);
        try
        {
            foreach (string checkpoint in s_checkpoints)
            {
                models.Convert(weights, checkpoint, token);
            }

            return models;
        }
        catch
        {
            models.Dispose();
            throw;
        }
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void Convert(string weights, string checkpoint, CancellationToken token)
    {
        string source = Path.Combine(weights, checkpoint);
        if (!File.Exists(source))
        {
            Console.Error.WriteLine($"'{source}' is not there; what needs it is left out.");
            return;
        }

        string name = Path.GetFileNameWithoutExtension(checkpoint);
        CheckpointConverter.Convert(source, Path.Combine(Folder, name + ModelFile.Extension), new ConversionOptions { Name = name }, token);
    }
}
