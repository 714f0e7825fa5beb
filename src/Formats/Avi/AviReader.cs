namespace DeepWonder3D.Formats.Avi;

/// <summary>Opens films: an AVI, or several that follow each other, with what a Miniscope's programs wrote beside them.</summary>
internal static class AviReader
{
    private const string Header = "AVI header";
    private const string Extension = ".avi";

    /// <summary>Opens one film. Where it is a numbered part of a recording, that is said, and its times are those of the part.</summary>
    /// <exception cref="DeepWonderException">The file is damaged, its codec is not read, or an option does not fit.</exception>
    public static Volume Open(string path, VolumeReadOptions options, CancellationToken cancellationToken)
    {
        string[] set = Beside(path);
        int place = Array.FindIndex(set, f => Path.GetFullPath(f) == path);
        string? warning = set.Length > 1 && place >= 0
            ? $"'{Path.GetFileName(path)}' is one of {set.Length} parts of a recording, from '{Path.GetFileName(set[0])}' to "
                + $"'{Path.GetFileName(set[^1])}'; import the folder to read it whole."
            : null;
        return Open(
            [path], path, options, warning, frames => NotesOf(set, Math.Max(place, 0), frames, cancellationToken), cancellationToken);
    }

    /// <summary>Opens the films of a folder as one movie; null where there is none.</summary>
    /// <exception cref="DeepWonderException">A film is damaged, missing or differs from the first, or an option does not fit.</exception>
    public static Volume? TryOpenFolder(
        string folder, IReadOnlyList<string> files, VolumeReadOptions options, CancellationToken cancellationToken)
    {
        string[] set = FilmSet.Of(folder, files);
        if (set.Length == 0)
        {
            return null;
        }

        if (FilmSet.MissingNumber(set) is { } missing)
        {
            throw RecordingErrors.Incomplete(folder, $"film {missing} is missing before or among '{Path.GetFileName(set[0])}' to "
                + $"'{Path.GetFileName(set[^1])}' (state -AsMovie with the films to join them all the same)");
        }

        return Open(set, folder, options, null, frames => MiniscopeNotes.Read(folder, frames), cancellationToken);
    }

    /// <summary>Opens films that are one movie together, in the order given.</summary>
    /// <exception cref="DeepWonderException">A film is damaged or differs from the first, or an option does not fit.</exception>
    public static Volume OpenSequence(IReadOnlyList<string> paths, VolumeReadOptions options, CancellationToken cancellationToken) =>
        Open(paths, paths[0], options, null, frames => MiniscopeNotes.Read(Path.GetDirectoryName(paths[0])!, frames), cancellationToken);

    private static Volume Open(
        IReadOnlyList<string> paths,
        string name,
        VolumeReadOptions options,
        string? warning,
        Func<long, MiniscopeNotes> notesOf,
        CancellationToken cancellationToken)
    {
        if (options.Axes is not null && !options.Axes.Trim().Equals("TYX", StringComparison.OrdinalIgnoreCase))
        {
            throw new DeepWonderException(
                ErrorId.AxesMismatch, $"The axes of '{name}' cannot be used: a film's are TYX.", name, "Leave -Axes out.");
        }

        List<AviFile> parts = [];
        try
        {
            foreach (string path in paths)
            {
                try
                {
                    parts.Add(AviFile.Open(path, cancellationToken));
                }
                catch (DeepWonderException e) when (e.Id == ErrorId.RecordingDamaged && parts.Count > 0 && path == paths[^1])
                {
                    // The camera was stopped before the first frame of its last film was whole.
                    warning = $"'{path}' was left out: {e.Message} The {parts.Count} films before are read.";
                }
            }

            AviMovie? movie = AviMovie.TryOpen(parts);
            long frames = parts.Sum(p => (long)p.FrameCount);
            MiniscopeNotes notes = notesOf(frames);
            RecordingFacts facts = FactsOf(parts, notes, options, warning);
            return movie is null
                ? FfmpegFilm.Open(parts, facts, name, options, cancellationToken)
                : Open(movie, facts, name, options);
        }
        catch
        {
            parts.ForEach(p => p.Dispose());
            throw;
        }
    }

