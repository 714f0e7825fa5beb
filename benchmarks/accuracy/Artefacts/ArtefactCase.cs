namespace DeepWonder3D.Accuracy.Artefacts;

/// <summary>Something that goes wrong with recordings.</summary>
/// <param name="Name">What.</param>
/// <param name="Spoil">Makes the recording with it; told the recording's level and the standard deviation of its noise.</param>
/// <param name="Motion">How the tissue moves instead of lying still; null for still.</param>
internal sealed record ArtefactCase(string Name, Func<Volume, double, double, Volume> Spoil, MotionOptions? Motion = null)
{
    private const float Offset = 100;

    /// <summary>All, the recording as it is first. "One in a hundred" are frames 37, 137, …</summary>
    public static IReadOnlyList<ArtefactCase> All { get; } =
    [
        new("as recorded", (movie, _, _) => movie),
        new("saturated frames, one in a hundred", (movie, _, _) => Artefact.Saturated(movie, Hundredth(movie))),
        new("a single saturated frame", (movie, _, _) => Artefact.Saturated(movie, 61)),
        new("dark frames, one in a hundred", (movie, _, _) => Artefact.Dark(movie, Offset, Hundredth(movie))),
        new("frames of three times the light, one in a hundred",
            (movie, _, _) => Artefact.Flashed(movie, 3, 0, Hundredth(movie))),
        new("flashes of 1.3 times the light, four frames long, one in fifty frames",
            (movie, level, _) => Artefact.Flashed(movie, 1, (float)(0.3 * level), Runs(movie, 200, 4))),
        new("stimulation stripes of 20 rows, one frame in a hundred",
            (movie, level, _) => Artefact.Striped(movie, movie.Height / 3, 20, (float)(3 * level), Hundredth(movie))),
        new("torn frames, one in a hundred", (movie, _, _) => Artefact.Torn(movie, movie.Height / 2, 17, Hundredth(movie))),
        new("repeated frames, one in a hundred", (movie, _, _) => Artefact.Repeated(movie, Hundredth(movie))),
        new("light 1.3 times as much from the middle on",
            (movie, _, _) => Artefact.LightStep(movie, movie.FrameCount / 2, 1.3f, 0)),
        new("line noise, half of a pixel's", (movie, _, noise) => Artefact.LineNoise(movie, (float)(0.5 * noise))),
        new("line noise, as much as a pixel's", (movie, _, noise) => Artefact.LineNoise(movie, (float)noise)),
        new("odd rows 1.5 pixels to the right", (movie, _, _) => Artefact.OddRows(movie, 1.5)),
        new("twelve hot pixels", (movie, level, _) => Artefact.Hot(movie, (float)(4 * level), Spread(movie, 12))),
        new("twelve dead pixels", (movie, _, _) => Artefact.Dead(movie, Offset, Spread(movie, 12))),
        new("one saturated sample in 100,000", (movie, _, _) => Artefact.Change(movie, Sparks)),
        new("a border of NaN that changes from frame to frame",
            (movie, _, _) => Artefact.Border(movie, float.NaN, t => (int)(t % 7), t => (int)(t % 5))),
        new("a border of 0 that changes from frame to frame",
            (movie, _, _) => Artefact.Border(movie, 0, t => (int)(t % 7), t => (int)(t % 5))),
        new("jitter of 1 pixel rms", (movie, _, _) => movie, MotionOptions.None with { JitterUm = 1, JitterTimeS = 1e-3 }),
        new("jitter of 3 pixels rms", (movie, _, _) => movie, MotionOptions.None with { JitterUm = 3, JitterTimeS = 1e-3 }),
        new("drift of 12 pixels", (movie, _, _) => movie, MotionOptions.None with { DriftUm = 12 }),
    ];

    /// <summary>The case's motion, whose lengths above are pixels, for pixels of a size.</summary>
    public MotionOptions MotionFor(double pixelSizeUm) => Motion is not { } m ? MotionOptions.None : m with
    {
        JitterUm = m.JitterUm * pixelSizeUm,
        DriftUm = m.DriftUm * pixelSizeUm,
    };

    private static long[] Hundredth(Volume movie) => Runs(movie, 100, 1);

    private static long[] Runs(Volume movie, int every, int length) =>
        [.. Enumerable.Range(0, (int)movie.FrameCount).Where(t => t >= 37 && (t - 37) % every < length).Select(t => (long)t)];

    private static int[] Spread(Volume movie, int count) =>
        [.. Enumerable.Range(1, count).Select(i => (int)(i * 0.618034 % 1 * movie.Height * movie.Width))];

    private static void Sparks(long frame, float[] plane)
    {
        Random random = new((int)frame + 5);
        for (int i = 0; i < plane.Length; i++)
        {
            plane[i] = random.Next(100_000) == 0 ? 65_535 : plane[i];
        }
    }
}
