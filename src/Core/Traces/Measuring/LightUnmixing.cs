using DeepWonder3D.Work;

namespace DeepWonder3D.Traces.Measuring;

/// <summary>
/// Learns in sampled frames how the light of each neuron is spread over its pixels and its neighbours', and from that the weighted sum of
/// pixels that shows the neuron with the least error: noise and what is left of its neighbours together.
/// </summary>
/// <remarks>
/// The model of a frame is y(p) = Σ a_i(p) · x_i + background + noise. The spread a_i is estimated pixel by pixel, by least squares of all
/// neurons whose light may reach the pixel, and held to the profile that neurons of the view have in common as far as the data say too
/// little: a silent neuron under an active one would otherwise be given a share of it. The weights w minimise Σ σ(p)² w(p)² + Σ_j P_j (Σ
/// w(p) a_j(p))², P_j being the power of a neighbour's activity, with Σ w = 1, so that even light passes as it is, and Σ w a_i equal to the
/// mean of a_i over the neuron's own pixels, which keeps the units of a plain mean.
/// </remarks>
internal sealed class LightUnmixing
{
    private const int PassCount = 4;

    // How far a neuron's light may lie from the common profile, as a share of it, and the least profile that the share is taken of.
    private const double OwnSpread = 0.3;
    private const double LeastProfile = 0.1;

    // From this depth on, in radii outside of the outline, a neuron's light is faint.
    private const double FaintDepth = 0.45;

    // With fewer pixels of its own a neuron's first trace is the mean of all of its pixels.
    private const double LeastOwnShare = 0.2;
    private const int LeastOwnPixels = 4;

    // Noise in a trace makes its power too large; at most so much of it is taken off.
    private const double LeastPowerShare = 0.3;

    private readonly MeasuredArea[] _areas;
    private readonly FrameSample _sample;
    private readonly float[][] _background;
    private readonly double[][] _exactBackground;
    private readonly SlowTrend _trend;
    private readonly Dictionary<int, (int Neuron, int Place)[]> _owners;
    private readonly int[][] _neighbours;
    private readonly double[][] _spread;
    private readonly double[][] _changes;
    private readonly double[] _power;
    private readonly double[] _noise;
    private readonly PixelSum[] _sums;

    private LightUnmixing(MeasuredArea[] areas, FrameSample sample, float[][] background)
    {
        (_areas, _sample, _background) = (areas, sample, background);
        _exactBackground = Array.ConvertAll(background, b => Double(b));
        _trend = new SlowTrend(sample.Frames);
        _owners = areas
            .SelectMany((area, neuron) => area.Support.Select((pixel, place) => (pixel, neuron, place)))
            .GroupBy(p => p.pixel)
            .ToDictionary(g => g.Key, g => g.Select(p => (p.neuron, p.place)).ToArray());
        _neighbours = [.. areas.Select((area, i) => area.Pixels
            .SelectMany(p => _owners[p]).Select(o => o.Neuron).Where(n => n != i).Distinct().Order().ToArray())];
        _spread = Array.ConvertAll(areas, a => new double[a.Support.Length]);
        _changes = new double[areas.Length][];
        _power = new double[areas.Length];
        _noise = new double[areas.Length];
        _sums = [.. areas.Select((area, i) => FirstSum(area, i))];
    }

    /// <summary>The sums of all neurons, and how much of each neighbour's activity is left in each.</summary>
    /// <param name="areas">Where the neurons are.</param>
    /// <param name="sample">Frames with all pixels of the areas.</param>
    /// <param name="background">For each neuron the background over it in those frames.</param>
    /// <param name="token">Stops the work.</param>
    public static UnmixedNeuron[] Run(MeasuredArea[] areas, FrameSample sample, float[][] background, CancellationToken token)
    {
        LightUnmixing unmixing = new(areas, sample, background);
        unmixing.MeasureChanges(token);
        for (int pass = 0; pass < PassCount; pass++)
        {
            unmixing.Learn(knowsShared: pass > 0, token);
            ParallelLoop.For(areas.Length, i => unmixing._sums[i] = unmixing.BestSum(i), token);
            unmixing.MeasureChanges(token);
        }

        return [.. areas.Select((_, i) => new UnmixedNeuron(
            unmixing._sums[i],
            unmixing.CrosstalkPower(i),
            [.. unmixing._neighbours[i].Select(other => new Neighbour(other, unmixing.LightIn(other, i)))]))];
    }

