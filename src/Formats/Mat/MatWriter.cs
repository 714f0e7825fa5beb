using System.IO.Compression;

namespace DeepWonder3D.Formats.Mat;

/// <summary>Writes MATLAB level 5 files. The same variables give the same bytes: the header holds no date.</summary>
internal static class MatWriter
{
    /// <summary>MATLAB's limit for one variable in such a file.</summary>
    public const long MaxVariableBytes = int.MaxValue;

    private const int TextBytes = 116;

    /// <summary>Writes a file.</summary>
    /// <param name="stream">Where to; it can seek.</param>
    /// <param name="variables">Names and arrays, in order.</param>
    /// <param name="compress">Whether variables are deflated, as MATLAB's <c>-v7</c> does.</param>
    /// <param name="cancellation">Ends the writing.</param>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.MatVariableTooLarge"/>; nothing was written then.</exception>
    public static void Write(
        Stream stream, IReadOnlyList<(string Name, MatArray Array)> variables, bool compress, CancellationToken cancellation = default)
    {
        foreach ((string name, MatArray array) in variables)
        {
            CheckSize(name, array);
        }

        WriteHeader(stream);
        foreach ((string name, MatArray array) in variables)
        {
            if (compress)
            {
                WriteCompressed(stream, name, array, cancellation);
            }
            else
            {
                new MatArrayWriter(stream, cancellation).Write(name, array);
            }
        }
    }

    private static void CheckSize(string name, MatArray array)
    {
        long bytes = MatLayout.BytesOf(name, array);
        if (bytes > MaxVariableBytes)
        {
            throw new DeepWonderException(
                ErrorId.MatVariableTooLarge,
                $"'{name}' ({array}) takes {bytes / 1e9:0.0} GB; a MATLAB 5 file holds at most 2 GB a variable.",
                name,
                "Export as JSON or CSV, or fewer neurons at a time.");
        }
    }

    private static void WriteHeader(Stream stream)
    {
        Span<byte> header = stackalloc byte[MatFile.HeaderBytes];
        header.Clear();
        header[..TextBytes].Fill((byte)' ');
        "MATLAB 5.0 MAT-file, written by DeepWonder3D for PowerShell"u8.CopyTo(header);
        ReadOnlySpan<ushort> versionAndOrder = [MatFile.Version, MatFile.OrderMark];
        MemoryMarshal.AsBytes(versionAndOrder).CopyTo(header[^4..]);
        stream.Write(header);
    }

    private static void WriteCompressed(Stream stream, string name, MatArray array, CancellationToken cancellation)
    {
        long start = stream.Position;
        MatArrayWriter.WriteTag(stream, MatType.Compressed, 0);
        using (ZLibStream deflated = new(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            new MatArrayWriter(deflated, cancellation).Write(name, array);
        }

        long end = stream.Position;
        stream.Position = start;
        MatArrayWriter.WriteTag(stream, MatType.Compressed, end - start - MatLayout.TagBytes);
        stream.Position = end;
    }
}
