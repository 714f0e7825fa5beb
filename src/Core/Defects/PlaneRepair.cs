using DeepWonder3D.Defects.Rows.Lines;

namespace DeepWonder3D.Defects;

/// <summary>What is mended in every frame of a plane.</summary>
internal sealed record PlaneRepair
{
    /// <summary>True for each pixel that is no data in (almost) any frame, because a registration left none there; null for none.</summary>
    public bool[]? Border { get; init; }

    /// <summary>What is put in place of borders and of samples that are not finite, for each pixel; null where none is needed.</summary>
    public float[]? Fill { get; init; }

    /// <summary>Rows of which no sample ever changes; they are in <see cref="Border"/>, too.</summary>
    public int[] DeadRows { get; init; } = [];

    /// <summary>Columns of which no sample ever changes; they are in <see cref="Border"/>, too.</summary>
    public int[] DeadColumns { get; init; } = [];

    /// <summary>Whether 0 stands for no data at the borders, and not only NaN.</summary>
    public bool ZeroIsNoData { get; init; }

    /// <summary>Pixels that are much brighter than those around (row · width + column), ascending.</summary>
    public int[] Hot { get; init; } = [];

    /// <summary>Pixels that never change (row · width + column), ascending.</summary>
    public int[] Dead { get; init; } = [];

    /// <summary>Hot and dead pixels, ascending.</summary>
    public int[] Single => [.. Hot.Concat(Dead).Order()];

    /// <summary>Samples that are not finite, outside the borders, in frames that are data otherwise.</summary>
    public long NonFiniteSamples { get; init; }

    /// <summary>How far odd rows lie to the right of even ones, pixels; 0 for not at all.</summary>
    public double OddRowShift { get; init; }

    /// <summary>Noise of whole rows; null for none.</summary>
    public LineNoise? Lines { get; init; }

    /// <summary>Whether anything is mended.</summary>
    public bool Any => Border is not null || Fill is not null || Hot.Length + Dead.Length > 0 || OddRowShift != 0 || Lines is not null;

    /// <summary>The pixels that are no data in some plane; null for none.</summary>
    public static bool[]? NoDataOf(IReadOnlyList<PlaneRepair?> planes)
    {
        bool[]? all = null;
        foreach (PlaneRepair plane in planes.OfType<PlaneRepair>())
        {
            if (plane.Border is { } border)
            {
                all ??= new bool[border.Length];
                for (int i = 0; i < border.Length; i++)
                {
                    all[i] |= border[i];
                }
            }

            if (plane.Single.Length > 0 && plane.PixelCount > 0)
            {
                all ??= new bool[plane.PixelCount];
                Array.ForEach(plane.Single, p => all[p] = true);
            }
        }

        return all;
    }

    /// <summary>Pixels of the plane.</summary>
    public int PixelCount { get; init; }
}
