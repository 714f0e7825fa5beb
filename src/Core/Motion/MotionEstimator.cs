using System.Collections.Concurrent;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Motion;

/// <summary>
/// Estimates how the tissue moved in one plane's movie. A template is made from frames of the whole recording and refined by aligning them
/// to it; then every frame is aligned to it on its own, so that nothing drifts: first in small pictures, however far it moved, then by
/// least squares in the frame itself, then, where the recording bends, at the nodes of a grid.
/// </summary>
internal sealed class MotionEstimator
{
    private const int MostSampled = 160;
    private const int RigidRounds = 2;
    private const int FramesAtOnce = 8;

    /// <summary>How a tissue bends is not learned from fewer frames.</summary>
    private const int LeastToLearn = 24;

    private const int BendingRounds = 4;

    /// <summary>Each round begins where the one before ended.</summary>
    private const int StepsARound = 4;

    private readonly Volume _recording;
    private readonly int _plane;
    private readonly MotionCorrectionOptions _options;
    private readonly CancellationToken _token;
    private readonly CoarseFrame _coarse;
    private readonly int _pixels;
    private readonly float _largest;

    public MotionEstimator(Volume recording, int plane, MotionCorrectionOptions options, CancellationToken token)
    {
        (_recording, _plane, _options, _token) = (recording, plane, options, token);
        _coarse = new CoarseFrame(recording.Height, recording.Width);
        _pixels = recording.Height * recording.Width;
        _largest = (float)options.LargestShiftOf(recording);
    }

    /// <summary>Whether frames show something that they can be aligned by; known once the template is made.</summary>
    public bool IsAlignable { get; private set; }

    /// <summary>Makes the template, and learns how the tissue bends.</summary>
    /// <param name="reference">What to align to instead of the recording's own mean; null for that.</param>
    /// <param name="bends">Whether bending is looked for.</param>
    /// <param name="most">The most frames to use.</param>
    public (AlignmentTemplate Template, BendingPrior? Bending, FramePlace[] Places) Prepare(
        AlignmentTemplate? reference, bool bends, int most = MostSampled)
    {
        long[] frames = Sample(most);
        float[][] small = new float[frames.Length][];
        Each(frames, (i, frame) => small[i] = Small(frame));
        AlignmentTemplate template;
        FramePlace[] places;
        if (reference is null)
        {
            (float Row, float Column)[]? found = SampledPlaces.Find(small, _coarse, _largest / _coarse.Bin, _token);
            IsAlignable = found is not null;
            places = [.. (found ?? new (float, float)[frames.Length])
                .Select(p => new FramePlace(p.Row * _coarse.Bin, p.Column * _coarse.Bin))];
            template = MeanOf(frames, places, null, []);
            IsAlignable &= template.HasTexture;
            for (int round = 0; round < RigidRounds && IsAlignable; round++)
            {
                places = Centred(AlignAll(template, frames, places));
                template = MeanOf(frames, places, null, []);
            }
        }
        else
        {
            template = reference;
            IsAlignable = template.HasTexture && Shows(reference, frames, small);
            CoarseSearch search = SearchFor(template);
            places = AlignAll(template, frames, [.. small.Select(s => Start(search.Find(s, [], _largest / _coarse.Bin).First))]);
        }

        return bends && IsAlignable && frames.Length >= LeastToLearn
            ? Learn(template, frames, places, reference is not null)
            : (template, null, places);
    }

    /// <summary>Whether the recording shows the tissue of a picture: frames can be bent onto any other.</summary>
    private bool Shows(AlignmentTemplate reference, long[] frames, float[][] small)
    {
        (float Row, float Column)[]? own = SampledPlaces.Find(small, _coarse, _largest / _coarse.Bin, _token);
        FramePlace[] places = [.. (own ?? new (float, float)[frames.Length])
            .Select(p => new FramePlace(p.Row * _coarse.Bin, p.Column * _coarse.Bin))];
        float[] mean = SmallOf(MeanOf(frames, places, null, []).Picture);
        return SampledPlaces.IsSame(SmallOf(reference.Picture), mean, _coarse, _largest / _coarse.Bin);
    }

