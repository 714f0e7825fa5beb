using System.Buffers;
using System.Runtime.ExceptionServices;
using DeepWonder3D.Work;

namespace DeepWonder3D.Volumes;

/// <summary>Reads the planes of a movie once, several at a time, each worker with one plane in memory.</summary>
internal static class FrameScan
{
    private const int MostWorkers = 8;

    /// <summary>What is done with one plane, shape (Height, Width); called from several threads at once.</summary>
    public delegate void FrameAction(long frame, ReadOnlySpan<float> plane);

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
