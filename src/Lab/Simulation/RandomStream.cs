using System.Numerics;
using MathNet.Numerics;

namespace DeepWonder3D.Simulation;

/// <summary>
/// A stream of random numbers (xoshiro256**) that depends on nothing but the seed, what it is for and which thing it is for; the same on
/// every run. Not for use by two threads at once.
/// </summary>
internal sealed class RandomStream
{
    // Below this mean, counting uniform draws is faster than rejection.
    private const double SmallMean = 10;
    private const double Unit = 1.0 / (1UL << 53);

    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    public RandomStream(ulong seed, RandomUse use, long first = 0, long second = 0)
    {
        ulong state = Scramble(Scramble(Scramble(seed) ^ (ulong)use) ^ (ulong)first) ^ (ulong)second;
        _a = Next(ref state);
        _b = Next(ref state);
        _c = Next(ref state);
        _d = Next(ref state);
    }

    /// <summary>The next number, uniform in [0, 1).</summary>
    public double Uniform() => (Bits() >> 11) * Unit;

    public double Uniform(double from, double to) => from + ((to - from) * Uniform());

    /// <summary>Uniform on a logarithmic scale.</summary>
    public double LogUniform(double from, double to) => from * Math.Pow(to / from, Uniform());

    public bool Chance(double probability) => Uniform() < probability;

    /// <summary>The next number of a standard normal distribution.</summary>
    public double Normal()
    {
        while (true)
        {
            ulong bits = Bits();
            int layer = (int)(bits & (NormalZiggurat.LayerCount - 1));
            double u = (2 * ((bits >> 11) * Unit)) - 1;
            if (Math.Abs(u) < NormalZiggurat.SafeShares[layer])
            {
                return u * NormalZiggurat.Edges[layer];
            }

            if (layer == 0)
            {
                return NormalTail(u < 0);
            }

            double x = u * NormalZiggurat.Edges[layer];
            double low = NormalZiggurat.Density(NormalZiggurat.Edges[layer]);
            double high = NormalZiggurat.Density(NormalZiggurat.Edges[layer + 1]);
            if (low + (Uniform() * (high - low)) < NormalZiggurat.Density(x))
            {
                return x;
            }
        }
    }

    /// <summary>A positive factor with median 1 whose logarithm has the given standard deviation.</summary>
    public double LogNormal(double spread) => spread == 0 ? 1 : Math.Exp(spread * Normal());

    /// <summary>The next count of a Poisson distribution, exact for any mean.</summary>
    public long Poisson(double mean)
    {
        if (!(mean > 0))
        {
            return 0;
        }

        if (mean >= SmallMean)
        {
            return PoissonByRejection(mean);
        }

        double limit = Math.Exp(-mean);
        double product = Uniform();
        long count = 0;
        while (product > limit)
        {
            product *= Uniform();
            count++;
        }

        return count;
    }

    /// <summary>The next number of a gamma distribution of scale 1 (Marsaglia and Tsang 2000).</summary>
    public double Gamma(double shape)
    {
        if (shape < 1)
        {
            return Gamma(shape + 1) * Math.Pow(1 - Uniform(), 1 / shape);
        }

        double d = shape - (1.0 / 3);
        double c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double normal = Normal();
            double cube = 1 + (c * normal);
            if (cube <= 0)
            {
                continue;
            }

            cube = cube * cube * cube;
            double uniform = 1 - Uniform();
            if (Math.Log(uniform) < (0.5 * normal * normal) + (d * (1 - cube + Math.Log(cube))))
            {
                return d * cube;
            }
        }
    }

    /// <summary>Transformed rejection with squeeze (Hörmann 1993, PTRS); its constants are that paper's.</summary>
    private long PoissonByRejection(double mean)
    {
        double b = 0.931 + (2.53 * Math.Sqrt(mean));
        double a = -0.059 + (0.02483 * b);
        double squeeze = 0.9277 - (3.6224 / (b - 2));
        while (true)
        {
            double u = Uniform() - 0.5;
            double v = 1 - Uniform();
            double us = 0.5 - Math.Abs(u);
            double k = Math.Floor((((2 * a / us) + b) * u) + mean + 0.43);
            if (us >= 0.07 && v <= squeeze)
            {
                return (long)k;
            }

            if (k < 0 || (us < 0.013 && v > us))
            {
                continue;
            }

            double inverseAlpha = 1.1239 + (1.1328 / (b - 3.4));
            double left = Math.Log(v * inverseAlpha / ((a / (us * us)) + b));
            if (left <= (k * Math.Log(mean)) - mean - SpecialFunctions.GammaLn(k + 1))
            {
                return (long)k;
            }
        }
    }

    private double NormalTail(bool negative)
    {
        double x, y;
        do
        {
            x = -Math.Log(1 - Uniform()) / NormalZiggurat.TailStart;
            y = -Math.Log(1 - Uniform());
        }
        while (y + y < x * x);

        x += NormalZiggurat.TailStart;
        return negative ? -x : x;
    }

    private ulong Bits()
    {
        ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        ulong shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    private static ulong Scramble(ulong value) => Next(ref value);

    /// <summary>SplitMix64: the usual way to fill the state of a larger generator.</summary>
    private static ulong Next(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

/// <summary>
/// What a stream of random numbers is for. Each thing draws from its own stream, so that one more view or cell changes no other.
/// </summary>
internal enum RandomUse
{
    Positions,
    Shape,
    Activity,
    Drive,
    Neuropil,
    Processes,
    Vessels,
    Illumination,
    Motion,
    HotPixels,
    CameraNoise,
    Scene,
}