    /// <summary>Aligns every frame.</summary>
    /// <param name="template">What to align to.</param>
    /// <param name="bending">How the tissue bends; null where it is taken as rigid.</param>
    /// <param name="advance">Told of each frame that is done.</param>
    public PlaneMotion Run(AlignmentTemplate template, BendingPrior? bending, Action advance)
    {
        int frames = checked((int)_recording.FrameCount);
        FramePlace[] places = new FramePlace[frames];
        float[] before = new float[frames];
        int nodeCount = bending is null ? 0 : 2 * bending.Grid.Count;
        float[] nodes = new float[checked(frames * nodeCount)];
        CoarseSearch search = SearchFor(template);
        ConcurrentBag<(FrameAligner Aligner, float[] One, float[] Other, float[] Small, float[] Second, float[] Scratch)> free = [];
        ParallelLoop.For((frames + 1) / 2, pair =>
        {
            _token.ThrowIfCancellationRequested();
            if (!free.TryTake(out var own))
            {
                int size = _coarse.Rows * _coarse.Columns;
                own = (new FrameAligner(template, bending), new float[_pixels], new float[_pixels], new float[size], new float[size],
                    new float[size]);
            }

            int second = (2 * pair) + 1;
            Read(2 * pair, own.One);
            _coarse.Make(own.One, own.Small, own.Scratch);
            if (second < frames)
            {
                Read(second, own.Other);
                _coarse.Make(own.Other, own.Second, own.Scratch);
            }

            (CoarseSearch.Place a, CoarseSearch.Place b) =
                search.Find(own.Small, second < frames ? own.Second : [], _largest / _coarse.Bin);
            Place(own.Aligner, own.One, 2 * pair, a);
            if (second < frames)
            {
                Place(own.Aligner, own.Other, second, b);
            }

            free.Add(own);
        }, _token);
        return new PlaneMotion(template, places, before, bending?.Grid, nodes, IsAlignable);

        void Place(FrameAligner aligner, float[] frame, int index, CoarseSearch.Place start)
        {
            before[index] = aligner.CorrelationOf(frame);
            if (!IsAlignable)
            {
                places[index] = new FramePlace { Gain = 1, Correlation = before[index], IsSettled = true };
                return;
            }

            places[index] = aligner.Align(frame, Start(start));
            if (bending is not null)
            {
                places[index] = aligner.Bend(frame, places[index], nodes.AsSpan(index * nodeCount, nodeCount));
            }

            advance();
        }
    }

    private CoarseSearch SearchFor(AlignmentTemplate template)
    {
        return new CoarseSearch(SmallOf(template.Picture), _coarse.Rows, _coarse.Columns);
    }

    private float[] SmallOf(float[] picture)
    {
        float[] small = new float[_coarse.Rows * _coarse.Columns];
        _coarse.Make(picture, small, new float[small.Length]);
        return small;
    }

    private (float Row, float Column) Start(CoarseSearch.Place place) => (place.Row * _coarse.Bin, place.Column * _coarse.Bin);

    /// <summary>Frames of the whole recording, evenly, without those that are no data.</summary>
    private long[] Sample(int most)
    {
        HashSet<long> missing = [.. _recording.Missing?.Frames.Select(f => f.Frame) ?? []];
        long[] good = [.. Enumerable.Range(0, checked((int)_recording.FrameCount)).Select(i => (long)i).Where(i => !missing.Contains(i))];
        int count = Math.Min(most, good.Length);
        return [.. Enumerable.Range(0, count).Select(i => good[(long)i * good.Length / count])];
    }

    private void Read(long frame, float[] samples) => _recording.ReadPlane<float>(frame, _plane, samples);

    private float[] Small(long frame)
    {
        float[] samples = new float[_pixels];
        Read(frame, samples);
        return SmallOf(samples);
    }

    private void Each(long[] frames, Action<int, long> body) => ParallelLoop.For(frames.Length, i => body(i, frames[i]), _token);

    private FramePlace[] AlignAll(AlignmentTemplate template, long[] frames, IReadOnlyList<(float Row, float Column)> starts)
    {
        FramePlace[] places = new FramePlace[frames.Length];
        if (!template.HasTexture)
        {
            return places;
        }

        ConcurrentBag<(FrameAligner Aligner, float[] Frame)> free = [];
        Each(frames, (i, frame) =>
        {
            if (!free.TryTake(out (FrameAligner Aligner, float[] Frame) own))
            {
                own = (new FrameAligner(template, null), new float[_pixels]);
            }

            Read(frame, own.Frame);
            places[i] = own.Aligner.Align(own.Frame, starts[i]);
            free.Add(own);
        });
        return places;
    }

