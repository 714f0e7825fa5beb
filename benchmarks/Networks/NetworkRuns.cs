using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;

namespace DeepWonder3D.Benchmarks.Networks;

/// <summary>One network in one setting: its session, its input, and what its runs took.</summary>
internal sealed class NetworkRuns : IDisposable
{
    private readonly InferenceSession _session;
    private readonly OrtValue[] _inputs;
    private readonly string[] _names;
    private readonly int _runs;
    private readonly long _voxels;

    public NetworkRuns(NetworkSubject subject, SessionSetting setting, Precision precision)
    {
        _session = setting.Open(subject.Model.ReadNetwork(precision));
        _runs = setting.Runs;
        _voxels = subject.Voxels * setting.Batch * setting.Runs;
        OrtValue movie = OrtValue.CreateTensorValueFromMemory(
            Noise(subject.Voxels * setting.Batch), [setting.Batch, .. subject.Shape[1..]]);
        _inputs = subject.TakesSize
            ? [movie, OrtValue.CreateTensorValueFromMemory([2 * subject.Shape[^2], 2 * subject.Shape[^1]], [2])]
            : [movie];
        _names = subject.TakesSize ? [ModelFile.InputName, ModelFile.SizeName] : [ModelFile.InputName];
    }

    /// <summary>The least time a million voxels took so far, seconds.</summary>
    public double LeastSeconds { get; private set; } = double.MaxValue;

    /// <summary>The least time of the processors that a million voxels took so far, seconds: other programs lengthen it less.</summary>
    public double LeastProcessorSeconds { get; private set; } = double.MaxValue;

    /// <summary>Runs once, at the same time as often as the setting says.</summary>
    public void Run()
    {
        using Process self = Process.GetCurrentProcess();
        TimeSpan before = self.TotalProcessorTime;
        Stopwatch watch = Stopwatch.StartNew();
        Task[] others =
            [.. Enumerable.Range(1, _runs - 1).Select(_ => Task.Factory.StartNew(() => Output(), TaskCreationOptions.LongRunning))];
        Output();
        Task.WaitAll(others);
        double seconds = watch.Elapsed.TotalSeconds;
        self.Refresh();
        LeastSeconds = Math.Min(LeastSeconds, seconds * 1e6 / _voxels);
        LeastProcessorSeconds = Math.Min(LeastProcessorSeconds, (self.TotalProcessorTime - before).TotalSeconds * 1e6 / _voxels);
    }

    /// <summary>What the network yields.</summary>
    public float[] Output()
    {
        using RunOptions options = new();
        using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(options, _names, _inputs, [ModelFile.OutputName]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    public void Dispose()
    {
        Array.ForEach(_inputs, input => input.Dispose());
        _session.Dispose();
    }

    /// <summary>Normal noise of deviation 1 around 3: what the networks see is of this order.</summary>
    private static float[] Noise(long length)
    {
        Random random = new(1);
        float[] noise = new float[length];
        for (int i = 0; i < noise.Length; i++)
        {
            noise[i] = 3 + (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return noise;
    }
}
