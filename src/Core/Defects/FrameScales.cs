namespace DeepWonder3D.Defects;

/// <summary>
/// How bright the light was: from a step on, a sample x of the recording stands for (x − offset) / gain of what it would have been before
/// the first step.
/// </summary>
/// <param name="frameCount">Frames of the recording.</param>
internal sealed class FrameScales(long frameCount)
{
    private readonly List<(long Frame, double Gain, double Offset)> _steps = [];

    /// <summary>The frames from which on the light was another.</summary>
    public IEnumerable<long> Steps => _steps.Select(s => s.Frame);

    /// <summary>Whether the light never changed.</summary>
    public bool IsSteady => _steps.Count == 0;

    /// <summary>Frames of the recording.</summary>
    public long FrameCount => frameCount;

    /// <summary>Takes down a step, the next in time: what x becomes, gain · x + offset, from this frame on.</summary>
    public void Add(long frame, double gain, double offset)
    {
        (double before, double below) = _steps.Count == 0 ? (1, 0) : (_steps[^1].Gain, _steps[^1].Offset);
        _steps.Add((frame, gain * before, (gain * below) + offset));
    }

    /// <summary>The gain and offset of a frame.</summary>
    public (double Gain, double Offset) At(long frame)
    {
        (double, double) found = (1, 0);
        foreach ((long from, double gain, double offset) in _steps)
        {
            if (from > frame)
            {
                break;
            }

            found = (gain, offset);
        }

        return found;
    }
}
