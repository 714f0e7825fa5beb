namespace DeepWonder3D.Formats.Mat;

/// <summary>How much memory the arrays of one file may still take.</summary>
internal sealed class MatBudget(string path, long? limit = null)
{
    // The format's own limit for one variable; a file is read for one or two of them.
    private const long FormatLimit = 2 * (long)int.MaxValue;

    private readonly long _limit = limit ?? Math.Min(FormatLimit, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2);
    private long _used;

    /// <summary>Takes memory before it is allocated.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.MemoryLimitExceeded"/>.</exception>
    public void Take(long bytes)
    {
        _used += bytes;
        if (_used > _limit)
        {
            throw new DeepWonderException(
                ErrorId.MemoryLimitExceeded,
                $"The MATLAB file '{path}' holds more than {_limit >> 20} MB once it is unpacked.",
                path,
                "Save only the variables that are needed.");
        }
    }
}
