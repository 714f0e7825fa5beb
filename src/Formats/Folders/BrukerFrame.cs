namespace DeepWonder3D.Formats.Folders;

/// <summary>A frame that Prairie View lists.</summary>
/// <param name="Sequence">The sequence it belongs to, from 0.</param>
/// <param name="Time">When it was taken, seconds after the recording's start; NaN where that is not said.</param>
internal sealed record BrukerFrame(int Sequence, double Time)
{
    /// <summary>Where each channel lies, by the channel's number.</summary>
    public Dictionary<int, BrukerPage> Pages { get; } = [];
}
