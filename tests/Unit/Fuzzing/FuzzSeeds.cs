using System.Text;
using DeepWonder3D.Formats;
using DeepWonder3D.Formats.Calibrations;
using DeepWonder3D.Formats.Mat;
using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Models;
using DeepWonder3D.Tests.Formats.Tiff;
using DeepWonder3D.Tests.Models;
using DeepWonder3D.Tests.NeuronFiles;
using DeepWonder3D.Tiles;
using DeepWonder3D.Views;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Tests.Fuzzing;

/// <summary>Small sound files, made by the module's writers and by plain code of the tests.</summary>
internal static class FuzzSeeds
{
    public const int Rows = 8;
    public const int Columns = 6;

    /// <summary>TIFFs of four pages: both byte orders and sizes, strips and tiles, each compression.</summary>
    public static IEnumerable<byte[]> Tiffs() =>
    [
        Tiff(1, text: "ImageJ=1.53t\nimages=4\nframes=4\nfinterval=0.1\nunit=micron\nloop=false\n"),
        Tiff(8) , Tiff(5, big: true, bigEndian: true), Tiff(32773, bigEndian: true), Tiff(1, big: true, tile: (16, 16)),
        Tiff(5, tile: (16, 16)),
        Tiff(
            1,
            text: "state.acq.frameRate=3.9\rstate.acq.numberOfFrames=2\rstate.acq.numberOfZSlices=1\r"
                + "state.acq.savingChannel1=1\rstate.acq.savingChannel2=1\r"),
        Tiff(
            1,
            big: true,
            text: "scanimage.SI.hChannels.channelSave = [1;2]\nscanimage.SI.hFastZ.enable = true\n"
                + "scanimage.SI.hStackManager.numSlices = 2\nscanimage.SI.hRoiManager.imagingFovUm = [-5 -4;5 -4;5 4;-5 4]\n"),
    ];

    /// <summary>An OME-TIFF that names <see cref="SecondTiff"/> as its second half.</summary>
    public static IEnumerable<byte[]> TiffSets() =>
    [
        Tiff(
            1,
            text: "<OME UUID='urn:uuid:1'><Image><Pixels DimensionOrder='XYCZT' SizeX='6' SizeY='8' SizeT='3' SizeZ='1' SizeC='2' "
                + "PhysicalSizeX='0.5' TimeIncrement='0.1'><Channel Name='a'/><Channel Name='b'/><TiffData FirstT='0' IFD='0' "
                + "PlaneCount='4'/><TiffData FirstT='2' IFD='0' PlaneCount='2'><UUID "
                + "FileName='b.tif'>urn:uuid:2</UUID></TiffData></Pixels></Image></OME>"),
        Tiff(
            1,
            text: "<OME><Image><Pixels DimensionOrder='XYZCT' SizeX='6' SizeY='8' SizeT='2' SizeZ='2' SizeC='1'><Plane TheT='0' TheC='0' "
                + "TheZ='0' DeltaT='0'/><TiffData/></Pixels></Image></OME>"),
    ];

    public static byte[] SecondTiff() => Tiff(1);

    /// <summary>A movie as a format of ours has it.</summary>
    public static byte[] Movie(string ending, VolumeCompression compression = VolumeCompression.None) => Written(ending, path =>
    {
        string source = path + ".source.tif";
        File.WriteAllBytes(source, Tiff(1));
        using Volume opened = VolumeReader.Open(
            source, new VolumeReadOptions { FrameRate = 7, PixelSizeUm = 0.65, PlaneStepUm = 2 }, CancellationToken.None);
        VolumeWriter.Write(
            opened, path, new VolumeWriteOptions { Compression = compression }, SilentObserver.Instance, CancellationToken.None);
    });

    /// <summary>Neurons of one view and in space as a format of ours has them.</summary>
    public static IEnumerable<byte[]> Neurons(string ending, NeuronFileFormat format = NeuronFileFormat.Auto, bool inSpace = true) =>
        new object[] { NeuronSamples.FullSet(), NeuronSamples.FullPopulation() }.Take(inSpace ? 2 : 1)
            .Select(neurons => Written(ending, path => NeuronFile.Write(neurons, path, format, false, CancellationToken.None)));

    /// <summary>The files of a result of several, such as a suite2p folder, by name.</summary>
    public static IEnumerable<(string Name, byte[] Content)> NeuronFiles(string name, NeuronFileFormat format)
    {
        using TemporaryFolder folder = new();
        NeuronFile.Write(NeuronSamples.FullSet(), folder.File(name), format, false, CancellationToken.None);
        return [.. Directory.GetFiles(folder.Root, "*", SearchOption.AllDirectories)
            .Select(f => (Path.GetFileName(f), File.ReadAllBytes(f)))];
    }

    public static byte[] NeuronFileOf(string name, NeuronFileFormat format, string file) =>
        NeuronFiles(name, format).Single(f => f.Name == file).Content;

    public static byte[] Calibration(string ending) => Written(ending, path => CalibrationFile.Write(
        new ViewCalibration([new ViewPair(113, 38, 0.1, 0, -0.3, 0.25), new ViewPair(38, 40, 0.1, 0.2, 1 / 3.0, 0)], 38, 0.65, 3, 1.33),
        path,
        false));

    /// <summary>A movie as MATLAB saves it.</summary>
    public static byte[] MatMovie(bool compress) => Written("mat", path =>
    {
        using FileStream stream = File.Create(path);
        MatArray movie = new MatNumeric(
            [Rows, Columns, 5], Enumerable.Range(0, Rows * Columns * 5).Select(i => (ushort)(i * 71)).ToArray());
        MatWriter.Write(stream, [("label", new MatText("text")), ("movie", movie)], compress, CancellationToken.None);
    });

    public static byte[] Npy(string type, string shape, int bytes)
    {
        byte[] header = Encoding.ASCII.GetBytes($"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n");
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. header, .. Enumerable.Range(0, bytes).Select(i => (byte)(i % 64))];
    }

    public static byte[] Checkpoint(string network) => TestCheckpoint.Of(TestNetworks.Named(network));

    /// <summary>A model file as ConvertTo-OnnxModel writes it.</summary>
    public static byte[] Model(string network) => Written("onnx", path =>
    {
        File.WriteAllBytes(path + ".pth", Checkpoint(network));
        CheckpointConverter.Convert(path + ".pth", path, new ConversionOptions { Name = "a", PixelSizeUm = 2 });
    });

    private static byte[] Tiff(
        int compression, bool big = false, bool bigEndian = false, (int Rows, int Columns)? tile = null, string? text = null) =>
        new TestTiff
        {
            Type = SampleType.UInt16,
            Rows = Rows,
            Columns = Columns,
            Compression = compression,
            Big = big,
            BigEndian = bigEndian,
            Tile = tile,
            Text = text,
            Resolution = (2, 1),
        }
            .Build([.. Enumerable.Range(0, 4).Select(i => TestTiff.Plane(SampleType.UInt16, Rows, Columns, i))]);

    private static byte[] Written(string ending, Action<string> write)
    {
        using TemporaryFolder folder = new();
        string path = folder.File("a." + ending);
        write(path);
        return File.ReadAllBytes(path);
    }
}
