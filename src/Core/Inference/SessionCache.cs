using DeepWonder3D.Errors;
using DeepWonder3D.Models;
using DeepWonder3D.Work;
using Microsoft.ML.OnnxRuntime;

namespace DeepWonder3D.Inference;

/// <summary>
/// Networks that are loaded, by model, precision, device and threads: loading and optimising one takes as long as several tiles. Cleared
/// when the module is removed. Safe for parallel runspaces.
/// </summary>
internal static class SessionCache
{
    private const int Capacity = 8;

    // Best first. TensorRT builds an engine for minutes before its first run, so it is taken only by name.
    private static readonly DeviceKind[] s_automatic = [DeviceKind.Cuda, DeviceKind.DirectML, DeviceKind.Cpu];
    private static readonly Lock s_gate = new();
    private static readonly Dictionary<SessionKey, NetworkSession> s_sessions = [];
    private static bool s_allocatorShared;

    /// <summary>
    /// Loads a model on the device that was asked for. <c>Auto</c> takes the best that works and warns when it steps down; a device named
    /// by the user never steps down. The caller releases the session.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="precision">What it computes with.</param>
    /// <param name="request">The device.</param>
    /// <param name="probe">Runs the session once on a small input: a device counts as working when that succeeds.</param>
    /// <param name="observer">Whom to tell.</param>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.DeviceUnavailable"/>, <see cref="ErrorId.RuntimeUnavailable"/> or <see cref="ErrorId.ModelInvalid"/>.
    /// </exception>
    public static NetworkSession Open(
        ModelFile model, Precision precision, DeviceRequest request, Action<NetworkSession> probe, IStageObserver observer)
    {
        if (request.Kind is { } named)
        {
            return Open(model, precision, named, request.Index ?? LeastUsed(named), probe, observer);
        }

        foreach (DeviceKind kind in s_automatic.Where(ExecutionProviders.IsInstalled))
        {
            try
            {
                return Open(model, precision, kind, LeastUsed(kind), probe, observer);
            }
            catch (DeepWonderException e) when (kind != DeviceKind.Cpu && e.Id is ErrorId.DeviceUnavailable or ErrorId.InferenceFailed)
            {
                observer.Warn($"{kind} cannot be used, the next device is tried: {e.Message}");
            }
        }

        throw new InvalidOperationException("The CPU is always in the list.");
    }

    /// <summary>Lets go of every session; those in use are freed when their users end.</summary>
    public static void Clear()
    {
        lock (s_gate)
        {
            foreach (NetworkSession session in s_sessions.Values)
            {
                session.Release();
            }

            s_sessions.Clear();
        }
    }

    /// <summary>
    /// Which of several devices of a kind has the least work, the first of equals: views in parallel runspaces so spread over the GPUs of a
    /// machine.
    /// </summary>
    private static int LeastUsed(DeviceKind kind)
    {
        int count = ExecutionProviders.CountOf(kind);
        lock (s_gate)
        {
            return LeastUsed(
                count, index => s_sessions.Where(s => s.Key.Device == DeviceRequest.NameOf(kind, index)).Sum(s => s.Value.Users - 1));
        }
    }

    /// <summary>The first of the indices below <paramref name="count"/> with the fewest users; 0 where there is none.</summary>
    internal static int LeastUsed(int count, Func<int, int> users) => Enumerable.Range(0, Math.Max(count, 1)).MinBy(users);

    private static NetworkSession Open(
        ModelFile model, Precision precision, DeviceKind kind, int index, Action<NetworkSession> probe, IStageObserver observer)
    {
        string device = DeviceRequest.NameOf(kind, index);
        SessionKey key = new(model.Sha256, precision, device, ThreadBudget.Limit);
        lock (s_gate)
        {
            if (s_sessions.TryGetValue(key, out NetworkSession? cached) && cached.TryHold())
            {
                observer.Verbose($"'{Path.GetFileName(model.Path)}' is loaded on {device} already.");
                return cached;
            }

            NetworkSession session = Create(model, precision, kind, index);
            try
            {
                probe(session);
            }
            catch
            {
                session.Release();
                throw;
            }

            MakeRoom();
            session.TryHold();
            s_sessions[key] = session;
            observer.Verbose(
                $"'{Path.GetFileName(model.Path)}' is loaded on {device}{(precision == Precision.Float32 ? "" : $" in {precision}")}.");
            return session;
        }
    }

    private static NetworkSession Create(ModelFile model, Precision precision, DeviceKind kind, int index)
    {
        string device = DeviceRequest.NameOf(kind, index);
        ShareAllocator();
        using SessionOptions options = new();
        options.GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL;
        options.LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR;
        options.AddSessionConfigEntry("session.use_env_allocators", "1");
        options.IntraOpNumThreads = ThreadBudget.Limit ?? options.IntraOpNumThreads;

        // From its second run of a shape on, ONNX Runtime would take all activations as one block, which what the first run left in the
        // arena cannot hold: a published 3-D U-Net takes 700 bytes a voxel with the pattern and 353 without, and the same time (2.19 s and
        // 2.17 s of the processors for 72 × 152 × 152; without the arena 2.70 s).
        options.EnableMemoryPattern = false;

        // Waiting threads sleep: on an acquisition PC others need the cores, and a thread that spins for them gains nothing.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");

        // Background-free movies are almost 0 almost everywhere, and numbers too small to be normalised are computed in microcode.
        options.AddSessionConfigEntry("session.set_denormal_as_zero", "1");
        try
        {
            ExecutionProviders.Append(options, kind, index, model.Sha256, precision);
            InferenceSession session = precision == Precision.Float32
                ? new InferenceSession(model.Path, options)
                : new InferenceSession(model.ReadNetwork(precision), options);
            return new NetworkSession(session, device, DeviceGate.Of(kind, index));
        }
        catch (OnnxRuntimeException e) when (kind == DeviceKind.Cpu)
        {
            throw new DeepWonderException(
                ErrorId.ModelInvalid,
                $"'{model.Path}' cannot be loaded: {e.Message}",
                model.Path,
                "Convert the checkpoint again, or install the module's models again.",
                e);
        }
        catch (OnnxRuntimeException e)
        {
            throw new DeepWonderException(
                ErrorId.DeviceUnavailable,
                $"The device {device} cannot run '{Path.GetFileName(model.Path)}': {e.Message}",
                device,
                "Try -Device Cpu.",
                e);
        }
    }

    /// <summary>One arena for all sessions: each session's own would keep its peak, and three stages would hold three peaks.</summary>
    private static void ShareAllocator()
    {
        if (!s_allocatorShared)
        {
            using OrtMemoryInfo memory = new(OrtMemoryInfo.allocatorCPU, OrtAllocatorType.ArenaAllocator, 0, OrtMemType.Default);
            using OrtArenaCfg arena = new(0, -1, -1, -1);
            OnnxRuntimeLibrary.Environment.CreateAndRegisterAllocator(memory, arena);
            s_allocatorShared = true;
        }
    }

    private static void MakeRoom()
    {
        while (s_sessions.Count >= Capacity)
        {
            SessionKey oldest = s_sessions.Keys.First();
            s_sessions[oldest].Release();
            s_sessions.Remove(oldest);
        }
    }

    /// <summary>What makes one loaded network another.</summary>
    private readonly record struct SessionKey(string ModelHash, Precision Precision, string Device, int? Threads);
}
