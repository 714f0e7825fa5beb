namespace DeepWonder3D.Tests.Simulation;

public class CellPlacerTests
{
    [Theory]
    [InlineData(SimulationPreset.Easy)]
    [InlineData(SimulationPreset.Hard)]
    [InlineData(SimulationPreset.TwoPhoton)]
    public void Cells_keep_their_distance_their_depths_and_their_number(SimulationPreset preset)
    {
        SimulationOptions options = SimulationPresets.Of(preset, 3);
        IReadOnlyList<Cell> cells = CellPlacer.Place(options);

        double smallest = double.PositiveInfinity;
        for (int i = 0; i < cells.Count; i++)
        {
            Assert.Equal(i, cells[i].Number);
            for (int j = 0; j < i; j++)
            {
                (double y, double x, double z) = (cells[i].YUm - cells[j].YUm, cells[i].XUm - cells[j].XUm, cells[i].ZUm - cells[j].ZUm);
                smallest = Math.Min(smallest, (y * y) + (x * x) + (z * z));
            }
        }

        Assert.True(Math.Sqrt(smallest) >= options.Neurons.MinDistanceUm);
        Cell[] neurons = [.. cells.Where(c => c.Kind == CellKind.InRange)];
        Assert.All(neurons, c => Assert.InRange(c.ZUm, options.Neurons.MinDepthUm, options.Neurons.MaxDepthUm));
        Assert.Equal(options.Neurons.Count, neurons.Count(c => IsInField(c, options)));
        Assert.All(neurons.Take(options.Neurons.Count), c => Assert.True(IsInField(c, options)));
        Assert.All(cells.Where(c => c.Kind == CellKind.OutOfRange), c => Assert.True(
            c.ZUm < options.Neurons.MinDepthUm - options.Tissue.GapUm || c.ZUm > options.Neurons.MaxDepthUm + options.Tissue.GapUm));
    }

    [Fact]
    public void Neurons_spread_evenly_over_field_and_depth()
    {
        SimulationOptions options = new() { Height = 1000, Width = 500, Neurons = new NeuronOptions { Count = 4000, MinDistanceUm = 5 } };
        Cell[] neurons = [.. CellPlacer.Place(options).Where(c => c.Kind == CellKind.InRange).Take(4000)];

        // Quarters of each axis hold a quarter each: 1000 ± 4 standard deviations of √(n·p·(1 − p)).
        foreach (Func<Cell, double> share
            in new Func<Cell, double>[] { c => (c.YUm + 1) / 2000, c => (c.XUm + 1) / 1000, c => (c.ZUm + 40) / 80 })
        {
            int[] quarters = new int[4];
            foreach (Cell neuron in neurons)
            {
                quarters[(int)(4 * share(neuron))]++;
            }

            Assert.All(quarters, q => Assert.InRange(q, 890, 1110));
        }
    }

    [Fact]
    public void Too_many_cells_for_the_room_are_refused_in_words()
    {
        SimulationOptions options = new() { Height = 20, Width = 20, Neurons = new NeuronOptions { Count = 500 } };

        DeepWonderException error = Refusal.Of(ErrorId.ParameterInvalid, () => CellPlacer.Place(options));
        Assert.Contains("of 500 cells fit", error.Message, StringComparison.Ordinal);
    }

    private static bool IsInField(Cell cell, SimulationOptions options) =>
        cell.YUm >= -0.5 * options.PixelSizeUm && cell.YUm < options.FieldHeightUm - (0.5 * options.PixelSizeUm)
        && cell.XUm >= -0.5 * options.PixelSizeUm && cell.XUm < options.FieldWidthUm - (0.5 * options.PixelSizeUm);
}
