using DeepWonder3D.Neurons;
using DeepWonder3D.Views;

namespace DeepWonder3D.Formats.NeuronFiles.Events;

/// <summary>The events of neurons one by one, as files list them.</summary>
internal static class EventList
{
    /// <summary>The events of a <see cref="NeuronSet"/> or a <see cref="NeuronPopulation"/>, neuron by neuron and in time.</summary>
    /// <returns>Null where no neuron was deconvolved.</returns>
    public static IReadOnlyList<EventRow>? Of(object neurons)
    {
        (int Id, Trace? Events, double OffsetS)[] all = neurons is NeuronSet set
            ? [.. set.Neurons.Select(n => (n.Id, n.Events, double.IsNaN(n.TimeOffsetS) ? 0 : n.TimeOffsetS))]
            : [.. ((NeuronPopulation)neurons).Neurons.Select(n => (n.Id, n.Events, 0.0))];
        Func<long, double?> timeOf = neurons is NeuronSet view ? view.TimeOfFrame : ((NeuronPopulation)neurons).TimeOfFrame;
        return Array.Exists(all, n => n.Events is not null)
            ? [.. all.SelectMany((n, place) => NeuronEvent.Of(n.Id, n.Events, timeOf, n.OffsetS).Select(e => Row(e, place, n.OffsetS)))]
            : null;

        EventRow Row(NeuronEvent e, int place, double offsetS) =>
            new(place, e.NeuronId, e.TimeS, Time(e.FirstFrame) + offsetS, Time(e.LastFrame) + offsetS, e.FirstFrame, e.Amplitude);

        double Time(long frame) => timeOf(frame) ?? double.NaN;
    }
}
