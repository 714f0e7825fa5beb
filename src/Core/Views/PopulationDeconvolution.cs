using DeepWonder3D.Errors;
using DeepWonder3D.Neurons;
using DeepWonder3D.Traces;
using DeepWonder3D.Work;

namespace DeepWonder3D.Views;

/// <summary>Deconvolution of what neurons in space did.</summary>
public static class PopulationDeconvolution
{
    /// <summary>Deconvolves traces as a part of the step that measured them, which is the last in their history.</summary>
    internal static NeuronPopulation RunAsPart(
        NeuronPopulation population, DeconvolutionOptions options, IStageObserver observer, CancellationToken cancellation)
    {
        NeuronPopulation deconvolved = Run(population, options, observer, cancellation);
        return ReferenceEquals(deconvolved, population)
            ? population
            : deconvolved with { History = Deconvolution.AsPart(population.History, deconvolved.History) };
    }

    /// <summary>Deconvolves the fused traces: the same neurons with <c>Denoised</c> and <c>Events</c>.</summary>
    /// <param name="population">The neurons.</param>
    /// <param name="options">Model and time constants.</param>
    /// <param name="observer">Whom to tell; null for nobody.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The neurons; those whose traces are not finite have neither.</returns>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.ParameterInvalid"/>, or <see cref="ErrorId.FrameRateUnknown"/> where seconds are given and no frame rate.
    /// </exception>
    public static NeuronPopulation Run(
        NeuronPopulation population,
        DeconvolutionOptions options,
        IStageObserver? observer = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(population);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Model == DeconvolutionModel.None)
        {
            return population;
        }

        double? rate = population.FrameRate ?? options.FrameRate;
        (Trace, Trace?)[] traces = [.. population.Neurons.Select(n => (n.Trace, n.Baseline))];
        (DeconvolvedTrace?[] results, HistoryStep step) =
            Deconvolution.RunAll(traces, rate, options, population.Name, observer, cancellation);
        return population with
        {
            FrameRate = rate,
            Neurons = [.. population.Neurons.Select((n, i) => n with { Denoised = results[i]?.Denoised, Events = results[i]?.Events })],
            History = [.. population.History, step],
        };
    }
}
