using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using DeepWonder3D.Formats.Hdf5;
using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Neurons;
using DeepWonder3D.Views;
using DeepWonder3D.Work;
using Xunit;

namespace DeepWonder3D.Tests.NeuronFiles;

/// <summary>
/// Files of neurons do not change by accident. What is compressed is looked at as it was before: compression is another one with each
/// runtime. Whoever changes a format on purpose says so in the changelog, and puts what this test prints in its place.
/// </summary>
public sealed class NeuronFileBytesTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_byte_for_byte_what_it_was()
    {
        NeuronSet set = NeuronSamples.Set() with { History = Released(NeuronSamples.Set().History) };
        NeuronPopulation population = NeuronSamples.Population() with { History = Released(NeuronSamples.Population().History) };
        Write("set", set);
        Write("population", population);
        NeuronFile.Write(set, _folder.File("plane0"), NeuronFileFormat.Suite2p, false, TestContext.Current.CancellationToken);

        string[] files = Directory.GetFiles(_folder.Root, "*", SearchOption.AllDirectories);
        Array.Sort(files, StringComparer.Ordinal);
        string hashes = string.Join(
            '\n', files.Select(f => $"{Convert.ToHexString(SHA256.HashData(Content(f)))[..16]} {Path.GetFileName(f)}"));
        output.WriteLine(hashes);

        Assert.Equal(
            """
            74C55611A0A4527F F.npy
            AE93BC2DD9FB05C6 Fneu.npy
            C8E0ECAED02D4472 iscell.npy
            5FE2857E728555D1 ops.npy
            AE93BC2DD9FB05C6 spks.npy
            9FB86699E2F3526F stat.npy
            EC6D485E6C0661FF population-73.mat
            A8053D81F8E30D7A population.csv
            738EA57D84B29434 population.deltaf.csv
            64925F1A123CD1F6 population.detections.csv
            C0AB81943739336C population.info.json
            3ED75682F8DFC538 population.json
            0E74DA473C7D2FC2 population.mat
            74F8AA71AACDDE53 population.npz
            A197B7BBB27A435A population.nwb
            A268A07418D06DCE population.traces.csv
            1DA3168EDB9C5670 population.views.csv
            388EBEB659904EF4 population.zip
            01C24A4210B08E6F set-73.mat
            7DA2A81ECA6CAE5C set.csv
            2C7D5561E157F15C set.footprints.csv
            8BD457064D052FCD set.info.json
            ADA329A97C2BAE94 set.json
            E4CA355BB1764CF1 set.mat
            E1B8A9D31CC189D0 set.npz
            AB57B01CD03939C7 set.nwb
            153424CA39362CCC set.traces.csv
            A2187BBB91B510E0 set.zip
            """,
            hashes,
            ignoreLineEndingDifferences: true);
    }

    /// <summary>The history as one release states it: the next one has another number.</summary>
    private static HistoryStep[] Released(IEnumerable<HistoryStep> history) => [.. history.Select(s => s with { ModuleVersion = "0.1.0" })];

    private void Write(string name, object neurons)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        NeuronFile.Write(neurons, _folder.File(name + "-73.mat"), NeuronFileFormat.Mat73, false, token);
        foreach (string ending in new[] { "csv", "json", "mat", "npz", "nwb", "zip" })
        {
            NeuronFile.Write(neurons, _folder.File($"{name}.{ending}"), NeuronFileFormat.Auto, false, token);
        }
    }

    private static byte[] Content(string path) => Path.GetExtension(path) switch
    {
        ".npz" or ".zip" => OfZip(path),
        ".nwb" => OfHdf5(path),
        ".mat" when path.EndsWith("-73.mat", StringComparison.Ordinal) => OfHdf5(path),
        ".mat" => OfMat(path),
        _ => File.ReadAllBytes(path),
    };

    private static byte[] OfZip(string path)
    {
        using ZipArchive zip = ZipFile.OpenRead(path);
        using MemoryStream content = new();
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            content.Write(Encoding.UTF8.GetBytes(entry.FullName));
            using Stream stream = entry.Open();
            stream.CopyTo(content);
        }

        return content.ToArray();
    }

    /// <summary>The header, and each variable inflated.</summary>
    private static byte[] OfMat(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        using MemoryStream content = new();
        content.Write(file, 0, 128);
        for (int start = 128; start < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(start + 4));
            using ZLibStream variable = new(new MemoryStream(file, start + 8, length), CompressionMode.Decompress);
            variable.CopyTo(content);
            start += 8 + length;
        }

        return content.ToArray();
    }

    /// <summary>All names, attributes and items.</summary>
    private static byte[] OfHdf5(string path)
    {
        using Hdf5File file = Hdf5File.Open(path);
        StringBuilder text = new();
        foreach (Hdf5Node node in file.Root.All())
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{node.Path} {string.Join(' ', node.Links.Select(l => l.Name + l.Target))}");
            foreach ((string name, Hdf5Value value) in node.Attributes.OrderBy(a => a.Key, StringComparer.Ordinal))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"@{name} {Items(value)}");
            }

            text.AppendLine(node.IsDataset ? Items(new Hdf5Dataset(node).Read()) : "");
        }

        return Encoding.UTF8.GetBytes(text.ToString().ReplaceLineEndings("\n"));
    }

    private static string Items(Hdf5Value value)
    {
        IEnumerable<string> items = value switch
        {
            { Count: 0 } => [],
            { Type.Stored: not null } => Texts(value.Numbers()),
            { Type.Members.Count: > 0 } => value.Type.Members.SelectMany(m => Texts(value.Numbers(m.Name)!)),
            { Type.Class: Hdf5Class.Text or Hdf5Class.VariableLength } => value.Texts(),
            _ => [],
        };
        return FormattableString.Invariant($"{value.Type} {string.Join('×', value.Lengths)} {string.Join(' ', items)}");
    }

    private static IEnumerable<string> Texts(double[] numbers) => numbers.Select(n => n.ToString(CultureInfo.InvariantCulture));
}