    /// <summary>The mean of the pixels that no other neuron covers, or of all where those are too few.</summary>
    private PixelSum FirstSum(MeasuredArea area, int neuron)
    {
        int[] own = Array.FindAll(area.Pixels, p => _owners[p].All(o => o.Neuron == neuron || _areas[o.Neuron].Depth[o.Place] >= 0));
        return PixelSum.MeanOf(own.Length >= Math.Max(LeastOwnPixels, LeastOwnShare * area.Pixels.Length) ? own : area.Pixels);
    }

    private void MeasureChanges(CancellationToken token) => ParallelLoop.For(_areas.Length, i =>
    {
        float[] trace = _sample.SumOf(_sums[i].Pixels, _sums[i].Weights);
        System.Numerics.Tensors.TensorPrimitives.Subtract(trace, _background[i], trace);
        _noise[i] = _sample.NoiseOf(trace);
        _changes[i] = _trend.Without(trace);
        _power[i] = Math.Max(0, (Dot(i, i) / Math.Max(1, _sample.Count)) - (_noise[i] * _noise[i]));
    }, token);

    private double Dot(int a, int b) => SlowTrend.Dot(_changes[a], _changes[b]);

    /// <summary>The power of a neuron's changes over the sample with the noise's share taken off.</summary>
    private double Energy(int neuron)
    {
        double all = Dot(neuron, neuron);
        return Math.Max(LeastPowerShare * all, all - (_sample.Count * _noise[neuron] * _noise[neuron]));
    }

    /// <summary>Estimates how each neuron's light is spread.</summary>
    /// <param name="knowsShared">
    /// Whether traces are clean enough to divide the pixels that several neurons reach; before that they follow the profile.
    /// </param>
    /// <param name="token">Stops the work.</param>
    private void Learn(bool knowsShared, CancellationToken token)
    {
        LightProfile profile = LightProfile.Of(FreePixels());
        ParallelLoop.For(_areas.Length, i =>
        {
            for (int place = 0; place < _spread[i].Length; place++)
            {
                _spread[i][place] = profile.At(_areas[i].Depth[place]);
            }
        }, token);
        KeyValuePair<int, (int Neuron, int Place)[]>[] pixels = [.. _owners];
        ParallelLoop.For(pixels.Length, i =>
        {
            (int pixel, (int Neuron, int Place)[] owners) = pixels[i];
            if (knowsShared)
            {
                Divide(pixel, owners);
            }
            else if (Array.FindAll(owners, o => IsNear(o)) is { Length: 1 } single)
            {
                Divide(pixel, single);
            }
        }, token);
    }

    /// <summary>Whether a pixel lies in a neuron or close to it, where its light is not faint.</summary>
    private bool IsNear((int Neuron, int Place) owner) => _areas[owner.Neuron].Depth[owner.Place] < FaintDepth;

    /// <summary>The pixels that the light of no other neuron reaches but faintly: its slope there, relative to the neuron's mean.</summary>
    private IEnumerable<(float Depth, double Light, double Weight)> FreePixels()
    {
        for (int i = 0; i < _areas.Length; i++)
        {
            double energy = Dot(i, i);
            double weight = _power[i] / (_power[i] + (_noise[i] * _noise[i]));
            if (!(energy > 0) || !(weight > 0))
            {
                continue;
            }

            double own = SlowTrend.Dot(_changes[i], _exactBackground[i]);
            double[] light = Array.ConvertAll(_areas[i].Support, p => (SlowTrend.Dot(_changes[i], Double(_sample.Of(p))) - own) / energy);
            double mean = light.Where((_, place) => _areas[i].Depth[place] < 0).Average();
            for (int place = 0; place < light.Length; place++)
            {
                int neuron = i;
                if (mean > 0 && !Array.Exists(_owners[_areas[i].Support[place]], o => o.Neuron != neuron && IsNear(o)))
                {
                    yield return (_areas[i].Depth[place], light[place] / mean, weight);
                }
            }
        }
    }

