namespace DeepWonder3D.Simulation;

/// <summary>Everything that lies in the tissue, and what it does; the same for all views.</summary>
internal sealed class Tissue
{
    private readonly Dictionary<int, float[]> _cellTraces = [];
    private readonly Dictionary<int, float[]> _processTraces = [];

    public Tissue(SimulationOptions options, CancellationToken token)
    {
        ActivityModel activity = new(options);
        Cells = CellPlacer.Place(options);
        Processes = ProcessPiece.Draw(options);
        Vessels = Vessel.Draw(options);
        Neuropil = new Neuropil(options, activity);

        int[] labelled = [.. Cells.Where(c => c.Kind != CellKind.Unlabelled).Select(c => c.Number)];
        int[] active = [.. Processes.Where(p => p.IsActive).Select(p => p.Number)];
        float[][] traces = new float[labelled.Length + active.Length][];

        // Pieces count on below the cells, so that a piece and a cell never share a stream.
        ParallelLoop.For(
            traces.Length, i => traces[i] = activity.Trace(i < labelled.Length ? labelled[i] : -1 - active[i - labelled.Length]), token);
        for (int i = 0; i < traces.Length; i++)
        {
            if (i < labelled.Length)
            {
                _cellTraces[labelled[i]] = traces[i];
            }
            else
            {
                _processTraces[active[i - labelled.Length]] = traces[i];
            }
        }
    }

    public IReadOnlyList<Cell> Cells { get; }

    public IReadOnlyList<ProcessPiece> Processes { get; }

    public IReadOnlyList<Vessel> Vessels { get; }

    public Neuropil Neuropil { get; }

    /// <summary>ΔF/F of a labelled cell.</summary>
    public float[] TraceOf(Cell cell) => _cellTraces[cell.Number];

    /// <summary>ΔF/F of an active piece.</summary>
    public float[] TraceOf(ProcessPiece piece) => _processTraces[piece.Number];
}
