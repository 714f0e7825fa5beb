using DeepWonder3D.Errors;

namespace DeepWonder3D.Formats.NeuronFiles;

/// <summary>What can be wrong with neuron files.</summary>
internal static class NeuronFileErrors
{
    public static DeepWonderException Invalid(string path, string why, Exception? inner = null) => new(
        ErrorId.NeuronFileInvalid,
        $"The neuron file '{path}' cannot be read: {why}.",
        path,
        "Give a file that Export-Neuron or the published code wrote, or hand-labelled regions in JSON.",
        inner);
}
