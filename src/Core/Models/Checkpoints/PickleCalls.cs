using DeepWonder3D.Errors;

namespace DeepWonder3D.Models.Checkpoints;

/// <summary>
/// What a checkpoint's pickle may call: a dictionary's constructor and the rebuilding of a tensor. Everything else is refused by its name.
/// </summary>
internal sealed class PickleCalls(string path)
{
    private const int MaxAxes = 8;

    /// <summary>Looks a Python function or class up in the short list of those allowed.</summary>
    public object Global(string module, string name) => (module, name) switch
    {
        ("collections", "OrderedDict") => PickleGlobal.OrderedDict,
        ("torch._utils", "_rebuild_tensor_v2") => PickleGlobal.RebuildTensor,
        ("torch", "FloatStorage") => StorageType.Float,
        ("torch", "HalfStorage") => StorageType.Half,
        ("torch", "DoubleStorage") => StorageType.Double,
        _ => throw Unsafe($"'{Printable(module)}.{Printable(name)}'"),
    };

    /// <summary>A call of <paramref name="function"/>.</summary>
    public object Reduce(object? function, object? arguments) => (function, arguments) switch
    {
        (PickleGlobal.OrderedDict, object?[] { Length: 0 }) => new PickleDictionary(),
        (PickleGlobal.RebuildTensor,
            object?[] and [StorageReference storage, long offset, object?[] shape, object?[] strides, bool, PickleDictionary]) =>
            new TensorReference(storage, offset, Lengths(shape), Lengths(strides)),
        (PickleGlobal known, _) => throw Invalid($"calls {known} with arguments that it does not take"),
        _ => throw Unsafe("a call of something that is no known function"),
    };

    /// <summary>
    /// A reference to samples outside the pickle: <c>('storage', type, key, location, count)</c>. The location, a device, says nothing here.
    /// </summary>
    public StorageReference Storage(object? id) => id switch
    {
        object?[] and ["storage", StorageType type, string key, string, long count] when count >= 0 => new StorageReference(key, type, count),
        _ => throw Invalid("refers to samples in a way that PyTorch does not"),
    };

    /// <summary>State that is set on a dictionary (PyTorch keeps version numbers of layers there) is dropped; on anything else it is refused.</summary>
    /// <param name="call">The state, popped together with what it is set on.</param>
    /// <param name="stack">Where the object that it is set on goes back to.</param>
    public void SetState(object?[] call, List<object?> stack)
    {
        if (call[0] is not PickleDictionary)
        {
            throw Unsafe("state set on something that is no dictionary");
        }

        stack.Add(call[0]);
    }

    public DeepWonderException Unsafe(string what) => new(
        ErrorId.CheckpointUnsafe,
        $"The checkpoint '{path}' holds {what}, which plain tensors do not need and which could run code; it was refused.",
        path,
        "Save the network's state dictionary alone: torch.save(network.state_dict(), file).");

    public DeepWonderException Invalid(string what) => new(
        ErrorId.CheckpointInvalid,
        $"The checkpoint '{path}' {what}.",
        path,
        "Copy the file again from its source, or save it again with PyTorch 1.6 or later.");

    private long[] Lengths(object?[] tuple)
    {
        if (tuple.Length > MaxAxes || !tuple.All(length => length is long))
        {
            throw Invalid("describes a tensor whose shape is none");
        }

        return [.. tuple.Cast<long>()];
    }

    private static string Printable(string name) => string.Concat(name.Select(c => char.IsControl(c) ? '?' : c));
}
