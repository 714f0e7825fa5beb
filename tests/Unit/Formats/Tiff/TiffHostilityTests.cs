using System.Diagnostics;

namespace DeepWonder3D.Tests.Formats.Tiff;

/// <summary>Whatever is in a file, opening and reading it ends soon, in little memory, with an error of ours.</summary>
public sealed class TiffHostilityTests : FolderTests
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(5);

    /// <summary>What is done to a sound file of two pages (8 × 10, 16 bits, two strips a page), and the error it must give.</summary>
    public static TheoryData<string, ErrorId> Damages { get; } = new()
    {
        { "no width", ErrorId.TiffCorrupt },
        { "width 0", ErrorId.TiffCorrupt },
        { "width 2³²-1", ErrorId.TiffCorrupt },
        { "height 2³¹-1", ErrorId.TiffUnsupported },
        { "width of type ascii", ErrorId.TiffCorrupt },
        { "width of type 77", ErrorId.TiffCorrupt },
        { "width with 0 values", ErrorId.TiffCorrupt },
        { "1 bit", ErrorId.TiffUnsupported },
        { "12 bits", ErrorId.TiffUnsupported },
        { "64-bit integers", ErrorId.TiffUnsupported },
        { "complex numbers", ErrorId.TiffUnsupported },
        { "no bits", ErrorId.TiffUnsupported },
        { "fax", ErrorId.TiffUnsupported },
        { "jpeg", ErrorId.TiffUnsupported },
        { "zstd", ErrorId.TiffUnsupported },
        { "compression 9999", ErrorId.TiffUnsupported },
        { "predictor 3 on integers", ErrorId.TiffUnsupported },
        { "predictor 34892", ErrorId.TiffUnsupported },
        { "fill order 2", ErrorId.TiffUnsupported },
        { "image depth 4", ErrorId.TiffUnsupported },
        { "rgb", ErrorId.TiffNotGreyscale },
        { "two samples", ErrorId.TiffNotGreyscale },
        { "no strip offsets", ErrorId.TiffCorrupt },
        { "too few strip offsets", ErrorId.TiffCorrupt },
        { "one row a strip", ErrorId.TiffCorrupt },
        { "absurd count of strip offsets", ErrorId.TiffTruncated },
        { "strip offset beyond the end", ErrorId.TiffTruncated },
        { "strip bytes too few", ErrorId.TiffCorrupt },
        { "strip offsets beyond the end", ErrorId.TiffTruncated },
        { "tile of 2³¹-1", ErrorId.TiffUnsupported },
        { "tile width 0", ErrorId.TiffCorrupt },
        { "tiles of 1 pixel", ErrorId.TiffCorrupt },
        { "tile width alone", ErrorId.TiffCorrupt },
        { "pages of other size", ErrorId.TiffPagesDiffer },
        { "pages of other type", ErrorId.TiffPagesDiffer },
        { "second page rgb", ErrorId.TiffNotGreyscale },
        { "next directory itself", ErrorId.TiffCorrupt },
        { "description beyond the end", ErrorId.TiffTruncated },
        { "description of 1 GB", ErrorId.TiffCorrupt },
        { "lzw of nonsense", ErrorId.TiffCorrupt },
        { "deflate of nonsense", ErrorId.TiffCorrupt },
        { "packbits that ends early", ErrorId.TiffCorrupt },
        { "lzw without bytes", ErrorId.TiffCorrupt },
        { "deflate of few bytes for many samples", ErrorId.TiffCorrupt },
        { "deflate that ends early", ErrorId.TiffCorrupt },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_file_gives_the_error_that_says_so(string damage, ErrorId expected)
    {
        foreach ((bool bigEndian, bool big) in new[] { (false, false), (true, false), (false, true), (true, true) })
        {
            DeepWonderException failed = Assert.Throws<DeepWonderException>(() => OpenAndRead(Damaged(damage, bigEndian, big)));
            Assert.True(expected == failed.Id, $"{damage}: {failed.Id}, {failed.Message}");
            Assert.Contains("a.tif", failed.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("II")]
    [InlineData("PK\u0003\u0004 this is a zip")]
    [InlineData("II*")]
    [InlineData("IM*\0\u0008\0\0\0")]
    [InlineData("II\u002C\0\u0008\0\0\0")]
    public void A_file_that_is_no_TIFF_is_told(string content)
    {
        string path = Folder.Write("a.tif", System.Text.Encoding.Latin1.GetBytes(content));
        Refusal.Of(ErrorId.NotATiff, () => Open(path));
        path = Folder.Write("a.dat", System.Text.Encoding.Latin1.GetBytes(content));
        Refusal.Of(ErrorId.ShapeUnknown, () => Open(path));
    }

    [Theory]
    [InlineData("II*\0", ErrorId.TiffTruncated)]
    [InlineData("II*\0\0\0\0\0", ErrorId.TiffTruncated)]
    [InlineData("MM\0*\0\0\0\u0008", ErrorId.TiffTruncated)]
    [InlineData("MM\0*\u00FF\u00FF\u00FF\u00FF", ErrorId.TiffTruncated)]
    [InlineData("II+\0\u0008\0\0\0", ErrorId.TiffTruncated)]
    [InlineData("II+\0\u0008\0\0\0\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF", ErrorId.TiffCorrupt)]
    [InlineData("II+\0\u0008\0\0\0\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u007F", ErrorId.TiffTruncated)]
    [InlineData("II+\0\u0010\0\0\0\u0010\0\0\0\0\0\0\0", ErrorId.TiffCorrupt)]
    [InlineData("II*\0\u0008\0\0\0\0\0\0\0\0\0", ErrorId.TiffCorrupt)]
    [InlineData("II*\0\u0008\0\0\0\u00FF\u00FF\0\0\0\0", ErrorId.TiffTruncated)]
    [InlineData("II+\0\u0008\0\0\0\u0010\0\0\0\0\0\0\0\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u007F", ErrorId.TiffCorrupt)]
    public void A_header_without_a_sound_directory_is_told(string content, ErrorId expected)
    {
        string path = Folder.Write("a.tif", System.Text.Encoding.Latin1.GetBytes(content));
        Refusal.Of(expected, () => Open(path));
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_told_apart()
    {
        Refusal.Of(ErrorId.FileNotFound, () => Open(Folder.File("none.tif")));
        Refusal.Of(ErrorId.FileNotFound, () => Open(Folder.File("no/none.tif")));
        Refusal.Of(ErrorId.FileReadFailed, () => Open(Folder.Root));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(5, false)]
    [InlineData(32773, true)]
    [InlineData(8, true)]
    public void A_file_cut_anywhere_is_told_at_opening_or_gives_its_whole_pages_with_a_warning(int compression, bool big)
    {
        TestTiff tiff = Sound(false, big, compression);
        byte[] whole = tiff.Build(Plane(1), Plane(2), Plane(3));
        int[] ends = [tiff.Build(Plane(1)).Length, tiff.Build(Plane(1), Plane(2)).Length];
        for (int length = 0; length < whole.Length; length++)
        {
            string path = Folder.Write("a.tif", whole[..length]);
            int pages = ends.Count(end => end <= length);
            if (pages == 0)
            {
                DeepWonderException failed = Assert.Throws<DeepWonderException>(() => Open(path));
                Assert.True(
                    failed.Id == (length < 4 ? ErrorId.NotATiff : ErrorId.TiffTruncated),
                    $"{length} of {whole.Length}: {failed.Id}, {failed.Message}");
                continue;
            }

            using Volume cut = Open(path);
            Assert.Equal(pages, cut.FrameCount);
            Assert.Contains($"ends in page {pages}", Assert.Single(cut.History[^1].Warnings!), StringComparison.Ordinal);
            byte[] last = new byte[Plane(1).Length];
            cut.Store.ReadRows(pages - 1, 0, cut.Height, last);
            Assert.Equal(Plane(pages), last);
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(5, false)]
    [InlineData(32773, true)]
    [InlineData(8, true)]
    public void Any_flipped_bit_is_read_or_told_but_nothing_else(int compression, bool big)
    {
        byte[] file = Sound(true, big, compression).Build(Plane(1), Plane(2));
        Random random = new(compression);
        for (int i = 0; i < 1000; i++)
        {
            byte[] damaged = (byte[])file.Clone();
            for (int flips = random.Next(1, 4); flips > 0; flips--)
            {
                damaged[random.Next(2, file.Length)] ^= (byte)(1 << random.Next(8));
            }

            try
            {
                OpenAndRead(damaged);
            }
            catch (DeepWonderException)
            {
            }
        }
    }

    [Theory]
    [InlineData(1000, 1L)]
    [InlineData(long.MaxValue, null)]
    public void Planes_that_ImageJ_states_and_the_file_lacks_are_told(long images, long? there)
    {
        TestTiff tiff = Sound(false, false, 1) with { Text = $"ImageJ=1.53t\nimages={images}\n" };
        string path = Folder.Write("a.tif", tiff.Build(Plane(1)));
        if (there is null)
        {
            Refusal.Of(ErrorId.TiffTruncated, () => Open(path));
            return;
        }

        using Volume cut = Open(path);
        Assert.Equal(there, cut.FrameCount);
        Assert.Contains($"states {images} pages and holds {there}", cut.History[^1].Warnings![0], StringComparison.Ordinal);
    }

    [Fact]
    public void Directories_that_overlap_do_not_make_a_small_file_endless()
    {
        // 60,000 directories of 5,000 entries each, a byte pair apart: walked to the end they would be 300 million entries.
        byte[] file = new byte[200_000];
        new Random(1).NextBytes(file);
        "II*\0"u8.CopyTo(file);
        BitConverter.TryWriteBytes(file.AsSpan(4), 8);
        for (int offset = 8; offset + 2 + (5000 * 12) + 4 <= file.Length; offset += 60_010)
        {
            BitConverter.TryWriteBytes(file.AsSpan(offset), (ushort)5000);
            BitConverter.TryWriteBytes(file.AsSpan(offset + 60_002), offset + 2);
        }

        Assert.Throws<DeepWonderException>(() => OpenAndRead(file));
    }

    [Fact]
    public void A_file_that_shrinks_while_open_is_told()
    {
        string path = Folder.Write("a.tif", Sound(false, false, 1).Build(Plane(1), Plane(2)));
        using Volume volume = Open(path);
        using (FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            file.SetLength(20);
        }

        Refusal.Of(ErrorId.TiffTruncated, () => volume.GetPlane(1));
    }

    private static byte[] Plane(int seed) => TestTiff.Plane(SampleType.UInt16, 8, 10, seed);

    private static TestTiff Sound(bool bigEndian, bool big, int compression) => new()
    {
        Type = SampleType.UInt16,
        Rows = 8,
        Columns = 10,
        RowsPerStrip = 5,
        BigEndian = bigEndian,
        Big = big,
        Compression = compression,
    };

    private static byte[] Damaged(string damage, bool bigEndian, bool big)
    {
        TestTiff sound = Sound(bigEndian, big, 1);
        TestTiff damaged = TiffDamage.Apply(sound, damage);
        return damaged.Build(Plane(1), Plane(2));
    }

    private static Volume Open(string path) => VolumeReader.Open(path, VolumeReadOptions.Default, TestContext.Current.CancellationToken);

    private void OpenAndRead(byte[] file)
    {
        string path = Folder.Write("a.tif", file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Stopwatch watch = Stopwatch.StartNew();
        try
        {
            using Volume volume = Open(path);
            for (int i = 0; i < Math.Min(volume.FrameCount, 100); i++)
            {
                byte[] row = new byte[volume.Store.RowBytes];
                volume.Store.ReadRows(i, volume.Height - 1, 1, row);
            }
        }
        finally
        {
            Assert.True(watch.Elapsed < s_soon, $"It took {watch.Elapsed}.");
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < 100_000_000, $"It took {allocated} bytes of memory for a file of {file.Length}.");
        }
    }
}
