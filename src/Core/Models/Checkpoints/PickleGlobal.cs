namespace DeepWonder3D.Models.Checkpoints;

/// <summary>The only Python functions and classes that a checkpoint may call; none of them is Python here.</summary>
internal enum PickleGlobal
{
    /// <summary><c>collections.OrderedDict</c>.</summary>
    OrderedDict,

    /// <summary><c>torch._utils._rebuild_tensor_v2</c>.</summary>
    RebuildTensor,
}
