using System.Text.RegularExpressions;
using DeepWonder3D.Errors;
using DeepWonder3D.Work;

namespace DeepWonder3D.Runs.Recordings;

/// <summary>
/// Tells recordings from what was made of them: projections, averages, masks, results. A name alone is no proof, for a mouse may be called
/// Max: it counts where the file holds one image, or where what it was made of lies beside it.
/// </summary>
internal static partial class DerivedImages
{
    private const string ImportName = "Import-Volume";

    private static readonly HashSet<string> s_results = new(
        [
            "F.npy", "Fneu.npy", "spks.npy", "stat.npy", "ops.npy", "iscell.npy", "redcell.npy", "F_chan2.npy", "Fneu_chan2.npy",
            "Fall.mat", "neurons.mat", "neurons.nwb",
        ],
        StringComparer.OrdinalIgnoreCase);

    // Views, too, are made of a recording, and are what is to be worked on.
    private static readonly HashSet<string> s_harmless = new(
        [ImportName, "ConvertTo-View", nameof(PipelineStage.ProjectViews)], StringComparer.Ordinal);

    /// <summary>Why a file is no recording of its own; null where it is one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="probed">What it holds.</param>
    /// <param name="beside">The names of all files beside it.</param>
    public static string? ReasonToPass(string path, ProbedFile probed, IReadOnlySet<string> beside)
    {
        string name = Path.GetFileName(path);
        if (s_results.Contains(name))
        {
            return "holds results, by its name";
        }

        if (probed.Failure is { Id: ErrorId.DatasetNotFound, Choices.Count: 0 })
        {
            return "holds no array that could be a movie";
        }

        if (SourceByName(name) is { } source)
        {
            string kind = "is a projection, an average or a mask, by its name";
            if (probed.FrameCount == 1)
            {
                return kind + ", and holds one image";
            }

            if (beside.FirstOrDefault(other => StemOf(other).Equals(source, StringComparison.OrdinalIgnoreCase)) is { } original)
            {
                return $"{kind}, of '{original}'";
            }
        }

        if (MadeFrom(probed, name, beside) is { } origin)
        {
            return origin;
        }

        return probed.FrameCount == 1
            ? probed.PlaneCount == 1 ? "holds one image" : $"holds one stack of {probed.PlaneCount} planes, and no time"
            : null;
    }

    /// <summary>Why a file is no frame of the movie that its folder is; null where it is one. Nothing but names can tell.</summary>
    public static string? ReasonToPass(string path) => s_results.Contains(Path.GetFileName(path)) ? "holds results, by its name"
        : SourceByName(Path.GetFileName(path)) is null ? null
        : "is a projection, an average or a mask, by its name";

    private static string? MadeFrom(ProbedFile probed, string name, IReadOnlySet<string> beside)
    {
        string? stage = probed.History.Select(step => step.Step).LastOrDefault(step => !s_harmless.Contains(step));
        string? origin = probed.History.Where(step => step.Step == ImportName)
            .Select(step => step.Parameters.GetValueOrDefault("Path"))
            .OfType<string>()
            .Select(NameOf)
            .FirstOrDefault();
        return stage is not null && origin is not null && beside.Contains(origin)
            && !origin.Equals(name, StringComparison.OrdinalIgnoreCase)
                ? $"was made of '{origin}' by {stage}"
                : null;
    }

    /// <summary>What the file was made of, by its own name; null where the name says nothing of the kind.</summary>
    private static string? SourceByName(string name)
    {
        string stem = StemOf(name);
        Match prefix = ImageJPrefix().Match(stem);
        if (prefix.Success)
        {
            return stem[prefix.Length..];
        }

        Match ending = Ending().Match(stem);
        return ending.Success ? stem[..ending.Index]
            : WholeName().IsMatch(stem) ? ""
            : null;
    }

    private static string StemOf(string name)
    {
        string stem = Path.GetFileNameWithoutExtension(name);
        return stem.EndsWith(".ome", StringComparison.OrdinalIgnoreCase) ? stem[..^4] : stem;
    }

    /// <summary>The name at the end of a path of Windows or Unix, wherever this runs.</summary>
    private static string NameOf(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    // ImageJ writes them in capitals.
    [GeneratedRegex("^(?:AVG|MAX|MIN|SUM|STD|MED)_", RegexOptions.CultureInvariant)]
    private static partial Regex ImageJPrefix();

    [GeneratedRegex(
        "[_.-](?:mean|avg|average|max|sum|std|median|proj|projection|mip|meanImg|correlation|masks?|cp_masks|labels?|rois?"
            + "|seg|segmentation|denoised|resized|background-free)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Ending();

    [GeneratedRegex(
        "^(?:meanImgE?|mean_?image|max_?proj|Vcorr|refImg|correlation_?image|masks?|labels?)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WholeName();
}
