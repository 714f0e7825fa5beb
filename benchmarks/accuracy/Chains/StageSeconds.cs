namespace DeepWonder3D.Accuracy.Chains;

/// <summary>How long the stages took for so many samples, loading of models left out.</summary>
/// <param name="Voxels">Samples that went into denoising.</param>
/// <param name="Denoise">Seconds of denoising.</param>
/// <param name="Background">Seconds of background removal.</param>
/// <param name="Neurons">Seconds of scoring and extraction.</param>
internal sealed record StageSeconds(long Voxels, double Denoise, double Background, double Neurons)
{
    public static StageSeconds None { get; } = new(0, 0, 0, 0);

    /// <summary>Seconds of making another pixel size, before the rest.</summary>
    public double Resize { get; init; }

    /// <summary>Samples that went into that.</summary>
    public long ResizeVoxels { get; init; }

    /// <summary>Seconds of joining views.</summary>
    public double Merge { get; init; }

    public static StageSeconds operator +(StageSeconds a, StageSeconds b) =>
        new(a.Voxels + b.Voxels, a.Denoise + b.Denoise, a.Background + b.Background, a.Neurons + b.Neurons)
        {
            Resize = a.Resize + b.Resize,
            ResizeVoxels = a.ResizeVoxels + b.ResizeVoxels,
            Merge = a.Merge + b.Merge,
        };
}
