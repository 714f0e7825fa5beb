using DeepWonder3D.Defects;
using DeepWonder3D.Errors;
using DeepWonder3D.Motion;
using DeepWonder3D.Runs.Files;
using DeepWonder3D.Runs.Recordings;
using DeepWonder3D.Views;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Runs;

/// <summary>
/// The motion of a recording's views, found in all of them together when the first view needs it. Where that cannot be done (a view is
/// missing from the calibration, or cannot be read), each view is for itself, and the run says so.
/// </summary>
/// <param name="options">How the run is done.</param>
/// <param name="inputs">The views.</param>
/// <param name="known">Files that an earlier run identified: those that have not changed are not read for it again.</param>
internal sealed class ViewMotions(ExtractionOptions options, IReadOnlyList<ViewInput> inputs, IReadOnlyList<InputFile> known)
{
    private readonly Lock _gate = new();
    private Dictionary<string, (PlaneMotion Motion, TissuePath Path)>? _found;
    private IReadOnlyList<InputFile>? _files;

    /// <summary>The files of all views, identified once a run.</summary>
    public IReadOnlyList<InputFile> Files(CancellationToken token)
    {
        lock (_gate)
        {
            return _files ??= InputFiles.Identify(inputs.SelectMany(input => input.Files()), known, token);
        }
    }

    /// <summary>What the motion depends on beside the view itself: the files of all views, by their content.</summary>
    public string Identity(CancellationToken token) => string.Join(' ', Files(token).Select(file => file.Sha256));

    /// <summary>Takes the motion out of a view.</summary>
    /// <param name="path">The view's file or folder.</param>
    /// <param name="recorded">The view; it must outlive the result.</param>
    /// <param name="observer">Whom to tell.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>The corrected view; null where the views could not be taken together.</returns>
    public Volume? Correct(string path, Volume recorded, RunObserver observer, CancellationToken token)
    {
        lock (_gate)
        {
            _found ??= Find(observer, token);
        }

        if (!_found.TryGetValue(path, out (PlaneMotion Motion, TissuePath Path) found))
        {
            return null;
        }

        StageClock clock = new($"Correcting motion of {recorded.Name}", "frame", recorded.FrameCount, observer);
        recorded = DefectSearch.Checked(recorded, observer, token);
        return MotionCorrection.Apply(recorded, [found.Motion], options.Pipeline.Motion!, found.Path, clock, observer);
    }

    private Dictionary<string, (PlaneMotion Motion, TissuePath Path)> Find(RunObserver observer, CancellationToken token)
    {
        List<Volume> views = [];
        try
        {
            views.AddRange(inputs.Select(input => input.Open(options.Reading, token)));
            Volume[] whole = [.. views.Select(view => DefectSearch.Checked(view, null, token))];
            SpatialMotionFit fit = SpatialMotionCorrection.Estimate(
                whole, options.Calibration!, options.Pipeline.Motion!, observer, token);
            return inputs.Select((input, i) => (input.Path, i)).ToDictionary(p => p.Path, p => (fit.Views[p.i], fit.Path));
        }
        catch (DeepWonderException e)
        {
            observer.Warn(
                $"The motion of the views could not be found in all of them together ({e.Message}); each is corrected for itself.");
            return [];
        }
        finally
        {
            views.ForEach(view => view.Dispose());
        }
    }
}
