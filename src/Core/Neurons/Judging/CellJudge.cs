using DeepWonder3D.Activity;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Neurons.Judging;

/// <summary>
/// Judges each find in the recording itself: whether what lights up with it is as wide as a cell's body. A dendrite, an axon or a bouton is
/// narrower, and light out of focus is wider than what is in focus.
/// </summary>
/// <remarks>
/// A logistic law of two numbers. It was fitted to one half of a real two-photon recording and to simulated ones, and is reported on the
/// other half and other seeds (benchmarks/results/judging.md). Length, score, contrast and how evenly a cell is filled were tried as well,
/// and added nothing.
/// </remarks>
internal static class CellJudge
{
    private const double Base = 2.816;
    private const double OfNarrow = 8.177;
    private const double OfWide = -27.601;

    // Somata of two-photon recordings are at least so wide, in the diameters that models expect, and cells before a camera at most.
    private const double ScannedWidth = 0.75;
    private const double CameraWidth = 1.1;

    // Of what lights up, by itself: hand labels of the same recording's left half, flashes of 8 and more.
    private const double ActiveBase = 0.77;
    private const double ActiveOfNarrow = 3.72;
    private const double ActiveOfWide = -2.81;
    private const double ActiveOfLength = -0.82;
    private const double ActiveOfClarity = 0.36;
    private const double UsualClarity = 10;

    // Of both together, by the same labels. What both saw is a labelled soma in nine cases of ten, what one saw in five.
    private const double BothBase = -0.55;
    private const double OfNetworkOdds = 0.58;
    private const double OfNetwork = -0.41;
    private const double OfActivityOdds = 0.81;
    private const double OfAgreement = 0.88;
    private const double Surest = 0.001;

    // What is wider than usual by so much is seen in focus all the same.
    private const double WideFrom = 1.15;

    // Fewer finds say nothing of what is usual.
    private const int LeastFinds = 8;

    /// <summary>Judges the finds of one view.</summary>
    /// <param name="recording">The recording, one plane in depth.</param>
    /// <param name="finds">Where each lies in the recording, what it did there, and the network's score.</param>
    /// <param name="diameterPx">The diameter of cells that models expect, widths of the recording's pixels.</param>
    /// <param name="frameRate">Frames a second.</param>
    /// <param name="token">Stops the work.</param>
    public static CellVerdict Run(
        Volume recording, IReadOnlyList<CellFind> finds, double diameterPx, double frameRate, CancellationToken token)
    {
        if (finds.Count == 0)
        {
            return new CellVerdict([], null);
        }

        float[][] weights = new float[finds.Count][];
        ParallelLoop.For(finds.Count, i => weights[i] = ActiveFrames.WeightsOf(finds[i].Trace.AsSpan(), frameRate), token);
        CellPicture[] pictures = CellPictures.Measure(
            recording, [.. finds.Select(f => (f.Row, f.Column))], weights, diameterPx, token);
        CellShape?[] shapes = new CellShape?[finds.Count];
        ParallelLoop.For(
            finds.Count,
            i => shapes[i] = CellShape.Of(pictures[i], (finds[i].Row, finds[i].Column), diameterPx, recording.PixelAspect),
            token);
        double? usual = UsualWidth(finds, shapes);
        return new CellVerdict(
            [.. finds.Select((find, i) => new CellEvidence(
                shapes[i],
                shapes[i] is { } shape ? ProbabilityOf(shape.Width, usual) : 0,
                new SeenCell(pictures[i], (find.Row, find.Column), diameterPx, recording.PixelAspect)))],
            usual);
    }

    /// <summary>How probable it is that what is so wide is a cell's body.</summary>
    /// <param name="width">The width, in the diameters that models expect.</param>
    /// <param name="usual">That of the surest finds of the recording; null where there are too few.</param>
    internal static double ProbabilityOf(double width, double? usual)
    {
        double narrow = Math.Min(0, Math.Log(width / Math.Min(usual ?? ScannedWidth, ScannedWidth)));
        double wide = Math.Max(0, Math.Log(width / (WideFrom * Math.Max(usual ?? CameraWidth, CameraWidth))));
        return Logistic(Base + (OfNarrow * narrow) + (OfWide * wide));
    }

