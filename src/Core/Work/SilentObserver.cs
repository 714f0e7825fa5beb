namespace DeepWonder3D.Work;

/// <summary>An observer that listens to nothing.</summary>
public sealed class SilentObserver : IStageObserver
{
    /// <summary>The only one that is needed.</summary>
    public static readonly SilentObserver Instance = new();

    /// <inheritdoc/>
    public void Progress(StageProgress progress)
    {
    }

    /// <inheritdoc/>
    public void Warn(string message)
    {
    }

    /// <inheritdoc/>
    public void Verbose(string message)
    {
    }
}
