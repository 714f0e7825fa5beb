using System.Globalization;
using System.IO.Enumeration;
using DeepWonder3D.Errors;
using DeepWonder3D.Work;

namespace DeepWonder3D.Models;

/// <summary>The model files in a few folders. Where a name occurs in several, the earlier folder's is meant.</summary>
/// <param name="folders">The folders, in order; they need not exist.</param>
internal sealed class ModelCatalog(IReadOnlyList<string> folders)
{
    /// <summary>Names the user's own folders, separated as in PATH.</summary>
    public const string Variable = "DEEPWONDER3D_MODELS";

    /// <summary>A model trained for one pixel size is good for sizes that differ by no more than this part of it (a quarter).</summary>
    private const double PixelSizeTolerance = 0.25;

    private const string HowToGetOne =
        "Give the path of one as -Model, or put one into a folder of the catalog.";

    /// <summary>
    /// The user's folders (<see cref="Variable"/>), then <c>DeepWonder3D/models</c> in the user's local application data, then
    /// <c>models</c> beside this assembly.
    /// </summary>
    public static ModelCatalog Default
    {
        get
        {
            string[] named = (Environment.GetEnvironmentVariable(Variable) ?? "")
                .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            string data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
            string[] own = data.Length > 0 ? [Path.Combine(data, "DeepWonder3D", "models")] : [];
            return new ModelCatalog(
                [.. named, .. own, Path.Combine(Path.GetDirectoryName(typeof(ModelCatalog).Assembly.Location)!, "models")]);
        }
    }

    /// <summary>The folders that are looked in, in order.</summary>
    public IReadOnlyList<string> Folders => folders;

    /// <summary>All models, in the order of folders and then of names. A file that cannot be used is left out, with a warning.</summary>
    public IReadOnlyList<ModelFile> List(IStageObserver observer)
    {
        List<ModelFile> models = [];
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (string folder in folders.Where(Directory.Exists))
        {
            models.AddRange(Directory.EnumerateFiles(folder, "*" + ModelFile.Extension)
                .Select(file => TryLoad(file, observer))
                .OfType<ModelFile>()
                .OrderBy(model => model.Metadata.Name, StringComparer.OrdinalIgnoreCase)
                .Where(model => names.Add(model.Metadata.Name)));
        }

        return models;
    }

    /// <summary>The model that a stage is to use.</summary>
    /// <param name="nameOrPath">
    /// A model's name, with the wildcards <c>*</c> and <c>?</c>, or the path of a file (a relative one is taken from the process's folder);
    /// null for the best that fits.
    /// </param>
    /// <param name="stage">What it is to do.</param>
    /// <param name="pixelSizeUm">The movie's pixel size (for super-resolution, the wanted one), in µm; null where unknown.</param>
    /// <param name="observer">Hears of files that cannot be used.</param>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.ModelNotFound"/>, <see cref="ErrorId.ModelInvalid"/>, <see cref="ErrorId.ModelStageMismatch"/>,
    /// <see cref="ErrorId.ModelPixelSizeMismatch"/>, or <see cref="ErrorId.PixelSizeUnknown"/> where the models differ in nothing else.
    /// </exception>
    public ModelFile Resolve(string? nameOrPath, ModelStage stage, double? pixelSizeUm, IStageObserver? observer = null)
    {
        IReadOnlyList<ModelFile> forStage = RequireStage(nameOrPath, stage, observer);
        if (pixelSizeUm is not { } pixel)
        {
            double?[] sizes = [.. forStage.Select(model => model.Metadata.PixelSizeUm).Distinct()];
            return sizes.Length == 1 ? forStage[0] : throw SizeUnknown(stage, sizes);
        }

        return forStage.Where(model => Misfit(model, pixel) <= PixelSizeTolerance).MinBy(model => Misfit(model, pixel))
            ?? throw ForOtherSize(forStage, pixel);
    }

    /// <summary>The model nearest to a movie's scale, and the pixel size to bring the movie to for it.</summary>
    /// <param name="nameOrPath">As for <see cref="Resolve"/>.</param>
    /// <param name="stage">What it is to do.</param>
    /// <param name="pixelSizeUm">The movie's pixel size, µm.</param>
    /// <param name="rescales">Whether the movie may be brought to another pixel size at all.</param>
    /// <param name="finest">
    /// Of models for several sizes, whether the one for the finest is wanted or the one for the coarsest; null for what is nearest, and the
    /// finer one between two.
    /// </param>
    /// <param name="observer">Hears of files that cannot be used.</param>
    /// <returns>The model; and a pixel size, null where the movie's own fits.</returns>
    /// <exception cref="DeepWonderException">As for <see cref="Resolve"/>.</exception>
    public (ModelFile Model, double? PixelSizeUm) ResolveNearest(
        string? nameOrPath, ModelStage stage, double pixelSizeUm, bool rescales, bool? finest = null, IStageObserver? observer = null)
    {
        IReadOnlyList<ModelFile> forStage = RequireStage(nameOrPath, stage, observer);
        ModelFile[] sized =
            [.. forStage.Where(model => model.Metadata.PixelSizeUm is not null).OrderBy(model => model.Metadata.PixelSizeUm)];
        bool fits = forStage.Any(model => Misfit(model, pixelSizeUm) <= PixelSizeTolerance);
        if (!rescales || sized.Length == 0 || (fits && finest is null))
        {
            return (Resolve(nameOrPath, stage, pixelSizeUm, observer), null);
        }

        ModelFile chosen = finest switch
        {
            true => sized[0],
            false => sized[^1],
            _ => sized.LastOrDefault(model => pixelSizeUm >= (1 - PixelSizeTolerance) * model.Metadata.PixelSizeUm) ?? sized[0],
        };
        return (chosen, Misfit(chosen, pixelSizeUm) <= PixelSizeTolerance ? null : chosen.Metadata.PixelSizeUm);
    }

