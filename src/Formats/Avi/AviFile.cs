namespace DeepWonder3D.Formats.Avi;

/// <summary>
/// The film in an AVI: sizes and codec of its first stream of pictures, and where each frame lies. Above 2 GB a file goes on in further
/// RIFF segments (OpenDML). A recording that was not closed has no index; its frames are then found one after the other.
/// </summary>
internal sealed class AviFile : IDisposable
{
    private readonly BinaryFile _file;

    private AviFile(BinaryFile file, AviStream stream, AviFrames frames)
    {
        (_file, Stream) = (file, stream);
        (Offsets, Sizes, RepeatedCount, IsCut) = (frames.Offsets, frames.Sizes, frames.RepeatedCount, frames.IsCut);
    }

    public string Path => _file.Path;

    public AviStream Stream { get; }

    /// <summary>Where each frame's bytes begin. A frame that was dropped is where the one before it is.</summary>
    public long[] Offsets { get; }

    /// <summary>How many bytes each frame has.</summary>
    public int[] Sizes { get; }

    public int FrameCount => Offsets.Length;

    /// <summary>Frames without bytes of their own: dropped ones, which show the frame before them.</summary>
    public int RepeatedCount { get; }

    /// <summary>Whether the file ends before it should: a recording that was not closed, or copied in part.</summary>
    public bool IsCut { get; }

    /// <summary>Whether a file that starts so is an AVI.</summary>
    public static bool IsAvi(ReadOnlySpan<byte> start) =>
        start.Length >= 12 && start.StartsWith("RIFF"u8) && start[8..].StartsWith("AVI "u8);

    /// <summary>Opens a film; frames stay in the file.</summary>
    /// <exception cref="DeepWonderException">RecordingDamaged, FileNotFound or FileReadFailed.</exception>
    public static AviFile Open(string path, CancellationToken cancellationToken)
    {
        BinaryFile file = BinaryFile.Open(path, why => RecordingErrors.Damaged(path, why));
        try
        {
            AviStructure structure = AviStructure.Read(file, cancellationToken);
            AviStream stream = structure.Stream ?? throw file.Invalid("its headers name no film");
            AviFrames frames = AviIndex.Find(file, structure, cancellationToken);
            return frames.Offsets.Length > 0 ? new AviFile(file, stream, frames) : throw file.Invalid("it holds no whole frame");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Refuses a frame that is too short, before memory is taken for what its headers claim.</summary>
    public void Require(int frame, long bytes)
    {
        if (bytes > Sizes[frame])
        {
            throw _file.Invalid($"frame {frame} has {Sizes[frame]} bytes, and {bytes} are needed");
        }
    }

    /// <summary>Reads bytes of a frame.</summary>
    /// <param name="frame">The frame, from 0.</param>
    /// <param name="offset">The first byte, from the frame's beginning.</param>
    /// <param name="destination">The bytes.</param>
    public void Read(int frame, int offset, Span<byte> destination)
    {
        Require(frame, (long)offset + destination.Length);
        _file.Read(Offsets[frame] + offset, destination);
    }

    /// <summary>The error of a frame.</summary>
    public DeepWonderException Invalid(string why) => _file.Invalid(why);

    public void Dispose() => _file.Dispose();
}

/// <summary>What an AVI's headers say of its film.</summary>
/// <param name="Number">The stream's number, from 0.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="IsBottomUp">Whether uncompressed frames hold their last row first.</param>
/// <param name="BitsPerPixel">Bits of a pixel.</param>
/// <param name="Codec">Four characters, the first in the lowest byte; 0 for uncompressed.</param>
/// <param name="Palette">Blue, green, red and nothing of each colour of an 8-bit film; empty for none.</param>
/// <param name="FrameRate">Frames a second for playing; null where it is not said.</param>
internal sealed record AviStream(
    int Number, int Width, int Height, bool IsBottomUp, int BitsPerPixel, uint Codec, byte[] Palette, double? FrameRate)
{
    /// <summary>The codec as text: <c>MJPG</c>, <c>FFV1</c>; <c>uncompressed</c> for none.</summary>
    public string CodecName => Codec == 0 ? "uncompressed" : NameOf(Codec);

    public static uint FourCc(ReadOnlySpan<byte> name) => BinaryPrimitives.ReadUInt32LittleEndian(name);

    private static string NameOf(uint codec)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, codec);
        return bytes.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0
            ? Encoding.ASCII.GetString(bytes).Trim()
            : string.Create(CultureInfo.InvariantCulture, $"0x{codec:X8}");
    }
}

/// <summary>Where frames lie.</summary>
/// <param name="Offsets">The first byte of each.</param>
/// <param name="Sizes">Bytes of each.</param>
/// <param name="RepeatedCount">Frames that show the one before them.</param>
/// <param name="IsCut">Whether the file ends before it should.</param>
internal sealed record AviFrames(long[] Offsets, int[] Sizes, int RepeatedCount, bool IsCut);
