using DeepWonder3D.Models;

namespace DeepWonder3D.Accuracy.Chains;

/// <summary>
/// A set of models that takes recordings to neurons: the catalog chooses among them by stage and pixel size, as the module does.
/// </summary>
/// <param name="name">What tables call it.</param>
/// <param name="folder">Where its model files are.</param>
internal sealed class Chain(string name, string folder)
{
    public const string Published = "published";
    public const string Shipped = "shipped";

    public static readonly string[] Both = [Published, Shipped];

    private readonly ModelCatalog _catalog = new([folder]);

    public string Name { get; } = name;

    /// <summary>Whether it has any model at all.</summary>
    public bool IsAvailable => _catalog.List(ConsoleObserver.Instance).Count > 0;

    /// <summary>The models for pixels of a size.</summary>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.ModelNotFound"/> or <see cref="ErrorId.ModelPixelSizeMismatch"/>.
    /// </exception>
    public ChainModels ModelsFor(double pixelSizeUm, bool superResolves) => new(
        _catalog.Resolve(null, ModelStage.Denoise, pixelSizeUm),
        _catalog.Resolve(null, ModelStage.RemoveBackground, pixelSizeUm),
        _catalog.Resolve(null, ModelStage.Segment, pixelSizeUm),
        superResolves ? _catalog.Resolve(null, ModelStage.SuperResolve, pixelSizeUm) : null);
}

/// <summary>The models that a chain takes for one pixel size.</summary>
/// <param name="Denoise">Takes out noise.</param>
/// <param name="RemoveBackground">Takes out background.</param>
/// <param name="Segment">Scores neurons.</param>
/// <param name="SuperResolve">Makes pixels smaller; null where that is not needed.</param>
internal sealed record ChainModels(ModelFile Denoise, ModelFile RemoveBackground, ModelFile Segment, ModelFile? SuperResolve)
{
    /// <summary>The hashes of all of them: results depend on nothing else of a chain.</summary>
    public string Hashes =>
        string.Join(' ', ((ModelFile?[])[SuperResolve, Denoise, RemoveBackground, Segment]).OfType<ModelFile>().Select(m => m.Sha256));
}
