using DeepWonder3D.Formats.Raw;

namespace DeepWonder3D.Formats;

/// <summary>What the caller states about a recording; what is left out is taken from the file where the file says it.</summary>
public sealed record VolumeReadOptions
{
    /// <summary>Nothing is stated.</summary>
    public static readonly VolumeReadOptions Default = new();

    /// <summary>Frames a second.</summary>
    public double? FrameRate { get; init; }

    /// <summary>Width of a pixel in the object, µm.</summary>
    public double? PixelSizeUm { get; init; }

    /// <summary>Height of a pixel in the object, µm; null: what the file says of the ratio, or else that of a square one.</summary>
    public double? PixelHeightUm { get; init; }

    /// <summary>Distance between planes in the object, µm.</summary>
    public double? PlaneStepUm { get; init; }

    /// <summary>The view's number; null: the one after _view_ in the file's name.</summary>
    public int? ViewId { get; init; }

    /// <summary>
    /// The order in which the file holds its planes, slowest first: <c>TYX</c>, <c>ZYX</c>, <c>TZYX</c>, <c>TZCYX</c> and so on; for an
    /// array any order of T, Z, C, Y and X, as its size lists the axes.
    /// </summary>
    public string? Axes { get; init; }

    /// <summary>
    /// Planes that are recorded a volume, those of the way back included, where pages follow each other without saying so.
    /// </summary>
    public int? PlaneCount { get; init; }

    /// <summary>Channels that follow each other page by page, where nothing says so.</summary>
    public int? ChannelCount { get; init; }

    /// <summary>Which way the planes of a volume are passed; null: what the file says, or else one way.</summary>
    public PlaneOrder? PlaneOrder { get; init; }

    /// <summary>
    /// The planes of each volume that are no planes of it, such as those of a piezo's way back: numbers from 0, or from -1 at the end.
    /// </summary>
    public IReadOnlyList<int>? FlybackPlane { get; init; }

    /// <summary>The position of the stage, or the region, to read where a file holds several: its name, or its number from 0.</summary>
    public string? Position { get; init; }

    /// <summary>The path of a dataset in an HDF5 file, or the name of a variable in a MATLAB file.</summary>
    public string? Dataset { get; init; }

    /// <summary>The channel to read: its name, or its number from 0.</summary>
    public string? Channel { get; init; }

    /// <summary>The only plane to read, from 0; all where null.</summary>
    public int? Plane { get; init; }

    /// <summary>The first frame to read, from 0.</summary>
    public long FirstFrame { get; init; }

    /// <summary>How many frames to read; all that follow where null.</summary>
    public long? FrameCount { get; init; }

    /// <summary>Frames that are known to be no data, from 0 in what is read.</summary>
    public IReadOnlyList<long>? BadFrame { get; init; }

    /// <summary>The shape of a raw binary file; null for files that say it themselves.</summary>
    public RawLayout? Raw { get; init; }

    /// <summary>Refuses values that no recording can have.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ParameterInvalid"/>.</exception>
    public void Check()
    {
        CheckPositive(FrameRate, nameof(FrameRate));
        CheckPositive(PixelSizeUm, nameof(PixelSizeUm));
        CheckPositive(PixelHeightUm, nameof(PixelHeightUm));
        CheckPositive(PlaneStepUm, nameof(PlaneStepUm));
        Raw?.Check();
        CheckCount(PlaneCount, nameof(PlaneCount));
        CheckCount(ChannelCount, nameof(ChannelCount));
    }

    /// <summary>Whether the caller says how pages follow each other, whatever the file says.</summary>
    internal bool StatesPages => Axes is not null || PlaneCount is not null || ChannelCount is not null;

    /// <summary>The half-open range of frames to read from a recording.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.FrameRangeInvalid"/>.</exception>
    public (long First, long Count) FrameRange(long recorded, string path)
    {
        long count = FrameCount ?? recorded - FirstFrame;
        if (FirstFrame < 0 || FirstFrame >= recorded || count < 1 || count > recorded - FirstFrame)
        {
            string asked = FrameCount is { } n ? $"{n} frames from frame {FirstFrame} on" : $"the frames from {FirstFrame} on";
            throw new DeepWonderException(
                ErrorId.FrameRangeInvalid,
                $"'{path}' holds frames 0 to {recorded - 1}; {asked} were asked for.",
                path,
                "Choose -FirstFrame and -FrameCount within the recording.");
        }

        return (FirstFrame, count);
    }

    private static void CheckCount(int? value, string name)
    {
        if (value is < 1)
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid, $"{name} is {value}; it must be 1 or more.", name, $"Give -{name} 1 or more, or leave it out.");
        }
    }

    private static void CheckPositive(double? value, string name)
    {
        if (value is { } number && !(number > 0 && double.IsFinite(number)))
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                FormattableString.Invariant($"{name} is {number}; it must be above 0."),
                name,
                $"Give -{name} a number above 0, or leave it out.");
        }
    }
}
