using DeepWonder3D.Errors;
using DeepWonder3D.Neurons;
using DeepWonder3D.Work;

namespace DeepWonder3D.Views.Choosing;

/// <summary>
/// Keeps some neurons of a set: the others go, and the history says which and why. Ids stay what they are unless a new one is asked for.
/// </summary>
public static class NeuronSelection
{
    /// <summary>Selects among the neurons of a view.</summary>
    /// <param name="neurons">The neurons.</param>
    /// <param name="options">Which stay.</param>
    /// <param name="observer">Told of doubts; null for nobody.</param>
    /// <returns>Those that stay, in the order of their ids.</returns>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.NeuronNotFound"/>: an id is none of theirs; <see cref="ErrorId.DecisionsMismatch"/>: the decisions are about
    /// other neurons; <see cref="ErrorId.ParameterInvalid"/>: a bound is held against what was not measured.
    /// </exception>
    public static NeuronSet Run(NeuronSet neurons, NeuronSelectionOptions options, IStageObserver? observer = null)
    {
        ArgumentNullException.ThrowIfNull(neurons);
        ArgumentNullException.ThrowIfNull(options);
        Selector<Neuron> selector = new(
            neurons.Name, NeuronKinds.View, parts => NeuronJoining.Of(parts, neurons.FrameRate), observer ?? SilentObserver.Instance);
        (Neuron[] kept, HistoryStep step) = selector.Run(neurons.Neurons, options, () => NeuronFingerprint.Of(neurons));
        return neurons with { Neurons = kept, History = [.. neurons.History, step] };
    }

    /// <summary>Selects among neurons in space.</summary>
    /// <param name="population">The neurons.</param>
    /// <param name="options">Which stay.</param>
    /// <param name="observer">Told of doubts; null for nobody.</param>
    /// <returns>Those that stay, in the order of their ids.</returns>
    /// <exception cref="DeepWonderException">
    /// As for neurons of a view; <see cref="ErrorId.PixelSizeUnknown"/>: an area is given, and the neurons have no place in µm.
    /// </exception>
    public static NeuronPopulation Run(NeuronPopulation population, NeuronSelectionOptions options, IStageObserver? observer = null)
    {
        ArgumentNullException.ThrowIfNull(population);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Area is not null && population.Count > 0 && population.Neurons.All(n => double.IsNaN(n.XUm + n.YUm)))
        {
            throw new DeepWonderException(
                ErrorId.PixelSizeUnknown,
                $"The neurons of '{population.Name}' have no place in µm, in which a region is given.",
                population.Name,
                "Import them with their pixel size.");
        }

        Selector<LocalizedNeuron> selector = new(
            population.Name,
            NeuronKinds.Space,
            parts => NeuronJoining.Of(parts, population.FrameRate),
            observer ?? SilentObserver.Instance);
        (LocalizedNeuron[] kept, HistoryStep step) = selector.Run(population.Neurons, options, () => NeuronFingerprint.Of(population));
        return population with { Neurons = kept, History = [.. population.History, step] };
    }
}
