using DeepWonder3D.Models;

namespace DeepWonder3D.Accuracy.Chains;

/// <summary>The models that a chain takes for one pixel size.</summary>
/// <param name="Denoise">Takes out noise.</param>
/// <param name="RemoveBackground">Takes out background.</param>
/// <param name="Segment">Scores neurons.</param>
/// <param name="SuperResolve">Makes pixels smaller; null where that is not needed.</param>
internal sealed record ChainModels(ModelFile Denoise, ModelFile RemoveBackground, ModelFile Segment, ModelFile? SuperResolve)
{
    /// <summary>The hashes of all of them: results depend on nothing else of a chain.</summary>
    public string Hashes => string.Join(' ', ((ModelFile?[])[SuperResolve, Denoise, RemoveBackground, Segment]).OfType<ModelFile>().Select(m => m.Sha256));
}
