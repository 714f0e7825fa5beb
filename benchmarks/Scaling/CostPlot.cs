namespace DeepWonder3D.Benchmarks.Scaling;

/// <summary>Costs and memory against one size, a line for each kind of work.</summary>
/// <param name="Title">What grows.</param>
/// <param name="Axis">The size, and what is fixed.</param>
/// <param name="Unit">What costs are stated in.</param>
internal sealed record CostPlot(string Title, string Axis, string Unit)
{
    private readonly Dictionary<string, List<(double Size, double Cost, double MemoryMib)>> _lines = [];

    public IReadOnlyDictionary<string, List<(double Size, double Cost, double MemoryMib)>> Lines => _lines;

    public void Add(string line, double size, double cost, double memoryMib)
    {
        if (!_lines.TryGetValue(line, out List<(double, double, double)>? points))
        {
            _lines.Add(line, points = []);
        }

        points.Add((size, cost, memoryMib));
    }
}
