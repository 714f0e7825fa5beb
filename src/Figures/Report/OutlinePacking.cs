using System.Buffers.Binary;

namespace DeepWonder3D.Figures.Report;

/// <summary>
/// Smooth outlines as 16-bit numbers, little-endian. For each neuron the number of its loops, and for each loop the number of its points
/// and their x and y in steps of <see cref="StepFor"/>, in the coordinates of <see cref="FootprintOutline"/>.
/// </summary>
internal static class OutlinePacking
{
    /// <summary>Finer than a screen shows at the zoom of a single neuron.</summary>
    private const double FinestStepPx = 1 / 16.0;

    /// <summary>Pixels in a step, so that both sides of a view can be stated.</summary>
    public static double StepFor(int height, int width)
    {
        double step = FinestStepPx;
        while (Math.Max(height, width) / step > ushort.MaxValue)
        {
            step *= 2;
        }

        return step;
    }

    /// <summary>Packs the outlines of a view's neurons.</summary>
    public static byte[] Pack(IReadOnlyList<Neuron> neurons, double step)
    {
        using MemoryStream stream = new();
        foreach (Neuron neuron in neurons)
        {
            List<List<(double X, double Y)>> loops = FootprintOutline.Loops(neuron.Footprint);
            Write(stream, loops.Count);
            foreach (List<(double X, double Y)> loop in loops)
            {
                Write(stream, loop.Count);
                foreach ((double x, double y) in loop)
                {
                    Write(stream, (int)Math.Round(x / step));
                    Write(stream, (int)Math.Round(y / step));
                }
            }
        }

        return stream.ToArray();
    }

    private static void Write(MemoryStream stream, int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)Math.Clamp(number, 0, ushort.MaxValue));
        stream.Write(bytes);
    }
}
