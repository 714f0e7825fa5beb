using DeepWonder3D.Tests.Formats.Tiff;
using static DeepWonder3D.Tests.Formats.Axes.NumberedPages;

namespace DeepWonder3D.Tests.Formats.Axes;

/// <summary>Pixels that are not square, colour tables, thumbnails, borders without data.</summary>
public sealed class PixelShapeTests : FolderTests
{
    [Fact]
    public void The_case_of_ScanImage_has_pixels_of_two_by_four_micrometres()
    {
        using Volume volume = Open(SharedMaterial.Path("cases/scanimage_nonsquare.tif"));
        Assert.Equal((2.0, 4.0), (Math.Round(volume.PixelSizeUm!.Value, 9), Math.Round(volume.PixelHeightUm!.Value, 9)));
        Assert.Equal("4 (ScanImage)", volume.History[^1].Parameters["PixelHeightUm"]);
        using Volume stated = Open(SharedMaterial.Path("cases/scanimage_nonsquare.tif"), new VolumeReadOptions { PixelSizeUm = 3 });
        Assert.Equal(6, stated.PixelHeightUm!.Value, 9);
        using Volume both = Open(
            SharedMaterial.Path("cases/scanimage_nonsquare.tif"), new VolumeReadOptions { PixelSizeUm = 3, PixelHeightUm = 3 });
        Assert.Equal((3.0, 1.0), (both.PixelHeightUm, both.PixelAspect));
    }

    [Theory]
    [InlineData("a.tif")]
    [InlineData("a.ome.tif")]
    [InlineData("a.h5")]
    [InlineData("a.nwb")]
    public void The_height_survives_every_format(string name)
    {
        using Volume square = TestVolumes.Create(3, 3, 4, (t, y, x) => t);
        using Volume volume = new(square.Info with { PixelSizeUm = 1.5, PixelAspect = 2.25 }, square.Store);
        VolumeWriter.Write(volume, Folder.File(name), cancellationToken: TestContext.Current.CancellationToken);
        using Volume read = Open(Folder.File(name));
        Assert.Equal((1.5, 2.25), (Math.Round(read.PixelSizeUm!.Value, 9), Math.Round(read.PixelAspect, 9)));
        using Volume unsized = new(square.Info with { PixelSizeUm = null, PixelAspect = 2.25 }, square.Store);
        VolumeWriter.Write(
            unsized, Folder.File(name),
            new VolumeWriteOptions { Overwrite = true }, cancellationToken: TestContext.Current.CancellationToken);
        using Volume ratio = Open(Folder.File(name));
        Assert.Equal((null, 2.25), (ratio.PixelSizeUm, ratio.PixelAspect));
    }

