using DeepWonder3D.Errors;
using DeepWonder3D.Neurons;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Traces;

/// <summary>Mean traces of footprints, in one pass over the movie.</summary>
internal static class TraceExtraction
{
    /// <summary>Frames that one task reads: their samples of a trace fill whole cache lines.</summary>
    private const int FramesATask = 32;

    /// <summary>Measures the mean of each footprint in every frame.</summary>
    /// <param name="movie">The movie, one plane in depth.</param>
    /// <param name="footprints">The footprints, of the movie's width, not empty.</param>
    /// <param name="observer">Told the frames read.</param>
    /// <param name="token">Stops the pass.</param>
    /// <returns>One trace a footprint, in the movie's units.</returns>
    /// <exception cref="DeepWonderException">
    /// A footprint holds NaN or infinite samples (<see cref="ErrorId.NonFiniteSamples"/>).
    /// </exception>
    public static IReadOnlyList<Trace> Measure(
        Volume movie, IReadOnlyList<Footprint> footprints, IStageObserver observer, CancellationToken token)
    {
        if (footprints.Count == 0)
        {
            return [];
        }

        float[][] traces = [.. footprints.Select(_ => new float[checked((int)movie.FrameCount)])];
        long done = 0;
        FrameScan.Run(movie, 0, movie.FrameCount, FramesATask, Sample, token);
        return [.. traces.Select(samples => new Trace(samples))];

        void Sample(long frame, ReadOnlySpan<float> plane)
        {
            for (int i = 0; i < traces.Length; i++)
            {
                double mean = footprints[i].SumOf(plane) / footprints[i].Count;
                if (!double.IsFinite(mean))
                {
                    throw NotFinite(movie, frame, footprints[i].Pixels[0]);
                }

                traces[i][frame] = (float)mean;
            }

            observer.Progress(
                new StageProgress($"Measuring traces in {movie.Name}", Interlocked.Increment(ref done), movie.FrameCount, "frame"));
        }
    }

    internal static DeepWonderException NotFinite(Volume movie, long frame, int pixel) => new(
        ErrorId.NonFiniteSamples,
        $"Frame {frame} of '{movie.Name}' holds NaN or infinite samples near row {pixel / movie.Width}, column {pixel % movie.Width}.",
        movie.Name,
        "Leave such frames out, or replace the samples, before traces are measured.");
}
