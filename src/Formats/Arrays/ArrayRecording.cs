namespace DeepWonder3D.Formats.Arrays;

/// <summary>A recording that a file holds as one array of samples.</summary>
internal static class ArrayRecording
{
    /// <summary>
    /// Opens an array as a recording; samples stay in the file where a frame lies in one piece, and go to a scratch file where it does not.
    /// </summary>
    /// <param name="source">The array; it is closed with the volume, or on failure.</param>
    /// <param name="path">The file.</param>
    /// <param name="facts">What the file says.</param>
    /// <param name="usualAxes">
    /// The array's axes as <paramref name="isColumnMajor"/> orders them, where the caller states none; null where nothing is usual.
    /// </param>
    /// <param name="isColumnMajor">Whether users know the axes in reverse order, as in MATLAB: fastest first.</param>
    /// <param name="options">What the caller says.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="DeepWonderException">AxesMismatch, FrameRangeInvalid, ParameterInvalid, or what reading throws.</exception>
    public static Volume Open(
        ArraySource source,
        string path,
        RecordingFacts facts,
        string? usualAxes,
        bool isColumnMajor,
        VolumeReadOptions options,
        CancellationToken cancellationToken)
    {
        try
        {
            string known = options.Axes
                ?? usualAxes
                ?? throw AxisMap.Mismatch(
                    path, $"nothing says what the {source.Shape.Count} axes of its array {Size(source, isColumnMajor)} are");
            string ordered = (isColumnMajor ? Reversed(known.Trim()) : known.Trim()).ToUpperInvariant();
            (string own, string order) = OfPages(ordered, source.Shape.Count, isColumnMajor, options);
            AxisMap map = AxisMap.Parse(own, source.Shape, path);
            (source, facts) = Whole(source, map, facts, path);
            RecordingLayout layout = RecordingLayout.Of(ShapeOf(source, map, path, isColumnMajor), options, path, order);
            facts = layout.Adjust(facts);
            RecordingChoice choice = RecordingChoice.Of(layout.Shape, facts, options, path);
            string axes = $"{known.Trim().ToUpperInvariant()} ({(options.Axes is null ? facts.Source : "caller")})";
            VolumeInfo info = choice.Describe(layout.Shape, facts, options, path, axes);
            return new Volume(info, Store(source, map, layout, choice, cancellationToken));
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>The frames that are there, where the writing of an array was stopped.</summary>
    private static (ArraySource Source, RecordingFacts Facts) Whole(ArraySource source, AxisMap map, RecordingFacts facts, string path)
    {
        List<string> warnings = [.. facts.Warnings];
        if (source.Holes is { } holes)
        {
            warnings.Add($"Of '{path}', {holes}");
        }

        if (source.Rest is { } rest)
        {
            if (rest.Places < 1 || (rest.IsLost && map.T != 0))
            {
                throw rest.Error;
            }

            bool isOfFrames = map.T == 0;
            warnings.Add($"'{path}' was stopped or is not whole: {rest.Why}. "
                + (isOfFrames
                    ? $"It states {source.Shape[0]} frames, and the {rest.Places} that are there are read."
                    : "What is missing holds the format's fill value, which is no data."));
            if (isOfFrames)
            {
                source = new LeadingPlanes(source, 0, rest.Places);
                double[]? Before(double[]? times) => times is not null && times.Length > rest.Places ? times[..(int)rest.Places] : times;
                facts = facts with
                {
                    FrameTimes = Before(facts.FrameTimes),
                    Provenance = facts.Provenance is { } own ? own with { FrameTimes = Before(own.FrameTimes) } : null,
                };
            }
        }

        return (source, facts with { Warnings = warnings });
    }

    /// <summary>
    /// The axes of an array whose pages lie along one of them, where the caller's axes name more than the array has: those of the array,
    /// and how planes and channels follow each other along its time, fastest first.
    /// </summary>
    private static (string Axes, string Order) OfPages(string axes, int rank, bool isColumnMajor, VolumeReadOptions options)
    {
        string pages = string.Concat(axes.Where(a => a is 'T' or 'Z' or 'C'));
        bool isOfPages = (options.PlaneCount is not null || options.ChannelCount is not null)
            && axes.Length > rank && axes.Length - pages.Length + 1 == rank && axes.Contains(pages, StringComparison.Ordinal);
        if (!isOfPages)
        {
            return (axes, "CZT");
        }

        // Pages are counted with their last letter fastest, but by those who list what is fastest first: rows, columns, then pages.
        bool isPythons = isColumnMajor && axes.EndsWith(pages, StringComparison.Ordinal);
        string order = isPythons ? pages : string.Concat(pages.Reverse());
        return (axes.Replace(pages, "T", StringComparison.Ordinal), order + string.Concat("CZT".Except(pages)));
    }

    private static SampleStore Store(
        ArraySource source, AxisMap map, RecordingLayout layout, RecordingChoice choice, CancellationToken cancellationToken)
    {
        RecordingShape stored = layout.Stored;
        bool isWhole = !layout.IsAsStored;
        ArraySelection selection = new()
        {
            Map = map,
            Height = stored.Height,
            Width = stored.Width,
            FirstFrame = isWhole ? 0 : choice.FirstFrame,
            FrameCount = isWhole ? stored.FrameCount : choice.FrameCount,
            FirstPlane = isWhole ? 0 : choice.FirstPlane,
            PlaneCount = isWhole ? stored.PlaneCount : choice.PlaneCount,
            Channel = layout.PlaceOf(0, 0, choice.Channel).Channel,
        };
        SampleStore samples = source.IsRaw && map.IsInterleaved(source.Shape)
            ? ArraySpool.Spool(source, selection, cancellationToken)
            : new ArraySampleStore(source, selection);
        if (!isWhole)
        {
            return samples;
        }

        long[] places = new long[choice.FrameCount * choice.PlaneCount];
        for (long i = 0; i < places.Length; i++)
        {
            (long frame, int plane, _) = layout.PlaceOf(
                choice.FirstFrame + (i / choice.PlaneCount), choice.FirstPlane + (int)(i % choice.PlaneCount), choice.Channel);
            places[i] = (frame * stored.PlaneCount) + plane;
        }

        return new RearrangedStore(samples, places);
    }

    private static RecordingShape ShapeOf(ArraySource source, AxisMap map, string path, bool isColumnMajor)
    {
        long Length(int axis) => axis < 0 ? 1 : source.Shape[axis];
        if (source.Shape.Any(length => length < 1))
        {
            throw AxisMap.Mismatch(path, $"its array {Size(source, isColumnMajor)} holds no samples");
        }

        long plane = Math.Max(Length(map.Y), Length(map.X));
        if (plane > int.MaxValue
            || Length(map.Y) * Length(map.X) > Array.MaxLength / source.SampleType.SizeOf()
            || Math.Max(Length(map.Z), Length(map.C)) > int.MaxValue)
        {
            throw AxisMap.Mismatch(path, $"planes of {Length(map.Y)} × {Length(map.X)} are larger than can be held");
        }

        return new RecordingShape(Length(map.T), (int)Length(map.Z), (int)Length(map.C), (int)Length(map.Y), (int)Length(map.X));
    }

    private static string Size(ArraySource source, bool isColumnMajor) =>
        string.Join('×', isColumnMajor ? source.Shape.Reverse() : source.Shape);

    private static string Reversed(string axes) => string.Concat(axes.Reverse());
}
