using System.Text;
using DeepWonder3D.Errors;
using DeepWonder3D.Formats;
using DeepWonder3D.Formats.Calibrations;
using DeepWonder3D.Formats.NeuronFiles;
using DeepWonder3D.Models;
using DeepWonder3D.Tests.Models;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Tests.Fuzzing;

/// <summary>Every reader of files of others.</summary>
internal static class FuzzTargets
{
    private const string Thorlabs =
        "<ThorImageExperiment><Wavelengths><Wavelength name='ChanA'/></Wavelengths><LSM pixelX='6' pixelY='8' frameRate='30' "
            + "pixelSizeUM='0.6'/><Streaming enable='1' frames='4' zFastEnable='1' flybackFrames='1'/><ZStage steps='1' "
            + "stepSizeUM='1'/></ThorImageExperiment>";

    private const string Bruker =
        "<PVScan version='5'><PVStateShard><PVStateValue key='framePeriod' value='0.1'/><PVStateValue "
            + "key='micronsPerPixel'><IndexedValue index='XAxis' value='0.5'/></PVStateValue></PVStateShard><Sequence type='TSeries "
            + "ZSeries Element'><Frame index='1' relativeTime='0'><File channel='1' channelName='a' page='1' "
            + "filename='b.tif'/></Frame><Frame index='2' relativeTime='1'><File channel='1' channelName='a' page='2' "
            + "filename='b.tif'/></Frame></Sequence></PVScan>";

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("tiff", "a.tif", ReadMovie) { Seeds = FuzzSeeds.Tiffs },
        new("tiff-set", "a.ome.tif", ReadMovie)
        {
            Seeds = () => [.. FuzzSeeds.TiffSets(), FuzzSeeds.Movie("ome.tif")],
            Beside = () => [("b.tif", FuzzSeeds.SecondTiff())],
        },
        new("hdf5", "a.h5", ReadMovie) { Seeds = () => [FuzzSeeds.Movie("h5"), FuzzSeeds.Movie("h5", VolumeCompression.Deflate)] },
        new("nwb-movie", "a.nwb", ReadMovie) { Seeds = () => [FuzzSeeds.Movie("nwb")], Beside = () => [("b.tif", FuzzSeeds.SecondTiff())] },
        new("mat-movie", "a.mat", ReadMovie) { Seeds = () => [FuzzSeeds.MatMovie(false), FuzzSeeds.MatMovie(true)] },
        new("npy-movie", "a.npy", ReadMovie)
        {
            Seeds = () =>
                [FuzzSeeds.Npy("<u2", "(3, 8, 6)", 288), FuzzSeeds.Npy(">f4", "(2, 2, 8, 6)", 768), FuzzSeeds.Npy("|i1", "(8, 6)", 48)],
        },
        new("bruker", "scan.xml", ReadFolder)
        {
            Seeds = () => [Encoding.UTF8.GetBytes(Bruker)],
            Beside = () => [("b.tif", FuzzSeeds.SecondTiff())],
        },
        new("thorlabs", "Experiment.xml", ReadFolder)
        {
            Seeds = () => [Encoding.UTF8.GetBytes(Thorlabs)],
            Beside = () => [("Image_001_001.raw", new byte[4 * 8 * 6 * 2])],
        },
        new("avi", "a.avi", ReadMovie) { Seeds = FuzzFilms.Films },
        new("scanbox-info", "a.mat", path => ReadMovie(Path.ChangeExtension(path, ".sbx")))
        {
            Seeds = () => [FuzzFilms.ScanboxInfo(false), FuzzFilms.ScanboxInfo(true)],
            Beside = () => [("a.sbx", new byte[6 * 8 * 6 * 2 * 2])],
        },
        new("suite2p-movie-ops", "ops.npy", path => ReadMovie(Path.Combine(Path.GetDirectoryName(path)!, "data.bin")))
        {
            Seeds = () => [FuzzSeeds.NeuronFileOf("plane0", NeuronFileFormat.Suite2p, "ops.npy")],
            Beside = () => [("data.bin", new byte[64 * 64 * 2 * 3])],
        },
        new("zarr2", ".zarray", ReadFolder)
        {
            Seeds = () => [FuzzFilms.Zarr2()],
            Beside = () => [("0.0.0", FuzzFilms.ZarrChunk()), ("1.0.0", FuzzFilms.ZarrChunk())],
        },
        new("zarr2-chunk", "0.0.0", ReadFolder) { Seeds = () => [FuzzFilms.ZarrChunk()], Beside = () => [(".zarray", FuzzFilms.Zarr2())] },
        new("zarr3", "zarr.json", ReadFolder)
        {
            Seeds = FuzzFilms.Zarr3,
            Beside = () => [("c.0.0.0", FuzzFilms.ZarrShard()), ("1.0.0", FuzzFilms.ZarrChunk())],
        },
        new("zarr3-shard", "c.0.0.0", ReadFolder)
        {
            Seeds = () => [FuzzFilms.ZarrShard()],
            Beside = () => [("zarr.json", FuzzFilms.Zarr3()[^1])],
        },
        new("ome-zarr", ".zattrs", ReadFolder)
        {
            Seeds = () => [FuzzFilms.OmeZarr()],
            Beside = () =>
            [
                (".zgroup", "{\"zarr_format\": 2}"u8.ToArray()), ("0/.zarray", FuzzFilms.Zarr2()), ("0/0.0.0", FuzzFilms.ZarrChunk()),
            ],
        },
        new("mat-neurons", "a.mat", ReadNeurons) { Seeds = () => [.. FuzzSeeds.Neurons("mat")] },
        new("mat73-neurons", "a.mat", ReadNeurons) { Seeds = () => [.. FuzzSeeds.Neurons("mat", NeuronFileFormat.Mat73)] },
        new("json-neurons", "a.json", ReadNeurons)
        {
            Seeds = () =>
                [.. FuzzSeeds.Neurons("json"), "[{\"coordinates\": [[1, 2], [1, 3]]}, {\"id\": 4, \"coordinates\": [[5, 2]]}]"u8.ToArray()],
        },
        Table("csv-neurons", "a.csv"),
        Table("csv-footprints", "a.footprints.csv"),
        Table("csv-traces", "a.traces.csv"),
        Table("csv-info", "a.info.json"),
        new("coordinates-text", "a.txt", ReadNeurons) { Seeds = () => ["1,2,3\n4.5,6e1,-7\r\n\"8\",9,10,11\n"u8.ToArray()] },
        new("coordinates-npy", "a.npy", ReadNeurons)
        {
            Seeds = () => [FuzzSeeds.Npy("<f4", "(3, 4)", 48), FuzzSeeds.Npy("<i8", "(2, 3)", 48)],
        },
        new("nwb-neurons", "a.nwb", ReadNeurons) { Seeds = () => FuzzSeeds.Neurons("nwb") },
        new("caiman", "a.hdf5", ReadNeurons),
        new("npz", "a.npz", ReadNeurons) { Seeds = () => FuzzSeeds.Neurons("npz"), IsZip = true },
        new("roiset", "a.zip", ReadNeurons) { Seeds = () => FuzzSeeds.Neurons("zip", inSpace: false), IsZip = true },
        new("roi", "a.roi", ReadNeurons),
        Suite2p("stat.npy"),
        Suite2p("ops.npy"),
        Suite2p("iscell.npy"),
        Suite2p("F.npy"),
        Suite2p("spks.npy"),
        new("json-calibration", "a.json", ReadCalibration) { Seeds = () => [FuzzSeeds.Calibration("json")] },
        new("mat-calibration", "a.mat", ReadCalibration) { Seeds = () => [FuzzSeeds.Calibration("mat")] },
        new("checkpoint", "a.pth", ReadCheckpoint)
        {
            Seeds = () => [FuzzSeeds.Checkpoint(TestNetworks.WindowScoreName), FuzzSeeds.Checkpoint(TestNetworks.SingleBlocksName)],
            IsZip = true,
        },
        new("onnx", "a.onnx", path => ModelFile.Load(path))
        {
            Seeds = () => [FuzzSeeds.Model(TestNetworks.WindowScoreName), FuzzSeeds.Model(TestNetworks.UNet3DName)],
        },
    ];

    public static FuzzTarget Named(string name) => All.Single(t => t.Name == name);

    /// <summary>One of the tables that make up a result in CSV; the others are sound.</summary>
    private static FuzzTarget Table(string name, string file) =>
        new(name, file, path => ReadNeurons(Path.Combine(Path.GetDirectoryName(path)!, "a.csv")))
        {
            Seeds = () => [FuzzSeeds.NeuronFileOf("a.csv", NeuronFileFormat.Csv, file)],
            Beside = () => FuzzSeeds.NeuronFiles("a.csv", NeuronFileFormat.Csv),
        };

    /// <summary>One of the files of a suite2p folder; the others are sound.</summary>
    private static FuzzTarget Suite2p(string file) =>
        new("suite2p-" + file[..^4].ToLowerInvariant(), file, path => ReadNeurons(Path.GetDirectoryName(path)!))
        {
            Seeds = () => [FuzzSeeds.NeuronFileOf("plane0", NeuronFileFormat.Suite2p, file)],
            Beside = () => FuzzSeeds.NeuronFiles("plane0", NeuronFileFormat.Suite2p),
        };

    private static void ReadFolder(string path) => ReadMovie(Path.GetDirectoryName(path)!);

    private static void ReadNeurons(string path) => NeuronFile.Read(path, NeuronFileFormat.Auto, NeuronImportOptions.None);

    private static void ReadCalibration(string path) => CalibrationFile.Read(path, CalibrationUnits.Unknown);

    private static void ReadCheckpoint(string path)
    {
        string model = path + ".onnx";
        File.Delete(model);
        CheckpointConverter.Convert(path, model, new ConversionOptions());
    }

    /// <summary>Opens a recording, of its first channel where it has several, and reads rows of its first planes.</summary>
    private static void ReadMovie(string path)
    {
        foreach (string? channel in new[] { null, "0" })
        {
            try
            {
                using Volume volume = VolumeReader.Open(path, new VolumeReadOptions { Channel = channel }, CancellationToken.None);
                for (long i = 0; i < Math.Min(volume.Store.PlaneCount, 40); i++)
                {
                    byte[] row = new byte[volume.Store.RowBytes];
                    volume.Store.ReadRows(i, volume.Height - 1, 1, row);
                }

                return;
            }
            catch (DeepWonderException e)
                when (channel is null && e.Id == ErrorId.AxesMismatch && e.Message.Contains("channels", StringComparison.Ordinal))
            {
                // Then one of them.
            }
        }
    }
}
