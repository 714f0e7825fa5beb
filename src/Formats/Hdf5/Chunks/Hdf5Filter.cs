namespace DeepWonder3D.Formats.Hdf5.Chunks;

/// <summary>A step that a chunk went through before it was stored.</summary>
/// <param name="Id">The number that the format gives it.</param>
internal sealed record Hdf5Filter(int Id)
{
    public const int Deflate = 1;
    public const int Shuffle = 2;
    public const int Fletcher32 = 3;
    public const int Lzf = 32000;

    /// <summary>What it is called.</summary>
    public string Name => Id switch
    {
        Deflate => "gzip",
        Shuffle => "shuffle",
        Fletcher32 => "Fletcher 32",
        4 => "SZIP",
        5 => "N-bit",
        6 => "scale-offset",
        307 => "bzip2",
        Lzf => "LZF",
        32001 => "Blosc",
        32004 => "LZ4",
        32008 => "bitshuffle",
        32015 => "Zstandard",
        _ => $"filter {Id}",
    };

    public bool IsRead => Id is Deflate or Shuffle or Fletcher32 or Lzf;
}
