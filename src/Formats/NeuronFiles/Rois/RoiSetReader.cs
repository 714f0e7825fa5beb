using System.Globalization;
using System.IO.Compression;

namespace DeepWonder3D.Formats.NeuronFiles.Rois;

/// <summary>
/// Reads regions of ImageJ's and Fiji's ROI Manager: a zip of them, or a single <c>.roi</c>. Polygons, traced and freehand outlines,
/// rectangles and ovals give the pixels whose centres they enclose, and names that people gave are the neurons' labels; nothing else of a
/// neuron is in such a file.
/// </summary>
internal static class RoiSetReader
{
    private const string Ending = ".roi";
    private const string OurPrefix = "neuron";

    /// <summary>Reads the regions of a file, in its order.</summary>
    /// <exception cref="Errors.DeepWonderException"><see cref="Errors.ErrorId.NeuronFileInvalid"/>.</exception>
    /// <exception cref="InvalidDataException">The file is no zip, or is damaged.</exception>
    public static NeuronFileContent Read(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        RoiRegion region = new(path, file.Length);
        List<Region> regions = [];
        if (Path.GetExtension(path).Equals(Ending, StringComparison.OrdinalIgnoreCase))
        {
            regions.Add(ReadOne(region, file, Path.GetFileName(path)));
        }
        else
        {
            using ZipArchive zip = new(file, ZipArchiveMode.Read);
            foreach (ZipArchiveEntry entry in zip.Entries.Where(e => e.Name.EndsWith(Ending, StringComparison.OrdinalIgnoreCase)))
            {
                using Stream content = entry.Open();
                regions.Add(ReadOne(region, content, entry.Name));
            }
        }

        return regions.Count > 0
            ? new NeuronFileContent(new NeuronFileHead(), Drafts(regions))
            : throw NeuronFileErrors.Invalid(path, "it holds no region");
    }

    private static Region ReadOne(RoiRegion region, Stream content, string name)
    {
        (List<(int Row, int Column)> pixels, string? label) = region.Read(content, name);
        return new Region(name, pixels, label);
    }

    private static List<NeuronDraft> Drafts(List<Region> regions)
    {
        int?[] ids = [.. regions.Select(r => IdIn(r.Name))];

        // Names of others are no numbers of neurons; then the order counts.
        bool areOurs = ids.All(id => id > 0) && ids.Distinct().Count() == ids.Length;
        return [.. regions.Select((region, i) =>
        {
            NeuronDraft draft = new() { Id = areOurs ? ids[i] : i + 1, Label = LabelOf(region, areOurs) };
            draft.Pixels.AddRange(region.Pixels);
            return draft;
        })];
    }

    /// <summary>
    /// What a person called a region: its name inside, or the file's, which ImageJ lists. Names that are numbers and dashes are ImageJ's
    /// own.
    /// </summary>
    private static string? LabelOf(Region region, bool areOurs) =>
        new[] { region.Label, areOurs ? null : Path.GetFileNameWithoutExtension(region.Name) }
            .FirstOrDefault(text => text?.Any(c => !char.IsAsciiDigit(c) && c != '-') == true);

    private static int? IdIn(string name) =>
        name.StartsWith(OurPrefix, StringComparison.OrdinalIgnoreCase)
        && int.TryParse(name.AsSpan()[OurPrefix.Length..^Ending.Length], NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            ? id
            : null;

    /// <summary>A region of the file.</summary>
    private sealed record Region(string Name, List<(int Row, int Column)> Pixels, string? Label);
}
