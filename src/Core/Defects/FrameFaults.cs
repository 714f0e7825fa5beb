using DeepWonder3D.Volumes;

namespace DeepWonder3D.Defects;

/// <summary>What is wrong with each frame; the first fault that is found of one stays.</summary>
internal sealed class FrameFaults
{
    /// <summary>A movie that repeats more of its frames than this was made so.</summary>
    private const double MostRepeats = 0.2;

    private readonly FrameFault?[] _faults;
    private readonly bool[] _bridged;

    public FrameFaults(Volume recording)
    {
        _faults = new FrameFault?[recording.FrameCount];
        _bridged = new bool[recording.FrameCount];
        foreach (MissingFrame known in recording.Missing?.Frames ?? [])
        {
            _faults[known.Frame] = known.Fault;
            _bridged[known.Frame] = recording.IsChecked;
        }
    }

    /// <summary>Frames of the recording.</summary>
    public int Count => _faults.Length;

    /// <summary>Whether a frame is no data.</summary>
    public bool this[long frame] => _faults[frame] is not null;

    /// <summary>Takes down a frame that is no data.</summary>
    public void Add(long frame, FrameFault fault) => _faults[frame] ??= fault;

    /// <summary>Takes down the frames that repeat an earlier one; said of none where a movie consists of such frames.</summary>
    public void AddDuplicates(RecordingScan scan)
    {
        Dictionary<ulong, int> seen = [];
        List<int> repeats = [];
        for (int t = 0; t < Count; t++)
        {
            if (!this[t] && !seen.TryAdd(scan.Hash[t], t))
            {
                repeats.Add(t);
            }
        }

        if (repeats.Count <= MostRepeats * Count)
        {
            repeats.ForEach(t => Add(t, FrameFault.Duplicated));
        }
    }

    /// <summary>The nearest frame that is data, from one on in steps of 1 or −1; −1 for none.</summary>
    public long Nearest(long frame, int step)
    {
        while (frame >= 0 && frame < Count && this[frame])
        {
            frame += step;
        }

        return frame >= 0 && frame < Count ? frame : -1;
    }

    /// <summary>The frames that are no data and not bridged yet, ascending.</summary>
    public MissingFrame[] ToArray() => [.. Enumerable.Range(0, Count)
        .Where(t => _faults[t] is not null && !_bridged[t]).Select(t => new MissingFrame(t, _faults[t]!.Value))];
}
