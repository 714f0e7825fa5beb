using System.Buffers;

namespace DeepWonder3D.Formats.Avi;

/// <summary>The frames of one AVI, or of several that follow each other, where they can be decoded here.</summary>
internal sealed class AviMovie : IDisposable
{
    private static readonly string[] s_colours = ["red", "green", "blue"];

    private const int MostInflation = 4096;

    private readonly AviPixels? _pixels;
    private readonly long[] _starts;

    private AviMovie(IReadOnlyList<AviFile> parts, AviPixels? pixels)
    {
        Parts = parts;
        _pixels = pixels;
        _starts = StartsOf(parts);
        FrameCount = _starts[^1] + parts[^1].FrameCount;
    }

    public IReadOnlyList<AviFile> Parts { get; }

    public AviStream Stream => Parts[0].Stream;

    public long FrameCount { get; }

    public SampleType SampleType => _pixels?.SampleType ?? SampleType.UInt8;

    /// <summary>Red, green and blue of a film that shows colours; none of one that shows greys.</summary>
    public IReadOnlyList<string> Colours { get; private init; } = [];

    /// <summary>What was made of the film's pixels; null for nothing.</summary>
    public string? Note { get; private init; }

    /// <summary>Whether single rows can be read; a compressed frame is decoded as a whole.</summary>
    public bool HasRows => _pixels is not null;

    /// <summary>Takes parts over; they are closed with the movie, or on failure.</summary>
    /// <returns>Null where a codec is needed; the parts then stay open.</returns>
    /// <exception cref="DeepWonderException">A part differs from the first, or a frame is damaged.</exception>
    public static AviMovie? TryOpen(IReadOnlyList<AviFile> parts)
    {
        AviStream stream = parts[0].Stream;
        if (parts.FirstOrDefault(p => !IsLike(p.Stream, stream)) is { } other)
        {
            throw RecordingErrors.Incomplete(
                other.Path,
                $"its frames of {other.Stream.Width} × {other.Stream.Height} pixels ({other.Stream.CodecName}, "
                    + $"{other.Stream.BitsPerPixel} bit) "
                    + $"do not go on those of {stream.Width} × {stream.Height} ({stream.CodecName}, {stream.BitsPerPixel} bit) in "
                    + $"'{Path.GetFileName(parts[0].Path)}'");
        }

        AviPixels? pixels = AviPixels.Of(stream, parts[0].Sizes[0]);
        if (pixels is null && !MotionJpeg.IsCodec(stream.CodecName))
        {
            return null;
        }

        if ((long)stream.Width * stream.Height * (pixels?.PixelBytes ?? 3) > Array.MaxLength)
        {
            throw parts[0].Invalid($"its frames of {stream.Width} × {stream.Height} pixels are larger than can be held");
        }

        // Of a film that is not compressed a frame says whether the headers can be true; a compressed one can hold so much and no more.
        parts[0].Require(0, pixels?.FrameBytes(stream.Height, stream.Width) ?? ((long)stream.Width * stream.Height / MostInflation));
        AviMovie movie = new(parts, pixels);
        bool mayShowColours = pixels is null || pixels.Colours.Length > 1;
        if (mayShowColours && movie.ShowsColours())
        {
            return new AviMovie(parts, pixels) { Colours = s_colours };
        }

        return mayShowColours
            ? new AviMovie(parts, pixels is null ? null : pixels with { Colours = [pixels.Colours[1]] })
            {
                Note = "grey, as the first, the middle and the last frame show",
            }
            : new AviMovie(parts, pixels) { Note = pixels!.Note };
    }

