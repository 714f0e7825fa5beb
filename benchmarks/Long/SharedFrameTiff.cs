using System.Runtime.InteropServices;
using BitMiracle.LibTiff.Classic;
using DeepWonder3D.Benchmarks.Movies;
using DeepWonder3D.Formats.Tiff.Structure;

namespace DeepWonder3D.Benchmarks.Long;

/// <summary>
/// A BigTIFF of 32-bit floats, of any number of pages that fits any disk: its pages take turns at a few hundred frames of samples.
/// </summary>
internal static class SharedFrameTiff
{
    private const int Distinct = 400;

    /// <summary>Writes the file.</summary>
    /// <param name="path">Where.</param>
    /// <param name="pages">Pages.</param>
    /// <param name="side">Rows and columns.</param>
    public static void Write(string path, long pages, int side)
    {
        using FileStream stream = File.Create(path);
        long samples = TiffFile.HeaderBytes(isBig: true);
        stream.Position = samples;
        using (Volume movie = GeneratedMovie.Create(Distinct, side))
        {
            float[] frame = new float[side * side];
            for (int t = 0; t < Distinct; t++)
            {
                movie.ReadPlane<float>(t, 0, frame);
                stream.Write(MemoryMarshal.AsBytes<float>(frame));
            }
        }

        using BufferedStream buffered = new(stream, 1 << 20);
        long place = stream.Position;
        byte[] header = new TiffDirectoryBuilder(isBig: true, isBigEndian: false).Header(place);
        for (long page = 0; page < pages; page++)
        {
            TiffDirectoryBuilder directory = Directory(samples, page % Distinct, side);
            long next = place + directory.Size;
            buffered.Write(directory.Build(place, page == pages - 1 ? 0 : next));
            place = next;
        }

        buffered.Flush();
        stream.Position = 0;
        stream.Write(header);
    }

    private static TiffDirectoryBuilder Directory(long samples, long frame, int side)
    {
        long bytes = (long)side * side * sizeof(float);
        long[] offset = [samples + (frame * bytes)];
        long[] count = [bytes];
        return new TiffDirectoryBuilder(isBig: true, isBigEndian: false)
            .Add(TiffTag.IMAGEWIDTH, (uint)side)
            .Add(TiffTag.IMAGELENGTH, (uint)side)
            .Add(TiffTag.BITSPERSAMPLE, (ushort)32)
            .Add(TiffTag.COMPRESSION, (ushort)Compression.NONE)
            .Add(TiffTag.PHOTOMETRIC, (ushort)Photometric.MINISBLACK)
            .Add(TiffTag.STRIPOFFSETS, offset)
            .Add(TiffTag.SAMPLESPERPIXEL, (ushort)1)
            .Add(TiffTag.ROWSPERSTRIP, (uint)side)
            .Add(TiffTag.STRIPBYTECOUNTS, count)
            .Add(TiffTag.SAMPLEFORMAT, (ushort)SampleFormat.IEEEFP);
    }
}
