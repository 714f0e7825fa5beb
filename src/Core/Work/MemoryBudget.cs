using System.Globalization;
using DeepWonder3D.Errors;

namespace DeepWonder3D.Work;

/// <summary>
/// How much memory the module may take: what a command was given as <c>-MemoryLimit</c>, or <c>DEEPWONDER3D_MEMORY_LIMIT</c> (bytes, or a
/// number with KB, MB or GB), or else a quarter of the machine's memory and at most 2 GiB. A quarter of it is for results, which go to
/// scratch files past that; five eighths are for a network's run; the rest is the process itself.
/// </summary>
internal static class MemoryBudget
{
    public const string Variable = "DEEPWONDER3D_MEMORY_LIMIT";

    private const long DefaultLimit = 2L << 30;
    private static readonly AsyncLocal<long?> s_given = new();
    private static long s_used;

    public static long Used => Interlocked.Read(ref s_used);

    public static long Limit
    {
        get
        {
            if (s_given.Value is { } given)
            {
                return given;
            }

            string? text = Environment.GetEnvironmentVariable(Variable);
            return string.IsNullOrWhiteSpace(text)
                ? Math.Min(DefaultLimit, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4)
                : Parse(text);
        }
    }

    /// <summary>Sets the limit for this thread and the work it starts, until the result is disposed; null leaves it as it is.</summary>
    public static IDisposable Use(long? limit)
    {
        Given scope = new(s_given.Value);
        s_given.Value = limit ?? s_given.Value;
        return scope;
    }

    /// <summary>What results may take.</summary>
    public static long ForResults => Limit / 4;

    /// <summary>What a network's run may take.</summary>
    public static long ForRun => Limit / 8 * 5;

    /// <summary>Whether a result of so many bytes may be held in memory now.</summary>
    public static bool Allows(long bytes) => Used + bytes <= ForResults;

    public static void Take(long bytes) => Interlocked.Add(ref s_used, bytes);

    public static void Return(long bytes) => Interlocked.Add(ref s_used, -bytes);

    /// <summary>Reads a size such as <c>1500000</c>, <c>512MB</c> or <c>1.5 GB</c> (powers of 1024).</summary>
    public static long Parse(string text)
    {
        string number = text.Trim();
        long unit = 1;
        foreach ((string suffix, long factor) in new[] { ("KB", 1L << 10), ("MB", 1L << 20), ("GB", 1L << 30), ("TB", 1L << 40) })
        {
            if (number.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                number = number[..^2].TrimEnd();
                unit = factor;
                break;
            }
        }

        if (!double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            || !(value >= 0)
            || value * unit > long.MaxValue)
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                $"'{text}' is not a size of memory.",
                text,
                $"Give {Variable} as bytes, or as a number with KB, MB or GB.");
        }

        return (long)(value * unit);
    }

    private sealed class Given(long? before) : IDisposable
    {
        public void Dispose() => s_given.Value = before;
    }
}
