namespace DeepWonder3D.Tests.Inference;

/// <summary>Who runs on which GPU, and when. There is no GPU here: the choice and the turns are tested, not the runs.</summary>
public sealed class DeviceGateTests
{
    [Fact]
    public void The_processor_is_open_to_all_and_cuda_and_tensorrt_share_a_gate()
    {
        using (DeviceGate.Of(DeviceKind.Cpu, 0).Enter(CancellationToken.None))
        using (DeviceGate.Of(DeviceKind.Cpu, 0).Enter(new CancellationToken(canceled: true)))
        using (DeviceGate.Of(DeviceKind.Cuda, 70).Enter(CancellationToken.None))
        {
            Assert.Throws<OperationCanceledException>(
                () => DeviceGate.Of(DeviceKind.TensorRt, 70).Enter(new CancellationToken(canceled: true)));
            using (DeviceGate.Of(DeviceKind.Cuda, 69).Enter(CancellationToken.None))
            using (DeviceGate.Of(DeviceKind.DirectML, 70).Enter(CancellationToken.None))
            {
            }
        }
    }

    [Fact]
    public async Task Runs_on_one_gpu_take_turns()
    {
        DeviceGate gate = DeviceGate.Of(DeviceKind.Cuda, 71);
        int inside = 0;
        int most = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 50; i++)
            {
                using (gate.Enter(CancellationToken.None))
                {
                    most = Math.Max(most, Interlocked.Increment(ref inside));
                    Thread.Yield();
                    Interlocked.Decrement(ref inside);
                }
            }
        })));
        Assert.Equal(1, most);
    }

    [Fact]
    public void Whoever_waits_for_a_gpu_can_be_stopped_and_a_turn_ends_once()
    {
        DeviceGate gate = DeviceGate.Of(DeviceKind.Cuda, 72);
        IDisposable turn = gate.Enter(CancellationToken.None)!;
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(50));
        Assert.ThrowsAny<OperationCanceledException>(() => gate.Enter(stop.Token));
        turn.Dispose();
        turn.Dispose();
        using (gate.Enter(CancellationToken.None))
        {
            using CancellationTokenSource second = new(TimeSpan.FromMilliseconds(50));
            Assert.ThrowsAny<OperationCanceledException>(() => gate.Enter(second.Token));
        }
    }

    [Fact]
    public void A_device_without_number_is_the_one_with_the_least_work()
    {
        Assert.Equal(0, SessionCache.LeastUsed(0, _ => 0));
        Assert.Equal(0, SessionCache.LeastUsed(3, _ => 2));
        Assert.Equal(2, SessionCache.LeastUsed(3, index => 5 - index));
        Assert.Null(DeviceRequest.Parse("Cuda").Index);
        Assert.Equal(0, DeviceRequest.Parse("Cuda:0").Index);
        Assert.Equal(1, DeviceRequest.Parse("cuda:1").Index);
    }

    [Fact]
    public void An_engine_belongs_to_a_model_a_precision_and_a_runtime()
    {
        using TemporaryFolder folder = new();
        string before = Environment.GetEnvironmentVariable(TensorRtEngines.Variable) ?? "";
        Environment.SetEnvironmentVariable(TensorRtEngines.Variable, folder.Root);
        try
        {
            string[] folders =
            [
                TensorRtEngines.FolderFor(new string('A', 64), Precision.Float32, "1.31.1"),
                TensorRtEngines.FolderFor(new string('B', 64), Precision.Float32, "1.31.1"),
                TensorRtEngines.FolderFor(new string('A', 64), Precision.Float16, "1.31.1"),
                TensorRtEngines.FolderFor(new string('A', 64), Precision.Float32, "1.32.0"),
            ];
            Assert.Equal(4, folders.Distinct().Count());
            Assert.All(folders, made => Assert.True(Directory.Exists(made)));
            Assert.Equal(folders[0], TensorRtEngines.Options(new string('A', 64), Precision.Float32, "1.31.1")["trt_engine_cache_path"]);
        }
        finally
        {
            Environment.SetEnvironmentVariable(TensorRtEngines.Variable, before.Length > 0 ? before : null);
        }
    }
}
