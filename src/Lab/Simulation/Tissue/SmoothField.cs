namespace DeepWonder3D.Simulation;

/// <summary>
/// A smooth random field over the plane: mean 0, standard deviation 1, correlation exp(−r² / 2L²). A sum of plane waves, so it is known at
/// every place and a view can look at it shifted by any amount.
/// </summary>
internal sealed class SmoothField
{
    private const int WaveCount = 64;

    private readonly (double Y, double X, double Phase)[] _waves = new (double, double, double)[WaveCount];

    public SmoothField(RandomStream random, double lengthUm)
    {
        for (int i = 0; i < WaveCount; i++)
        {
            _waves[i] = (random.Normal() / lengthUm, random.Normal() / lengthUm, random.Uniform(0, 2 * Math.PI));
        }
    }

    /// <summary>Adds the field, scaled, at the pixels of an image whose first pixel lies at the given place.</summary>
    /// <param name="scale">Standard deviation of what is added.</param>
    /// <param name="firstYUm">Place of the first row.</param>
    /// <param name="firstXUm">Place of the first column.</param>
    /// <param name="pixelUm">Pixel size.</param>
    /// <param name="width">Columns of the image.</param>
    /// <param name="destination">The image, row by row.</param>
    public void AddTo(double scale, double firstYUm, double firstXUm, double pixelUm, int width, Span<float> destination)
    {
        float[] cosines = new float[width];
        float[] sines = new float[width];
        double amplitude = scale * Math.Sqrt(2.0 / WaveCount);
        foreach ((double waveY, double waveX, double phase) in _waves)
        {
            for (int column = 0; column < width; column++)
            {
                (double sine, double cosine) = Math.SinCos(waveX * (firstXUm + (column * pixelUm)));
                cosines[column] = (float)(amplitude * cosine);
                sines[column] = (float)(-amplitude * sine);
            }

            for (int row = 0; row < destination.Length / width; row++)
            {
                (double sine, double cosine) = Math.SinCos((waveY * (firstYUm + (row * pixelUm))) + phase);
                Span<float> line = destination.Slice(row * width, width);
                TensorPrimitives.MultiplyAdd(cosines, (float)cosine, line, line);
                TensorPrimitives.MultiplyAdd(sines, (float)sine, line, line);
            }
        }
    }
}
