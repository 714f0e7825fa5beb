using DeepWonder3D.Activity;
using DeepWonder3D.Neurons.Judging;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Neurons.Detection;

/// <summary>
/// Detections that no network had a part in: what lights up in the recording at the scale of cells, and as wide as it shines.
/// </summary>
internal static class ActiveCandidates
{
    // Noise alone does not reach this in any recording that was tried.
    private const double LeastClarity = 8;

    // Places closer than this, in diameters of cells, are one: the clearer stays.
    private const double Apart = 0.5;

    // What a network found lies no farther than this from what lit up, in diameters of cells, if both are one.
    private const double SamePlace = 0.58;

    /// <summary>Finds them, in the recording's pixels, the clearest first.</summary>
    /// <param name="recording">The recording, one plane in depth.</param>
    /// <param name="diameterPx">The diameter of cells, widths of its pixels.</param>
    /// <param name="frameRate">Frames a second.</param>
    /// <param name="token">Stops the work.</param>
    public static IReadOnlyList<NeuronCandidate> Find(Volume recording, double diameterPx, double frameRate, CancellationToken token)
    {
        ActivePlace[] places = [.. ActivePlaces.Find(recording, diameterPx, frameRate, LeastClarity, token)];
        CellPicture[] pictures = ActivePlaces.Draw(recording, places, diameterPx, frameRate, token);
        NeuronCandidate?[] drawn = new NeuronCandidate?[places.Length];
        ParallelLoop.For(places.Length, i => drawn[i] = Outline(recording, places[i], pictures[i], diameterPx), token);
        List<NeuronCandidate> found = [];
        foreach (NeuronCandidate candidate in drawn.OfType<NeuronCandidate>())
        {
            if (!found.Exists(f => f.DistanceTo(candidate) < Apart * diameterPx))
            {
                found.Add(candidate);
            }
        }

        return found;
    }

    /// <summary>
    /// What a network found, each with the likeliest cell's body that lit up there, and behind it what lit up elsewhere and is one by
    /// itself.
    /// </summary>
    /// <param name="scored">What the network found.</param>
    /// <param name="active">What lit up, in the same pixels.</param>
    /// <param name="diameterPx">The diameter of cells, those pixels.</param>
    /// <param name="isWanted">Whether finds of a probability are wanted.</param>
    public static IReadOnlyList<NeuronCandidate> Join(
        IReadOnlyList<NeuronCandidate> scored, IReadOnlyList<NeuronCandidate> active, double diameterPx, Func<double, bool> isWanted)
    {
        bool[] isSeen = new bool[active.Count];
        NeuronCandidate[] known = [.. scored.Select(candidate =>
        {
            ActiveEvidence? likeliest = null;
            for (int i = 0; i < active.Count; i++)
            {
                if (active[i].DistanceTo(candidate) < SamePlace * diameterPx)
                {
                    isSeen[i] = true;
                    likeliest = likeliest is null || active[i].Activity!.LogOdds > likeliest.LogOdds ? active[i].Activity : likeliest;
                }
            }

            return candidate with { Activity = likeliest };
        })];
        return [.. known, .. active.Where((a, i) => !isSeen[i] && isWanted(CellJudge.JointProbability(null, a.Activity)))];
    }

    /// <summary>What is half as bright as the brightest place; null where nothing is.</summary>
    private static NeuronCandidate? Outline(Volume recording, ActivePlace place, CellPicture picture, double diameterPx)
    {
        if (CellShape.Outlined(picture, (place.Row, place.Column), diameterPx, recording.PixelAspect) is not { } seen
            || seen.Pixels.Count == 0)
        {
            return null;
        }

        int[] pixels = [.. seen.Pixels.Select(p => (p.Row * recording.Width) + p.Column)];
        return new NeuronCandidate(
            0,
            new Footprint(pixels, recording.Width),
            seen.Pixels.Average(p => p.Row),
            seen.Pixels.Average(p => p.Column),
            new Silhouette(pixels, recording.Width).Roundness,
            double.NaN)
        {
            Activity = new ActiveEvidence(
                seen.Shape,
                place.Clarity,
                new SeenCell(picture, (place.Row, place.Column), diameterPx, recording.PixelAspect)),
        };
    }
}
