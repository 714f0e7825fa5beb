namespace DeepWonder3D.Formats.Recordings;

/// <summary>
/// How what a file holds as frames, planes and channels becomes those of the recording: pages that the caller divides into planes and
/// channels, volumes that are recorded on the way back, planes that are none.
/// </summary>
internal sealed class RecordingLayout
{
    private readonly RecordingShape _stored;
    private readonly int _planes;
    private readonly int _channels;
    private readonly string _order;
    private readonly int[] _kept;
    private readonly bool _isBidirectional;
    private readonly long _pages;

    private RecordingLayout(RecordingShape stored, VolumeReadOptions options, string order, bool isBidirectional, string path)
    {
        _stored = stored;
        _order = order;
        _planes = Divisor(options.PlaneCount, stored.PlaneCount, "planes", path);
        _channels = Divisor(options.ChannelCount, stored.ChannelCount, "channels", path);
        _isBidirectional = isBidirectional;
        int planes = stored.PlaneCount * _planes;
        _kept = Kept(planes, options.FlybackPlane ?? [], path);
        long frames = stored.FrameCount / ((long)_planes * _channels);
        long left = stored.FrameCount - (frames * _planes * _channels);
        _pages = frames;
        if (frames < 1 || (left > 0 && !IsTimeSlowest))
        {
            throw Mismatch(path, $"its {stored.FrameCount} pages do not divide into {planes} planes{InChannels(stored.ChannelCount * _channels)}");
        }

        Shape = stored with { FrameCount = frames, PlaneCount = _kept.Length, ChannelCount = stored.ChannelCount * _channels };
        Warnings = left == 0 ? [] :
        [
            $"The last volume of '{path}' is not whole, and was left out: {left} pages of {_planes * _channels} are there.",
        ];
    }

    /// <summary>What the file holds.</summary>
    public RecordingShape Stored => _stored;

    /// <summary>The recording's size.</summary>
    public RecordingShape Shape { get; }

    /// <summary>Whether a plane is where the file says.</summary>
    public bool IsAsStored => !IsDivided && !_isBidirectional && _kept.Length == _stored.PlaneCount;

    /// <summary>What the user should hear.</summary>
    public IReadOnlyList<string> Warnings { get; }

    private bool IsDivided => _planes * _channels > 1;

    /// <summary>Whether all of a frame lies together; an axis of one place lies anywhere.</summary>
    private bool IsTimeSlowest =>
        _order.Last(axis => axis == 'T' || (axis == 'Z' && _planes > 1) || (axis == 'C' && _channels > 1)) == 'T';

    /// <summary>The layout of a recording.</summary>
    /// <param name="stored">What the file holds.</param>
    /// <param name="options">What the caller says.</param>
    /// <param name="path">The file.</param>
    /// <param name="order">How the caller's planes and channels follow each other: the letters C, Z and T, fastest first.</param>
    /// <param name="isBidirectional">Whether the file says that every second volume is recorded on the way back.</param>
    /// <exception cref="DeepWonderException">AxesMismatch or ParameterInvalid.</exception>
    public static RecordingLayout Of(
        RecordingShape stored, VolumeReadOptions options, string path, string order = "CZT", bool isBidirectional = false) => new(
            stored, options, order, options.PlaneOrder is { } way ? way == PlaneOrder.Bidirectional : isBidirectional, path);

    /// <summary>Where the file holds a plane.</summary>
    public (long Frame, int Plane, int Channel) PlaceOf(long frame, int plane, int channel)
    {
        int all = _stored.PlaneCount * _planes;
        int passed = _isBidirectional && frame % 2 == 1 ? all - 1 - _kept[plane] : _kept[plane];
        return Passed(frame, passed, channel);
    }