    /// <summary>Reads rows of a frame.</summary>
    /// <param name="frame">The frame, from 0.</param>
    /// <param name="colour">The colour's number; 0 for grey.</param>
    /// <param name="row">The first row.</param>
    /// <param name="rowCount">Rows.</param>
    /// <param name="destination">Samples.</param>
    public void ReadRows(long frame, int colour, int row, int rowCount, Span<byte> destination)
    {
        (AviFile part, int number) = Place(frame);
        AviPixels pixels = _pixels!;
        int first = pixels.IsBottomUp ? Stream.Height - row - rowCount : row;
        int bytes = checked((int)pixels.FrameBytes(rowCount, Stream.Width));
        part.Require(number, ((long)first * pixels.Stride) + bytes);
        byte[] rows = ArrayPool<byte>.Shared.Rent(bytes);
        try
        {
            part.Read(number, checked(first * pixels.Stride), rows.AsSpan(0, bytes));
            pixels.Take(rows.AsSpan(0, bytes), colour, rowCount, Stream.Width, destination);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rows);
        }
    }

    /// <summary>Decodes a whole frame.</summary>
    public byte[] ReadFrame(long frame, int colour)
    {
        if (_pixels is not null)
        {
            byte[] samples = new byte[checked(Stream.Width * Stream.Height * SampleType.SizeOf())];
            ReadRows(frame, colour, 0, Stream.Height, samples);
            return samples;
        }

        if (Colours.Count == 0)
        {
            return Decode(frame, isColour: false);
        }

        byte[] rgb = Decode(frame, isColour: true);
        byte[] one = new byte[rgb.Length / 3];
        for (int i = 0; i < one.Length; i++)
        {
            one[i] = rgb[(i * 3) + colour];
        }

        return one;
    }

    /// <summary>The first frame of each part.</summary>
    public static long[] StartsOf(IReadOnlyList<AviFile> parts)
    {
        long[] starts = new long[parts.Count];
        for (int i = 1; i < starts.Length; i++)
        {
            starts[i] = starts[i - 1] + parts[i - 1].FrameCount;
        }

        return starts;
    }

    public void Dispose()
    {
        foreach (AviFile part in Parts)
        {
            part.Dispose();
        }
    }

    private static bool IsLike(AviStream one, AviStream other) =>
        (one.Width, one.Height, one.Codec, one.BitsPerPixel, one.IsBottomUp)
            == (other.Width, other.Height, other.Codec, other.BitsPerPixel, other.IsBottomUp);

    private (AviFile Part, int Frame) Place(long frame)
    {
        int part = Array.BinarySearch(_starts, frame);
        part = part < 0 ? ~part - 1 : part;
        return (Parts[part], (int)(frame - _starts[part]));
    }

    private byte[] Decode(long frame, bool isColour)
    {
        (AviFile part, int number) = Place(frame);
        byte[] jpeg = new byte[part.Sizes[number]];
        part.Read(number, 0, jpeg);
        try
        {
            return MotionJpeg.Decode(jpeg, Stream.Width, Stream.Height, isColour);
        }
        catch (InvalidDataException e)
        {
            throw RecordingErrors.Damaged(part.Path, $"its frame {number} cannot be decoded: {e.Message}", e);
        }
    }

    private bool ShowsColours()
    {
        foreach (long frame in new[] { 0, FrameCount / 2, FrameCount - 1 }.Distinct())
        {
            if (_pixels is null ? !MotionJpeg.IsGrey(Decode(frame, isColour: true)) : HasColours(frame))
            {
                return true;
            }
        }

        return false;
    }

    private bool HasColours(long frame)
    {
        byte[] red = ReadFrame(frame, 0);
        return !red.AsSpan().SequenceEqual(ReadFrame(frame, 1)) || !red.AsSpan().SequenceEqual(ReadFrame(frame, 2));
    }
}

/// <summary>The samples of a film.</summary>
/// <param name="movie">The film; the store closes it.</param>
/// <param name="colour">The colour's number; 0 for grey.</param>
/// <param name="firstFrame">The first frame.</param>
/// <param name="frameCount">Frames.</param>
internal sealed class AviSampleStore(AviMovie movie, int colour, long firstFrame, long frameCount)
    : SampleStore(movie.SampleType, frameCount, movie.Stream.Height, movie.Stream.Width)
{
    private readonly AviMovie _movie = movie;
    private readonly long _cacheOwner = DecodedChunkCache.NewOwner();

    ~AviSampleStore() => Dispose(false);

    public override void ReadRows(long plane, int row, int rowCount, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)plane, (ulong)PlaneCount);
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)row + rowCount, Height);
        if (rowCount == 0)
        {
            return;
        }

        destination = destination[..checked(rowCount * RowBytes)];
        if (_movie.HasRows)
        {
            _movie.ReadRows(firstFrame + plane, colour, row, rowCount, destination);
            return;
        }

        byte[] frame = DecodedChunkCache.Shared.Get(_cacheOwner, plane, 0, () => _movie.ReadFrame(firstFrame + plane, colour));
        frame.AsSpan(row * RowBytes, destination.Length).CopyTo(destination);
    }

    protected override void Dispose(bool disposing)
    {
        DecodedChunkCache.Shared.Forget(_cacheOwner);
        if (disposing)
        {
            _movie.Dispose();
        }
    }
}
