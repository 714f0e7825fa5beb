using DeepWonder3D.Defects;
using DeepWonder3D.Errors;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Traces;

/// <summary>The volume that traces are measured in, and how its pixels lie in the movie that the neurons belong to.</summary>
/// <param name="Volume">The volume, one plane in depth.</param>
/// <param name="PixelScale">Pixels of the movie a pixel of the volume; edges coincide.</param>
/// <param name="IsRecording">Whether it is measured as a recording, which no network has been at work on.</param>
internal sealed record TraceOrigin(Volume Volume, PixelScale PixelScale, bool IsRecording)
{
    /// <summary>The source as the history names it.</summary>
    public string Name => IsRecording ? nameof(TraceSource.Recording) : nameof(TraceSource.Input);

    /// <summary>
    /// Seconds from a frame's time to when a row was scanned; 0 where all rows are exposed at once. NaN where that is not known.
    /// </summary>
    /// <param name="row">The row in the movie's pixels.</param>
    public double TimeOffsetOf(double row) => Volume.RowPeriodS is { } period
        ? (PixelScale.Rescale(row, 1 / PixelScale.Rows) * period) + (Volume.FrameOffsetS ?? 0)
        : double.NaN;

    /// <summary>What a movie's traces are measured in.</summary>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.RecordingUnknown"/>: the recording is asked for by name, and the movie does not know it;
    /// <see cref="ErrorId.ViewsDiffer"/>: the volume given is another view; <see cref="ErrorId.PixelSizeUnknown"/>: it has another size,
    /// and nothing says where its pixels lie; <see cref="ErrorId.AxesMismatch"/>: it has depth.
    /// </exception>
    public static TraceOrigin Of(Volume movie, TraceOptions options, IStageObserver observer)
    {
        if (options.Volumes.Count > 0)
        {
            return Given(movie, DefectSearch.Checked(VolumeOf(movie, options.Volumes), observer));
        }

        if (options.Source == TraceSource.Input)
        {
            return new TraceOrigin(movie, 1, IsRecording: false);
        }

        if (movie.Link is { } link)
        {
            return new TraceOrigin(DefectSearch.Checked(link.Volume, observer), link.PixelScale, IsRecording: true);
        }

        if (options.Source == TraceSource.Recording)
        {
            throw new DeepWonderException(
                ErrorId.RecordingUnknown,
                $"'{movie.Name}' has gone through networks and does not know the recording it was made of.",
                movie.Name,
                "Import the recording and give it: -TraceFrom $recording.");
        }

        observer.Warn(
            $"'{movie.Name}' has gone through networks and does not know the recording it was made of: traces are those of the processed "
                + "movie, which bends them, and there is no ΔF/F. Give the recording with -TraceFrom.");
        return new TraceOrigin(movie, 1, IsRecording: false);
    }

    /// <summary>
    /// What shows the tissue: the volume itself where it is a recording, or else the recording behind the movie where it is known, since
    /// networks take out what a day is known by.
    /// </summary>
    /// <param name="movie">The movie that this is the origin of.</param>
    public TraceOrigin Shown(Volume movie) => !IsRecording && movie.Link is { } link
        ? new TraceOrigin(DefectSearch.Checked(link.Volume, SilentObserver.Instance), link.PixelScale, IsRecording: true)
        : this;

    /// <summary>The only volume, or of several that of the movie's view.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ViewIdUnknown"/>, <see cref="ErrorId.ViewsDiffer"/>.</exception>
    public static Volume VolumeOf(Volume movie, IReadOnlyList<Volume> volumes) =>
        volumes.Count == 1
            ? volumes[0]
            : volumes.FirstOrDefault(v => v.ViewId is not null && v.ViewId == movie.ViewId)
                ?? throw new DeepWonderException(
                    movie.ViewId is null ? ErrorId.ViewIdUnknown : ErrorId.ViewsDiffer,
                    movie.ViewId is null
                        ? $"'{movie.Name}' does not say which view it is."
                        : $"No volume was given for the traces of view {movie.ViewId}.",
                    movie.Name,
                    "Give the volume of every view, with view ids.");

    private static TraceOrigin Given(Volume movie, Volume given)
    {
        if (given.PlaneCount != 1)
        {
            throw new DeepWonderException(
                ErrorId.AxesMismatch,
                $"'{given.Name}' has {given.PlaneCount} planes, and traces are measured in movies of one.",
                given.Name,
                "Project it into views first, or import it with other -Axes.");
        }

        if (given.ViewId is { } id && movie.ViewId is { } other && id != other)
        {
            throw new DeepWonderException(
                ErrorId.ViewsDiffer,
                $"'{given.Name}' is view {id}, and '{movie.Name}' is view {other}.",
                given.Name,
                "Give the same view.");
        }

        bool isRecording = given.Link?.Volume == given;
        if ((given.Height, given.Width) == (movie.Height, movie.Width))
        {
            return new TraceOrigin(given, 1, isRecording);
        }

        return given.PixelSizeUm / movie.PixelSizeUm is { } columns
            ? new TraceOrigin(given, PixelScale.OfShapes(columns, given.PixelAspect, movie.PixelAspect), isRecording)
            : throw new DeepWonderException(
                ErrorId.PixelSizeUnknown,
                $"'{given.Name}' has {given.Height} × {given.Width} pixels, '{movie.Name}' {movie.Height} × {movie.Width}, and the "
                    + "size of their pixels is not known of both.",
                given.Name,
                "Import both with -PixelSizeUm.");
    }
}
