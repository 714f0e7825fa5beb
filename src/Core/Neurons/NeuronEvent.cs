namespace DeepWonder3D.Neurons;

/// <summary>An event of a neuron: frames in a row in which something was added to its trace.</summary>
/// <param name="NeuronId">The neuron.</param>
/// <param name="TimeS">
/// When, seconds from the first frame's time, with the neuron's own <see cref="Neuron.TimeOffsetS"/>: the mean of its frames' times by what
/// each adds. NaN where no time is known.
/// </param>
/// <param name="Frame">The same in frames from 0, so it lies between frames.</param>
/// <param name="Amplitude">How high it rises in the trace, in its units.</param>
public sealed record NeuronEvent(int NeuronId, double TimeS, double Frame, double Amplitude)
{
    /// <summary>The first of its frames, from 0.</summary>
    public long FirstFrame { get; init; }

    /// <summary>The last of its frames, from 0.</summary>
    public long LastFrame { get; init; }

    internal static IEnumerable<NeuronEvent> Of(int neuronId, Trace? events, Func<long, double?> timeOf, double offsetS)
    {
        (double sum, double frames, double times) = (0, 0, 0);
        int first = 0;
        for (int t = 0; t <= (events?.Length ?? -1); t++)
        {
            float size = t < events!.Length ? events[t] : 0;
            if (size > 0)
            {
                first = sum > 0 ? first : t;
                sum += size;
                frames += size * (double)t;
                times += size * (timeOf(t) ?? double.NaN);
            }
            else if (sum > 0)
            {
                yield return new NeuronEvent(neuronId, (times / sum) + offsetS, frames / sum, sum)
                {
                    FirstFrame = first,
                    LastFrame = t - 1,
                };
                (sum, frames, times) = (0, 0, 0);
            }
        }
    }
}
