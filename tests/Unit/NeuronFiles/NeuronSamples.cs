using DeepWonder3D.Neurons;
using DeepWonder3D.Views;
using DeepWonder3D.Work;

namespace DeepWonder3D.Tests.NeuronFiles;

/// <summary>Results with all that can be in them: shared pixels, gaps in the numbering, values that are unknown or not finite.</summary>
internal static class NeuronSamples
{
    public const int Height = 12;
    public const int Width = 9;

    // A pause of a minute, and a clock that jitters.
    private static readonly double[] s_uneven = [0, 0.1, 0.2, 60.3, 60.40001];

    public static NeuronSet Set(int frames = 5) => new()
    {
        Name = "mouse 3, \"left\"_view_108",
        ViewId = 108,
        Height = Height,
        Width = Width,
        FrameCount = frames,
        FrameRate = 7.3,
        PixelSizeUm = 1.15,
        Neurons =
        [
            Neuron(1, 2, 3, frames) with { Roundness = 0.912345678901234, Score = 41.25, Snr = 1 / 3.0 },
            Neuron(2, 3, 4, frames) with { Roundness = 1, Score = double.NaN, Snr = double.PositiveInfinity },
            Neuron(7, 9, 7, frames),
        ],
        History = History,
    };

    public static NeuronSet UnknownSet() => Set(0) with { ViewId = null, FrameRate = null, PixelSizeUm = null, Name = "mouse" };

    public static NeuronPopulation Population(int frames = 5) => new()
    {
        Name = "mouse µ",
        FrameCount = frames,
        FrameRate = 10,
        PixelSizeUm = 2,
        Neurons =
        [
            new LocalizedNeuron
            {
                Id = 1,
                XUm = 20.5,
                YUm = 11,
                ZUm = -37.123456789,
                Row = 5.5,
                Column = 10.25,
                ResidualPx = 0.3,
                Correlation = 0.91,
                XErrorUm = 0.25,
                YErrorUm = 1 / 3.0,
                ZErrorUm = double.PositiveInfinity,
                AgreeingViewCount = 2,
                Placement = Placement.DepthUncertain,
                Snr = 8,
                Trace = Trace(1, frames),
                DeltaFOverF = frames > 0 ? Trace(3, frames) : null,
                Detections =
                [
                    new Detection(108, 3, 5.25, 9)
                    {
                        ResidualPx = 0.4,
                        Snr = 7,
                        Weight = 1 / 3.0,
                        Trace = frames > 0 ? Trace(5, frames) : null,
                    },
                    new Detection(113, 12, 5.5, 10.25),
                ],
            },
            new LocalizedNeuron { Id = 4, XUm = 2, YUm = 4, ZUm = 0, Row = 2, Column = 1, Trace = Trace(2, frames), Detections = [] },
        ],
        Calibration = new ViewCalibration([new ViewPair(108, 113, -0.4, 0.01, 0.123456789012345, 0)], 113, 0.7, 3, 1.33),
        History = History,
    };

    /// <summary>
    /// With all that a neuron can have, where one has all, one has some and one has nothing of it; frames did not come evenly.
    /// </summary>
    public static NeuronSet FullSet()
    {
        NeuronSet set = Set();
        Neuron[] neurons =
        [
            set.Neurons[0] with
            {
                NoiseLevel = 1.25,
                Contamination = 1 / 7.0,
                TimeOffsetS = 0.0123,
                Label = "soma \"A\", links\u2013oben",
                AlignmentProbability = 0.875,
                ChannelMean = 210.5,
                ChannelSurround = 150.25,
                ChannelScore = 17.5,
                IsRed = true,
                Baseline = Trace(11, 5),
                DeltaFOverF = Trace(12, 5),
                Denoised = Trace(13, 5),
                Events = new Trace([0, 2.5f, 0.5f, 0, 1]),
            },
            set.Neurons[1] with
            {
                Label = "=1+1",
                Contamination = 0,
                ChannelMean = 0,
                ChannelScore = -1,
                IsRed = false,
                Baseline = new Trace([float.NaN, 1, 2, 3, 4]),
                Events = new Trace(new float[5]),
            },
            set.Neurons[2],
        ];
        float[] picture = [.. Enumerable.Range(0, set.Height * set.Width).Select(i => i == 7 ? float.NaN : (i * 1.1f) - 3)];
        return set with
        {
            FrameRate = 10,
            FrameTimes = s_uneven,
            Picture = new MeanPicture(picture, set.Height, set.Width),
            Neurons = neurons,
        };
    }

    /// <summary>The same in space.</summary>
    public static NeuronPopulation FullPopulation()
    {
        NeuronPopulation population = Population();
        LocalizedNeuron[] neurons =
        [
            population.Neurons[0],
            population.Neurons[1] with
            {
                Label = "B",
                NoiseLevel = 0.75,
                Contamination = 0.5,
                Baseline = Trace(11, 5),
                DeltaFOverF = Trace(12, 5),
                Denoised = Trace(13, 5),
                Events = new Trace([1, 0, 0, 4, 0]),
            },
        ];
        return population with { FrameTimes = s_uneven, Neurons = neurons };
    }

    public static NeuronPopulation UnknownPopulation() => Population(0) with
    {
        FrameRate = null,
        PixelSizeUm = null,
        Calibration = null,
        Neurons = [.. Population(0).Neurons.Select(n => n with { XUm = double.NaN, YUm = double.NaN })],
    };

    private static HistoryStep[] History =>
    [
        new HistoryStep("Import-Volume", new Dictionary<string, string> { ["Path"] = @"D:\data\mäuse.tif" })
        {
            Time = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero),
        },
        new HistoryStep("Find-Neuron", new Dictionary<string, string> { ["MinAreaPx"] = "36", ["Preset"] = "Default" })
        {
            Model = "segment-2um",
            ModelHash = "0123abcd",
            Device = "Cpu",
            ModuleVersion = "0.1.0",
            Time = new DateTimeOffset(2026, 3, 4, 5, 6, 7, 890, TimeSpan.FromHours(2)),
            Duration = TimeSpan.FromSeconds(12.5),
        },
    ];

    /// <summary>A plus of five pixels.</summary>
    private static Neuron Neuron(int id, int row, int column, int frames) => new()
    {
        Id = id,
        Row = row + 0.1,
        Column = column - 0.1,
        Footprint = new Footprint(
            [.. new[] { (-1, 0), (0, -1), (0, 0), (0, 1), (1, 0) }.Select(p => ((row + p.Item1) * Width) + column + p.Item2)],
            Width),
        Trace = Trace(id, frames),
    };

    private static Trace Trace(int seed, int frames)
    {
        Random random = new(seed);
        float[] samples = new float[frames];
        for (int i = 0; i < frames; i++)
        {
            samples[i] = (float)(random.NextDouble() * Math.Pow(10, random.Next(-8, 8)));
        }

        if (frames > 2 && seed == 2)
        {
            (samples[0], samples[1], samples[2]) = (float.NaN, float.PositiveInfinity, float.NegativeInfinity);
        }

        return new Trace(samples);
    }
}
