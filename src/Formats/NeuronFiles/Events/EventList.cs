using DeepWonder3D.Neurons;
using DeepWonder3D.Views;

namespace DeepWonder3D.Formats.NeuronFiles.Events;

/// <summary>
/// The events of neurons one by one, from what each frame's events add to the traces: frames in a row that add something are one event.
/// </summary>
internal static class EventList
{
    /// <summary>The events of a <see cref="NeuronSet"/> or a <see cref="NeuronPopulation"/>, neuron by neuron and in time.</summary>
    /// <returns>Null where no neuron was deconvolved.</returns>
    public static IReadOnlyList<EventRow>? Of(object neurons)
    {
        NeuronFileHead head = NeuronFileHead.Of(neurons);
        (int Id, Trace? Events, double OffsetS)[] all = neurons is NeuronSet set
            ? [.. set.Neurons.Select(n => (n.Id, n.Events, double.IsNaN(n.TimeOffsetS) ? 0 : n.TimeOffsetS))]
            : [.. ((NeuronPopulation)neurons).Neurons.Select(n => (n.Id, n.Events, 0.0))];
        return Array.Exists(all, n => n.Events is not null)
            ? [.. all.SelectMany((n, place) => Of(place, n.Id, n.Events, n.OffsetS, head))]
            : null;
    }

    private static IEnumerable<EventRow> Of(int place, int id, Trace? events, double offsetS, NeuronFileHead head)
    {
        double Time(long frame) => (FrameClock.TimeOf(head.FrameTimes, head.FrameRate, frame) ?? double.NaN) + offsetS;
        for (int first = 0; first < events?.Length; first++)
        {
            (double amplitude, double moment) = (0, 0);
            int next = first;
            for (; next < events.Length && events[next] > 0; next++)
            {
                amplitude += events[next];
                moment += events[next] * Time(next);
            }

            if (next > first)
            {
                yield return new EventRow(place, id, moment / amplitude, Time(first), Time(next - 1), first, amplitude);
                first = next;
            }
        }
    }
}
