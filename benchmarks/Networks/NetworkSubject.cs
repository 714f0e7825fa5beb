namespace DeepWonder3D.Benchmarks.Networks;

/// <summary>A network and the size of the tile that it is measured on.</summary>
/// <param name="Name">What the table says.</param>
/// <param name="Model">The model.</param>
/// <param name="Shape">The input's shape, the batch first.</param>
internal sealed record NetworkSubject(string Name, ModelFile Model, long[] Shape)
{
    private static readonly (string Name, string File, long[] Shape)[] s_shipped =
    [
        ("denoise", "denoise", [1, 1, 32, 128, 128]),
        ("background", "background-2um", [1, 1, 32, 128, 128]),
        ("neurons", "segment-2um", [1, 1, 16, 128, 128]),
        ("super-resolution", "upscale", [1, 5, 64, 64]),
    ];

    private static readonly (string Name, string File, long[] Shape)[] s_published =
    [
        ("published denoise", "DENO_pth/rush3d_data4_202404172302/E_50_Iter_0216.pth", [1, 1, 16, 64, 64]),
        ("published background", "RMBG_pth/RMBG_UNet3D_squeeze_202404122250_2um/RMBG_135.pth", [1, 1, 16, 64, 64]),
        ("published neurons", "SEG_pth/Unet4_no_end_UNet3DFFD_20240401-1432_2um/seg_60.pth", [1, 1, 64, 64, 64]),
        ("published super-resolution", "SR_pth/SR_HALF_trans_mini_202404010026_2um/signal_SR_1300.pth", [1, 5, 32, 32]),
    ];

    /// <summary>Voxels of one tile's input.</summary>
    public long Voxels => Shape.Aggregate(1L, (product, length) => product * length);

    /// <summary>Whether the output's size is the second input: twice the input's here.</summary>
    public bool TakesSize => Model.Metadata.Stage == ModelStage.SuperResolve;

    /// <summary>The models that ship and the published ones, which are converted into a folder first.</summary>
    public static IReadOnlyList<NetworkSubject> All(string weights, string folder)
    {
        string models = Repository.Path("module", "models");
        return
        [
            .. s_shipped.Select(s => new NetworkSubject(s.Name, ModelFile.Load(Path.Combine(models, s.File + ".onnx")), s.Shape)),
            .. s_published.Select(s => new NetworkSubject(s.Name, Converted(Path.Combine(weights, s.File), folder), s.Shape)),
        ];
    }

    private static ModelFile Converted(string checkpoint, string folder) =>
        CheckpointConverter.Convert(
            checkpoint, Path.Combine(folder, Path.GetFileNameWithoutExtension(checkpoint) + ".onnx"), new ConversionOptions());
}
