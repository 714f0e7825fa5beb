namespace DeepWonder3D.Formats.Folders;

/// <summary>
/// The planes of each volume in the order of their depth, from the positions that Prairie View states for each frame: volumes may be
/// recorded on the way back, or their planes in any order.
/// </summary>
internal sealed class BrukerPlanes
{
    // Stages come back to a position within a part of the distance between planes.
    private const double Tolerance = 0.25;
    private const double EvenTolerance = 0.05;

    private readonly int[,] _order;

    private BrukerPlanes(double[] positions, int[,] order)
    {
        (Positions, _order) = (positions, order);
    }

    /// <summary>The depth of each plane in the first volume, µm, ascending or descending.</summary>
    public IReadOnlyList<double> Positions { get; }

    /// <summary>The distance between planes, µm: the middle one where they differ.</summary>
    public double StepUm
    {
        get
        {
            double[] steps = [.. Steps().Order()];
            return steps[steps.Length / 2];
        }
    }

    /// <summary>Whether all planes are equally far from each other.</summary>
    public bool IsEven => Steps().All(s => Math.Abs(s - StepUm) <= EvenTolerance * StepUm);

    /// <summary>How volumes are recorded: as the first, every second in reverse, or otherwise.</summary>
    public string Way
    {
        get
        {
            (int volumes, int planes) = (_order.GetLength(0), _order.GetLength(1));
            bool Is(Func<int, int, int> expected) => Enumerable.Range(0, volumes).All(
                v => Enumerable.Range(0, planes).All(p => _order[v, p] == expected(v, p)));
            return Is((_, p) => _order[0, p]) ? nameof(PlaneOrder.OneWay)
                : Is((v, p) => v % 2 == 0 ? _order[0, p] : planes - 1 - _order[0, p]) ? nameof(PlaneOrder.Bidirectional)
                : "by position";
        }
    }

    /// <summary>Finds the planes; null where positions are missing or do not tell the planes apart.</summary>
    /// <param name="volumes">Volumes.</param>
    /// <param name="planes">Planes a volume, at least two.</param>
    /// <param name="sorts">Whether planes are put in the order of depth, and not in that of the first volume.</param>
    /// <param name="positionOf">The position of the frame that is recorded so-and-so-manieth of a volume, µm.</param>
    /// <param name="isBroken">Whether positions are stated and those of some volume are not those of the first.</param>
    public static BrukerPlanes? TryFind(int volumes, int planes, bool sorts, Func<int, int, double> positionOf, out bool isBroken)
    {
        isBroken = false;
        double[] first = [.. Enumerable.Range(0, planes).Select(p => positionOf(0, p))];
        if (!Array.TrueForAll(first, double.IsFinite))
        {
            return null;
        }

        double[] sorted = [.. first.Order()];
        double near = sorted.Zip(sorted.Skip(1), (a, b) => b - a).Min() * Tolerance;
        if (near <= 0)
        {
            return null;
        }

        if (sorts)
        {
            first = first[^1] < first[0] ? [.. sorted.Reverse()] : sorted;
        }

        int[,] order = new int[volumes, planes];
        for (int v = 0; v < volumes; v++)
        {
            for (int recorded = 0; recorded < planes; recorded++)
            {
                order[v, recorded] = -1;
            }

            for (int recorded = 0; recorded < planes; recorded++)
            {
                double position = positionOf(v, recorded);
                int plane = Array.FindIndex(first, p => Math.Abs(position - p) <= near);
                if (plane < 0 || order[v, plane] >= 0)
                {
                    isBroken = true;
                    return null;
                }

                order[v, plane] = recorded;
            }
        }

        return new BrukerPlanes(first, order);
    }

    /// <summary>Which frame of a volume, in the order of recording, a plane is.</summary>
    public int RecordedAt(long volume, int plane) => _order[volume, plane];

    private IEnumerable<double> Steps() => Positions.Zip(Positions.Skip(1), (a, b) => Math.Abs(b - a));
}
