namespace DeepWonder3D.Runs;

/// <summary>What a run's end means to a scheduler. 1 is left to PowerShell, which ends with it after an error of its own.</summary>
internal static class ExitCodes
{
    public const int Done = 0;
    public const int SomeFailed = 2;
    public const int CouldNotRun = 3;
    public const int InUse = 4;
    public const int Stopped = 5;
}
