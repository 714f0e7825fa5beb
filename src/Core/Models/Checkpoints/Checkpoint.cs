namespace DeepWonder3D.Models.Checkpoints;

/// <summary>What a PyTorch checkpoint holds: its tensors by name, in the file's order.</summary>
/// <param name="Path">The file.</param>
/// <param name="Sha256">The file's SHA-256, in upper-case hexadecimal digits.</param>
/// <param name="Tensors">The tensors; names have lost the prefix <c>module.</c> that multi-device training gives them.</param>
internal sealed record Checkpoint(string Path, string Sha256, OrderedDictionary<string, Tensor> Tensors);