    private static Volume Open(AviMovie movie, RecordingFacts facts, string name, VolumeReadOptions options)
    {
        facts = facts with { ChannelNames = movie.Colours };
        if (movie.Note is { } note)
        {
            facts = facts with { Notes = [.. facts.Notes, ("Pixels", note)] };
        }

        RecordingShape shape = new(movie.FrameCount, 1, Math.Max(1, movie.Colours.Count), movie.Stream.Height, movie.Stream.Width);
        RecordingChoice choice = RecordingChoice.Of(shape, facts, options, name);
        VolumeInfo info = choice.Describe(shape, facts, options, name, $"TYX ({Header})");
        return new Volume(info, new AviSampleStore(movie, choice.Channel, choice.FirstFrame, choice.FrameCount));
    }

    private static RecordingFacts FactsOf(
        List<AviFile> parts, MiniscopeNotes notes, VolumeReadOptions options, string? warning)
    {
        List<string> warnings = warning is null ? [.. notes.Warnings] : [warning, .. notes.Warnings];
        double? rate = notes.FrameRate ?? parts[0].Stream.FrameRate;
        if (notes.FrameRate is null && options.FrameRate is null && rate is { } played)
        {
            warnings.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"The frame rate of {played:0.###} is the one at which the film is played; state "
                    + $"-FrameRate where it was recorded at another."));
        }

        int repeated = parts.Sum(p => p.RepeatedCount);
        if (repeated > 0)
        {
            warnings.Add($"{repeated} frames were dropped by the camera; the film shows the frame before in their place.");
        }

        foreach (AviFile part in parts.Where(p => p.IsCut).Take(3))
        {
            warnings.Add($"'{part.Path}' ends early, as a recording does that was stopped; its {part.FrameCount} whole frames are taken.");
        }

        List<(string, string)> more = [("Codec", parts[0].Stream.CodecName), .. notes.Notes];
        if (parts.Count > 1)
        {
            more.Add(("Files", $"{parts.Count}, from {Path.GetFileName(parts[0].Path)} to {Path.GetFileName(parts[^1].Path)}"));
        }

        return new RecordingFacts
        {
            Source = notes.Source ?? Header,
            FrameRate = rate,
            FrameTimes = notes.Times,
            Files = parts.Count > 1 ? [.. parts.Select(p => p.Path)] : [],
            Warnings = warnings,
            Notes = more,
        };
    }

    private static string[] Beside(string path)
    {
        try
        {
            return Path.GetExtension(path).Equals(Extension, StringComparison.OrdinalIgnoreCase) ? FilmSet.Beside(path) : [path];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.Reading(path, e);
        }
    }

    /// <summary>The notes of a part: the times in the folder are those of all parts.</summary>
    private static MiniscopeNotes NotesOf(string[] set, int place, long frames, CancellationToken cancellationToken)
    {
        string folder = Path.GetDirectoryName(set[place])!;
        if (set.Length == 1)
        {
            return MiniscopeNotes.Read(folder, frames);
        }

        (long before, long all) = (0, 0);
        try
        {
            for (int i = 0; i < set.Length; i++)
            {
                long count = frames;
                if (i != place)
                {
                    using AviFile part = AviFile.Open(set[i], cancellationToken);
                    count = part.FrameCount;
                }

                before += i < place ? count : 0;
                all += count;
            }
        }
        catch (DeepWonderException e)
        {
            return MiniscopeNotes.Without($"The times of '{Path.GetFileName(set[place])}' are not known: {e.Message}");
        }

        return MiniscopeNotes.Read(folder, all).Part(before, frames);
    }
}
