namespace DeepWonder3D.Formats;

/// <summary>How the samples of a written volume are compressed; every choice is lossless.</summary>
public enum VolumeCompression
{
    /// <summary>Not at all: the fastest to read.</summary>
    None,

    /// <summary>LZW.</summary>
    Lzw,

    /// <summary>Deflate (zlib): the smallest.</summary>
    Deflate,

    /// <summary>PackBits: run lengths, for masks.</summary>
    PackBits,
}
