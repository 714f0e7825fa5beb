namespace DeepWonder3D.Traces.Measuring;

/// <summary>What one neuron did in a recording.</summary>
/// <param name="Samples">Its light above the background in every frame, in the recording's units; all NaN where it is not seen.</param>
/// <param name="Contamination">Share of the samples' variance that surround and neighbours are expected to have left in it.</param>
/// <param name="ZeroError">How far zero may lie from the background's light, one standard error, in the recording's units.</param>
internal readonly record struct MeasuredTrace(float[] Samples, double Contamination, double ZeroError)
{
    /// <summary>Of a neuron that the view does not see.</summary>
    public static MeasuredTrace Unseen(long frameCount)
    {
        float[] samples = new float[frameCount];
        Array.Fill(samples, float.NaN);
        return new MeasuredTrace(samples, double.NaN, double.NaN);
    }
}
