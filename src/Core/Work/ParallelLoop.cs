using System.Runtime.ExceptionServices;

namespace DeepWonder3D.Work;

/// <summary>A loop over all processors whose failure is the body's own exception, not a collection of them.</summary>
internal static class ParallelLoop
{
    /// <summary>Runs <paramref name="body"/> for 0 … <paramref name="count"/> − 1, in any order.</summary>
    public static void For(int count, Action<int> body, CancellationToken cancellation)
    {
        try
        {
            Parallel.For(
                0, count, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = ThreadBudget.Degree }, body);
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }
    }
}
