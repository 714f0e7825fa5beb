namespace DeepWonder3D.Formats.NeuronFiles.Suite2p;

/// <summary>The names of suite2p's files, and those under which we add what suite2p does not know.</summary>
internal static class Suite2pNames
{
    public const string Statistics = "stat.npy";
    public const string Options = "ops.npy";
    public const string Fluorescence = "F.npy";
    public const string Neuropil = "Fneu.npy";
    public const string Spikes = "spks.npy";
    public const string IsCell = "iscell.npy";

    public const string NeuronId = "deepwonder3d_id";
    public const string Row = "deepwonder3d_row";
    public const string Column = "deepwonder3d_column";
    public const string Roundness = "deepwonder3d_roundness";
    public const string Score = "deepwonder3d_score";
    public const string Snr = "deepwonder3d_snr";

    /// <summary>In the options: what holds for all neurons, as JSON.</summary>
    public const string Head = "deepwonder3d";
}
