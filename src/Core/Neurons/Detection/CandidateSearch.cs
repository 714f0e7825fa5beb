using System.Buffers;
using System.Numerics.Tensors;
using DeepWonder3D.Errors;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Neurons.Detection;

/// <summary>Finds what looks like a neuron in each window's scores: threshold, connected components, area and roundness.</summary>
internal sealed class CandidateSearch(Volume scores, NeuronFindingOptions options, IStageObserver observer)
{
    private long _done;

    /// <summary>The candidates of all windows, newest window first, in raster order of their first pixels within a window.</summary>
    public List<NeuronCandidate> Find(CancellationToken token)
    {
        List<NeuronCandidate>?[] windows = new List<NeuronCandidate>?[checked((int)scores.FrameCount)];
        FrameScan.Run(scores, 0, scores.FrameCount, 1, (window, plane) => windows[window] = FindInWindow(window, plane), token);
        int constant = windows.Count(w => w is null);
        if (constant > 0 && options.IsUpstream)
        {
            observer.Warn(
                $"{constant} of {windows.Length} windows of '{scores.Name}' have the same score everywhere: "
                + "as in the published code, no neuron is found.");
            return [];
        }

        if (constant > 0)
        {
            observer.Warn($"{constant} of {windows.Length} windows of '{scores.Name}' have the same score everywhere and were skipped.");
        }

        return [.. windows.Reverse().Where(w => w is not null).SelectMany(w => w!)];
    }

    /// <summary>The candidates of one window; null if all its scores are equal.</summary>
    private List<NeuronCandidate>? FindInWindow(long window, ReadOnlySpan<float> plane)
    {
        if (!TensorPrimitives.IsFiniteAll(plane))
        {
            throw new DeepWonderException(
                ErrorId.NonFiniteSamples,
                $"The segmentation scores of window {window} of '{scores.Name}' hold NaN or infinite values.",
                scores.Name,
                "Check the recording for NaN samples, and the model's weights.");
        }

        ScoreThreshold? threshold = FindThreshold(plane);
        List<NeuronCandidate>? found = threshold is { } known ? FindAbove(known, window, plane) : null;
        observer.Progress(
            new StageProgress($"Finding neurons in {scores.Name}", Interlocked.Increment(ref _done), scores.FrameCount, "window"));
        return found;
    }

    private ScoreThreshold? FindThreshold(ReadOnlySpan<float> plane)
    {
        float[] scratch = ArrayPool<float>.Shared.Rent(plane.Length);
        try
        {
            return ScoreThreshold.Of(plane, options, scratch.AsSpan(0, plane.Length));
        }
        finally
        {
            ArrayPool<float>.Shared.Return(scratch);
        }
    }

    private List<NeuronCandidate> FindAbove(ScoreThreshold threshold, long window, ReadOnlySpan<float> plane)
    {
        bool[] foreground = ArrayPool<bool>.Shared.Rent(plane.Length);
        try
        {
            threshold.Apply(plane, foreground.AsSpan(0, plane.Length));
            List<NeuronCandidate> found = [];
            foreach (int[] pixels in ConnectedComponents.Find(foreground.AsSpan(0, plane.Length), scores.Width))
            {
                if (Examine(pixels, window, plane) is { } candidate)
                {
                    found.Add(candidate);
                }
            }

            return found;
        }
        finally
        {
            ArrayPool<bool>.Shared.Return(foreground);
        }
    }

    /// <summary>
    /// Judges one component by its shape. A hole too small to hold a neuron is a dip in the score (the dark nucleus of a ring-shaped soma,
    /// or noise) and is filled; a larger one means that several cells enclose something, and the component is not a neuron. The published
    /// code rejects every hole, and drops the first pixel of every footprint.
    /// </summary>
    private NeuronCandidate? Examine(int[] pixels, long window, ReadOnlySpan<float> plane)
    {
        Silhouette shape = new(pixels, scores.Width);
        if (shape.LargestArea <= options.LeastAreaPx)
        {
            return null;
        }

        if (shape.HoleCount > 0 && !options.IsUpstream)
        {
            shape.FillHoles(options.LeastAreaPx);
            pixels = shape.ToPixels();
        }

        if (shape.HoleCount > 0 || shape.Area <= options.LeastAreaPx || shape.Roundness < options.LeastRoundness)
        {
            return null;
        }

        return Describe(options.IsUpstream ? pixels[1..] : pixels, window, shape.Roundness, plane);
    }

    private NeuronCandidate Describe(int[] pixels, long window, double roundness, ReadOnlySpan<float> plane)
    {
        double rows = 0;
        double columns = 0;
        float highest = float.NegativeInfinity;
        foreach (int pixel in pixels)
        {
            rows += pixel / scores.Width;
            columns += pixel % scores.Width;
            highest = Math.Max(highest, plane[pixel]);
        }

        return new NeuronCandidate(
            window, new Footprint(pixels, scores.Width), rows / pixels.Length, columns / pixels.Length, roundness, highest);
    }
}
