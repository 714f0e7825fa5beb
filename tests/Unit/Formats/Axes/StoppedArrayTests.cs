using static DeepWonder3D.Tests.Formats.Axes.NumberedPages;

namespace DeepWonder3D.Tests.Formats.Axes;

/// <summary>Arrays whose writing was stopped: HDF5, NWB, Zarr, NumPy, raw binary, Scanbox, films, ThorImage's folders.</summary>
public sealed class StoppedArrayTests : FolderTests
{
    private const string Frames = "import sys, numpy as np, h5py\np = sys.argv[1]\n"
        + "frames = lambda n: np.arange(n, dtype='u2')[:, None, None] * np.ones((1, 30, 40), 'u2')\n";

    [Theory]
    [InlineData("f.create_dataset('data', data=frames(50))", 20, 49)]
    [InlineData("f.create_dataset('data', data=frames(50), chunks=(1, 30, 40))", 20, 49)]
    [InlineData("f.create_dataset('data', data=frames(50), chunks=(4, 15, 40))", 20, 49)]
    [InlineData("f.create_dataset('data', data=frames(50), chunks=(5, 30, 40), maxshape=(None, 30, 40))", 20, 49)]
    public void An_HDF5_file_that_ends_early_gives_the_frames_before(string write, int least, int most)
    {
        Write($"f = h5py.File(p, 'w', libver='latest'); {write}; f.close()", "a.h5");
        byte[] whole = File.ReadAllBytes(Folder.File("a.h5"));
        foreach (double part in new[] { 0.99, 0.7, 0.5 })
        {
            File.WriteAllBytes(Folder.File("a.h5"), whole[..(int)(whole.Length * part)]);
            using Volume volume = Open(Folder.File("a.h5"));
            Assert.InRange(volume.FrameCount, least, most);
            Demand(volume);
            Assert.Contains("ends early", Assert.Single(Warnings(volume)), StringComparison.Ordinal);
        }

        // Cut within its first frame, or before what says where its frames are: nothing is there.
        File.WriteAllBytes(Folder.File("a.h5"), whole[..600]);
        Refusal.Of(ErrorId.Hdf5FileInvalid, () => Open(Folder.File("a.h5")));
    }

    [Theory]
    [InlineData("d = f.create_dataset('data', shape=(100, 30, 40), dtype='u2', chunks=(1, 30, 40)); d[:42] = frames(42)", 42)]
    [InlineData("d = f.create_dataset('data', shape=(100, 30, 40), dtype='u2', chunks=(6, 30, 20)); d[:42] = frames(42)", 42)]
    [InlineData(
        "d = f.create_dataset('data', shape=(100, 30, 40), dtype='u2', chunks=(1, 30, 40), maxshape=(None,30,40)); d[:7] = frames(7)", 7)]
    public void Frames_of_which_no_chunk_was_written_are_none(string write, int frames)
    {
        Write($"f = h5py.File(p, 'w'); {write}; f.close()", "a.h5");
        using Volume volume = Open(Folder.File("a.h5"));
        Assert.Equal(frames, volume.FrameCount);
        Demand(volume);
        Assert.Contains("never written", Assert.Single(Warnings(volume)), StringComparison.Ordinal);
    }