    [Fact]
    public void Others_read_the_height_that_is_written()
    {
        using Volume square = TestVolumes.Create(3, 3, 4, (t, y, x) => t);
        using Volume volume = new(square.Info with { PixelSizeUm = 2, PixelAspect = 2 }, square.Store);
        foreach (string name in new[] { "a.tif", "a.ome.tif", "a.h5", "a.nwb" })
        {
            VolumeWriter.Write(volume, Folder.File(name), cancellationToken: TestContext.Current.CancellationToken);
        }

        string said = IndependentJudge.Python(
            """
            import sys,os,re
            try:
                import tifffile,h5py
            except ImportError:
                print('skip: no tifffile or h5py'); sys.exit()
            p=lambda n: os.path.join(sys.argv[1],n)
            t=tifffile.TiffFile(p('a.tif')).pages[0]
            r=lambda n: t.tags[n].value[1]/t.tags[n].value[0]
            print(r('XResolution'),r('YResolution'))
            o=tifffile.TiffFile(p('a.ome.tif')).ome_metadata
            print(re.search('PhysicalSizeX="([^"]*)"',o).group(1),re.search('PhysicalSizeY="([^"]*)"',o).group(1))
            print(*h5py.File(p('a.h5'))['data'].attrs['element_size_um'][[2,1]])
            print(*(h5py.File(p('a.nwb'))['general/optophysiology/ImagingPlane/grid_spacing'][:2]*1e6).round(9))
            """,
            Folder.Root);
        Assert.SkipWhen(said.StartsWith("skip", StringComparison.Ordinal), said);
        foreach (string line in said.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.Equal([2.0, 4.0], line.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)));
        }
    }

    [Fact]
    public void ImageJ_OME_Prairie_View_and_Thorlabs_say_both_sides()
    {
        void Resolution(int page, SortedDictionary<int, TestTiffField> fields)
        {
            (fields[TestTiff.XResolution], fields[TestTiff.YResolution]) = (TestTiffField.Rational(1, 2), TestTiffField.Rational(1, 5));
        }

        using Volume imageJ = Open(Folder.Write("a.tif", TiffOf([0, 1], "ImageJ=1.53t\nimages=2\nframes=2\nunit=micron\n", Resolution)));
        Assert.Equal((2.0, 5.0), (imageJ.PixelSizeUm, imageJ.PixelHeightUm));
        using Volume plain = Open(Folder.Write("b.tif", TiffOf([0, 1], null, Resolution)));
        Assert.Equal((null, 2.5), (plain.PixelSizeUm, plain.PixelAspect));
        string ome = "<OME xmlns='http://www.openmicroscopy.org/Schemas/OME/2016-06'><Image><Pixels DimensionOrder='XYCZT' "
            + "SizeX='4' SizeY='3' "
            + "SizeC='1' SizeZ='1' SizeT='2' PhysicalSizeX='500' PhysicalSizeXUnit='nm' PhysicalSizeY='2'/></Image></OME>";
        using Volume named = Open(Folder.Write("c.ome.tif", TiffOf([0, 1], ome)));
        Assert.Equal((0.5, 2.0), (named.PixelSizeUm, named.PixelHeightUm));

        Directory.CreateDirectory(Folder.File("pv"));
        Folder.Write("pv/a.tif", TiffOf([0]));
        Folder.Write("pv/a.xml", System.Text.Encoding.UTF8.GetBytes(
            "<PVScan><PVStateShard><PVStateValue key='micronsPerPixel'><IndexedValue index='XAxis' value='2'/>"
                + "<IndexedValue index='YAxis' value='3'/>"
                + "</PVStateValue></PVStateShard><Sequence><Frame>"
                    + "<File channel='1' page='1' filename='a.tif'/></Frame></Sequence></PVScan>"));
        using Volume prairie = Open(Folder.File("pv"));
        Assert.Equal((2.0, 3.0), (prairie.PixelSizeUm, prairie.PixelHeightUm));

        Directory.CreateDirectory(Folder.File("th"));
        Folder.Write("th/ChanA_001_001_001_001.tif", TiffOf([0]));
        Folder.Write("th/Experiment.xml", System.Text.Encoding.UTF8.GetBytes(
            "<ThorImageExperiment><LSM pixelX='4' pixelY='3' pixelSizeUM='1.5' widthUM='6' heightUM='9'/></ThorImageExperiment>"));
        using Volume thorlabs = Open(Folder.File("th"));
        Assert.Equal((1.5, 3.0), (thorlabs.PixelSizeUm, thorlabs.PixelHeightUm));
    }

    [Theory]
    [InlineData("micrometer", "2", "5", 2.0, 2.5)]
    [InlineData("micrometer", "3", "3", 3.0, 1.0)]
    [InlineData("nanometer", "500", "250", 0.5, 0.5)]
    [InlineData(null, "2", "5", null, 2.5)]
    public void OME_Zarr_says_both_sides(string? unit, string across, string down, double? width, double aspect)
    {
        string axis = unit is null ? "" : $",\"unit\":\"{unit}\"";
        Directory.CreateDirectory(Folder.File("a.zarr/0"));
        Folder.Write("a.zarr/.zgroup", "{\"zarr_format\":2}"u8.ToArray());
        Folder.Write("a.zarr/.zattrs", System.Text.Encoding.UTF8.GetBytes(
            $"{{\"multiscales\":[{{\"version\":\"0.4\",\"axes\":[{{\"name\":\"t\"}},{{\"name\":\"y\"{axis}}},{{\"name\":\"x\"{axis}}}],"
                + "\"datasets\":[{\"path\":\"0\",\"coordinateTransformations\":[{\"type\":\"scale\",\"scale\":"
                + $"[1,{down},{across}]}}]}}]}}]}}"));
        Folder.Write("a.zarr/0/.zarray", System.Text.Encoding.UTF8.GetBytes(
            "{\"zarr_format\":2,\"shape\":[1,3,4],\"chunks\":[1,3,4],\"dtype\":\"|u1\",\"compressor\":null,\"fill_value\":0,"
                + "\"order\":\"C\",\"filters\":null}"));
        Folder.Write("a.zarr/0/0.0.0", new byte[12]);
        using Volume volume = Open(Folder.File("a.zarr"));
        Assert.Equal((width, aspect), (volume.PixelSizeUm, volume.PixelAspect));
    }

    [Fact]
    public void A_height_needs_a_width_and_a_positive_one()
    {
        string path = Folder.Write("a.tif", TiffOf([0, 1]));
        Refusal.Of(ErrorId.ParameterInvalid, () => Open(path, new VolumeReadOptions { PixelHeightUm = 2 }));
        Refusal.Of(ErrorId.ParameterInvalid, () => Open(path, new VolumeReadOptions { PixelSizeUm = 2, PixelHeightUm = -2 }));
    }

    [Fact]
    public void The_indices_of_a_colour_table_are_the_samples()
    {
        using Volume volume = Open(SharedMaterial.Path("cases/lut_green_8bit.tif"));
        Assert.Equal((40L, SampleType.UInt8), (volume.FrameCount, volume.SampleType));
        Assert.InRange(volume.GetPlane(17)[5, 5], 17, 18);
    }

    [Theory]
    [InlineData(254, 1)]
    [InlineData(255, 2)]
    public void Thumbnails_between_frames_are_no_frames(int tag, int value)
    {
        using (Volume lsm = Open(SharedMaterial.Path("cases/lsm_thumbnails.tif")))
        {
            Assert.Equal((40L, 24, 28), (lsm.FrameCount, lsm.Height, lsm.Width));
            Assert.InRange(lsm.GetPlane(39)[23, 27], 39, 40);
        }

        // A smaller page after each frame, and before the first one.
        byte[] file = TiffOf([9, 1, 9, 2, 9], alter: (page, fields) =>
        {
            if (page % 2 == 0)
            {
                fields[tag] = TestTiffField.Long(value);
                fields[TestTiff.Length] = TestTiffField.Long(2);
                fields[TestTiff.Photometric] = TestTiffField.Short(2);
            }
        });
        using Volume volume = Open(Folder.Write("a.tif", file));
        Assert.Equal([[1], [2]], Read(volume));
        byte[] allReduced = TiffOf([1, 2], alter: (_, fields) => fields[tag] = TestTiffField.Long(value));
        using Volume reducedOnly = Open(Folder.Write("b.tif", allReduced));
        Assert.Equal([[1], [2]], Read(reducedOnly));
    }

    [Fact]
    public void A_border_without_data_is_read_as_it_is()
    {
        using Volume volume = Open(SharedMaterial.Path("cases/nan_border.tif"));
        float[,] plane = volume.GetPlane(3);
        Assert.True(float.IsNaN(plane[1, 5]));
        Assert.InRange(plane[10, 5], 103, 104);
        string path = Folder.File("a.h5");
        VolumeWriter.Write(volume, path, cancellationToken: TestContext.Current.CancellationToken);
        using Volume written = Open(path);
        Assert.True(float.IsNaN(written.GetPlane(3)[1, 5]));
    }
}