    /// <summary>Whether it is a matter of a movie's pixel size which model is taken for it.</summary>
    /// <exception cref="DeepWonderException">As for <see cref="RequireStage"/>.</exception>
    public bool DependsOnScale(string? nameOrPath, ModelStage stage, IStageObserver? observer = null) =>
        RequireStage(nameOrPath, stage, observer).Select(model => model.Metadata.PixelSizeUm).Distinct().Take(2).Count() > 1;

    /// <summary>The models of a name or path (null for all) that do what a stage needs; at least one.</summary>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.ModelNotFound"/>, <see cref="ErrorId.ModelInvalid"/> or <see cref="ErrorId.ModelStageMismatch"/>.
    /// </exception>
    public IReadOnlyList<ModelFile> RequireStage(string? nameOrPath, ModelStage stage, IStageObserver? observer = null)
    {
        IReadOnlyList<ModelFile> named = Named(nameOrPath, observer ?? SilentObserver.Instance);
        ModelFile[] forStage = [.. named.Where(model => model.Metadata.Stage == stage)];
        return forStage.Length > 0 ? forStage : throw (nameOrPath is null ? NoneFor(stage) : ForOtherStage(named[0], stage));
    }

    /// <summary>Whether what the user gave is a file's path rather than a model's name.</summary>
    public static bool IsPath(string nameOrPath) =>
        nameOrPath.EndsWith(ModelFile.Extension, StringComparison.OrdinalIgnoreCase)
            || nameOrPath.Contains('/')
            || nameOrPath.Contains('\\');

    /// <summary>The error that a name which no model has is answered with.</summary>
    /// <param name="name">The name.</param>
    /// <param name="known">The names that there are.</param>
    public DeepWonderException NotFound(string name, IEnumerable<string> known)
    {
        string names = string.Join(", ", known);
        string others = names.Length > 0 ? "there are " + names : "there is none at all";
        return new DeepWonderException(
            ErrorId.ModelNotFound, $"There is no model named '{name}' in {Places}; {others}.", name, HowToGetOne);
    }

    private IReadOnlyList<ModelFile> Named(string? nameOrPath, IStageObserver observer)
    {
        if (nameOrPath is null)
        {
            return List(observer);
        }

        if (IsPath(nameOrPath))
        {
            return [ModelFile.Load(nameOrPath)];
        }

        IReadOnlyList<ModelFile> all = List(observer);
        ModelFile[] matching =
            [.. all.Where(model => FileSystemName.MatchesSimpleExpression(nameOrPath, model.Metadata.Name, ignoreCase: true))];
        return matching.Length > 0 ? matching : throw NotFound(nameOrPath, all.Select(model => model.Metadata.Name));
    }

    /// <summary>
    /// How far a model's pixel size is from another, as a part of its own. One for any size fits, but a model for the very size fits
    /// better.
    /// </summary>
    private static double Misfit(ModelFile model, double pixelSizeUm) =>
        model.Metadata.PixelSizeUm is { } trained ? Math.Abs((pixelSizeUm / trained) - 1) : PixelSizeTolerance;

    private static ModelFile? TryLoad(string file, IStageObserver observer)
    {
        try
        {
            return ModelFile.Load(file);
        }
        catch (DeepWonderException e)
        {
            observer.Warn(e.Message);
            return null;
        }
    }

    private string Places => string.Join(", ", folders.Select(folder => $"'{folder}'"));

    private DeepWonderException NoneFor(ModelStage stage) =>
        new(ErrorId.ModelNotFound, $"There is no model for {stage} in {Places}.", stage, HowToGetOne);

    private static DeepWonderException ForOtherStage(ModelFile model, ModelStage stage) => new(
        ErrorId.ModelStageMismatch,
        $"The model '{model.Metadata.Name}' is for {model.Metadata.Stage}, not for {stage}.",
        model.Path,
        $"Leave -Model out, or choose one for the stage {stage}.");

    private static DeepWonderException ForOtherSize(IReadOnlyList<ModelFile> models, double pixelSizeUm)
    {
        string trained = string.Join(", ", models.Select(model => $"'{model.Metadata.Name}' for {Um(model.Metadata.PixelSizeUm)}"));
        return new DeepWonderException(
            ErrorId.ModelPixelSizeMismatch,
            $"The movie has pixels of {Um(pixelSizeUm)}, and the models that could serve are {trained}; " +
            "sizes may differ by a quarter of the model's at most.",
            models[0].Path,
            "Bring the movie to the model's pixel size first, or give a model for this size.");
    }

    private static DeepWonderException SizeUnknown(ModelStage stage, double?[] sizes) => new(
        ErrorId.PixelSizeUnknown,
        $"The models for {stage} are for pixels of {string.Join(" and ", sizes.Select(Um))}, and the movie does "
            + "not say the size of its pixels.",
        stage,
        "State it at import with -PixelSizeUm, or give -Model.");

    private static string Um(double? size) => size is { } um ? um.ToString("0.###", CultureInfo.InvariantCulture) + " µm" : "any size";
}
