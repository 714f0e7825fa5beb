using DeepWonder3D.Stages.Rescaling;

namespace DeepWonder3D.Tests.Stages.Rescaling;

public class RescaledStoreTests
{
    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(2.3, 2.3)]
    [InlineData(0.7, 1.9)]
    public void A_block_is_the_same_as_in_the_whole_plane(double rows, double columns)
    {
        using Volume movie = TestVolumes.Create(3, 23, 31, (t, y, x) => (t * 7) + ((y * x * 13) % 29));
        Volume view = RescaledStore.View(movie, new PixelScale(rows, columns));
        float[] whole = new float[view.Height * view.Width];
        view.ReadPlane<float>(2, 0, whole);
        (int row, int column) = (view.Height / 3, view.Width / 4);
        (int height, int width) = (view.Height - row, view.Width / 2);
        float[] block = new float[height * width];
        view.ReadBlock<float>(2, 0, row, height, column, width, block);
        for (int y = 0; y < height; y++)
        {
            Assert.Equal(whole.AsSpan(((row + y) * view.Width) + column, width), block.AsSpan(y * width, width));
        }
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(1.6)]
    [InlineData(4)]
    public void Light_lies_at_the_same_place_and_keeps_its_brightness(double factor)
    {
        using Volume movie = TestVolumes.Create(1, 40, 48, (t, y, x) => 100 + (3 * y) - (2 * x));
        Volume view = RescaledStore.View(movie, factor);
        float[] plane = new float[view.Height * view.Width];
        view.ReadPlane<float>(0, 0, plane);
        int margin = (int)Math.Ceiling(2 * Math.Max(1, factor));
        for (int y = margin; y < view.Height - margin; y++)
        {
            for (int x = margin; x < view.Width - margin; x++)
            {
                double row = PixelScale.Rescale(y, 1 / factor);
                double column = PixelScale.Rescale(x, 1 / factor);
                Assert.Equal(100 + (3 * row) - (2 * column), plane[(y * view.Width) + x], 3);
            }
        }
    }

    [Fact]
    public void A_view_knows_its_pixels_and_where_the_recording_lies()
    {
        VolumeInfo info = new()
        {
            Name = "wide",
            FrameCount = 2,
            Height = 30,
            Width = 21,
            PixelSizeUm = 2,
            PixelAspect = 0.5,
            CellSize = new CellSize(6, 1),
            Missing = new MissingData { Pixels = [.. Enumerable.Range(0, 30 * 21).Select(i => i == (29 * 21) + 20)] },
        };
        using Volume movie = TestVolumes.Fill(info, (t, z, y, x) => x);
        Volume view = RescaledStore.View(movie, new PixelScale(1, 2));
        Assert.Equal((30, 42), (view.Height, view.Width));
        Assert.Equal(1, view.PixelSizeUm);
        Assert.Equal(1, view.PixelHeightUm);
        Assert.Equal(12, view.Info.CellSize!.DiameterPx);
        Assert.Equal(new PixelScale(1, 2), view.Link!.PixelScale);
        Assert.Same(movie, view.Recording);
        Assert.Equal([(29 * 42) + 40, (29 * 42) + 41], Enumerable.Range(0, 30 * 42).Where(i => view.Missing!.Pixels![i]));
    }

    [Fact]
    public void What_is_owned_goes_with_its_view_and_what_is_not_stays()
    {
        Volume movie = TestVolumes.Create(2, 8, 8, (t, y, x) => x);
        RescaledStore.View(movie, 2).Dispose();
        Assert.Equal(8, movie.GetPlane(0).GetLength(0));
        new RescaledStore(movie, 2, 16, 16, owned: true).Dispose();
        Refusal.Of(ErrorId.VolumeDisposed, () => movie.GetPlane(0));
    }
}
