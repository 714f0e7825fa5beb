using DeepWonder3D.Work;

namespace DeepWonder3D.Accuracy;

/// <summary>Lets warnings through and nothing else: a trial says itself how far it is.</summary>
internal sealed class ConsoleObserver : IStageObserver
{
    public static readonly ConsoleObserver Instance = new();

    public void Progress(StageProgress progress)
    {
    }

    public void Warn(string message) => Console.Error.WriteLine($"  warning: {message}");

    public void Verbose(string message)
    {
    }
}
