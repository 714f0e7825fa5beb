using SkiaSharp;

namespace DeepWonder3D.Figures.Drawing;

/// <summary>Colours that people with any common colour vision tell apart.</summary>
internal static class FigureColours
{
    public static readonly SKColor Page = SKColors.White;
    public static readonly SKColor Ink = new(0x1a, 0x1a, 0x1a);
    public static readonly SKColor FaintInk = new(0x6b, 0x6b, 0x6b);
    public static readonly SKColor Grid = new(0xdd, 0xdd, 0xdd);
    public static readonly SKColor Halo = new(0, 0, 0, 0x99);
    public static readonly SKColor Truth = SKColors.White;

    /// <summary>
    /// Okabe and Ito's palette (2008) without black, blue and yellow: those three vanish either on a dark image or on a white page, and a
    /// neuron's outline and trace have the same colour.
    /// </summary>
    private static readonly SKColor[] s_cycle =
    [
        new(0xe6, 0x9f, 0x00), new(0x56, 0xb4, 0xe9), new(0x00, 0x9e, 0x73), new(0xd5, 0x5e, 0x00), new(0xcc, 0x79, 0xa7),
    ];

    /// <summary>Depth from low to high: lightness rises evenly from navy over grey to yellow, so that order survives in grey.</summary>
    private static readonly SKColor[] s_depth =
    [
        new(0x0a, 0x22, 0x5c), new(0x42, 0x54, 0x7a), new(0x7b, 0x7c, 0x7c), new(0xb4, 0xa0, 0x5a), new(0xec, 0xcc, 0x2c),
    ];

    /// <summary>The colour of a neuron, the same in every figure.</summary>
    public static SKColor OfNeuron(int id) => s_cycle[(int)((((long)id - 1) % s_cycle.Length + s_cycle.Length) % s_cycle.Length)];

    /// <summary>The colour of a depth.</summary>
    /// <param name="share">Where in the range it lies, 0 to 1; NaN gives grey.</param>
    public static SKColor OfDepth(double share)
    {
        if (double.IsNaN(share))
        {
            return Grid;
        }

        double place = Math.Clamp(share, 0, 1) * (s_depth.Length - 1);
        int low = Math.Min((int)place, s_depth.Length - 2);
        double part = place - low;
        return new SKColor(
            Between(s_depth[low].Red, s_depth[low + 1].Red, part),
            Between(s_depth[low].Green, s_depth[low + 1].Green, part),
            Between(s_depth[low].Blue, s_depth[low + 1].Blue, part));
    }

    private static byte Between(byte low, byte high, double part) => (byte)Math.Round(low + ((high - low) * part));
}