    /// <summary>The logarithm of the odds that what lit up is a cell's body, whether or not a network sees it.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="clarity">How far it stood above its rest, in standard deviations of the noise.</param>
    internal static double LogOddsOf(CellShape shape, double clarity)
    {
        double narrow = Math.Min(0, Math.Log(shape.Width / ScannedWidth));
        double wide = Math.Max(0, Math.Log(shape.Width / WideFrom));
        return ActiveBase + (ActiveOfNarrow * narrow) + (ActiveOfWide * wide)
            + (ActiveOfLength * Math.Log(shape.Length / shape.Width)) + (ActiveOfClarity * Math.Log(clarity / UsualClarity));
    }

    /// <summary>
    /// How probable it is that a find is a cell's body, where a network looked and activity was looked for: each saw it, or did not.
    /// </summary>
    /// <param name="network">How probable it is by the network's find; null where it found nothing.</param>
    /// <param name="activity">What lit up there; null where nothing did.</param>
    internal static double JointProbability(double? network, ActiveEvidence? activity)
    {
        double sum = BothBase;
        if (network is { } seen)
        {
            double odds = Math.Clamp(seen, Surest, 1 - Surest);
            sum += OfNetwork + (OfNetworkOdds * Math.Log(odds / (1 - odds)));
        }

        if (activity is not null)
        {
            sum += OfActivityOdds * activity.LogOdds;
        }

        return Logistic(network is not null && activity is not null ? sum + OfAgreement : sum);
    }

    internal static double Logistic(double logOdds) => 1 / (1 + Math.Exp(-logOdds));

    /// <summary>
    /// The median width of the half of the finds that the network is surest of: cells of this recording, whatever their size.
    /// </summary>
    private static double? UsualWidth(IReadOnlyList<CellFind> finds, CellShape?[] shapes)
    {
        int[] seen = [.. Enumerable.Range(0, finds.Count).Where(i => shapes[i] is not null)];
        if (seen.Length < LeastFinds)
        {
            return null;
        }

        double middle = OrderStatistics.Median([.. seen.Select(i => (float)finds[i].Score)]);
        return OrderStatistics.Median([.. seen.Where(i => finds[i].Score >= middle).Select(i => (float)shapes[i]!.Value.Width)]);
    }
}

/// <summary>A find to be judged.</summary>
/// <param name="Row">Its centroid in the recording.</param>
/// <param name="Column">Likewise.</param>
/// <param name="Trace">What it did in the recording.</param>
/// <param name="Score">The network's highest score in it.</param>
internal readonly record struct CellFind(double Row, double Column, Trace Trace, double Score);

/// <summary>What the recording says of its finds.</summary>
/// <param name="Finds">One answer a find.</param>
/// <param name="UsualWidth">How wide the surest ones are, in the diameters that models expect; null where there are too few.</param>
internal sealed record CellVerdict(CellEvidence[] Finds, double? UsualWidth)
{
    // Somata at the scale of the models are 0.6 to 1.3 wide: 0.65 to 0.75 in two-photon recordings, 1.1 to 1.2 before a camera.
    private const double Narrowest = 0.5;
    private const double Widest = 1.6;
    private const double Expected = 0.9;

    /// <summary>
    /// What the cells' diameter seems to be, in the diameters that models expect; null where it is as expected, or unknown.
    /// </summary>
    public double? OtherDiameter => UsualWidth is < Narrowest or > Widest ? UsualWidth / Expected : null;
}

/// <summary>What the recording says of a find.</summary>
/// <param name="Shape">The shape of what lights up with it; null where nothing does.</param>
/// <param name="Probability">How probable it is that it is a cell's body.</param>
/// <param name="Cell">What lights up with it.</param>
internal readonly record struct CellEvidence(CellShape? Shape, double Probability, SeenCell Cell);
