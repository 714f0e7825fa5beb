using System.Runtime.InteropServices;

namespace DeepWonder3D.Benchmarks.Movies;

/// <summary>
/// A 16-bit movie of any length that takes no room: cells that flash on a noisy ground, made anew whenever a plane is read.
/// </summary>
internal sealed class GeneratedMovie : SampleStore
{
    private const int NoiseSamples = 1 << 20;
    private const int CellSpacing = 24;

    private readonly ushort[] _noise = new ushort[NoiseSamples];
    private readonly float[] _cells;

    private GeneratedMovie(long frames, int side)
        : base(SampleType.UInt16, frames, side, side)
    {
        Random random = new(1);
        for (int i = 0; i < NoiseSamples; i++)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            _noise[i] = (ushort)Math.Round(400 + (20 * normal));
        }

        _cells = new float[side];
        for (int i = 0; i < side; i++)
        {
            double distance = (i % CellSpacing) - (CellSpacing / 2);
            _cells[i] = (float)Math.Exp(-distance * distance / 18);
        }
    }

    public static Volume Create(long frames, int side) => new(
        new VolumeInfo { Name = "generated", FrameCount = frames, Height = side, Width = side, FrameRate = 10, PixelSizeUm = 2 },
        new GeneratedMovie(frames, side));

    public override void ReadRows(long plane, int row, int rowCount, Span<byte> destination)
    {
        Span<ushort> samples = MemoryMarshal.Cast<byte, ushort>(destination)[..(rowCount * Width)];
        for (int y = 0; y < rowCount; y++)
        {
            // Cells of a row flash together, each row of cells at times of its own.
            long phase = (plane + (7L * ((row + y) / CellSpacing))) % 40;
            float height = 200 * (float)Math.Exp(-phase / 8.0) * _cells[row + y];
            int start = (int)(((plane * 7919) + ((row + y) * 104_729L)) % (NoiseSamples - Width));
            for (int x = 0; x < Width; x++)
            {
                samples[(y * Width) + x] = (ushort)(_noise[start + x] + (height * _cells[x]));
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
    }
}
