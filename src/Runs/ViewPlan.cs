using DeepWonder3D.Formats.Recordings;
using DeepWonder3D.Runs.Recordings;

namespace DeepWonder3D.Runs;

/// <summary>One view of a recording that a run works on.</summary>
/// <param name="Input">Its files.</param>
/// <param name="Step">The name of its step: <c>view_113</c>, or <c>view</c> for a plain movie.</param>
/// <param name="FramesToShow">How many frames the report is to show of each stage; 0 for no pictures.</param>
internal sealed record ViewPlan(ViewInput Input, string Step, int FramesToShow)
{
    /// <summary>More views than these are not shown in a report: it is to open in a browser.</summary>
    private const int MostShown = 9;

    private const int FramesInAll = 12;

    /// <summary>The views of a recording.</summary>
    /// <param name="views">Their files.</param>
    /// <param name="centreView">Where views are merged, the number of the view that looks straight down; null elsewhere.</param>
    /// <param name="hasReport">Whether there will be a report.</param>
    public static IReadOnlyList<ViewPlan> Of(IReadOnlyList<ViewInput> views, int? centreView, bool hasReport)
    {
        int?[] ids = [.. views.Select(view => RecordingName.ViewIdOf(view.Path))];
        int centre = Math.Max(0, Array.IndexOf(ids, centreView));
        int shown = !hasReport ? 0 : centreView is null ? Math.Min(views.Count, MostShown) : 1;
        return [.. views.Select((view, i) =>
        {
            bool isShown = centreView is null ? i < shown : i == centre && shown > 0;
            return new ViewPlan(view, ids[i] is { } id ? $"view_{id}" : "view", isShown ? Math.Clamp(FramesInAll / shown, 1, 4) : 0);
        })];
    }
}
