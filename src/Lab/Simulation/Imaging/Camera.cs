namespace DeepWonder3D.Simulation;

/// <summary>From expected photons to counts.</summary>
internal sealed class Camera
{
    // From this mean on the count of photons is drawn as a skewed normal variable: 1 % of a standard deviation from the exact law at most.
    private const double ManyPhotons = 60;

    private readonly CameraOptions _options;
    private readonly ulong _seed;
    private readonly double _largest;
    private readonly (int Pixel, double Photons)[] _hot;

    /// <summary>The camera of one perspective; its hot pixels are its own.</summary>
    public Camera(SimulationOptions options, Perspective view)
    {
        _options = options.Camera;
        _seed = options.Seed;
        _largest = Math.Pow(2, _options.BitDepth) - 1;
        RandomStream random = new(_seed, RandomUse.HotPixels, view.Key);
        int pixels = options.Height * options.Width;
        _hot = new (int, double)[_options.NoiseFree ? 0 : (int)random.Poisson(_options.HotPixelFraction * pixels)];
        for (int i = 0; i < _hot.Length; i++)
        {
            double rate = -_options.HotPixelRate * Math.Log(1 - random.Uniform());
            _hot[i] = ((int)(random.Uniform() * pixels), rate / options.FrameRate);
        }
    }

    /// <summary>Counts without noise.</summary>
    public void Expect(ReadOnlySpan<float> photons, Span<float> counts)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            counts[i] = (float)(_options.Offset + (_options.Gain * photons[i]));
        }
    }

    /// <summary>
    /// Counts as the camera reports them: photons and their charge are random, the amplifier is noisy, the converter rounds and saturates.
    /// </summary>
    /// <param name="photons">Expected photons; hot pixels are added to them.</param>
    /// <param name="viewKey">The perspective.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="counts">Whole numbers.</param>
    public void Expose(Span<float> photons, long viewKey, int frame, Span<float> counts)
    {
        foreach ((int pixel, double extra) in _hot)
        {
            photons[pixel] += (float)extra;
        }

        RandomStream random = new(_seed, RandomUse.CameraNoise, viewKey, frame);
        for (int i = 0; i < counts.Length; i++)
        {
            double charge = _options.NoiseFree ? photons[i] : Detect(photons[i], random);
            counts[i] = (float)Math.Clamp(Math.Round(_options.Offset + (_options.Gain * charge)), 0, _largest);
        }
    }

    /// <summary>The charge of a pixel, photons, with the amplifier's noise.</summary>
    private double Detect(double photons, RandomStream random)
    {
        double readVariance = _options.ReadNoise * _options.ReadNoise;
        double spread = _options.GainSpread * _options.GainSpread;
        if (photons >= ManyPhotons)
        {
            // The count's law is then a normal one with its skewness added (Cornish and Fisher); one draw does for the amplifier too.
            double variance = (photons * (1 + spread)) + readVariance;
            double thirdMoment = photons * (1 + spread) * (1 + (2 * spread));
            double normal = random.Normal();
            return photons + (normal * Math.Sqrt(variance)) + (((normal * normal) - 1) * thirdMoment / (6 * variance));
        }

        long detected = random.Poisson(photons);
        double charge = spread > 0 && detected > 0 ? spread * random.Gamma(detected / spread) : detected;
        return charge + (_options.ReadNoise * random.Normal());
    }
}
