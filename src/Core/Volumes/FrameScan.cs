using System.Buffers;
using System.Runtime.ExceptionServices;
using DeepWonder3D.Work;

namespace DeepWonder3D.Volumes;

/// <summary>Reads the planes of a movie once, several at a time, each worker with one plane in memory.</summary>
internal static class FrameScan
{
    private const int MostWorkers = 8;

    private const int MostAtOnce = 64;
    private const long MostBytes = 64 << 20;

    /// <summary>What is done with one plane, shape (Height, Width); called from several threads at once.</summary>
    public delegate void FrameAction(long frame, ReadOnlySpan<float> plane);

    /// <summary>What is done with some frames that follow each other, the planes of which are in memory.</summary>
    public delegate void BlockAction(long firstFrame, IReadOnlyList<float[]> planes);

    /// <summary>Reads all frames of a movie of one plane, some at a time, and hands them on block by block, in order.</summary>
    public static void RunBlocks(Volume movie, BlockAction action, CancellationToken token)
    {
        int samples = checked(movie.Height * movie.Width);
        int atOnce = (int)Math.Clamp(MostBytes / ((long)samples * sizeof(float)), 1, Math.Min(MostAtOnce, movie.FrameCount));
        float[][] planes = [.. Enumerable.Range(0, atOnce).Select(_ => new float[samples])];
        for (long start = 0; start < movie.FrameCount; start += atOnce)
        {
            long first = start;
            int frames = (int)Math.Min(atOnce, movie.FrameCount - start);
            ParallelLoop.For(frames, i => movie.ReadPlane(first + i, 0, planes[i].AsSpan()), token);
            action(first, new ArraySegment<float[]>(planes, 0, frames));
        }
    }

    /// <summary>Visits frames; the <paramref name="framesATask"/> frames of one task are visited in order.</summary>
    public static void Run(Volume movie, long firstFrame, long frameCount, int framesATask, FrameAction action, CancellationToken token)
    {
        long tasks = (frameCount + framesATask - 1) / framesATask;
        ParallelOptions options = new()
        {
            CancellationToken = token,
            MaxDegreeOfParallelism = Math.Min(ThreadBudget.Limit ?? Environment.ProcessorCount, MostWorkers),
        };
        try
        {
            Parallel.For(0, tasks, options, task =>
            {
                long start = firstFrame + (task * framesATask);
                long end = Math.Min(start + framesATask, firstFrame + frameCount);
                int samples = checked(movie.Height * movie.Width);
                float[] plane = ArrayPool<float>.Shared.Rent(samples);
                try
                {
                    for (long frame = start; frame < end; frame++)
                    {
                        token.ThrowIfCancellationRequested();
                        movie.ReadPlane(frame, 0, plane.AsSpan(0, samples));
                        action(frame, plane.AsSpan(0, samples));
                    }
                }
                finally
                {
                    ArrayPool<float>.Shared.Return(plane);
                }
            });
        }
        catch (AggregateException e)
        {
            // The first failure says what is wrong; the others say the same of other frames.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }
}
