using System.Diagnostics;

namespace DeepWonder3D.Tests.Formats.Tiff;

/// <summary>Recordings that are long, large, or read by many at once.</summary>
public sealed class TiffScaleTests(ITestOutputHelper output) : FolderTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Opens_200000_pages_in_a_moment(bool between)
    {
        const int Pages = 200_000;
        string path = WriteManyPages(Pages, 16, 16, between);
        Open(path).Dispose();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Stopwatch watch = Stopwatch.StartNew();
        using Volume volume = Open(path);
        output.WriteLine(
            $"{Pages} pages, samples {(between ? "between" : "before")} the directories: {watch.ElapsedMilliseconds} ms, "
                + $"{(GC.GetAllocatedBytesForCurrentThread() - before) >> 20} MB allocated.");
        Assert.Equal(Pages, volume.FrameCount);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
        byte[] plane = new byte[512];
        foreach (int page in new[] { 0, 65_536, 70_000, Pages - 1 })
        {
            volume.Store.ReadRows(page, 0, 16, plane);
            Assert.Equal(page, BitConverter.ToInt32(plane));
        }

        // Directories beyond the 65,535th are reached without a walk.
        watch.Restart();
        for (int i = 0; i < 1000; i++)
        {
            volume.Store.ReadRows(Pages - 1 - i, 0, 16, plane);
        }

        output.WriteLine($"A plane of 16 × 16 is read in {watch.Elapsed.TotalMicroseconds / 1000:0.0} µs.");
    }

    [Fact]
    public void Opens_a_100_GB_recording_without_reading_it()
    {
        const int Pages = 5000;
        (int rows, int columns) = (3200, 3276);
        string path = Folder.File("large.tif");
        long planeBytes = (long)rows * columns * 2;
        using (FileStream file = SparseFile.CreateOrSkip(path, 16 + (Pages * (planeBytes + 400))))
        {
            LargeTiff.Write(file, Pages, rows, columns, directoriesBetween: true);
        }

        output.WriteLine($"{new FileInfo(path).Length / 1e9:0.0} GB.");
        Open(path).Dispose();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Stopwatch watch = Stopwatch.StartNew();
        using Volume volume = Open(path);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        output.WriteLine($"Opened in {watch.ElapsedMilliseconds} ms, {allocated / 1e6:0.0} MB allocated.");
        Assert.Equal((Pages, rows, columns), (volume.FrameCount, volume.Height, volume.Width));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
        Assert.InRange(allocated, 0, 20_000_000);
        byte[] row = new byte[volume.Store.RowBytes];
        volume.Store.ReadRows(Pages - 1, 0, 1, row);
        Assert.Equal(Pages - 1, BitConverter.ToInt32(row));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(5, false)]
    [InlineData(8, true)]
    [InlineData(1, true)]
    public void Many_threads_read_the_same_recording(int compression, bool tiled)
    {
        byte[][] planes = [.. Enumerable.Range(0, 40).Select(i => TestTiff.Plane(SampleType.UInt16, 96, 130, i))];
        TestTiff tiff = new()
        {
            Type = SampleType.UInt16,
            Rows = 96,
            Columns = 130,
            BigEndian = true,
            Compression = compression,
            Tile = tiled ? (32, 48) : null,
        };
        using Volume volume = Open(Folder.Write("a.tif", tiff.Build(planes)));
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, thread =>
        {
            Random random = new(thread);
            byte[] block = new byte[96 * 130 * 2];
            for (int i = 0; i < 300; i++)
            {
                (int page, int row, int column) = (random.Next(40), random.Next(96), random.Next(130));
                (int rows, int columns) = (random.Next(1, 97 - row), random.Next(1, 131 - column));
                volume.Store.ReadBlock(page, row, rows, column, columns, block);
                for (int y = 0; y < rows; y++)
                {
                    Assert.True(
                        planes[page]
                            .AsSpan((((row + y) * 130) + column) * 2, columns * 2)
                            .SequenceEqual(block.AsSpan(y * columns * 2, columns * 2)));
                }
            }
        });
    }

    [Fact]
    public void A_volume_disposed_while_it_is_read_ends_the_reading()
    {
        byte[][] planes = [.. Enumerable.Range(0, 20).Select(i => TestTiff.Plane(SampleType.UInt16, 64, 64, i))];
        string path = Folder.Write(
            "a.tif", new TestTiff { Type = SampleType.UInt16, Rows = 64, Columns = 64, Compression = 5 }.Build(planes));
        for (int i = 0; i < 20; i++)
        {
            Volume volume = Open(path);
            Task reading = Task.Run(() =>
            {
                for (long page = 0; ; page = (page + 1) % 20)
                {
                    volume.GetPlane(page);
                }
            }, TestContext.Current.CancellationToken);
            Thread.Sleep(i);
            volume.Dispose();
            AggregateException ended = Assert.Throws<AggregateException>(() => reading.Wait(20_000, TestContext.Current.CancellationToken));
            Assert.True(
                ended.InnerException is ObjectDisposedException or DeepWonderException { Id: ErrorId.VolumeDisposed }, ended.ToString());
        }

        // The file is closed, and nobody holds it.
        using FileStream alone = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    [Fact]
    public void An_abandoned_volume_closes_its_file()
    {
        string path = Folder.Write("a.tif", new TestTiff { Type = SampleType.UInt8, Rows = 1, Columns = 1 }.Build([1]));
        Abandon(path);
        for (int i = 0; i < 50; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            try
            {
                using FileStream alone = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                return;
            }
            catch (IOException)
            {
                Thread.Sleep(10);
            }
        }

        Assert.Fail("The file is still open.");
    }

    [Fact]
    public void A_plane_that_must_be_decoded_whole_is_decoded_once_for_its_rows()
    {
        byte[] plane = TestTiff.Plane(SampleType.UInt16, 1000, 700, 1);
        using Volume volume = Open(
            Folder.Write("a.tif", new TestTiff { Type = SampleType.UInt16, Rows = 1000, Columns = 700, Compression = 8 }.Build(plane)));
        byte[] row = new byte[1400];
        volume.Store.ReadRows(0, 0, 1, row);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int y = 0; y < 1000; y++)
        {
            volume.Store.ReadRows(0, y, 1, row);
            Assert.True(plane.AsSpan(y * 1400, 1400).SequenceEqual(row));
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000 * 10_000);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Abandon(string path) => Open(path).GetPlane(0);

    private static Volume Open(string path) => VolumeReader.Open(path, VolumeReadOptions.Default, TestContext.Current.CancellationToken);

    private string WriteManyPages(int pages, int rows, int columns, bool between)
    {
        string path = Folder.File("many.tif");
        using FileStream file = new(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 20);
        LargeTiff.Write(file, pages, rows, columns, between);
        return path;
    }
}
