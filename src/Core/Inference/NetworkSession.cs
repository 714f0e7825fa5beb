using DeepWonder3D.Errors;
using DeepWonder3D.Tiles;
using Microsoft.ML.OnnxRuntime;

namespace DeepWonder3D.Inference;

/// <summary>A network loaded on a device. Runs may go on at the same time; it is freed when its last user lets go of it.</summary>
internal sealed class NetworkSession
{
    private readonly Lock _gate = new();
    private readonly InferenceSession _session;
    private readonly DeviceGate _turns;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private int _users = 1;

    public NetworkSession(InferenceSession session, string device, DeviceGate turns)
    {
        _session = session;
        _turns = turns;
        Device = device;
        _inputNames = [.. session.InputNames];
        _outputNames = [session.OutputNames[0]];
    }

    /// <summary>The device that it runs on, as <c>-Device</c> names it.</summary>
    public string Device { get; }

    /// <summary>How many hold it: those that work with it, and the cache.</summary>
    public int Users
    {
        get
        {
            lock (_gate)
            {
                return _users;
            }
        }
    }

    /// <summary>Keeps the session alive for one more user; false when it is gone already.</summary>
    public bool TryHold()
    {
        lock (_gate)
        {
            if (_users == 0)
            {
                return false;
            }

            _users++;
            return true;
        }
    }

    /// <summary>Lets go of the session.</summary>
    public void Release()
    {
        lock (_gate)
        {
            if (--_users > 0)
            {
                return;
            }
        }

        _session.Dispose();
    }

    /// <summary>Runs the network once.</summary>
    /// <param name="input">The input samples.</param>
    /// <param name="inputShape">Their shape.</param>
    /// <param name="size">The second input of networks that take one: output rows and columns.</param>
    /// <param name="output">Receives the output samples.</param>
    /// <param name="outputShape">Their shape.</param>
    /// <param name="token">Ends the native run between two of its operators.</param>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.InferenceFailed"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the native run has ended.</exception>
    public void Run(TileBuffer input, long[] inputShape, long[]? size, TileBuffer output, long[] outputShape, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        using OrtValue inputValue = Tensor(input, inputShape);
        using OrtValue outputValue = Tensor(output, outputShape);
        using OrtValue? sizeValue = size is null ? null : OrtValue.CreateTensorValueFromMemory(size, [size.Length]);
        using RunOptions options = new();
        using (_turns.Enter(token))
        using (token.UnsafeRegister(static o => ((RunOptions)o!).Terminate = true, options))
        {
            try
            {
                OrtValue[] inputs = sizeValue is null ? [inputValue] : [inputValue, sizeValue];
                _session.Run(options, _inputNames, inputs, _outputNames, [outputValue]);
            }
            catch (OnnxRuntimeException e)
            {
                token.ThrowIfCancellationRequested();
                throw new DeepWonderException(
                    ErrorId.InferenceFailed,
                    $"The network failed on {Device} with input {string.Join(" × ", inputShape)}: {e.Message}",
                    Device,
                    "If memory ran out, give a smaller -TileSize; otherwise try -Device Cpu.",
                    e);
            }
        }
    }

    private static OrtValue Tensor(TileBuffer buffer, long[] shape)
    {
        long length = 1;
        foreach (long side in shape)
        {
            length = checked(length * side);
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, buffer.Capacity);
        return OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance,
            Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float,
            shape,
            buffer.Address,
            length * sizeof(float));
    }
}
