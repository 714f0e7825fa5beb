using DeepWonder3D.Errors;
using DeepWonder3D.Files.Pickle;

namespace DeepWonder3D.Models.Checkpoints;

/// <summary>
/// What a checkpoint's pickle may hold: tensors by name. It may call a dictionary's constructor and the rebuilding of a tensor; everything
/// else is refused by its name.
/// </summary>
/// <param name="path">The file that errors name.</param>
internal sealed class CheckpointPickle(string path) : PickleUse(maxInstructions: 1 << 20)
{
    /// <summary>The longest pickle that is read; the published checkpoints have 4 to 18 kB.</summary>
    public const int MaxBytes = 4 << 20;

    private const int MaxAxes = 8;

    private static readonly Dictionary<PickleGlobal, StorageType> s_storages = new()
    {
        [new PickleGlobal("torch", "FloatStorage")] = StorageType.Float,
        [new PickleGlobal("torch", "HalfStorage")] = StorageType.Half,
        [new PickleGlobal("torch", "DoubleStorage")] = StorageType.Double,
    };

    public override bool Allows(PickleOpcode opcode) =>
        opcode is not (PickleOpcode.ShortBinBytes or PickleOpcode.BinBytes or PickleOpcode.BinBytes8);

    public override bool Allows(PickleGlobal global) =>
        global is ("collections", "OrderedDict") or ("torch._utils", "_rebuild_tensor_v2") || s_storages.ContainsKey(global);

    public override object Reduce(object? function, object? arguments) => (function, arguments) switch
    {
        (PickleGlobal(_, "OrderedDict"), object?[] { Length: 0 }) => new PickleDictionary(),
        (PickleGlobal(_, "_rebuild_tensor_v2"),
            object?[] and [StorageReference storage, long offset, object?[] shape, object?[] strides, bool, PickleDictionary]) =>
            new TensorReference(storage, offset, Lengths(shape), Lengths(strides)),
        (PickleGlobal known, _) when !s_storages.ContainsKey(known) =>
            throw Invalid($"calls '{known}' with arguments that it does not take"),
        _ => throw Unsafe("a call of something that is no known function"),
    };

    /// <summary>
    /// A reference to samples outside the pickle: <c>('storage', type, key, location, count)</c>. The location, a device, says nothing
    /// here.
    /// </summary>
    public override object Persistent(object? id) => id switch
    {
        object?[] and ["storage", PickleGlobal type, string key, string, long count]
            when count >= 0 && s_storages.TryGetValue(type, out StorageType samples) => new StorageReference(key, samples, count),
        _ => throw Invalid("refers to samples in a way that PyTorch does not"),
    };

    /// <summary>
    /// State that is set on a dictionary (PyTorch keeps version numbers of layers there) is dropped; on anything else it is refused.
    /// </summary>
    public override void SetState(object? target, object? state)
    {
        if (target is not PickleDictionary)
        {
            throw Unsafe("state set on something that is no dictionary");
        }
    }

    public override DeepWonderException Unsafe(string what) => new(
        ErrorId.CheckpointUnsafe,
        $"The checkpoint '{path}' holds {what}, which plain tensors do not need and which could run code; it was refused.",
        path,
        "Save the network's state dictionary alone: torch.save(network.state_dict(), file).");

    public override DeepWonderException Invalid(string what) => new(
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
}

/// <summary>A run of samples in a member of the checkpoint's archive.</summary>
/// <param name="Key">The member's name below <c>data/</c>.</param>
/// <param name="Type">The samples' type.</param>
/// <param name="Count">How many samples the member is said to hold.</param>
internal sealed record StorageReference(string Key, StorageType Type, long Count);

/// <summary>The sample types of a checkpoint's storages; all are little-endian and become float32.</summary>
internal enum StorageType
{
    /// <summary><c>torch.FloatStorage</c>, 4 bytes a sample.</summary>
    Float,

    /// <summary><c>torch.HalfStorage</c>, 2 bytes a sample.</summary>
    Half,

    /// <summary><c>torch.DoubleStorage</c>, 8 bytes a sample.</summary>
    Double,
}

/// <summary>A tensor as the pickle describes it: not yet checked against its storage.</summary>
/// <param name="Storage">Where its samples lie.</param>
/// <param name="Offset">The index of its first sample in the storage.</param>
/// <param name="Shape">The length of each axis.</param>
/// <param name="Strides">How many samples of the storage lie between neighbours along each axis.</param>
internal sealed record TensorReference(StorageReference Storage, long Offset, long[] Shape, long[] Strides);
