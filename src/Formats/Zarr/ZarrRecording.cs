using System.Text.Json;
using DeepWonder3D.Formats.Arrays;
using DeepWonder3D.Formats.Tiff.Descriptions;

namespace DeepWonder3D.Formats.Zarr;

/// <summary>A recording in a Zarr: an OME-Zarr (0.1 to 0.5), of which the finest level is read, or a plain array.</summary>
internal static class ZarrRecording
{
    private const string OldAxes = "TCZYX";
    private const int MostChunksAPlane = 1 << 16;
    private const int MostArrays = 1000;

    /// <summary>Opens a recording; null where the folder is no Zarr.</summary>
    /// <exception cref="DeepWonderException">
    /// RecordingDamaged, CodecNotRead, DatasetNotFound, AxesMismatch, or what the options do not fit.
    /// </exception>
    public static Volume? TryOpen(string folder, VolumeReadOptions options, CancellationToken cancellationToken)
    {
        if (ZarrNode.TryRead(folder) is not { } node)
        {
            return null;
        }

        (ZarrNode array, RecordingFacts facts, string? axes) = Choose(node, options, folder);
        ZarrArray description = ZarrArrayReader.Read(array);
        axes ??= description.Axes ?? AxisMap.Usual(description.Shape.Length);
        CheckChunks(description, options.Axes ?? axes);
        ZarrSource source = new(description);
        return ArrayRecording.Open(source, folder, facts, axes, isColumnMajor: false, options, cancellationToken);
    }

    private static (ZarrNode Array, RecordingFacts Facts, string? Axes) Choose(ZarrNode node, VolumeReadOptions options, string folder)
    {
        if (node.Array is not null)
        {
            return (node, new RecordingFacts { Source = "Zarr metadata" }, null);
        }

        JsonElement attributes = ZarrNode.Member(node.Attributes, "ome") is { ValueKind: JsonValueKind.Object } ome ? ome : node.Attributes;
        if (ZarrNode.Items(ZarrNode.Member(attributes, "multiscales")) is [var image, ..])
        {
            return OfImage(node, image, attributes, options, folder);
        }

        // Bio-Formats' converter puts the images of a file into groups 0, 1 and so on.
        ZarrNode? first = ZarrNode.Member(attributes, "bioformats2raw.layout").ValueKind == JsonValueKind.Number ? Child(node, "0") : null;
        if (first is not null && Child(node, "1") is null && options.Dataset is null)
        {
            return Choose(first, options, folder);
        }

        List<(ZarrNode, string, int)> found = [];
        Collect(node, "", found, depth: 3);
        if (options.Dataset is { } asked && Descend(node, asked) is { Array: null } group)
        {
            return Choose(group, options with { Dataset = null }, folder);
        }

        ZarrNode chosen = DatasetChoice.Choose(found, options.Dataset, folder);
        return (
            chosen,
            new RecordingFacts { Source = "Zarr metadata", Notes = [("Dataset", Path.GetRelativePath(folder, chosen.Folder))] },
            null);
    }

    private static (ZarrNode Array, RecordingFacts Facts, string? Axes) OfImage(
        ZarrNode node, JsonElement image, JsonElement attributes, VolumeReadOptions options, string folder)
    {
        IReadOnlyList<JsonElement> levels = ZarrNode.Items(ZarrNode.Member(image, "datasets"));
        string asked = options.Dataset?.Trim().Trim('/') ?? "";
        JsonElement level = options.Dataset is null
            ? (levels.Count > 0 ? levels[0] : default)
            : levels.FirstOrDefault(l => ZarrNode.Text(ZarrNode.Member(l, "path"))?.Trim('/') == asked);
        string? path = ZarrNode.Text(ZarrNode.Member(level, "path"));
        if (path is null && options.Dataset is not null)
        {
            string list = string.Join(", ", levels.Select(l => ZarrNode.Text(ZarrNode.Member(l, "path"))).OfType<string>().Take(16));
            throw new DeepWonderException(
                ErrorId.DatasetNotFound, $"'{folder}' has no level '{options.Dataset}'.", folder, $"Give -Dataset one of {list}.");
        }

        ZarrNode array = path is not null && Descend(node, path) is { Array: not null } found
            ? found
            : throw RecordingErrors.Damaged(folder, $"its metadata name the array '{path}', which is not there");
        (string Name, double? Unit)[] axes = [.. ZarrNode.Items(ZarrNode.Member(image, "axes")).Select(AxisOf)];
        string letters = axes.Length == 0 ? OldAxes : string.Concat(axes.Select(a => a.Name)).ToUpperInvariant();
        double[] scale = ScaleOf(ZarrNode.Member(level, "coordinateTransformations"), axes.Length);
        double[] common = ScaleOf(ZarrNode.Member(image, "coordinateTransformations"), axes.Length);
        double? Step(char axis)
        {
            int place = letters.IndexOf(axis, StringComparison.Ordinal);
            return place >= 0 && place < axes.Length && axes[place].Unit is { } unit && scale.Length > 0
                && scale[place] * (common.Length > 0 ? common[place] : 1) * unit is var step && step > 0 && double.IsFinite(step)
                    ? step
                    : null;
        }

        // Sizes without a unit give the ratio of both sides all the same.
        double? Bare(char axis)
        {
            int place = letters.IndexOf(axis, StringComparison.Ordinal);
            return place >= 0 && place < axes.Length && axes.All(a => a.Unit is null) && scale.Length > 0
                ? scale[place] * (common.Length > 0 ? common[place] : 1)
                : null;
        }

        string?[] channels = [.. ZarrNode.Items(ZarrNode.Member(ZarrNode.Member(attributes, "omero"), "channels"))
            .Select(c => ZarrNode.Text(ZarrNode.Member(c, "label")))];
        RecordingFacts facts = new()
        {
            Source = "OME-Zarr",
            FrameRate = 1 / Step('T'),
            PixelSizeUm = PixelSize.Width(Step('X')),
            PixelAspect = PixelSize.Aspect(Step('X') ?? Bare('X'), Step('Y') ?? Bare('Y')),
            PlaneStepUm = Step('Z'),
            ChannelNames = Array.TrueForAll(channels, c => !string.IsNullOrWhiteSpace(c)) ? [.. channels.OfType<string>()] : [],
            Notes = [("Dataset", path)],
        };
        return (array, facts, letters);
    }

