namespace DeepWonder3D.Models.Checkpoints;

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
