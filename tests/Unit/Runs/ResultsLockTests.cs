using DeepWonder3D.Runs.Files;
using DeepWonder3D.Runs.Schedule;

namespace DeepWonder3D.Tests.Runs;

public sealed class ResultsLockTests : FolderTests
{
    private static readonly TimeSpan s_beat = TimeSpan.FromMilliseconds(100);

    private ResultsFolder Results => new(Folder.Root);

    [Fact]
    public void Two_runs_never_have_one_folder()
    {
        using (Take())
        {
            DeepWonderException failure = Refusal.Of(ErrorId.ResultsInUse, () => Take());
            Assert.Contains($"process {Environment.ProcessId} on {Environment.MachineName}", failure.Message, StringComparison.Ordinal);
        }

        Take().Dispose();
    }

    [Fact]
    public void A_process_that_died_is_taken_over_from()
    {
        RunJson.Write(Results.Owner, new LockOwner(Environment.MachineName, int.MaxValue - 7, DateTime.UtcNow, 5));
        ActingObserver observer = new("", () => { });
        Take(observer).Dispose();
        Assert.Contains(observer.Said, s => s.Contains("taken over", StringComparison.Ordinal));
    }

    [Fact]
    public void A_process_of_the_same_number_that_was_started_later_is_another_one()
    {
        RunJson.Write(Results.Owner, new LockOwner(Environment.MachineName, Environment.ProcessId, DateTime.UtcNow.AddDays(-3), 5));
        Take().Dispose();
    }

    [Fact]
    public async Task An_owner_on_another_computer_that_counts_up_is_left_alone_even_where_the_drive_keeps_no_locks()
    {
        using CancellationTokenSource stop = new();
        RunJson.Write(Results.Owner, new LockOwner("another-computer", 17, DateTime.UtcNow, 0));
        Task heart = Task.Run(() =>
        {
            for (int beat = 1; !stop.Token.WaitHandle.WaitOne(s_beat); beat++)
            {
                RunJson.Write(Results.Owner, new LockOwner("another-computer", 17, DateTime.UtcNow, beat));
            }
        }, TestContext.Current.CancellationToken);
        Refusal.Of(ErrorId.ResultsInUse, () => Take(beat: TimeSpan.FromSeconds(1)));
        stop.Cancel();
        await heart;
    }

    [Fact]
    public void An_owner_on_another_computer_that_counts_no_more_is_taken_over_from()
    {
        RunJson.Write(Results.Owner, new LockOwner("another-computer", 17, DateTime.UtcNow.AddYears(1), 12));
        Take().Dispose();
        Assert.False(File.Exists(Results.Owner));
    }

    private ResultsLock Take(IStageObserver? observer = null, TimeSpan? beat = null) =>
        ResultsLock.Take(Results, beat ?? s_beat, observer ?? SilentObserver.Instance, TestContext.Current.CancellationToken);
}
