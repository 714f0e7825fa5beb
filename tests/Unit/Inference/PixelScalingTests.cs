using DeepWonder3D.Tiles;

namespace DeepWonder3D.Tests.Inference;

public class PixelScalingTests
{
    private const int Height = 3;
    private const int Width = 4;

    [Theory]
    [InlineData(0, 0, Height, Width, 0)]
    [InlineData(-2, -5, 9, 14, 0)]
    [InlineData(1, 2, 2, 2, 3)]
    [InlineData(-9, 9, 5, 5, 1)]
    public void Each_pixel_is_scaled_by_its_own_line_and_what_lies_outside_by_that_of_the_edge(
        int row, int column, int rows, int columns, int padding)
    {
        float[] offset = [.. Enumerable.Range(0, Height * Width).Select(i => (float)(i * i))];
        float[] scale = [.. Enumerable.Range(0, Height * Width).Select(i => 1f + i)];
        PixelScaling scaling = new(Width, offset, scale, keepsLevel: true, clipNegative: false);
        Tile tile = new(new Region(0, row, column, 2, rows, columns), padding, default, 0, 0, 0, (2, rows, columns));
        float[] samples = [.. Enumerable.Range(0, tile.InputVoxels).Select(i => (float)(i * 3))];
        float[] scaled = [.. samples];
        scaling.ApplyInput(tile, scaled);
        for (int i = 0; i < samples.Length; i++)
        {
            int y = Math.Clamp(row - padding + (i / tile.InputColumns % tile.InputRows), 0, Height - 1);
            int x = Math.Clamp(column - padding + (i % tile.InputColumns), 0, Width - 1);
            Assert.Equal((samples[i] - offset[(y * Width) + x]) / scale[(y * Width) + x], scaled[i]);
        }
    }

    [Fact]
    public void A_result_goes_back_to_the_level_of_its_pixel()
    {
        float[] offset = [.. Enumerable.Range(0, Height * Width).Select(i => 100f * i)];
        float[] scale = [.. Enumerable.Range(0, Height * Width).Select(i => 2f + i)];
        Region inner = new(0, 1, 1, 1, 2, 3);
        float[] samples = [-1, 0, 1, 2, -3, 4];
        float[] levelled = [.. samples];
        new PixelScaling(Width, offset, scale, keepsLevel: true, clipNegative: false).ApplyOutput(inner, levelled);
        float[] positive = [.. samples];
        new PixelScaling(Width, offset, scale, keepsLevel: false, clipNegative: true).ApplyOutput(inner, positive);
        int[] pixels = [5, 6, 7, 9, 10, 11];
        Assert.Equal(pixels.Select((pixel, i) => (samples[i] * scale[pixel]) + offset[pixel]), levelled);
        Assert.Equal(pixels.Select((pixel, i) => Math.Max(samples[i] * scale[pixel], 0)), positive);
    }
}
