using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using DeepWonder3D.Formats.Mat;
using DeepWonder3D.Tests.Formats.Tiff;

namespace DeepWonder3D.Tests.Formats;

/// <summary>Whatever is in a file, opening and reading it ends soon, in little memory, with samples or an error of ours.</summary>
public sealed class HostileRecordingTests(ITestOutputHelper output) : FolderTests
{
    private const int Cases = 300;
    private const long MostBytes = 120_000_000;

    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("hdf5_writes.py", new[]
    {
        "earliest-all.h5",
        "latest-all.h5",
        "latest-growingzip.h5",
        "latest-growing2.h5",
        "earliest-names.h5",
        "latest-names.h5",
        "latest-pages.h5",
        "latest-lzf.h5",
    })]
    [InlineData("nwb_writes.py", new[] { "movie.nwb", "external.nwb" })]
    [InlineData("mat_writes.py", new[] { "seven.mat" })]
    [InlineData("films_writes.py", new[]
    {
        "plain.avi",
        "no-index.avi",
        "groups.avi",
        "two-segments.avi",
        "y16.avi",
        "red24.avi",
        "mjpeg-usual.avi",
        "mjpeg-progressive.avi",
    })]
    public void Damage_anywhere_in_what_others_wrote_is_read_or_told(string script, string[] files)
    {
        IndependentJudge.Scripts("Formats/Judges", Folder.Root, "recording.py", script);
        Assert.All(files, file => Damage(file));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Damage_anywhere_in_a_MATLAB_array_is_read_or_told(bool compress)
    {
        using (FileStream stream = File.Create(Folder.File("a.mat")))
        {
            MatArray movie = new MatNumeric([11, 7, 9], Enumerable.Range(0, 693).Select(i => (ushort)(i * 71)).ToArray());
            MatWriter.Write(stream, [("label", new MatText("text")), ("movie", movie)], compress, TestContext.Current.CancellationToken);
        }

        Damage("a.mat");
    }

    [Fact]
    public void Damage_anywhere_in_a_NumPy_array_is_read_or_told()
    {
        byte[] header = Encoding.ASCII.GetBytes("{'descr': '<u2', 'fortran_order': True, 'shape': (9, 11, 7), }".PadRight(117) + "\n");
        Folder.Write("a.npy", [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. header, .. new byte[9 * 11 * 7 * 2]]);
        Damage("a.npy");
    }

    [Theory]
    [InlineData("ome")]
    [InlineData("scanimage 3")]
    [InlineData("scanimage")]
    public void Damage_anywhere_in_the_description_of_a_TIFF_is_read_or_told(string kind)
    {
        string text = kind switch
        {
            "ome" => "<OME UUID='urn:uuid:1'><Image><Pixels DimensionOrder='XYCZT' SizeT='3' SizeZ='1' SizeC='2'><TiffData FirstT='0' "
                + "IFD='0' PlaneCount='4'/><TiffData FirstT='2' IFD='0' PlaneCount='2'><UUID "
                + "FileName='b.tif'>urn:uuid:2</UUID></TiffData></Pixels></Image></OME>",
            "scanimage 3" => "state.acq.frameRate=3.9\rstate.acq.numberOfFrames=2\rstate.acq.numberOfZSlices=1\r"
                + "state.acq.savingChannel1=1\rstate.acq.savingChannel2=1\r",
            _ => "scanimage.SI.hChannels.channelSave = [1;2]\nscanimage.SI.hFastZ.enable = true\n"
                + "scanimage.SI.hStackManager.numSlices = 2\nscanimage.SI.hRoiManager.imagingFovUm = [-5 -4;5 -4;5 4;-5 4]\n",
        };
        byte[][] planes = [.. Enumerable.Range(0, 4).Select(i => TestTiff.Plane(SampleType.UInt8, 8, 6, i))];
        Folder.Write("b.tif", new TestTiff { Type = SampleType.UInt8, Rows = 8, Columns = 6 }.Build(planes[..2]));
        byte[] sound = new TestTiff { Type = SampleType.UInt8, Rows = 8, Columns = 6, Text = text }.Build(planes);
        int place = sound.AsSpan().IndexOf(Encoding.ASCII.GetBytes(text));
        Folder.Write("a.tif", sound);
        Damage("a.tif", place, text.Length);
    }

    [Theory]
    [InlineData(
        "Experiment.xml",
        "<ThorImageExperiment><Wavelengths><Wavelength name='ChanA'/></Wavelengths><LSM pixelX='6' pixelY='8' frameRate='30' "
            + "pixelSizeUM='0.6'/><Streaming enable='1' frames='4' zFastEnable='1' flybackFrames='1'/><ZStage steps='1' "
            + "stepSizeUM='1'/></ThorImageExperiment>")]
    [InlineData(
        "scan.xml",
        "<PVScan version='5'><PVStateShard><PVStateValue key='framePeriod' value='0.1'/></PVStateShard><Sequence type='TSeries ZSeries "
            + "Element'><Frame index='1' relativeTime='0'><File channel='1' channelName='a' page='1' filename='b.tif'/></Frame><Frame "
            + "index='2' relativeTime='1'><File channel='1' channelName='a' page='2' filename='b.tif'/></Frame></Sequence></PVScan>")]
    public void Damage_anywhere_in_the_XML_of_a_folder_is_read_or_told(string name, string xml)
    {
        Folder.Write("Image_001_001.raw", new byte[4 * 8 * 6 * 2]);
        Folder.Write(
            "b.tif", new TestTiff { Type = SampleType.UInt8, Rows = 8, Columns = 6 }
                .Build([.. Enumerable.Range(0, 4).Select(i => TestTiff.Plane(SampleType.UInt8, 8, 6, i))]));
        Folder.Write(name, Encoding.UTF8.GetBytes(xml));
        Damage(name, folder: true);
    }

    [Theory]
    [InlineData("(2147483647, 2147483647, 2147483647)")]
    [InlineData("(1000000, 1000000, 1000000)")]
    [InlineData("(0, 5, 5)")]
    [InlineData("(3,)")]
    [InlineData("(1, 1, 1, 1, 1)")]
    public void A_NumPy_array_of_an_absurd_size_is_told(string shape)
    {
        byte[] header = Encoding.ASCII.GetBytes($"{{'descr': '<u2', 'fortran_order': False, 'shape': {shape}, }}\n");
        string path = Folder.Write("a.npy", [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. header, .. new byte[100]]);
        Assert.Throws<DeepWonderException>(() => OpenAndRead(path));
    }

    [Fact]
    public void A_MATLAB_array_that_claims_more_than_deflate_can_hold_is_told()
    {
        MemoryStream inner = new();
        MatWriter.Write(inner, [("a", new MatNumeric([4, 3, 2], new double[24]))], compress: false, TestContext.Current.CancellationToken);
        byte[] plain = inner.ToArray();
        BitConverter.TryWriteBytes(plain.AsSpan(128 + 8 + 16 + 8), 40_000);
        BitConverter.TryWriteBytes(plain.AsSpan(128 + 8 + 16 + 12), 3_000);
        BitConverter.TryWriteBytes(plain.AsSpan(plain.Length - (24 * 8) - 4), 40_000 * 3_000 * 2 * 8);
        MemoryStream content = new();
        using (ZLibStream deflated = new(content, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflated.Write(plain, 128, plain.Length - 128);
        }

        string path = Folder.Write(
            "a.mat", [.. plain[..128], .. BitConverter.GetBytes(15), .. BitConverter.GetBytes((int)content.Length), .. content.ToArray()]);
        Refusal.Of(ErrorId.MatFileInvalid, () => OpenAndRead(path));
    }

    [Theory]
    [InlineData("../secret.tif")]
    [InlineData("/etc/secret.tif")]
    [InlineData("\\\\server\\share\\secret.tif")]
    [InlineData("..")]
    public void Metadata_cannot_name_files_of_other_folders(string name)
    {
        string text = "<OME UUID='urn:uuid:1'><Image><Pixels DimensionOrder='XYCZT' SizeT='2' SizeZ='1' SizeC='1'><TiffData FirstT='0' "
            + $"IFD='0'><UUID FileName='{name}'>urn:uuid:2</UUID></TiffData></Pixels></Image></OME>";
        string path = Folder.Write(
            "a.tif",
            new TestTiff { Type = SampleType.UInt8, Rows = 8, Columns = 6, Text = text }.Build(TestTiff.Plane(SampleType.UInt8, 8, 6, 1)));
        Refusal.Of(ErrorId.AxesMismatch, () => OpenAndRead(path));
        File.Delete(path);
        Folder.Write(
            "scan.xml",
            Encoding.UTF8.GetBytes(
                $"<PVScan version='5'><Sequence><Frame index='1'><File channel='1' filename='{name}'/></Frame></Sequence></PVScan>"));
        Refusal.Of(ErrorId.RecordingIncomplete, () => OpenAndRead(Folder.Root));
    }

    /// <summary>Cuts a file and flips its bits in many ways.</summary>
    private void Damage(string file, int start = 0, int? length = null, bool folder = false)
    {
        string path = Folder.File(file);
        byte[] sound = File.ReadAllBytes(path);
        OpenAndRead(folder ? Folder.Root : path);
        Random random = new(20_26);
        (int refused, TimeSpan longest, long most) = (0, TimeSpan.Zero, 0);
        for (int i = 0; i < Cases; i++)
        {
            byte[] damaged = i % 4 == 0 && length is null ? sound[..random.Next(sound.Length)] : [.. sound];
            for (int flips = 1 + (i % 3); flips > 0 && damaged.Length > 0 && (i % 4 != 0 || length is not null); flips--)
            {
                // Most of what describes a file stands at its start.
                int reach = length ?? (i % 2 == 0 ? damaged.Length : Math.Min(damaged.Length, 4096));
                damaged[start + random.Next(reach)] ^= (byte)(1 << random.Next(8));
            }

            File.WriteAllBytes(path, damaged);
            Stopwatch watch = Stopwatch.StartNew();
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                OpenAndRead(folder ? Folder.Root : path);
            }
            catch (DeepWonderException)
            {
                refused++;
            }

            longest = watch.Elapsed > longest ? watch.Elapsed : longest;
            most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.True(watch.Elapsed < s_soon, $"Case {i} took {watch.Elapsed}.");
            Assert.True(most < MostBytes + (100 * sound.Length), $"Case {i} took {most} bytes of memory for a file of {sound.Length}.");
        }

        output.WriteLine($"{refused} of {Cases} refused, at most {longest.TotalMilliseconds:0} ms and {most >> 20} MB.");
        Assert.InRange(refused, 1, Cases);
    }

    private static void OpenAndRead(string path)
    {
        foreach (string? channel in new[] { null, "0" })
        {
            try
            {
                using Volume volume = VolumeReader.Open(
                    path, new VolumeReadOptions { Channel = channel }, TestContext.Current.CancellationToken);
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
