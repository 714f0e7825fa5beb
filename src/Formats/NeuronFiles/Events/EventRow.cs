namespace DeepWonder3D.Formats.NeuronFiles.Events;

/// <summary>One event of a neuron, as files list it.</summary>
/// <param name="Neuron">The neuron's place in its table, from 0.</param>
/// <param name="NeuronId">The neuron's number.</param>
/// <param name="TimeS">
/// When it was, seconds after the first frame: the mean of its frames' times, each by what it adds, as of when the neuron's row was
/// scanned; NaN where no time is known.
/// </param>
/// <param name="StartS">The time of its first frame, likewise.</param>
/// <param name="StopS">The time of its last frame, likewise.</param>
/// <param name="Frame">Its first frame, from 0.</param>
/// <param name="Amplitude">How much its frames add to the trace together, in the trace's units.</param>
internal readonly record struct EventRow(
    int Neuron, int NeuronId, double TimeS, double StartS, double StopS, long Frame, double Amplitude);
