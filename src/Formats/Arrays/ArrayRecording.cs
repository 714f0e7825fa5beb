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
            AxisMap map = AxisMap.Parse(isColumnMajor ? Reversed(known.Trim()) : known, source.Shape, path);
            RecordingShape shape = ShapeOf(source, map, path, isColumnMajor);
            RecordingChoice choice = RecordingChoice.Of(shape, facts, options, path);
            string axes = $"{known.Trim().ToUpperInvariant()} ({(options.Axes is null ? facts.Source : "caller")})";
            VolumeInfo info = choice.Describe(shape, facts, options, path, axes);
            ArraySelection selection = new()
            {
                Map = map,
                Height = shape.Height,
                Width = shape.Width,
                FirstFrame = choice.FirstFrame,
                FrameCount = choice.FrameCount,
                FirstPlane = choice.FirstPlane,
                PlaneCount = choice.PlaneCount,
                Channel = choice.Channel,
            };
            return source.IsRaw && map.IsInterleaved(source.Shape)
                ? new Volume(info, ArraySpool.Spool(source, selection, cancellationToken))
                : new Volume(info, new ArraySampleStore(source, selection));
        }
        catch
        {
            source.Dispose();
            throw;
        }
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
