using System.Globalization;
using DeepWonder3D.Errors;
using DeepWonder3D.Models;
using DeepWonder3D.Stages;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Neurons;

/// <summary>
/// What counts as a neuron, and when two detections are the same one. What the model does not say has the published value by default.
/// </summary>
public sealed record NeuronFindingOptions
{
    /// <summary>The default of <see cref="EdgePx"/>.</summary>
    public const double DefaultEdgePx = 10;

    // How far what is judged in the recording may fall short of what the model asks for.
    private const double ScoreAllowance = 0.5;
    private const double AreaAllowance = 1 / 3.0;
    private const double RoundnessAllowance = 0.8;

    /// <summary>What finds the neurons: a network, or their activity alone.</summary>
    public Detector Detector { get; init; }

    /// <summary>The network that scores where neurons are.</summary>
    public NetworkOptions Network { get; init; } = new();

    /// <summary>
    /// The area that a detection must exceed, in pixels of the movie: that of its outline drawn through pixel centres. Null: the model's
    /// own.
    /// </summary>
    public double? MinAreaPx { get; init; }

    /// <summary>The least 4π·area / perimeter² of that outline. Null: the model's own.</summary>
    public double? MinRoundness { get; init; }

    /// <summary>Detections whose traces correlate more than this are the same neuron.</summary>
    public double MinCorrelation { get; init; } = 0.9;

    /// <summary>Detections of which one lies in the other by more than this share are the same neuron (first pass).</summary>
    public double MinOverlap { get; init; } = 0.9;

    /// <summary>The same in the second pass, which looks at overlap alone.</summary>
    public double FinalOverlap { get; init; } = 0.6;

    /// <summary>Only detections whose centroids are closer than this, in pixels, are compared at all. Null: the model's own.</summary>
    public double? MaxDistancePx { get; init; }

    /// <summary>
    /// Neurons whose centroid is no farther than this from an edge, in pixels, are left out. Null: 10 of the pixels that the model sees.
    /// </summary>
    public double? EdgePx { get; init; }

    /// <summary>The least score of a neuron's pixel. Null: the model's own, or Otsu's threshold of each window.</summary>
    public double? ScoreThreshold { get; init; }

    /// <summary>
    /// Finds that are cell bodies with a smaller probability than this are left out, where the recording behind the movie says how probable
    /// it is (<see cref="Neuron.Probability"/>). 0 keeps all.
    /// </summary>
    public double MinProbability { get; init; } = 0.5;

    /// <summary>Kinds of finds that are kept whatever their probability.</summary>
    public IReadOnlyList<NeuronKind> Include { get; init => field = value as NeuronKind[] ?? [.. value]; } = [];

    /// <summary>
    /// Whether detections are merged from the best score down, and the best of a group stays. Otherwise they are merged in their order and
    /// the largest stays, as published: where scores of different windows cannot be compared there is nothing better, but a window that
    /// shows two neurons as one then swallows both.
    /// </summary>
    public bool KeepBest { get; init; }

    /// <summary>What Otsu's threshold of a window is multiplied by.</summary>
    public double ThresholdFactor { get; init; } = 0.7;

    /// <summary>The percentile of a window's scores, in percent, that becomes zero.</summary>
    public double PercentilePercent { get; init; } = 0.1;

    /// <summary>Whether the published accidents are kept.</summary>
    public Preset Preset { get; init; } = Preset.Default;

    /// <summary>What the model says of its scores.</summary>
    internal DetectionFacts Model { get; init; } = DetectionFacts.Published;

    internal double LeastAreaPx => MinAreaPx ?? Model.MinAreaPx;

    internal double LeastRoundness => MinRoundness ?? Model.MinRoundness;

    internal double FarthestPx => MaxDistancePx ?? Model.MaxDistancePx;

    internal double LeastEdgePx => EdgePx ?? DefaultEdgePx;

    internal bool IsUpstream => Preset == Preset.Upstream;

    /// <summary>Whether finds that are cell bodies with this probability are kept.</summary>
    internal bool IsWanted(double probability) => probability >= MinProbability || Include.Contains(Neuron.KindOf(probability));

    /// <summary>The same in the pixels at work: what was said in pixels of the movie is meant in those.</summary>
    /// <param name="scale">Pixels at work a pixel of the movie.</param>
    internal NeuronFindingOptions At(PixelScale scale)
    {
        double length = Math.Sqrt(scale.Area);
        return scale.IsOne ? this : this with
        {
            MinAreaPx = MinAreaPx * scale.Area,
            MaxDistancePx = MaxDistancePx * length,
            EdgePx = EdgePx * length,
        };
    }