    private FramePlace[] AlignAll(AlignmentTemplate template, long[] frames, FramePlace[] starts) =>
        AlignAll(template, frames, [.. starts.Select(p => (p.Row, p.Column))]);

    private static FramePlace[] Centred(FramePlace[] places)
    {
        (float row, float column) = SampledPlaces.Middle([.. places.Select(p => (p.Row, p.Column))]);
        return [.. places.Select(p => p with { Row = p.Row - row, Column = p.Column - column })];
    }

    private AlignmentTemplate MeanOf(long[] frames, FramePlace[] places, NodeGrid? grid, float[][] nodes)
    {
        FrameMean mean = new(_pixels);
        FrameWarp warp = new(_recording.Height, _recording.Width);
        float likely = Typical(places) * 0.5f;

        // Moved side by side, added in their order: a sum of floats depends on it, and the same input is to give the same bytes.
        float[][] moved = [.. Enumerable.Range(0, FramesAtOnce).Select(_ => new float[_pixels])];
        for (int first = 0; first < frames.Length; first += FramesAtOnce)
        {
            int start = first;
            int count = Math.Min(FramesAtOnce, frames.Length - first);
            ParallelLoop.For(count, k => Move(start + k, moved[k]), _token);
            for (int k = 0; k < count; k++)
            {
                // A frame that is hardly like the others would only blur their mean.
                FramePlace place = places[first + k];
                if (!(place.Correlation < likely))
                {
                    mean.Add(moved[k], place.Gain, place.Offset);
                }
            }
        }

        void Move(int i, float[] target)
        {
            float[] samples = new float[_pixels];
            Read(frames[i], samples);
            if (grid is null)
            {
                warp.Apply(samples, 0, places[i].Row, places[i].Column, 0, target);
            }
            else
            {
                warp.Apply(samples, 0, grid, nodes[i], places[i].Row, places[i].Column, 0, target);
            }
        }

        (float[] picture, float[] variance) = mean.Build();
        return new AlignmentTemplate(picture, variance, _recording.Missing?.Pixels, _recording.Height, _recording.Width);
    }

    private static float Typical(FramePlace[] places)
    {
        float[] sorted = [.. places.Select(p => p.Correlation).Order()];
        return sorted[sorted.Length / 2];
    }

    private (AlignmentTemplate Template, BendingPrior? Bending, FramePlace[] Places) Learn(
        AlignmentTemplate template, long[] frames, FramePlace[] places, bool keepsTemplate)
    {
        NodeGrid grid = NodeGrid.For(_recording.Height, _recording.Width, _options.BlockOf(_recording));
        BendingPrior prior = BendingPrior.Open(template, grid, 1);
        float[][] nodes = [.. frames.Select(_ => new float[2 * grid.Count])];
        for (int round = 0; round < BendingRounds; round++)
        {
            double[][] evidence = new double[frames.Length][];
            ConcurrentBag<(FrameAligner Aligner, float[] Frame)> free = [];
            Each(frames, (i, frame) =>
            {
                if (!free.TryTake(out (FrameAligner Aligner, float[] Frame) own))
                {
                    own = (new FrameAligner(template, prior), new float[_pixels]);
                }

                Read(frame, own.Frame);
                places[i] = own.Aligner.Bend(own.Frame, places[i], nodes[i], StepsARound);
                evidence[i] = own.Aligner.Evidence;
                free.Add(own);
            });
            prior = prior.Learn([.. evidence.Where(e => e.Length > 0)]);
            if (keepsTemplate)
            {
                continue;
            }

            Centre(nodes);
            template = MeanOf(frames, places, grid, nodes);
            prior = prior.With(template);
        }

        return prior.RmsPx < MotionCorrectionOptions.LeastBendingPx ? (template, null, places) : (template, prior, places);
    }

    /// <summary>Makes the mean shape the one without bending.</summary>
    private static void Centre(float[][] nodes)
    {
        for (int k = 0; k < nodes[0].Length; k++)
        {
            float mean = nodes.Average(n => n[k]);
            foreach (float[] own in nodes)
            {
                own[k] -= mean;
            }
        }
    }
}
