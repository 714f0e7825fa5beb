using DeepWonder3D.Models;
using Xunit;

namespace DeepWonder3D.Tests.Models;

/// <summary>The nine published checkpoints, and their conversion into a test's own folder.</summary>
internal static class PublishedCheckpoints
{
    public const string DenoiseRush = "DENO_pth/rush3d_data4_202404172302/E_50_Iter_0216.pth";
    public const string DenoiseDongyufan = "DENO_pth/dongyufan3_202312251537/E_20_Iter_5000.pth";
    public const string Background2Um = "RMBG_pth/RMBG_UNet3D_squeeze_202404122250_2um/RMBG_135.pth";
    public const string Background1Um = "RMBG_pth/RMBG_UNet3D_squeeze_202404111629_1um/RMBG_20.pth";
    public const string Segment2Um = "SEG_pth/Unet4_no_end_UNet3DFFD_20240401-1432_2um/seg_60.pth";
    public const string Segment1Um = "SEG_pth/Unet4_no_end_UNet3D_20231227-2251_1um/seg_50.pth";
    public const string SuperResolve2Um = "SR_pth/SR_HALF_trans_mini_202404010026_2um/signal_SR_1300.pth";
    public const string SuperResolve1Um1200 = "SR_pth/SR_HALF_trans_202403292215_1um/signal_SR_1200.pth";
    public const string SuperResolve1Um1250 = "SR_pth/SR_HALF_trans_202403292215_1um/signal_SR_1250.pth";

    public static TheoryData<string> All { get; } =
    [
        DenoiseRush, DenoiseDongyufan, Background2Um, Background1Um, Segment2Um, Segment1Um, SuperResolve2Um, SuperResolve1Um1200,
        SuperResolve1Um1250,
    ];

    /// <summary>The checkpoint's file.</summary>
    public static string Path(string checkpoint) => SharedMaterial.Path("reference/weights/" + checkpoint);

    /// <summary>Converts a checkpoint with nothing said about it.</summary>
    public static ModelFile Convert(string checkpoint, TemporaryFolder folder, ConversionOptions? options = null) =>
        CheckpointConverter.Convert(
            Path(checkpoint),
            folder.File(System.IO.Path.GetFileNameWithoutExtension(checkpoint) + ".onnx"),
            options ?? new ConversionOptions());
}