    /// <summary>The same for a network whose scores mean what it says of them.</summary>
    internal NeuronFindingOptions For(DetectionFacts detection) => this with
    {
        Model = detection,
        ScoreThreshold = ScoreThreshold ?? detection.ScoreThreshold,
        KeepBest = KeepBest || detection.ScoreThreshold is not null,
    };

    /// <summary>
    /// What is looked for besides where each find is judged in the recording: fainter, smaller and less round detections, as far as nobody
    /// said what they have to be. On a real recording they are half as many somata again, among many that are none.
    /// </summary>
    internal NeuronFindingOptions Opened() => this with
    {
        ScoreThreshold = ScoreThreshold is { } least && least == Model.ScoreThreshold ? least - ScoreAllowance : ScoreThreshold,
        MinAreaPx = MinAreaPx ?? (AreaAllowance * Model.MinAreaPx),
        MinRoundness = MinRoundness ?? (RoundnessAllowance * Model.MinRoundness),
    };

    /// <summary>Names and values, for the history.</summary>
    internal IReadOnlyDictionary<string, string> ToParameters() =>
        new Dictionary<string, string>
        {
            [nameof(Detector)] = Detector.ToString(),
            [nameof(MinAreaPx)] = Text(LeastAreaPx),
            [nameof(MinRoundness)] = Text(LeastRoundness),
            [nameof(MinCorrelation)] = Text(MinCorrelation),
            [nameof(MinOverlap)] = Text(MinOverlap),
            [nameof(FinalOverlap)] = Text(FinalOverlap),
            [nameof(MaxDistancePx)] = Text(FarthestPx),
            [nameof(EdgePx)] = Text(LeastEdgePx),
            [nameof(ScoreThreshold)] = ScoreThreshold is { } least ? Text(least) : "Otsu",
            [nameof(KeepBest)] = KeepBest.ToString(),
            [nameof(ThresholdFactor)] = Text(ThresholdFactor),
            [nameof(PercentilePercent)] = Text(PercentilePercent),
            [nameof(MinProbability)] = Text(MinProbability),
            [nameof(Include)] = Include.Count == 0 ? "none" : string.Join(',', Include.Distinct().Order()),
            [nameof(Preset)] = Preset.ToString(),
        };

    /// <summary>Refuses what has no meaning where no network is at work.</summary>
    /// <exception cref="DeepWonderException">Something of it was given (<see cref="ErrorId.ParameterInvalid"/>).</exception>
    internal void CheckDetector()
    {
        string? strange = IsUpstream ? nameof(Preset) : Network.Model is not null ? nameof(Network.Model) : null;
        strange ??= MinAreaPx is not null ? nameof(MinAreaPx) : MinRoundness is not null ? nameof(MinRoundness) : null;
        strange ??= ScoreThreshold is not null ? nameof(ScoreThreshold) : null;
        if (strange is not null)
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                $"{strange} is a network's, and the detector {nameof(Detector.Activity)} uses none.",
                strange,
                $"Leave it out, or find neurons with the detector {nameof(Detector.Network)}.");
        }
    }

    /// <summary>Refuses values that mean nothing.</summary>
    /// <exception cref="DeepWonderException">A value lies outside its range (<see cref="ErrorId.ParameterInvalid"/>).</exception>
    public void Validate()
    {
        Check(nameof(MinAreaPx), LeastAreaPx, 0, double.MaxValue);
        Check(nameof(MinRoundness), LeastRoundness, 0, 1);
        Check(nameof(MinCorrelation), MinCorrelation, -1, 1);
        Check(nameof(MinOverlap), MinOverlap, 0, 1);
        Check(nameof(FinalOverlap), FinalOverlap, 0, 1);
        Check(nameof(MaxDistancePx), FarthestPx, 0, double.MaxValue);
        Check(nameof(EdgePx), LeastEdgePx, 0, double.MaxValue);
        Check(nameof(ThresholdFactor), ThresholdFactor, 0, double.MaxValue);
        Check(nameof(PercentilePercent), PercentilePercent, 0, 100);
        Check(nameof(MinProbability), MinProbability, 0, 1);

        static void Check(string name, double value, double least, double most)
        {
            if (!(value >= least && value <= most))
            {
                string range = most == double.MaxValue ? $"{Text(least)} or more" : $"{Text(least)} to {Text(most)}";
                throw new DeepWonderException(
                    ErrorId.ParameterInvalid, $"{name} is {Text(value)}; it must be {range}.", name, $"Give a value of {range}.");
            }
        }
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