    [Fact]
    public void Chunks_that_are_missing_among_others_are_said()
    {
        Write("f = h5py.File(p, 'w'); d = f.create_dataset('data', shape=(10, 30, 40), dtype='u2', chunks=(1, 30, 40), fillvalue=9)\n"
            + "d[:4] = frames(4); d[6:] = frames(10)[6:]; f.close()", "a.h5");
        using Volume volume = Open(Folder.File("a.h5"));
        Assert.Equal((10L, 9f), (volume.FrameCount, volume.GetPlane(5)[0, 0]));
        Assert.Contains("2 of 10 chunks", Assert.Single(Warnings(volume)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_NWB_file_gives_the_frames_that_are_there_with_their_times()
    {
        const string Head = "f = h5py.File(p, 'w'); f.attrs['nwb_version'] = '2.5.0'; g = f.create_group('acquisition/a')\n"
            + "g.attrs['neurodata_type'] = 'TwoPhotonSeries'; t = np.arange(50) * 0.1; t[20:] += 5\n";
        Write(Head + "g['timestamps'] = t; g.create_dataset('data', data=frames(50).swapaxes(1, 2)); f.close()", "cut.nwb");
        byte[] whole = File.ReadAllBytes(Folder.File("cut.nwb"));
        File.WriteAllBytes(Folder.File("cut.nwb"), whole[..(int)(whole.Length * 0.9)]);
        using (Volume cut = Open(Folder.File("cut.nwb")))
        {
            Assert.InRange(cut.FrameCount, 40, 46);
            Assert.Equal((10.0, cut.FrameCount), (Math.Round(cut.FrameRate!.Value, 6), cut.FrameTimes!.LongLength));
            Demand(cut);
            Assert.Contains(Warnings(cut), w => w.Contains("ends early", StringComparison.Ordinal));
        }

        // Room for 80 frames, 45 written, times of 42.
        Write(Head + "g['timestamps'] = t[:42]; d = g.create_dataset('data', shape=(80, 40, 30), dtype='u2', chunks=(1, 40, 30))\n"
            + "d[:45] = frames(45).swapaxes(1, 2); f.close()", "short.nwb");
        using Volume shorter = Open(Folder.File("short.nwb"));
        Assert.Equal((42L, 42L), (shorter.FrameCount, shorter.FrameTimes!.LongLength));
        Demand(shorter);
        Assert.Contains(Warnings(shorter), w => w.Contains("times of 42", StringComparison.Ordinal));

        // More times than frames.
        Write(Head + "g['timestamps'] = t; g['data'] = frames(30).swapaxes(1, 2); f.close()", "long.nwb");
        using Volume longer = Open(Folder.File("long.nwb"));
        Assert.Equal((30L, 10.0), (longer.FrameCount, Math.Round(longer.FrameRate!.Value, 6)));
    }

    [Fact]
    public void Files_that_an_NWB_names_and_that_are_missing_at_the_end_are_left_out()
    {
        Write("f = h5py.File(p, 'w'); f.attrs['nwb_version'] = '2.5.0'; g = f.create_group('acquisition/a')\n"
            + "g.attrs['neurodata_type'] = 'TwoPhotonSeries'; g['starting_time'] = 0.0; g['starting_time'].attrs['rate'] = 5.0\n"
            + "g.create_dataset('external_file', data=['0.tif', '1.tif', '2.tif'], dtype=h5py.string_dtype()); f.close()", "a.nwb");
        Folder.Write("0.tif", TiffOf([0, 1]));
        Folder.Write("1.tif", TiffOf([2, 3]));
        using (Volume volume = Open(Folder.File("a.nwb")))
        {
            Assert.Equal([[0], [1], [2], [3]], Read(volume));
            Assert.Contains("names 3 files", Assert.Single(Warnings(volume)), StringComparison.Ordinal);
        }

        Folder.Write("2.tif", TiffOf([4]));
        File.Delete(Folder.File("1.tif"));
        Refusal.Of(ErrorId.RecordingIncomplete, () => Open(Folder.File("a.nwb")));
    }

    [Theory]
    [InlineData(".", null, 1)]
    [InlineData("/", null, 1)]
    [InlineData("/", "c", 2)]
    public void A_Zarr_whose_last_frames_have_no_chunk_ends_before_them(string separator, string? prefix, int framesAChunk)
    {
        string folder = Folder.File("a.zarr");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, prefix is null ? ".zarray" : "zarr.json"), prefix is null
            ? $"{{\"zarr_format\":2,\"shape\":[40,3,4],\"chunks\":[{framesAChunk},3,2],\"dtype\":\"<u2\","
                + $"\"compressor\":null,\"fill_value\":7,"
                + $"\"order\":\"C\",\"filters\":null,\"dimension_separator\":\"{separator}\"}}"
            : "{\"zarr_format\":3,\"node_type\":\"array\",\"shape\":[40,3,4],\"data_type\":\"uint16\",\"chunk_grid\":{\"name\":\"regular\","
                + $"\"configuration\":{{\"chunk_shape\":[{framesAChunk},3,2]}}}},\"chunk_key_encoding\":{{\"name\":\"default\"}},"
                + "\"fill_value\":7,\"codecs\":[{\"name\":\"bytes\",\"configuration\":{\"endian\":\"little\"}}]}");
        for (int row = 0; row < 12 / framesAChunk; row++)
        {
            for (int column = 0; column < 2; column++)
            {
                string file = Path.Combine(
                    [folder, .. prefix is null ? [] : new[] { prefix }, .. $"{row}{separator}0{separator}{column}".Split('/')]);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllBytes(file, [.. Enumerable.Range(0, framesAChunk).SelectMany(
                    t => Enumerable.Range(0, 6).SelectMany(_ => BitConverter.GetBytes((ushort)((row * framesAChunk) + t))))]);
                if ((row, column) == (1, 1))
                {
                    File.Delete(file);
                }
            }
        }

        using Volume volume = Open(folder);
        Assert.Equal(12, volume.FrameCount);
        for (int t = 0; t < 12; t++)
        {
            Assert.Equal((t, t / framesAChunk == 1 ? 7 : t), (volume.GetPlane(t)[2, 1], volume.GetPlane(t)[0, 3]));
        }

        // The hole is the format's own way to write many equal samples; it is said.
        Assert.Equal(2, Warnings(volume).Count);
        Assert.Contains(Warnings(volume), w => w.Contains($"1 of {24 / framesAChunk} chunks", StringComparison.Ordinal));
        Assert.Contains(Warnings(volume), w => w.Contains("states 40 frames, and the 12", StringComparison.Ordinal));
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => !f.Contains("zarr.json")
            && !f.Contains(".zarray")))
        {
            File.Delete(file);
        }

