using System.Diagnostics;
using System.Management.Automation;
using System.Runtime.ExceptionServices;
using DeepWonder3D.Work;

namespace DeepWonder3D.Cmdlets;

/// <summary>
/// The bridge from running work to the pipeline. Work runs in a task; the pipeline thread waits for it, writes what it says, and on Ctrl-C
/// cancels it and waits for its end, so that no buffer is freed under a native call.
/// </summary>
public abstract class DeepWonderCmdlet : PSCmdlet, IDisposable
{
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_quietLimit = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();

    /// <summary>Cancelled when the user stops the pipeline.</summary>
    protected CancellationToken StopToken => _stop.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Frees what the cmdlet holds when its pipeline ends.</summary>
    /// <param name="disposing">Whether it is called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing) => _stop.Dispose();

    /// <summary>Runs work off the pipeline thread, and writes its progress, warnings and verbose messages as they come.</summary>
    /// <typeparam name="T">What the work yields.</typeparam>
    /// <param name="work">The work; it must end soon after its token is cancelled.</param>
    /// <returns>What the work yielded.</returns>
    /// <exception cref="PipelineStoppedException">The user stopped the pipeline; the work has ended.</exception>
    internal T Run<T>(Func<IStageObserver, CancellationToken, T> work)
    {
        PipelineObserver observer = new();
        Task<T> task = Task.Run(() => work(observer, StopToken), CancellationToken.None);
        WaitHandle ended = ((IAsyncResult)task).AsyncWaitHandle;
        ProgressRecord? shown = null;
        Stopwatch watch = Stopwatch.StartNew();
        try
        {
            while (!ended.WaitOne(s_pollInterval))
            {
                WriteMessages(observer);
                shown = WriteLatestProgress(observer) ?? WriteElapsed(watch.Elapsed, shown);
            }
        }
        finally
        {
            // Writing throws when the pipeline stops; the work must still end before this frame does.
            if (!task.IsCompleted)
            {
                _stop.Cancel();
                ended.WaitOne();
            }
        }

        DiscardIfStopped(task);
        WriteMessages(observer);
        if (shown is not null)
        {
            shown.RecordType = ProgressRecordType.Completed;
            WriteProgress(shown);
        }

        if (task.Exception is not null)
        {
            ExceptionDispatchInfo.Throw(task.Exception.InnerException!);
        }

        return task.GetAwaiter().GetResult();
    }

    /// <summary>Runs work that yields nothing, as <see cref="Run{T}"/> does.</summary>
    internal void Run(Action<IStageObserver, CancellationToken> work) => Run<object?>((observer, token) =>
    {
        work(observer, token);
        return null;
    });

    /// <summary>Serves one input; a failure becomes one error record, and the other inputs go on.</summary>
    internal void ForInput(object? target, Action serve)
    {
        try
        {
            serve();
        }
        catch (Exception failure) when (IsReportable(failure))
        {
            WriteError(ErrorRecords.From(failure, target));
        }
    }

    /// <summary>Does what every input needs; a failure ends the command.</summary>
    internal void OrTerminate(object? target, Action prepare)
    {
        try
        {
            prepare();
        }
        catch (Exception failure) when (IsReportable(failure))
        {
            ThrowTerminatingError(ErrorRecords.From(failure, target));
        }
    }

    private static bool IsReportable(Exception failure) =>
        failure is not (PipelineStoppedException or RuntimeException or OperationCanceledException);

    private void DiscardIfStopped<T>(Task<T> task)
    {
        if (Stopping || _stop.IsCancellationRequested)
        {
            if (task.IsCompletedSuccessfully && task.Result is IDisposable result)
            {
                result.Dispose();
            }

            throw new PipelineStoppedException();
        }
    }

    private void WriteMessages(PipelineObserver observer)
    {
        while (observer.TryTakeMessage(out (bool IsWarning, string Text) message))
        {
            if (message.IsWarning)
            {
                WriteWarning(message.Text);
            }
            else
            {
                WriteVerbose(message.Text);
            }
        }
    }

    /// <summary>Work that says nothing of itself, such as reading one large file, at least shows that it goes on.</summary>
    private ProgressRecord? WriteElapsed(TimeSpan elapsed, ProgressRecord? shown)
    {
        if (elapsed < s_quietLimit || (shown is not null && shown.Activity != MyInvocation.MyCommand.Name))
        {
            return shown;
        }

        ProgressRecord record = new(0, MyInvocation.MyCommand.Name, $"{(long)elapsed.TotalSeconds} s");
        WriteProgress(record);
        return record;
    }

    private ProgressRecord? WriteLatestProgress(PipelineObserver observer)
    {
        if (observer.TakeProgress() is not { } progress)
        {
            return null;
        }

        ProgressRecord record = new(0, progress.Activity, progress.ToString())
        {
            PercentComplete = progress.Total > 0 ? (int)Math.Clamp(100 * progress.Done / progress.Total, 0, 100) : -1,
            SecondsRemaining = progress.TimeLeft is { } left ? (int)Math.Min(left.TotalSeconds, int.MaxValue) : -1,
        };
        WriteProgress(record);
        return record;
    }
}
