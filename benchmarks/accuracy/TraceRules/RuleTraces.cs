using System.Numerics.Tensors;
using DeepWonder3D.Traces;
using DeepWonder3D.Traces.Measuring;

namespace DeepWonder3D.Accuracy.TraceRules;

/// <summary>The traces that each rule makes of the same footprints.</summary>
internal sealed class RuleTraces
{
    public const int PlainRing = 1;
    public const int OwnTrace = 6;
    public const int OwnDenoised = 7;

    /// <summary>The rules, in the order of the tables.</summary>
    public static readonly string[] Names =
    [
        "networks' movie",
        "plain ring",
        "denoised movie less ring",
        "suite2p's rule",
        "estimated coefficient",
        "FISSA's rule",
        "**ours: Trace**",
        "**ours: Denoised**",
    ];

    private const float Suite2pShare = 0.7f;

    private readonly float[][][] _others;
    private readonly NeuronSet _neurons;

    private RuleTraces(float[][] plain, float[][] ring, float[][][] others, NeuronSet neurons) =>
        (Plain, Ring, _others, _neurons) = (plain, ring, others, neurons);

    /// <summary>The recording's mean in each footprint.</summary>
    public float[][] Plain { get; }

    /// <summary>The recording's mean in each ring; 0 where others leave none.</summary>
    public float[][] Ring { get; }

    /// <summary>Measures the footprints that a chain found.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="denoised">What denoising made of it.</param>
    /// <param name="backgroundFree">What background removal made of that.</param>
    /// <param name="neurons">The neurons with the traces that this module gives them.</param>
    /// <param name="token">Stops the work.</param>
    public static RuleTraces Of(Volume recording, Volume denoised, Volume backgroundFree, NeuronSet neurons, CancellationToken token)
    {
        (int height, int width) = (recording.Height, recording.Width);
        int[][] cells = [.. neurons.Neurons.Select(n => n.Footprint.Pixels.ToArray())];
        int[][] rings = [.. AreaMap.Of(cells, height, width, token).Select(a => a.Ring)];
        bool[] isCell = new bool[height * width];
        foreach (int pixel in cells.SelectMany(c => c))
        {
            isCell[pixel] = true;
        }

        int[][] surrounds = [.. cells.Select(c => Surroundings.OfSuite2p(c, isCell, height, width))];
        int[][] sectors = [.. cells.SelectMany(c => Surroundings.OfFissa(c, height, width))];
        float[][] plain = Means(recording, cells, token);
        float[][] ring = Means(recording, rings, token);
        float[][] inSectors = Means(recording, sectors, token);
        int each = cells.Length == 0 ? 0 : sectors.Length / cells.Length;
        float[][][] others =
        [
            Means(backgroundFree, cells, token),
            Less(plain, ring, _ => 1),
            Less(Means(denoised, cells, token), Means(denoised, rings, token), _ => 1),
            Less(plain, Means(recording, surrounds, token), _ => Suite2pShare),
            Less(plain, ring, i => rings[i].Length == 0 ? 0 : (float)Agreement.Slope(plain[i], ring[i])),
            [.. plain.Select((p, i) => Factorisation.TraceOf([p, .. inSectors[(i * each)..((i + 1) * each)]]))],
        ];
        return new RuleTraces(plain, ring, others, neurons);
    }

    /// <summary>The trace that a rule gives a neuron, both counted from 0.</summary>
    public float[] Of(int rule, int neuron) => rule switch
    {
        OwnTrace => _neurons.Neurons[neuron].Trace.ToArray(),
        OwnDenoised => (_neurons.Neurons[neuron].Denoised ?? _neurons.Neurons[neuron].Trace).ToArray(),
        _ => _others[rule][neuron],
    };

    /// <summary>The mean of each place in every frame; 0 for a place without pixels.</summary>
    public static float[][] Means(Volume movie, int[][] places, CancellationToken token)
    {
        int[] filled = [.. Enumerable.Range(0, places.Length).Where(i => places[i].Length > 0)];
        IReadOnlyList<Trace> traces = TraceExtraction.Measure(
            movie, [.. filled.Select(i => new Footprint(places[i], movie.Width))], SilentObserver.Instance, token);
        float[][] means = [.. places.Select(_ => new float[movie.FrameCount])];
        for (int i = 0; i < filled.Length; i++)
        {
            means[filled[i]] = traces[i].ToArray();
        }

        return means;
    }

    private static float[][] Less(float[][] light, float[][] around, Func<int, float> share) => [.. light.Select((l, i) =>
    {
        float[] rest = new float[l.Length];
        TensorPrimitives.MultiplyAdd(around[i], -share(i), l, rest);
        return rest;
    })];
}
