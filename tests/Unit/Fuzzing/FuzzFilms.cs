using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using DeepWonder3D.Formats.Mat;
using DeepWonder3D.Tests.Formats.Films;
using K4os.Compression.LZ4;
using SkiaSharp;

namespace DeepWonder3D.Tests.Fuzzing;

/// <summary>Small sound films, and what describes movies of Scanbox and Zarr.</summary>
internal static class FuzzFilms
{
    private const int Rows = FuzzSeeds.Rows;
    private const int Columns = FuzzSeeds.Columns;
    private const int Frames = 4;

    /// <summary>AVIs: grey, in colours, and Motion JPEG.</summary>
    public static IReadOnlyList<byte[]> Films() =>
    [
        TestAvi.Grey(Frames, Columns, Rows, (t, y, x) => (10 * t) + y + x),
        TestAvi.Build([.. Enumerable.Range(0, Frames).Select(t => Pixels(t, 20 * Rows))], Columns, Rows, 24),
        TestAvi.Build([.. Enumerable.Range(0, Frames).Select(Jpeg)], 16, 16, 24, "MJPG"),
    ];

    /// <summary>The MATLAB file beside a Scanbox recording of two channels.</summary>
    public static byte[] ScanboxInfo(bool compress)
    {
        MemoryStream stream = new();
        MatStruct info = MatStruct.Of(
            ("sz", MatNumeric.Row([(double)Rows, Columns])),
            ("channels", MatNumeric.Scalar(1.0)),
            ("resfreq", MatNumeric.Scalar(7930.0)),
            ("scanmode", MatNumeric.Scalar(0.0)),
            ("volscan", MatNumeric.Scalar(1.0)),
            ("otwave", MatNumeric.Row([1.0, 2.0])));
        MatWriter.Write(stream, [("info", info)], compress, CancellationToken.None);
        return stream.ToArray();
    }

    /// <summary>The metadata of an array of two frames in Blosc.</summary>
    public static byte[] Zarr2() => Json(
        $"{{'zarr_format':2,'shape':[2,{Rows},{Columns}],'chunks':[1,{Rows},{Columns}],'dtype':'<u2',"
            + "'compressor':{'id':'blosc','cname':'lz4'},'fill_value':0,'order':'C','filters':null}");

    /// <summary>Its chunk: bytes sorted by their place, one block, LZ4.</summary>
    public static byte[] ZarrChunk()
    {
        ushort[] samples = [.. Enumerable.Range(0, Rows * Columns).Select(i => (ushort)(i / 7 * 300))];
        byte[] bytes = MemoryMarshal.AsBytes(samples.AsSpan()).ToArray();
        byte[] sorted = [.. bytes.Where((_, i) => i % 2 == 0), .. bytes.Where((_, i) => i % 2 == 1)];
        byte[] packed = new byte[LZ4Codec.MaximumOutputSize(sorted.Length)];
        packed = packed[..LZ4Codec.Encode(sorted, packed)];
        byte[] head = [2, 1, 1 | 16 | (1 << 5), 2, .. Ints(bytes.Length, bytes.Length, 24 + packed.Length, 20, packed.Length)];
        return [.. head, .. packed];
    }

    /// <summary>Metadata of version 3: turned and checked, and in shards.</summary>
    public static IReadOnlyList<byte[]> Zarr3()
    {
        const string Bytes = "{'name':'bytes','configuration':{'endian':'little'}}";
        static byte[] Of(string chunk, string codecs, string keys) => Json(
            $"{{'zarr_format':3,'node_type':'array','shape':[2,{Rows},{Columns}],'data_type':'uint16','fill_value':7,'codecs':{codecs},"
                + $"'chunk_grid':{{'name':'regular','configuration':{{'chunk_shape':{chunk}}}}},"
                + $"'chunk_key_encoding':{{'name':'{keys}','configuration':{{'separator':'.'}}}},'dimension_names':['t','y','x']}}");
        return
        [
            Of("[1,2,3]", $"[{{'name':'transpose','configuration':{{'order':[2,0,1]}}}},{Bytes}]", "v2"),
            Of(
                $"[2,{Rows},{Columns}]",
                $"[{{'name':'sharding_indexed','configuration':{{'chunk_shape':[1,{Rows},{Columns}],'codecs':[{Bytes}],"
                    + $"'index_codecs':[{Bytes},{{'name':'crc32c'}}],'index_location':'end'}}}}]",
                "default"),
        ];
    }

    /// <summary>A shard of two chunks, of which one was not written.</summary>
    public static byte[] ZarrShard()
    {
        byte[] samples = Pixels(3, Rows * Columns * 2);
        byte[] index = [.. Ints(0, 0, samples.Length, 0), .. Enumerable.Repeat((byte)255, 16)];
        uint sum = index.Aggregate(uint.MaxValue, BitOperations.Crc32C);
        return [.. samples, .. index, .. BitConverter.GetBytes(~sum)];
    }

    /// <summary>What says of a group that it is an image.</summary>
    public static byte[] OmeZarr() => Json(
        "{'multiscales':[{'version':'0.4','axes':[{'name':'t','type':'time','unit':'second'},{'name':'y','unit':'micrometer'},"
            + "{'name':'x','unit':'micrometer'}],'datasets':[{'path':'0',"
            + "'coordinateTransformations':[{'type':'scale','scale':[0.1,2,2]}]}]}],"
            + "'omero':{'channels':[{'label':'GCaMP'}]}}");

    private static byte[] Json(string text) => Encoding.ASCII.GetBytes(text.Replace('\'', '"'));

    private static byte[] Pixels(int seed, int length) => [.. Enumerable.Range(0, length).Select(i => (byte)((i * 7) + seed))];

    private static byte[] Jpeg(int seed)
    {
        using SKBitmap picture = new(16, 16, SKColorType.Gray8, SKAlphaType.Opaque);
        Pixels(seed, 256).CopyTo(picture.GetPixelSpan());
        using SKData data = picture.Encode(SKEncodedImageFormat.Jpeg, 80);
        return data.ToArray();
    }

    private static byte[] Ints(params int[] values)
    {
        byte[] bytes = new byte[values.Length * sizeof(int)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * sizeof(int)), values[i]);
        }

        return bytes;
    }
}
