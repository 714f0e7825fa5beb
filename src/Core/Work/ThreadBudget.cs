namespace DeepWonder3D.Work;

/// <summary>How many processors the work may keep busy: all, unless a run was told to leave some to others.</summary>
internal static class ThreadBudget
{
    private static readonly AsyncLocal<int?> s_given = new();

    /// <summary>The most threads that compute at once; null for no limit.</summary>
    public static int? Limit => s_given.Value;

    /// <summary>The same as the library's loops take it: −1 for no limit.</summary>
    public static int Degree => s_given.Value ?? -1;

    /// <summary>Sets the limit for this thread and the work it starts, until the result is disposed; null leaves it as it is.</summary>
    public static IDisposable Use(int? limit)
    {
        Given scope = new(s_given.Value);
        s_given.Value = limit ?? s_given.Value;
        return scope;
    }

    private sealed class Given(int? before) : IDisposable
    {
        public void Dispose() => s_given.Value = before;
    }
}
