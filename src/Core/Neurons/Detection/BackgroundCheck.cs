using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Neurons.Detection;

/// <summary>Whether a movie is one without background, which is what neurons are looked for in.</summary>
internal static class BackgroundCheck
{
    private const int Frames = 8;

    // Where there is no cell, a movie without background is dark: these parts of its pixels lie within this part of its light.
    private const double LeastDark = 0.5;
    private const double Dark = 0.05;

    /// <summary>Warns where background was not removed from a movie and its samples look like it.</summary>
    public static void Run(Volume movie, IStageObserver observer, CancellationToken token)
    {
        string removal = observer.NameOf(PipelineStage.RemoveBackground);
        if (movie.PlaneCount > 1 || movie.History.Any(step => step.Step == removal) || IsDark(movie, token))
        {
            return;
        }

        bool isRaw = movie.Link?.Volume == movie;
        string denoising = observer.NameOf(PipelineStage.Denoise);
        string cure = isRaw ? $"{denoising} and {removal}" : removal;
        string state = isRaw ? "is a recording that nothing was done to" : "still has its background";
        observer.Warn(
            $"'{movie.Name}' {state}: neurons are found in movies without noise and background, and many will be missed. "
                + $"Run {cure} first.");
    }

    private static bool IsDark(Volume movie, CancellationToken token)
    {
        float[] plane = new float[movie.Height * movie.Width];
        int dark = 0;
        int frames = (int)Math.Min(Frames, movie.FrameCount);
        for (int i = 0; i < frames; i++)
        {
            token.ThrowIfCancellationRequested();
            movie.ReadPlane<float>(frames == 1 ? 0 : (movie.FrameCount - 1) * i / (frames - 1), 0, plane);
            Array.Sort(plane);
            float low = plane[plane.Length / 100];
            float high = plane[plane.Length - 1 - (plane.Length / 1000)];
            dark += plane[(int)(LeastDark * (plane.Length - 1))] - low <= Dark * (high - low) ? 1 : 0;
        }

        return 2 * dark >= frames;
    }
}
