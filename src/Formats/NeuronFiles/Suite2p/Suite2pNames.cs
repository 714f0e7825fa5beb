using DeepWonder3D.Formats.NeuronFiles.Quantities;

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

    /// <summary>In the options: what holds for all neurons, as JSON.</summary>
    public const string Head = "deepwonder3d";

    /// <summary>In the statistics of a region: whether its spikes were found, and none is not for want of looking.</summary>
    public const string IsDeconvolved = Head + "_deconvolved";

    /// <summary>The series of a neuron that suite2p has files of its own for.</summary>
    public static bool IsKnown(NeuronQuantity series) => series.Name is nameof(Neuron.Trace) or nameof(Neuron.Events);

    /// <summary>A file beside suite2p's, of a series that it does not know: neurons × frames, NaN for a neuron without.</summary>
    public static string FileOf(NeuronQuantity series) => $"{Of(series)}.npy";

    /// <summary>In the statistics of a region: a number of the table of neurons.</summary>
    public static string Of(NeuronQuantity number) => $"{Head}_{number.Npz}";
}
