using DeepWonder3D.Motion;

namespace DeepWonder3D.Tests.Motion;

public sealed class InterpolationTests
{
    private const int Size = 64;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.5, -0.25)]
    [InlineData(3.3, -4.7)]
    public void A_wave_that_moved_comes_back(double rows, double columns)
    {
        float[] moved = [.. Enumerable.Range(0, Size * Size).Select(i => Wave((i / Size) - rows, (i % Size) - columns))];
        float[] back = new float[moved.Length];
        new FrameWarp(Size, Size).Apply(moved, 0, (float)rows, (float)columns, 0, back);
        CheckInside(back, 2e-2);
    }

    [Fact]
    public void A_bend_is_the_shift_where_nodes_agree()
    {
        float[] moved = [.. Enumerable.Range(0, Size * Size).Select(i => Wave((i / Size) - 1.6, (i % Size) + 0.7))];
        NodeGrid grid = new(Size, Size, 4, 3);
        float[] nodes = [.. Enumerable.Repeat(1.1f, grid.Count), .. Enumerable.Repeat(-0.9f, grid.Count)];
        float[] back = new float[moved.Length];
        new FrameWarp(Size, Size).Apply(moved, 0, grid, nodes, 0.5f, 0.2f, 0, back);
        CheckInside(back, 2e-2);
    }

    [Fact]
    public void Between_nodes_displacements_are_straight()
    {
        NodeGrid grid = new(31, 41, 3, 3);
        float[] nodes = [.. Enumerable.Range(0, 9).Select(i => (2f * (i / 3)) + (5 * (i % 3)))];
        float[] line = new float[41];
        foreach (int row in (int[])[0, 8, 15, 30])
        {
            grid.Fill(nodes, row, 1, line);
            for (int x = 0; x < line.Length; x++)
            {
                Assert.Equal(1 + (2 * row / 15.0) + (5 * x / 20.0), line[x], 1e-4);
            }
        }
    }

    private static float Wave(double row, double column) => (float)(Math.Sin(row * 0.5) + Math.Cos((column * 0.4) + (row * 0.1)));

    private static void CheckInside(float[] back, double tolerance)
    {
        for (int row = 10; row < Size - 10; row++)
        {
            for (int column = 10; column < Size - 10; column++)
            {
                Assert.Equal(Wave(row, column), back[(row * Size) + column], tolerance);
            }
        }
    }
}