    /// <summary>An axis: its name, and how many micrometres or seconds its unit has.</summary>
    private static (string Name, double? Unit) AxisOf(JsonElement axis)
    {
        string name = ZarrNode.Text(axis) ?? ZarrNode.Text(ZarrNode.Member(axis, "name")) ?? "?";
        double? unit = ZarrNode.Text(ZarrNode.Member(axis, "unit"))?.ToUpperInvariant() switch
        {
            "MICROMETER" or "MICROMETRE" or "MICRON" or "UM" or "\u00B5M" or "\u03BCM" or "SECOND" or "S" => 1,
            "NANOMETER" or "NANOMETRE" or "NM" or "MILLISECOND" or "MS" => 1e-3,
            "MILLIMETER" or "MILLIMETRE" or "MM" => 1e3,
            "METER" or "METRE" => 1e6,
            "MICROSECOND" => 1e-6,
            "MINUTE" => 60,
            "HOUR" => 3600,
            _ => null,
        };
        return (name.Length == 1 ? name : "?", unit);
    }

    private static double[] ScaleOf(JsonElement transformations, int rank)
    {
        foreach (JsonElement step in ZarrNode.Items(transformations))
        {
            double[] scale = [.. ZarrNode.Items(ZarrNode.Member(step, "scale"))
                .Select(s => s.ValueKind == JsonValueKind.Number ? s.GetDouble() : double.NaN)];
            if (ZarrNode.Text(ZarrNode.Member(step, "type")) == "scale" && scale.Length == rank)
            {
                return scale;
            }
        }

        return [];
    }

    private static void Collect(ZarrNode node, string name, List<(ZarrNode, string, int)> found, int depth)
    {
        if (node.Array is { } array)
        {
            found.Add((node, name, ZarrNode.Items(ZarrNode.Member(array, "shape")).Count));
            return;
        }

        string[] children = depth > 0 ? [.. Directory.EnumerateDirectories(node.Folder).Order(NaturalOrder.Instance)] : [];
        foreach (string child in children)
        {
            if (found.Count < MostArrays && ZarrNode.TryRead(child) is { } below)
            {
                string own = Path.GetFileName(child);
                Collect(below, name.Length > 0 ? $"{name}/{own}" : own, found, depth - 1);
            }
        }
    }

    private static ZarrNode? Child(ZarrNode node, string name) => ZarrNode.TryRead(Path.Combine(node.Folder, name));

    /// <summary>What lies at a path below a group; metadata cannot name what lies elsewhere.</summary>
    private static ZarrNode? Descend(ZarrNode node, string path)
    {
        ZarrNode? at = node;
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            at = at is null || name is "." or ".." || name.IndexOfAny(['\\', ':', '\0']) >= 0 ? null : Child(at, name);
        }

        return at;
    }

    /// <summary>A plane of very many chunks is thousands of files to open, and no recording.</summary>
    private static void CheckChunks(ZarrArray array, string? axes)
    {
        decimal chunks = 1;
        for (int axis = 0; axis < array.Shape.Length; axis++)
        {
            bool isOfPlane = axes?.Length != array.Shape.Length || axes[axis] is 'Y' or 'X' or 'y' or 'x';
            chunks *= isOfPlane && array.Chunk[axis] > 0 ? ((decimal)array.Shape[axis] + array.Chunk[axis] - 1) / array.Chunk[axis] : 1;
        }

        if (chunks > MostChunksAPlane && axes?.Length == array.Shape.Length)
        {
            throw array.Invalid($"chunks of {string.Join('×', array.Chunk)} cut a plane of it into {Math.Floor(chunks)}");
        }
    }
}
