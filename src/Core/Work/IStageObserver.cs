namespace DeepWonder3D.Work;

/// <summary>Whom running work tells about itself. Called from any thread, and never blocks the work for long.</summary>
public interface IStageObserver
{
    /// <summary>Reports how far the work has come.</summary>
    void Progress(StageProgress progress);

    /// <summary>Says that the result is not quite what was asked for.</summary>
    void Warn(string message);

    /// <summary>Says what was decided and why: device, tile plan, times.</summary>
    void Verbose(string message);

    /// <summary>What a stage is called in the history of its result: what the user called it by.</summary>
    string NameOf(PipelineStage stage) => stage.ToString();
}