    /// <summary>Divides a pixel's changes among the neurons whose light may reach it.</summary>
    private void Divide(int pixel, (int Neuron, int Place)[] owners)
    {
        int n = owners.Length;
        double[] light = Double(_sample.Of(pixel));
        foreach ((int neuron, _) in owners)
        {
            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(_exactBackground[neuron], -1.0 / n, light, light);
        }

        double variance = Math.Max(float.Epsilon, Math.Pow(_sample.NoiseOf(pixel), 2));
        double[] matrix = new double[n * n];
        double[] right = new double[n];
        for (int a = 0; a < n; a++)
        {
            (int neuron, int place) = owners[a];
            double expected = _spread[neuron][place];
            double certainty = 1 / Math.Pow(OwnSpread * Math.Max(LeastProfile, expected), 2);
            for (int b = 0; b < n; b++)
            {
                matrix[(a * n) + b] = (a == b ? Energy(neuron) : Dot(neuron, owners[b].Neuron)) / variance;
            }

            matrix[(a * n) + a] += certainty;
            right[a] = (SlowTrend.Dot(_changes[neuron], light) / variance) + (expected * certainty);
        }

        if (SmallSystem.Solve(matrix, right))
        {
            for (int a = 0; a < n; a++)
            {
                _spread[owners[a].Neuron][owners[a].Place] = Math.Max(0, right[a]);
            }
        }
    }

    private PixelSum BestSum(int neuron)
    {
        MeasuredArea area = _areas[neuron];
        if (area.Pixels.Length == 0)
        {
            return _sums[neuron];
        }

        int[] neighbours = [.. _neighbours[neuron].Where(n => _power[n] > 0)];
        int[] pixels = [.. area.Pixels.Concat(neighbours.SelectMany(n => _areas[n].Pixels)).Distinct().Order()];
        double[] own = SpreadOver(neuron, pixels);
        double mean = pixels.Select((p, i) => (p, i)).Where(x => Array.BinarySearch(area.Pixels, x.p) >= 0).Average(x => own[x.i]);
        double[] variances = Array.ConvertAll(pixels, p => Math.Pow(_sample.NoiseOf(p), 2));
        double usual = variances.Average();
        if (!(usual > 0))
        {
            return PixelSum.MeanOf(area.Pixels);
        }

        // Half of a pixel's variance is its own, half what is usual: its noise was measured in a sample of frames.
        double[][] others = [.. neighbours.Select(n => SpreadOver(n, pixels))];
        LeastError error = new([.. variances.Select(v => 0.5 * (v + usual))], others, [.. neighbours.Select(n => _power[n])]);
        return error.Minimise(own, mean) is { } weights && Array.TrueForAll(weights, float.IsFinite)
            ? new PixelSum(pixels, weights)
            : PixelSum.MeanOf(area.Pixels);
    }

    private double[] SpreadOver(int neuron, int[] pixels)
    {
        double[] spread = new double[pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            int place = Array.BinarySearch(_areas[neuron].Support, pixels[i]);
            spread[i] = place >= 0 ? _spread[neuron][place] : 0;
        }

        return spread;
    }

    /// <summary>The power that neighbours' activity is expected to have in a neuron's sum.</summary>
    private double CrosstalkPower(int neuron) => _neighbours[neuron].Sum(other =>
    {
        double[] spread = SpreadOver(other, _sums[neuron].Pixels);
        double left = spread.Select((s, i) => s * _sums[neuron].Weights[i]).Sum();
        return left * left * _power[other];
    });

    /// <summary>How much of a neuron's light falls on the pixels of another, relative to what falls on its own.</summary>
    private double LightIn(int neuron, int other)
    {
        double own = SpreadOver(neuron, _areas[neuron].Pixels).Average();
        return own > 0 ? SpreadOver(neuron, _areas[other].Pixels).Average() / own : 0;
    }

    private static double[] Double(ReadOnlySpan<float> series)
    {
        double[] converted = new double[series.Length];
        System.Numerics.Tensors.TensorPrimitives.ConvertTruncating<float, double>(series, converted);
        return converted;
    }
}

/// <summary>How a neuron is read out of a frame.</summary>
/// <param name="Sum">The weighted sum.</param>
/// <param name="CrosstalkPower">The variance that neighbours are expected to leave in it.</param>
/// <param name="Neighbours">The neurons whose light reaches its pixels.</param>
internal sealed record UnmixedNeuron(PixelSum Sum, double CrosstalkPower, Neighbour[] Neighbours);

/// <summary>A neuron whose light reaches another's pixels.</summary>
/// <param name="Neuron">Which.</param>
/// <param name="Light">How much of its light falls there, relative to what falls on its own pixels.</param>
internal readonly record struct Neighbour(int Neuron, double Light);
