namespace DeepWonder3D.Activity;

/// <summary>A place of a recording that lit up.</summary>
/// <param name="Row">Where, rows of the recording.</param>
/// <param name="Column">Columns of the recording.</param>
/// <param name="Flashes">When, the clearest first.</param>
internal sealed record ActivePlace(double Row, double Column, IReadOnlyList<Flash> Flashes)
{
    /// <summary>The clearest one, in standard deviations of the noise.</summary>
    public double Clarity => Flashes[0].Clarity;

    /// <summary>A stand-in for its trace: its clarity while it lit up, and 0 otherwise.</summary>
    /// <param name="frameCount">Frames of the recording.</param>
    /// <param name="frames">How many frames a flash takes.</param>
    public float[] ToTrace(long frameCount, int frames)
    {
        float[] samples = new float[checked((int)frameCount)];
        foreach (Flash flash in Flashes)
        {
            long first = Math.Clamp(flash.Frame - (frames / 2), 0, frameCount - 1);
            for (long t = first; t < Math.Min(frameCount, first + frames); t++)
            {
                samples[t] = Math.Max(samples[t], (float)flash.Clarity);
            }
        }

        return samples;
    }
}

/// <summary>Something that lit up for a moment.</summary>
/// <param name="Row">Where.</param>
/// <param name="Column">Likewise.</param>
/// <param name="Frame">When.</param>
/// <param name="Clarity">How far above its rest, in standard deviations of the noise.</param>
internal readonly record struct Flash(double Row, double Column, long Frame, double Clarity);
