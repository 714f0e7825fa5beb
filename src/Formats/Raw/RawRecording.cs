using DeepWonder3D.Formats.Arrays;

namespace DeepWonder3D.Formats.Raw;

/// <summary>A raw binary file whose shape the caller states.</summary>
internal static class RawRecording
{
    /// <summary>Whether a file has an ending of raw binary files.</summary>
    public static bool IsRaw(string path) => Path.GetExtension(path).ToUpperInvariant() is ".RAW" or ".BIN" or ".DAT";

    /// <summary>Opens a file; samples stay in it.</summary>
    /// <exception cref="DeepWonderException">ShapeUnknown, RecordingDamaged, or what the options do not fit.</exception>
    public static Volume Open(string path, VolumeReadOptions options, CancellationToken cancellationToken)
    {
        RawLayout layout = options.Raw ?? new RawLayout();
        if (layout is not { Width: { } width, Height: { } height, SampleType: { } type })
        {
            throw Unknown(path, layout);
        }

        bool isForeign = type.SizeOf() > 1 && layout.IsBigEndian == BitConverter.IsLittleEndian;
        RecordingFacts facts = new() { Source = "caller" };
        return Open(path, layout.HeaderBytes, new StoredType(type, isForeign), height, width, facts, options, cancellationToken);
    }

    /// <summary>Opens frames that follow each other up to the file's end. What is left of a last one is passed over, and said.</summary>
    /// <param name="path">The file.</param>
    /// <param name="offset">Bytes before the first frame.</param>
    /// <param name="stored">Type of a sample.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="facts">What is known of the recording.</param>
    /// <param name="options">What the caller says.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <exception cref="DeepWonderException">RecordingDamaged: it holds no whole frame. Or what the options do not fit.</exception>
    public static Volume Open(
        string path,
        long offset,
        StoredType stored,
        int height,
        int width,
        RecordingFacts facts,
        VolumeReadOptions options,
        CancellationToken cancellationToken)
    {
        BinaryFile file = BinaryFile.Open(path, why => RecordingErrors.Damaged(path, why));
        RawArraySource source;
        try
        {
            decimal frameBytes = (decimal)height * width * stored.SampleType.SizeOf();
            long frames = offset > file.Length ? 0 : (long)((file.Length - offset) / frameBytes);
            if (frames == 0)
            {
                throw file.Invalid(
                    $"its {file.Length} bytes hold no whole frame of {height} × {width} samples of type {stored.SampleType}"
                        + (offset > 0 ? $" after {offset} bytes" : ""));
            }

            decimal left = file.Length - offset - (frames * frameBytes);
            if (left > 0)
            {
                facts = facts with
                {
                    Warnings =
                    [
                        .. facts.Warnings,
                        $"{left} bytes are left after {frames} whole frames of {height} × {width} samples of type {stored.SampleType}: the "
                            + "recording was stopped in a frame, or its shape is another.",
                    ],
                };
            }

            source = new RawArraySource(file, offset, stored, [frames, height, width]);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        return ArrayRecording.Open(source, path, facts, "TYX", isColumnMajor: false, options, cancellationToken);
    }

    /// <summary>The error of a file whose shape is not stated.</summary>
    public static DeepWonderException Unknown(string path, RawLayout? layout)
    {
        string missing = string.Join(", ", new[]
        {
            layout?.Width is null ? "-Width" : null, layout?.Height is null ? "-Height" : null,
            layout?.SampleType is null ? "-SampleType" : null,
        }.OfType<string>());
        bool isThorlabs = File.Exists(Path.Combine(Path.GetDirectoryName(path) ?? "", "Experiment.xml"));
        return new DeepWonderException(
            ErrorId.ShapeUnknown,
            $"Nothing says how many rows and columns the frames of '{path}' have, or of what type its samples are.",
            path,
            isThorlabs
                ? "Give the folder, whose Experiment.xml says it."
                : $"State {missing}, such as -Width 512 -Height 512 -SampleType UInt16, and "
                    + "-HeaderBytes and -ByteOrder where they matter.");
    }
}
