using DeepWonder3D.Formats.Recordings;

namespace DeepWonder3D.Runs;

/// <summary>One view of a recording that a run works on.</summary>
/// <param name="Path">Its file, or its folder.</param>
/// <param name="Step">The name of its step: <c>view_113</c>, or <c>view</c> for a plain movie.</param>
/// <param name="FramesToShow">How many frames the report is to show of each stage; 0 for no pictures.</param>
internal sealed record ViewPlan(string Path, string Step, int FramesToShow)
{
    /// <summary>More views than these are not shown in a report: it is to open in a browser.</summary>
    private const int MostShown = 9;

    private const int FramesInAll = 12;

    /// <summary>The views of a recording.</summary>
    /// <param name="paths">Their files or folders.</param>
    /// <param name="centreView">Where views are merged, the number of the view that looks straight down; null elsewhere.</param>
    /// <param name="hasReport">Whether there will be a report.</param>
    public static IReadOnlyList<ViewPlan> Of(IReadOnlyList<string> paths, int? centreView, bool hasReport)
    {
        int?[] ids = [.. paths.Select(path => RecordingName.ViewIdOf(path))];
        int centre = Math.Max(0, Array.IndexOf(ids, centreView));
        int shown = !hasReport ? 0 : centreView is null ? Math.Min(paths.Count, MostShown) : 1;
        return [.. paths.Select((path, i) =>
        {
            bool isShown = centreView is null ? i < shown : i == centre && shown > 0;
            return new ViewPlan(path, ids[i] is { } id ? $"view_{id}" : "view", isShown ? Math.Clamp(FramesInAll / shown, 1, 4) : 0);
        })];
    }
}
