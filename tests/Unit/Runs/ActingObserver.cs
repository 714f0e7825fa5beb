namespace DeepWonder3D.Tests.Runs;

/// <summary>Does something once, when the work says a certain thing; and remembers all that was said.</summary>
internal sealed class ActingObserver(string cue, Action act) : IStageObserver
{
    private readonly Lock _gate = new();
    private bool _hasActed;

    public List<string> Said { get; } = [];

    public List<string> Warnings { get; } = [];

    public void Progress(StageProgress progress) => Hear(progress.Activity, null);

    public void Warn(string message) => Hear(message, Warnings);

    public void Verbose(string message) => Hear(message, Said);

    private void Hear(string message, List<string>? kept)
    {
        lock (_gate)
        {
            kept?.Add(message);
            if (!_hasActed && cue.Length > 0 && message.Contains(cue, StringComparison.Ordinal))
            {
                _hasActed = true;
                act();
            }
        }
    }
}
