using DeepWonder3D.Work;

namespace DeepWonder3D.Neurons.Registering;

/// <summary>Which neurons of several days are the same cells.</summary>
public sealed record NeuronRegister
{
    /// <summary>The first day's name.</summary>
    public required string Name { get; init; }

    /// <summary>The days, in the order in which they were given.</summary>
    public required IReadOnlyList<RegisteredDay> Days { get; init => field = value as RegisteredDay[] ?? [.. value]; }

    /// <summary>The cells, each neuron of each day in one of them.</summary>
    public required IReadOnlyList<RegisteredCell> Cells { get; init => field = value as RegisteredCell[] ?? [.. value]; }

    /// <summary>The number of cells.</summary>
    public int Count => Cells.Count;

    /// <summary>How many cells were found on every day.</summary>
    public int CountOnAllDays => Cells.Count(c => c.DayCount == Days.Count);

    /// <summary>How the register was made, and what the neurons of each day had gone through.</summary>
    public IReadOnlyList<HistoryStep> History { get; init => field = value as HistoryStep[] ?? [.. value]; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Count} cells over {Days.Count} days, {CountOnAllDays} on all";
}

/// <summary>A day, and how it lay over the first.</summary>
/// <param name="Name">The name of its neurons.</param>
/// <param name="NeuronCount">How many neurons it had.</param>
public sealed record RegisteredDay(string Name, int NeuronCount)
{
    /// <summary>How many of them had been found on an earlier day.</summary>
    public int MatchedCount { get; init; }

    /// <summary>
    /// How far down the tissue lies that is in the middle of the first day's field, in pixels of the first day; 0 for that one.
    /// </summary>
    public double ShiftRowsPx { get; init; }

    /// <summary>How far it lies to the right, likewise.</summary>
    public double ShiftColumnsPx { get; init; }

    /// <summary>How far the tissue is turned, degrees, positive from rows to columns.</summary>
    public double RotationDeg { get; init; }

    /// <summary>
    /// What is left between matched neurons after alignment: the root mean square distance, pixels; NaN for the first day.
    /// </summary>
    public double ResidualPx { get; init; } = double.NaN;

    /// <summary>Matches that are expected to be wrong: the sum of what their probabilities lack to 1.</summary>
    public double ExpectedErrorCount { get; init; }
}

/// <summary>A cell of a register.</summary>
/// <param name="Id">Its number in the register, from 1.</param>
public sealed record RegisteredCell(int Id)
{
    /// <summary>The neuron's id on each day; null on a day on which it was not found.</summary>
    public required IReadOnlyList<int?> NeuronIds { get; init => field = value as int?[] ?? [.. value]; }

    /// <summary>
    /// How probable it is, on each day, that the neuron is the cell that was seen before; NaN on its first day and where it was not found.
    /// </summary>
    public required IReadOnlyList<double> Probabilities { get; init => field = value as double[] ?? [.. value]; }

    /// <summary>The least of them: that of its weakest link; NaN for a cell of one day.</summary>
    public double Probability => Probabilities.Where(p => !double.IsNaN(p)).DefaultIfEmpty(double.NaN).Min();

    /// <summary>On how many days it was found.</summary>
    public int DayCount => NeuronIds.Count(i => i is not null);

    /// <summary>Its row in the first day's pixels, the mean over its days.</summary>
    public required double Row { get; init; }

    /// <summary>Its column, likewise.</summary>
    public required double Column { get; init; }
}