    /// <summary>What the file says, of the recording as it is laid out.</summary>
    public RecordingFacts Adjust(RecordingFacts facts)
    {
        facts = facts with { Warnings = [.. facts.Warnings, .. Warnings] };
        if (IsAsStored)
        {
            return facts;
        }

        double[]? times = facts.Provenance?.FrameTimes ?? facts.FrameTimes;
        times = times is not null && FrameClock.IsSound(times, _stored.FrameCount) ? times : null;
        List<(string, string)> notes = [.. facts.Notes];
        if (_kept.Length < _stored.PlaneCount * _planes)
        {
            notes.Add(("FlybackPlane", string.Join(", ", Enumerable.Range(0, _stored.PlaneCount * _planes).Except(_kept))));
        }

        if (_isBidirectional)
        {
            notes.Add((nameof(PlaneOrder), nameof(PlaneOrder.Bidirectional)));
        }

        double? rate = facts.FrameRate;
        if (IsDivided)
        {
            double[]? volumes = times is null ? null : [.. Enumerable.Range(0, (int)Shape.FrameCount).Select(f => times[Passed(f, 0, 0).Frame])];
            rate = volumes is not null && FrameClock.RateOf(volumes) is { } measured ? measured : facts.FrameRate / (_planes * _channels);
            (double[]? pages, times) = (times, volumes);
            facts = facts with
            {
                PlaneOffsetsS = pages is null || _isBidirectional
                    ? null
                    : PlaneOffsets.Of(_planes, Shape.FrameCount, (frame, plane) => pages[Passed(frame, plane, 0).Frame]),
            };
            notes.Add(("Pages", string.Create(
                CultureInfo.InvariantCulture,
                $"{_stored.FrameCount}, {_planes} planes by {_channels} channels{(facts.FrameRate is { } stated ? $", {stated:0.######} a second" : "")}")));
        }

        IReadOnlyList<double>? offsets = facts.PlaneOffsetsS;
        return facts with
        {
            FrameRate = rate,
            FrameTimes = times,
            PlaneOffsetsS = !_isBidirectional && offsets is not null && _kept[^1] < offsets.Count ? [.. _kept.Select(p => offsets[p])] : null,
            Provenance = facts.Provenance is { } own ? own with { FrameTimes = null } : null,
            Notes = notes,
        };
    }

    /// <summary>Where the file holds the plane that is passed so-and-so-manieth of a volume.</summary>
    private (long Frame, int Plane, int Channel) Passed(long frame, int passed, int channel)
    {
        if (!IsDivided)
        {
            return (frame, passed, channel);
        }

        long page = 0;
        long step = 1;
        foreach (char axis in _order)
        {
            (long index, long length) = axis switch
            {
                'C' => (_channels > 1 ? channel : 0, _channels),
                'Z' => (_planes > 1 ? passed : 0, _planes),
                _ => (frame, _pages),
            };
            page += index * step;
            step *= length;
        }

        return (page, _planes > 1 ? 0 : passed, _channels > 1 ? 0 : channel);
    }

    /// <summary>How many of what is asked for lie among the file's frames.</summary>
    private static int Divisor(int? asked, int stored, string what, string path) => asked is null || asked == stored ? 1
        : stored == 1 ? asked.Value
        : throw Mismatch(path, $"{asked} {what} were stated, and it holds {stored}");

    private static int[] Kept(int planes, IReadOnlyList<int> flyback, string path)
    {
        foreach (int plane in flyback)
        {
            if (plane < -planes || plane >= planes)
            {
                throw new DeepWonderException(
                    ErrorId.ParameterInvalid,
                    $"'{path}' holds planes 0 to {planes - 1}; -FlybackPlane names {plane}.",
                    path,
                    "State with -PlaneCount how many planes are recorded a volume, and name those of the way back by their numbers from 0.");
            }
        }

        int[] kept = [.. Enumerable.Range(0, planes).Except(flyback.Select(p => p < 0 ? planes + p : p))];
        return kept.Length > 0 ? kept : throw new DeepWonderException(
            ErrorId.ParameterInvalid, $"-FlybackPlane leaves no plane of '{path}'.", path, "Name fewer planes.");
    }

    private static string InChannels(int count) => count == 1 ? "" : $" in {count} channels";

    private static DeepWonderException Mismatch(string path, string what) => new(
        ErrorId.AxesMismatch,
        $"The axes of '{path}' cannot be used: {what}.",
        path,
        "Check -PlaneCount and -ChannelCount: as many as are recorded one after the other, those of the way back included.");
}
