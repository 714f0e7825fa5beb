using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using DeepWonder3D.Errors;

namespace DeepWonder3D.Models.Checkpoints;

/// <summary>
/// The ZIP archive of a checkpoint: a pickle that describes tensors, and their samples as stored members <c>data/0, data/1, …</c>.
/// </summary>
internal sealed class CheckpointArchive : IDisposable
{
    /// <summary>
    /// The most samples that a checkpoint's storages, and its tensors, may hold together (256 MB of float32); the published ones have 0.4
    /// million.
    /// </summary>
    public const long MaxSamples = 64 << 20;

    private const string PickleName = "/data.pkl";

    private readonly string _path;
    private readonly ZipArchive _zip;
    private readonly string _root;
    private readonly Dictionary<string, (StorageType Type, float[] Samples)> _storages = [];
    private long _samples;

    /// <summary>Opens the archive in a file's stream, which stays open.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.CheckpointInvalid"/>.</exception>
    public CheckpointArchive(Stream file, string path)
    {
        _path = path;
        _zip = Guard(() => new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true));
        string[] pickles = Guard(
            () => _zip.Entries.Select(e => e.FullName).Where(n => n.EndsWith(PickleName, StringComparison.Ordinal)).ToArray());
        if (pickles.Length != 1)
        {
            throw Invalid($"holds {pickles.Length} members named '*{PickleName}' where a PyTorch checkpoint has one");
        }

        _root = pickles[0][..^PickleName.Length];
        RequireLittleEndian();
    }

    public void Dispose() => _zip.Dispose();

    /// <summary>The pickle that describes the tensors.</summary>
    public byte[] Pickle()
    {
        ZipArchiveEntry entry = Entry(_root + PickleName);
        return entry.Length <= CheckpointPickle.MaxBytes
            ? Read(entry)
            : throw Invalid($"describes its tensors in {entry.Length} bytes, and {CheckpointPickle.MaxBytes} are read");
    }

    /// <summary>A storage's samples as float32.</summary>
    public float[] Storage(StorageReference storage)
    {
        if (_storages.TryGetValue(storage.Key, out (StorageType Type, float[] Samples) known))
        {
            return known.Type == storage.Type && known.Samples.Length == storage.Count
                ? known.Samples
                : throw Invalid($"describes its member data/{storage.Key} in two ways");
        }

        int width = storage.Type switch { StorageType.Float => 4, StorageType.Half => 2, _ => 8 };
        ZipArchiveEntry entry = Entry($"{_root}/data/{storage.Key}");
        if (storage.Count > MaxSamples - _samples)
        {
            throw Invalid($"holds more than {MaxSamples} samples");
        }

        if (entry.Length != storage.Count * width)
        {
            throw Invalid(
                $"has {entry.Length} bytes in its member data/{storage.Key} where {storage.Count} samples of {width} bytes are announced");
        }

        _samples += storage.Count;
        float[] samples = ToSingle(Read(entry), storage.Type);
        _storages.Add(storage.Key, (storage.Type, samples));
        return samples;
    }

    private static float[] ToSingle(byte[] bytes, StorageType type)
    {
        switch (type)
        {
            case StorageType.Float:
                return MemoryMarshal.Cast<byte, float>(bytes).ToArray();
            case StorageType.Half:
                ReadOnlySpan<Half> halves = MemoryMarshal.Cast<byte, Half>(bytes);
                float[] fromHalves = new float[halves.Length];
                System.Numerics.Tensors.TensorPrimitives.ConvertToSingle(halves, fromHalves);
                return fromHalves;
            default:
                float[] fromDoubles = new float[bytes.Length / sizeof(double)];
                for (int i = 0; i < fromDoubles.Length; i++)
                {
                    fromDoubles[i] = (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)));
                }

                return fromDoubles;
        }
    }

    /// <summary>PyTorch 2.1 and later say the samples' byte order; earlier ones wrote the machine's, which was little-endian.</summary>
    private void RequireLittleEndian()
    {
        ZipArchiveEntry? order = Guard(() => _zip.GetEntry(_root + "/byteorder"));
        if (order is not null && (order.Length > 16 || Encoding.ASCII.GetString(Read(order)) != "little"))
        {
            throw Invalid("was written on a big-endian machine, which is not read");
        }
    }

    private ZipArchiveEntry Entry(string name) => Guard(() => _zip.GetEntry(name)) ?? throw Invalid($"lacks its member '{name}'");

    /// <summary>
    /// Reads a stored member whole. What it claims to hold has been bounded; the claim and the checksum, which .NET's ZIP reader does not
    /// compare, must come true.
    /// </summary>
    private byte[] Read(ZipArchiveEntry entry)
    {
        if (entry.CompressedLength != entry.Length)
        {
            throw Invalid($"has a compressed member '{entry.FullName}'; PyTorch stores all of them");
        }

        byte[] bytes = Guard(() =>
        {
            byte[] buffer = new byte[entry.Length];
            using Stream stream = entry.Open();
            stream.ReadExactly(buffer);
            return buffer;
        });
        return Crc32.HashToUInt32(bytes) == entry.Crc32
            ? bytes
            : throw Invalid($"is damaged: the checksum of its member '{entry.FullName}' is wrong");
    }

    /// <summary>.NET's ZIP reader answers a damaged archive in many ways; all of them mean the same here.</summary>
    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e)
            when (e is InvalidDataException or EndOfStreamException or ArgumentException or NotSupportedException or OverflowException)
        {
            throw Invalid("is no whole ZIP archive", e);
        }
    }

    private DeepWonderException Invalid(string what, Exception? inner = null) => new(
        ErrorId.CheckpointInvalid,
        $"The checkpoint '{_path}' {what}.",
        _path,
        "Copy the file again from its source, or save it again with PyTorch 1.6 or later.",
        inner);
}