        Refusal.Of(ErrorId.RecordingDamaged, () => Open(folder));
    }

    [Fact]
    public void A_NumPy_array_that_ends_early_gives_its_frames_unless_time_is_fastest()
    {
        Write("np.save(p, frames(50)); np.save(p[:-4] + 'f.npy', np.asfortranarray(frames(50)))", "a.npy");
        foreach (string name in new[] { "a.npy", "af.npy" })
        {
            byte[] whole = File.ReadAllBytes(Folder.File(name));
            File.WriteAllBytes(Folder.File(name), whole[..(whole.Length - 2500)]);
        }

        using Volume volume = Open(Folder.File("a.npy"));
        Assert.Equal(48, volume.FrameCount);
        Demand(volume);
        Assert.Single(Warnings(volume));
        Refusal.Of(ErrorId.NpyFileInvalid, () => Open(Folder.File("af.npy")));
    }

    [Theory]
    [InlineData("F", true)]
    [InlineData("C", false)]
    public void A_map_of_CaImAn_that_ends_early_gives_its_frames_where_these_lie_together(string order, bool isRead)
    {
        string path = Folder.Write($"a_d1_2_d2_3_d3_1_order_{order}_frames_10_.mmap",
            [.. Enumerable.Range(0, 50).SelectMany(i => BitConverter.GetBytes((float)(i / 6)))]);
        if (!isRead)
        {
            Refusal.Of(ErrorId.RecordingDamaged, () => Open(path));
            return;
        }

        using Volume volume = Open(path);
        Assert.Equal(Enumerable.Range(0, 8), Read(volume).Select(f => f[0]));
        Assert.Single(Warnings(volume));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(23)]
    public void Raw_frames_that_are_not_whole_are_left_out(int lost)
    {
        byte[] samples = [.. Enumerable.Range(0, 120).SelectMany(i => BitConverter.GetBytes((ushort)(i / 12)))];
        string path = Folder.Write("a.raw", samples[..^lost]);
        using Volume volume = Open(path, new VolumeReadOptions
        {
            Raw = new() { Width = Width, Height = Height, SampleType = SampleType.UInt16 },
        });
        Assert.Equal(Enumerable.Range(0, 9), Read(volume).Select(f => f[0]));
        Assert.Single(Warnings(volume));
    }

    [Fact]
    public void A_ThorImage_recording_that_was_stopped_says_so()
    {
        Folder.Write("Experiment.xml", System.Text.Encoding.UTF8.GetBytes(
            "<ThorImageExperiment><Wavelengths><Wavelength name='ChanA'/></Wavelengths><LSM pixelX='4' pixelY='3' frameRate='30'/>"
                + "<Streaming enable='1' frames='100' zFastEnable='0'/></ThorImageExperiment>"));
        Folder.Write("Image_001_001.raw", [.. Enumerable.Range(0, 100).SelectMany(i => BitConverter.GetBytes((ushort)(i / 12)))]);
        using Volume volume = Open(Folder.Root);
        Assert.Equal(Enumerable.Range(0, 8), Read(volume).Select(f => f[0]));
        Assert.Contains("100 frames were planned", Assert.Single(Warnings(volume)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_last_film_without_a_whole_frame_is_left_out_and_one_in_the_middle_is_not()
    {
        byte[] film = Films.TestAvi.Grey(4, 8, 6, (t, _, _) => 10 + t);
        Folder.Write("0.avi", film);
        Folder.Write("1.avi", film);
        foreach (int bytes in new[] { 0, 30, 250 })
        {
            Folder.Write("2.avi", film[..bytes]);
            using Volume volume = Open(Folder.Root);
            Assert.Equal([10, 11, 12, 13, 10, 11, 12, 13], Read(volume).Select(f => f[0]));
            Assert.Contains(Warnings(volume), w => w.Contains("was left out", StringComparison.Ordinal));
        }

        Folder.Write("1.avi", film[..30]);
        Folder.Write("2.avi", film);
        Refusal.Of(ErrorId.RecordingDamaged, () => Open(Folder.Root));
    }

    private void Write(string script, string name) => IndependentJudge.Python(Frames + script, Folder.File(name));

    private static void Demand(Volume volume)
    {
        for (int t = 0; t < volume.FrameCount; t++)
        {
            Assert.All(volume.GetPlane(t).Cast<float>(), sample => Assert.Equal(t, sample));
        }
    }
}
