namespace DeepWonder3D.Formats.Recordings;

/// <summary>What a file, or the files beside it, say of a recording. What they do not say is null.</summary>
internal sealed record RecordingFacts
{
    /// <summary>Who says so: <c>ImageJ</c>, <c>NWB</c>, <c>Bruker XML</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Frames a second (volumes a second for movies of volumes).</summary>
    public double? FrameRate { get; init; }

    /// <summary>
    /// When each frame of the file was taken, seconds on any clock; what is not sound, or not of all frames, is not used.
    /// </summary>
    public double[]? FrameTimes { get; init; }

    /// <summary>Seconds from one row of a plane to the next; 0 where all rows are exposed at once.</summary>
    public double? RowPeriodS { get; init; }

    /// <summary>Seconds from a frame's time to the start of each of its planes; null where it is not said.</summary>
    public IReadOnlyList<double>? PlaneOffsetsS { get; init; }

    public double? PixelSizeUm { get; init; }

    /// <summary>Height of a pixel over its width; null where nothing is said of it.</summary>
    public double? PixelAspect { get; init; }

    public double? PlaneStepUm { get; init; }

    /// <summary>The names of the channels in the file's order; empty where they have none.</summary>
    public IReadOnlyList<string> ChannelNames { get; init; } = [];

    /// <summary>What this program wrote of the recording's origin.</summary>
    public VolumeProvenance? Provenance { get; init; }

    /// <summary>The files that the recording consists of beside the one that was named.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Which of several positions or regions in one file this is; null where there is one only.</summary>
    public string? Position { get; init; }

    /// <summary>What the user should hear: what was left out, or guessed.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What else deserves a place in the history, by name.</summary>
    public IReadOnlyList<(string Name, string Value)> Notes { get; init; } = [];
}

/// <summary>The size of a recording as its file holds it.</summary>
/// <param name="FrameCount">Frames in time.</param>
/// <param name="PlaneCount">Planes in depth.</param>
/// <param name="ChannelCount">Channels.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
internal sealed record RecordingShape(long FrameCount, int PlaneCount, int ChannelCount, int Height, int Width);

/// <summary>What can be wrong with recordings that consist of several files.</summary>
internal static class RecordingErrors
{
    public static DeepWonderException Incomplete(string path, string why, Exception? inner = null) => new(
        ErrorId.RecordingIncomplete,
        $"The recording '{path}' cannot be put together: {why}.",
        path,
        "Copy the whole folder of the recording again.",
        inner);

    public static DeepWonderException Damaged(string path, string why, Exception? inner = null) => new(
        ErrorId.RecordingDamaged,
        $"The recording '{path}' cannot be read: {why}.",
        path,
        "Copy the recording again, with what lies beside it; it may be empty, cut or damaged.",
        inner);

    public static DeepWonderException Several(string folder, string why) => new(
        ErrorId.RecordingIncomplete,
        $"The folder '{folder}' is not one recording: {why}.",
        folder,
        "Give the recordings in it one by one, or put each in a folder of its own.");
}
