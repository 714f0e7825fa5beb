using DeepWonder3D.Models;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Stages;

/// <summary>How large a tile may be.</summary>
internal static class TileBudget
{
    /// <summary>The most input voxels of a tile.</summary>
    public static long Voxels(ModelMetadata metadata) => MemoryBudget.ForRun / BytesPerVoxel(metadata);

    /// <summary>
    /// What a run's activations take at their peak for each input voxel, measured on the CPU (<c>benchmarks/results</c>). Super-resolution
    /// computes 16 × 16 times the input's pixels, whatever is kept of them.
    /// </summary>
    private static long BytesPerVoxel(ModelMetadata metadata) => metadata.Stage switch
    {
        ModelStage.Segment => 200,
        ModelStage.SuperResolve => 20_000,
        _ => 780,
    };
}
