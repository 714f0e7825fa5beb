namespace DeepWonder3D.Formats.Recordings;

/// <summary>Which frames, planes and channel of a recording the caller takes, and what is known of them then.</summary>
/// <param name="FirstFrame">The first frame, from 0.</param>
/// <param name="FrameCount">Frames.</param>
/// <param name="FirstPlane">The first plane, from 0.</param>
/// <param name="PlaneCount">Planes.</param>
/// <param name="Channel">The channel, from 0.</param>
internal sealed record RecordingChoice(long FirstFrame, long FrameCount, int FirstPlane, int PlaneCount, int Channel)
{
    private const string Caller = "caller";

    /// <summary>The part of a recording that the caller asks for.</summary>
    /// <exception cref="DeepWonderException">
    /// FrameRangeInvalid, ParameterInvalid, or AxesMismatch where a channel must be chosen.
    /// </exception>
    public static RecordingChoice Of(RecordingShape shape, RecordingFacts facts, VolumeReadOptions options, string path)
    {
        if (options.Position is not null && facts.Position is null)
        {
            RecordingPositions.Choose([], options.Position, path, facts.Source);
        }

        int channel = ChannelOf(shape.ChannelCount, facts, options.Channel, path);
        (long firstFrame, long frameCount) = options.FrameRange(shape.FrameCount, path);
        if (options.Plane is not { } plane)
        {
            return new RecordingChoice(firstFrame, frameCount, 0, shape.PlaneCount, channel);
        }

        return plane >= 0 && plane < shape.PlaneCount
            ? new RecordingChoice(firstFrame, frameCount, plane, 1, channel)
            : throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                $"'{path}' holds planes 0 to {shape.PlaneCount - 1}; plane {plane} was asked for.",
                path,
                "Give -Plane a number in that range.");
    }

    /// <summary>What is known of the chosen part; the last step of its history says what was taken from where.</summary>
    /// <param name="shape">The whole recording's size.</param>
    /// <param name="facts">What the file says.</param>
    /// <param name="options">What the caller says, which outweighs the file.</param>
    /// <param name="path">The file, or the folder.</param>
    /// <param name="axes">The axes and who says so.</param>
    public VolumeInfo Describe(RecordingShape shape, RecordingFacts facts, VolumeReadOptions options, string path, string axes)
    {
        ImportedValues values = new(path);
        values.Note(nameof(options.Axes), axes);
        double? rate = values.First(nameof(VolumeInfo.FrameRate), (options.FrameRate, Caller), (facts.FrameRate, facts.Source));
        double[]? times = TimesOf(shape, facts, rate, values, path);
        double? width = values.First(
            nameof(VolumeInfo.PixelSizeUm), (options.PixelSizeUm, Caller), (facts.PixelSizeUm, facts.Source));
        VolumeInfo info = new()
        {
            Name = RecordingName.Of(path, facts.Position),
            FrameCount = FrameCount,
            PlaneCount = PlaneCount,
            Height = shape.Height,
            Width = shape.Width,
            FrameRate = rate,
            FrameTimes = times,
            RowPeriodS = facts.RowPeriodS ?? facts.Provenance?.RowPeriodS,
            FrameOffsetS = OffsetOf(shape, facts),
            PixelSizeUm = width,
            PixelAspect = AspectOf(width, facts, options, path, values),
            PlaneStepUm = values.First(nameof(info.PlaneStepUm), (options.PlaneStepUm, Caller), (facts.PlaneStepUm, facts.Source)),
            ViewId = values.First(
                nameof(info.ViewId),
                (options.ViewId, Caller),
                (RecordingName.ViewIdOf(path), "file name"),
                (facts.Provenance?.ViewId, "provenance")),
            SourcePath = path,
            SourceFiles = facts.Files,
            History = facts.Provenance?.History ?? [],
        };
        NoteParts(values, shape, facts);
        return info.After(values.ToStep());
    }

    /// <summary>Height of a pixel over its width: the caller's, or the file's also where its width is not the caller's.</summary>
    private static double AspectOf(
        double? width, RecordingFacts facts, VolumeReadOptions options, string path, ImportedValues values)
    {
        if (options.PixelHeightUm is { } height && width is null)
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                $"-PixelHeightUm was given, and the width of a pixel of '{path}' is not known.",
                path,
                "State it with -PixelSizeUm.");
        }

        double aspect = options.PixelHeightUm / width ?? facts.Provenance?.PixelAspect ?? facts.PixelAspect ?? 1;
        aspect = PixelSize.IsSquare(aspect) ? 1 : aspect;
        if (aspect != 1)
        {
            string source = options.PixelHeightUm is null ? facts.Source : Caller;
            values.Note(
                width is null ? "PixelAspect" : nameof(Volume.PixelHeightUm),
                string.Create(CultureInfo.InvariantCulture, $"{Math.Round((width ?? 1) * aspect, 9)} ({source})"));
        }

        return aspect;
    }

    /// <summary>
    /// The times of the chosen frames, seconds after the first of them; null where the file has none that go with the rate, or where the
    /// rate says the same.
    /// </summary>
    private double[]? TimesOf(RecordingShape shape, RecordingFacts facts, double? rate, ImportedValues values, string path)
    {
        double[]? stated = facts.Provenance?.FrameTimes ?? facts.FrameTimes;
        if (stated is null || !FrameClock.IsSound(stated, shape.FrameCount))
        {
            return null;
        }

        double[]? times = FrameClock.UnlessEven(FrameClock.Part(FrameClock.Fitting(stated, rate), FirstFrame, FrameCount), rate);
        if (times is not null)
        {
            values.Note(nameof(VolumeInfo.FrameTimes), $"uneven ({facts.Source})");
            NotePauses(times, values, RecordingName.Of(path));
        }

        return times;
    }

    private static void NotePauses(double[] times, ImportedValues values, string name)
    {
        (int count, int frame, double seconds) = FrameClock.Pauses(times);
        if (count > 0)
        {
            string pauses = string.Create(
                CultureInfo.InvariantCulture, $"{count}, the longest of {seconds:0.###} s after frame {frame}; the rate is that between");
            values.Note("Pauses", pauses);

            // Stages take frames as they follow each other, and a trace goes on after a pause as if there had been none.
            values.Warn($"The frames of '{name}' did not come evenly. Pauses: {pauses}.");
        }
    }

    /// <summary>Seconds from a frame's time to the only plane that was chosen.</summary>
    private double? OffsetOf(RecordingShape shape, RecordingFacts facts) => PlaneCount > 1 ? null
        : shape.PlaneCount == 1 ? facts.Provenance?.FrameOffsetS
        : facts.PlaneOffsetsS is { } offsets && FirstPlane < offsets.Count ? offsets[FirstPlane]
        : null;

    private void NoteParts(ImportedValues values, RecordingShape shape, RecordingFacts facts)
    {
        if (shape.ChannelCount > 1 || facts.ChannelNames.Count > 0)
        {
            string name = Channel < facts.ChannelNames.Count ? $": {facts.ChannelNames[Channel]} ({facts.Source})" : "";
            values.Note(nameof(Channel), Number(Channel) + name);
        }

        if (facts.Position is { } position)
        {
            values.Note(nameof(VolumeReadOptions.Position), $"{position} ({facts.Source})");
        }

        if (PlaneCount != shape.PlaneCount)
        {
            values.Note("Plane", Number(FirstPlane));
        }

        if (FrameCount != shape.FrameCount)
        {
            values.Note(nameof(FirstFrame), Number(FirstFrame));
            values.Note(nameof(FrameCount), Number(FrameCount));
        }

        foreach (string warning in facts.Warnings)
        {
            values.Warn(warning);
        }

        foreach ((string name, string value) in facts.Notes)
        {
            values.Note(name, value);
        }

        if (facts.Warnings.Count > 0)
        {
            values.Note(ImportedValues.Warning, string.Join(' ', facts.Warnings));
        }
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static int ChannelOf(int count, RecordingFacts facts, string? asked, string path)
    {
        string list = string.Join(
            ", ",
            Enumerable.Range(0, count).Take(16).Select(c => c < facts.ChannelNames.Count ? $"{c} ({facts.ChannelNames[c]})" : Number(c)));
        ErrorChoice[] choices = [.. Enumerable.Range(0, count).Select(c => c < facts.ChannelNames.Count
            ? new ErrorChoice(facts.ChannelNames[c], $"Channel {c} of {count}, as the {facts.Source} names it.")
            : new ErrorChoice(Number(c), $"Channel {c} of {count}."))];
        DeepWonderException Refused(ErrorId id, string message, string action) => new(id, message, path, action) { Choices = choices };
        if (asked is null)
        {
            return count == 1 ? 0 : throw Refused(
                ErrorId.AxesMismatch,
                $"The axes of '{path}' cannot be used: its {facts.Source} states {count} channels, and a volume has one.",
                $"Choose one with -Channel: {list}.");
        }

        int named = facts.ChannelNames.ToList().FindIndex(n => n.Equals(asked.Trim(), StringComparison.OrdinalIgnoreCase));
        int channel = named >= 0 ? named
            : int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
            : -1;
        return channel >= 0 && channel < count
            ? channel
            : throw Refused(ErrorId.ParameterInvalid, $"'{path}' has no channel '{asked}'.", $"Give -Channel one of {list}.");
    }
}
