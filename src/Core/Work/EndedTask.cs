namespace DeepWonder3D.Work;

/// <summary>Waits for work whose end matters and whose outcome does not, as before a buffer is freed that it uses.</summary>
internal static class EndedTask
{
    /// <summary>Returns when the task has ended, however it did.</summary>
    public static void WaitForEnd(this Task task) => task.ContinueWith(static _ => { }, TaskScheduler.Default).Wait(CancellationToken.None);
}
