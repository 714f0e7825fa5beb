using DeepWonder3D.Models;

namespace DeepWonder3D.Accuracy.Chains;

/// <summary>A set of models that takes recordings to neurons: the catalog chooses among them by stage and pixel size, as the module does.</summary>
internal sealed class Chain
{
    public const string Published = "published";
    public const string Shipped = "shipped";

    private readonly ModelCatalog _catalog;

    /// <param name="name">What tables call it.</param>
    /// <param name="folder">Where its model files are.</param>
    public Chain(string name, string folder)
    {
        Name = name;
        _catalog = new ModelCatalog([folder]);
    }

    public string Name { get; }

    /// <summary>Whether it has any model at all.</summary>
    public bool IsAvailable => _catalog.List(ConsoleObserver.Instance).Count > 0;

    /// <summary>The models for pixels of a size.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ModelNotFound"/> or <see cref="ErrorId.ModelPixelSizeMismatch"/>.</exception>
    public ChainModels ModelsFor(double pixelSizeUm, bool superResolves) => new(
        _catalog.Resolve(null, ModelStage.Denoise, pixelSizeUm),
        _catalog.Resolve(null, ModelStage.RemoveBackground, pixelSizeUm),
        _catalog.Resolve(null, ModelStage.Segment, pixelSizeUm),
        superResolves ? _catalog.Resolve(null, ModelStage.SuperResolve, pixelSizeUm) : null);
}
