using System.Text.RegularExpressions;

namespace DeepWonder3D.Runs.Recordings;

/// <summary>
/// ScanImage writes a long acquisition into several files, <c>mouse_00001_00001.tif</c> and <c>mouse_00001_00002.tif</c>. Their names alone
/// say that they belong together; a file may begin in the middle of a volume.
/// </summary>
internal static partial class ScanImageParts
{
    /// <summary>Makes one view of the files of each acquisition; what is still written holds back the others.</summary>
    /// <param name="views">The views so far, a file each; those that are joined go.</param>
    /// <param name="files">All files, those that change too.</param>
    /// <param name="written">The files that ScanImage wrote, by their own headers.</param>
    /// <param name="changing">Files that are left for later, and whether they were seen to change.</param>
    public static void Join(
        List<ViewInput> views, IEnumerable<string> files, IReadOnlySet<string> written, Dictionary<string, bool> changing)
    {
        var acquisitions =
            files.Select(Numbered).OfType<(string Key, string File, int Number)>().GroupBy(f => f.Key, f => (f.File, f.Number));
        foreach (IGrouping<string, (string File, int Number)> acquisition in acquisitions)
        {
            (string File, int Number)[] parts = [.. acquisition.OrderBy(f => f.Number)];
            if (parts.Length < 2 || !parts.Any(part => written.Contains(part.File)))
            {
                continue;
            }

            if (parts.Any(part => changing.ContainsKey(part.File)))
            {
                bool hasChanged = parts.Any(part => changing.GetValueOrDefault(part.File));
                foreach ((string file, _) in parts)
                {
                    changing[file] = hasChanged;
                }

                continue;
            }

            string[] paths = [.. parts.Select(part => part.File)];
            int missing = Enumerable.Range(1, parts[^1].Number).Except(parts.Select(part => part.Number)).FirstOrDefault();
            views.RemoveAll(view => paths.Contains(view.Path));
            views.Add(new ViewInput(paths[0], paths, IsSequence: true)
            {
                Fault = missing == 0 ? null : $"file {missing} of {parts[^1].Number} of ScanImage's acquisition is not there",
            });
        }
    }

    private static (string Key, string File, int Number)? Numbered(string file)
    {
        Match match = Part().Match(Path.GetFileName(file));
        return match.Success && int.TryParse(match.Groups[2].ValueSpan, out int number)
            ? (Path.Combine(Path.GetDirectoryName(file) ?? "", match.Groups[1].Value), file, number)
            : null;
    }

    [GeneratedRegex(@"^(.*_[0-9]{5})_([0-9]{5})\.tiff?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
