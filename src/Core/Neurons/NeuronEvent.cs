namespace DeepWonder3D.Neurons;

/// <summary>An event of a neuron: frames in a row in which something was added to its trace.</summary>
/// <param name="NeuronId">The neuron.</param>
/// <param name="TimeS">
/// When, seconds from the first frame's time, with the neuron's own <see cref="Neuron.TimeOffsetS"/>; NaN where the frame rate is
/// unknown.
/// </param>
/// <param name="Frame">When, in frames from 0: the mean of the event's frames by what each adds, so it lies between frames.</param>
/// <param name="Amplitude">How high it rises in the trace, in its units.</param>
public sealed record NeuronEvent(int NeuronId, double TimeS, double Frame, double Amplitude)
{
    internal static IEnumerable<NeuronEvent> Of(int neuronId, Trace? events, double? frameRate, double offsetS)
    {
        double sum = 0;
        double frames = 0;
        for (int t = 0; t <= (events?.Length ?? -1); t++)
        {
            float size = t < events!.Length ? events[t] : 0;
            sum += size;
            frames += size * (double)t;
            if (!(size > 0) && sum > 0)
            {
                double frame = frames / sum;
                yield return new NeuronEvent(neuronId, (frame / (frameRate ?? double.NaN)) + offsetS, frame, sum);
                (sum, frames) = (0, 0);
            }
        }
    }
}
