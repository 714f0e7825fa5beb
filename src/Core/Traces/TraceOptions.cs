using System.Globalization;
using DeepWonder3D.Errors;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Traces;

/// <summary>What traces are measured in, and how.</summary>
public sealed record TraceOptions
{
    /// <summary>The published way: the plain mean of the movie that the networks made, and every neuron kept.</summary>
    public static TraceOptions Upstream { get; } =
        new() { Source = TraceSource.Input, MinSnr = 0, Deconvolution = new() { Model = DeconvolutionModel.None } };

    /// <summary>Whether traces come from the recording or from the movie as it is; null for the recording where it is known.</summary>
    public TraceSource? Source { get; init; }

    /// <summary>Volumes to measure in instead: one, or one a view with its view's id; none for what <see cref="Source"/> says.</summary>
    public IReadOnlyList<Volume> Volumes { get; init; } = [];

    /// <summary>
    /// A second channel of the recording, in which each neuron of a view gets its value (<see cref="Neurons.Neuron.ChannelMean"/>): one
    /// volume, or one a view with its view's id; none for no such channel.
    /// </summary>
    public IReadOnlyList<Volume> OtherChannels { get; init; } = [];

    /// <summary>
    /// How much of the light around a neuron is taken off; null measures it for each neuron (nothing is taken off a movie that a network
    /// made).
    /// </summary>
    public double? NeuropilCoefficient { get; init; }

    /// <summary>
    /// The least signal-to-noise ratio (<see cref="Neurons.Neuron.Snr"/>) in the recording; neurons below it are left out, as noise alone
    /// gives 3 to 5. 0 keeps all.
    /// </summary>
    public double MinSnr { get; init; } = 6;

    /// <summary>
    /// How events are found in the traces; null finds them in those of a recording, and none in a movie that a network made.
    /// </summary>
    public DeconvolutionOptions? Deconvolution { get; init; }

    /// <summary>How events are found in traces of an origin.</summary>
    internal DeconvolutionOptions DeconvolutionOf(bool isRecording) =>
        Deconvolution ?? new DeconvolutionOptions { Model = isRecording ? DeconvolutionModel.Ar2 : DeconvolutionModel.None };

    /// <summary>Names and values, for the history.</summary>
    internal IEnumerable<KeyValuePair<string, string>> ToParameters(TraceOrigin origin)
    {
        yield return new("TraceFrom", origin.Name);
        yield return new("TraceVolume", origin.Volume.Name);
        if (OtherChannels.Count > 0)
        {
            yield return new("OtherChannel", string.Join(',', OtherChannels.Select(c => c.Name)));
        }

        yield return new(
            nameof(NeuropilCoefficient),
            NeuropilCoefficient?.ToString(CultureInfo.InvariantCulture) ?? (origin.IsRecording ? "measured" : "none"));
    }

    /// <exception cref="DeepWonderException">A value lies outside its range (<see cref="ErrorId.ParameterInvalid"/>).</exception>
    internal void Check()
    {
        Require(NeuropilCoefficient is null or (>= 0 and <= 2), nameof(NeuropilCoefficient), NeuropilCoefficient, "0 to 2");
        Require(MinSnr >= 0, nameof(MinSnr), MinSnr, "0 or more");
        Deconvolution?.Check();

        static void Require(bool isGood, string name, double? value, string range)
        {
            if (!isGood)
            {
                string text = string.Create(CultureInfo.InvariantCulture, $"-{name} is {value}, and must be {range}.");
                throw new DeepWonderException(ErrorId.ParameterInvalid, text, name, $"Give a value of {range}.");
            }
        }
    }
}
