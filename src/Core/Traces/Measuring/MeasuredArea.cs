namespace DeepWonder3D.Traces.Measuring;

/// <summary>Where one neuron is measured in a recording.</summary>
internal sealed record MeasuredArea
{
    /// <summary>Stands where a view does not see a neuron.</summary>
    public static readonly MeasuredArea None = new() { Pixels = [], Support = [], Depth = [], Ring = [] };

    /// <summary>The neuron's pixels (row · width + column), ascending.</summary>
    public required int[] Pixels { get; init; }

    /// <summary>The pixels that its light may reach: its own and a rim around them, ascending.</summary>
    public required int[] Support { get; init; }

    /// <summary>
    /// Of each of those the distance from the neuron's edge in units of its radius: from −1, deep inside, past 0 at the edge.
    /// </summary>
    public required float[] Depth { get; init; }

    /// <summary>The pixels around it without those of any neuron, ascending: what its background is measured in.</summary>
    public required int[] Ring { get; init; }

    /// <summary>Mean row and column of the neuron's pixels.</summary>
    public (double Row, double Column) CentreIn(int width)
    {
        (double row, double column) = (0, 0);
        foreach (int pixel in Pixels)
        {
            row += pixel / width;
            column += pixel % width;
        }

        return (row / Pixels.Length, column / Pixels.Length);
    }
}
