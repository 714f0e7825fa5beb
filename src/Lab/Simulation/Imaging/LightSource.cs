namespace DeepWonder3D.Simulation;

/// <summary>Something that glows: its image at rest and its brightness over time.</summary>
/// <param name="Image">Photons a frame at rest.</param>
/// <param name="DeltaFOverF">Change of brightness, relative to rest, a sample a frame.</param>
internal sealed record LightSource(Patch Image, float[] DeltaFOverF)
{
    public void AddTo(Span<float> canvas, int canvasWidth, int frame) => Image.AddTo(canvas, canvasWidth, 1 + DeltaFOverF[frame]);
}
