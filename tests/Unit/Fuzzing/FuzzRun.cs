using System.Diagnostics;
using DeepWonder3D.Errors;

namespace DeepWonder3D.Tests.Fuzzing;

/// <summary>
/// Gives a target one input after another, each in a folder of its own making, and watches time, memory and what is thrown.
/// </summary>
internal sealed class FuzzRun : IDisposable
{
    /// <summary>What a file of some KB may take in all, of which most is free again before the reader ends.</summary>
    public const long MostBytes = 128L << 20;

    /// <summary>After this a reader counts as hung, on a machine that forty programs share; the tests print what reading took.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(90);

    // The least that any thread of a user's has: Windows gives 1.5 MB.
    private const int StackBytes = 1 << 20;

    private readonly FuzzTarget _target;
    private readonly TemporaryFolder _folder = new();

    public FuzzRun(FuzzTarget target)
    {
        _target = target;
        foreach ((string name, byte[] content) in target.Beside())
        {
            _folder.Write(name, content);
        }
    }

    public int Count { get; private set; }

    public int Refused { get; private set; }

    public TimeSpan Longest { get; private set; }

    public long MostAllocated { get; private set; }

    public void Dispose() => _folder.Dispose();

    /// <summary>Reads one input.</summary>
    /// <returns>
    /// What is wrong with how the reader took it; null where it gave a result or an error of ours, soon and in little memory.
    /// </returns>
    public string? Try(byte[] input) => Try(input, out _);

    /// <summary>Reads one input.</summary>
    /// <param name="input">The file's bytes.</param>
    /// <param name="refusal">The error it was refused with, if it was.</param>
    public string? Try(byte[] input, out DeepWonderException? refusal)
    {
        string path = _folder.Write(_target.File, input);
        (DeepWonderException? refused, Exception? failed, long allocated) = (null, null, 0);
        Stopwatch watch = Stopwatch.StartNew();
        Thread reader = new(
            () =>
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                try
                {
                    _target.Read(path);
                }
                catch (DeepWonderException e)
                {
                    refused = e;
                }
                catch (Exception e)
                {
                    failed = e;
                }

                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            },
            StackBytes)
        { IsBackground = true };
        reader.Start();
        bool hasEnded = reader.Join(Soon);
        refusal = hasEnded ? refused : null;
        Count++;
        Refused += refusal is null ? 0 : 1;
        Longest = watch.Elapsed > Longest ? watch.Elapsed : Longest;
        MostAllocated = Math.Max(MostAllocated, allocated);
        return !hasEnded ? $"It was not read within {Soon.TotalSeconds} s."
            : failed is not null ? $"{failed.GetType().Name}: {failed.Message}\n{failed.StackTrace}"
            : allocated > MostBytes + (100L * input.Length) ? $"It took {allocated >> 20} MB to read {input.Length} bytes."
            : null;
    }
}
