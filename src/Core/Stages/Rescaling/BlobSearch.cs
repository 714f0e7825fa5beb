using System.Numerics.Tensors;
using DeepWonder3D.Motion;

namespace DeepWonder3D.Stages.Rescaling;

/// <summary>A bright spot of an image.</summary>
/// <param name="Row">Its middle, rows from 0.</param>
/// <param name="Column">Its middle, columns from 0.</param>
/// <param name="DiameterPx">Its diameter, pixels: that of the disc whose answer is strongest at the same scale.</param>
/// <param name="Strength">Its answer, in the image's units.</param>
/// <param name="Clarity">Its answer over what the image's own noise answers at that scale (median absolute deviations).</param>
internal readonly record struct Blob(double Row, double Column, double DiameterPx, double Strength, double Clarity);

/// <summary>
/// Finds bright spots of any size in an image: maxima, over place and scale, of differences of Gaussians. The image is halved from octave
/// to octave, so that large spots cost no more than small ones.
/// </summary>
internal static class BlobSearch
{
    private const int ScalesAnOctave = 4;
    private const int Octaves = 5;
    private const int SmallestSide = 12;

    // The smallest spots that are found are 3.7 pixels across: noise of single pixels is no spot. An image is never sharper than a pixel.
    private const double FirstSigma = 1;
    private const double PixelSigma = 0.5;

    /// <summary>
    /// The spots of an image, shape (height, width), whose clarity is no less than some value, and which are no parts of larger ones.
    /// </summary>
    public static List<Blob> Find(float[] image, int height, int width, double leastClarity)
    {
        List<Blob> found = [];
        float[] basis = Blur(image, height, width, Math.Sqrt((FirstSigma * FirstSigma) - (PixelSigma * PixelSigma)));
        double pixel = 1;
        for (int octave = 0; octave < Octaves && Math.Min(height, width) >= SmallestSide; octave++)
        {
            float[][] levels = new float[ScalesAnOctave + 3][];
            levels[0] = basis;
            for (int i = 1; i < levels.Length; i++)
            {
                levels[i] = Blur(levels[i - 1], height, width, SigmaOf(i - 1) * Math.Sqrt(Math.Pow(Step, 2) - 1));
            }

            float[][] answers = [.. Enumerable.Range(0, levels.Length - 1).Select(i => Difference(levels[i], levels[i + 1]))];
            for (int i = 1; i < answers.Length - 1; i++)
            {
                Search(answers, i, height, width, pixel, leastClarity, found);
            }

            (basis, height, width) = Halve(levels[ScalesAnOctave], height, width);
            pixel *= 2;
        }

        return [.. found.Where(spot => !found.Any(larger => IsPartOf(spot, larger)))];
    }

    /// <summary>What lies in a larger spot that is as strong is a corner of it, or noise on it.</summary>
    private static bool IsPartOf(Blob spot, Blob larger) =>
        larger.DiameterPx > spot.DiameterPx
            && larger.Strength >= spot.Strength
            && Math.Pow(larger.Row - spot.Row, 2) + Math.Pow(larger.Column - spot.Column, 2) < Math.Pow(larger.DiameterPx / 2, 2);

    private static double Step { get; } = Math.Pow(2, 1.0 / ScalesAnOctave);

    private static double SigmaOf(double level) => FirstSigma * Math.Pow(Step, level);

    /// <summary>A disc answers most to a Gaussian's second derivative of its radius over √2, which the difference stands for.</summary>
    private static double DiameterOf(double level) =>
        2 * Math.Sqrt(2) * SigmaOf(level) * Math.Sqrt(((Step * Step) - 1) / (2 * Math.Log(Step)));

    private static void Search(
        float[][] answers, int level, int height, int width, double pixel, double leastClarity, List<Blob> found)
    {
        float[] here = answers[level];
        double noise = Math.Max(NoiseOf(here), double.Epsilon);
        double least = leastClarity * noise;
        int margin = Math.Max(1, (int)Math.Ceiling(DiameterOf(level) / 2));
        for (int y = margin; y < height - margin; y++)
        {
            for (int x = margin; x < width - margin; x++)
            {
                int at = (y * width) + x;
                if (here[at] >= least && IsPeak(answers, level, at, width))
                {
                    (double below, double peak, double above) = (answers[level - 1][at], here[at], answers[level + 1][at]);
                    double curve = below - (2 * peak) + above;
                    double shift = curve < 0 ? Math.Clamp(0.5 * (below - above) / curve, -0.5, 0.5) : 0;
                    found.Add(new Blob(pixel * y, pixel * x, pixel * DiameterOf(level + shift), peak, peak / noise));
                }
            }
        }
    }

    private static bool IsPeak(float[][] answers, int level, int at, int width)
    {
        float peak = answers[level][at];
        for (int scale = -1; scale <= 1; scale++)
        {
            float[] other = answers[level + scale];
            for (int row = -1; row <= 1; row++)
            {
                for (int column = -1; column <= 1; column++)
                {
                    if ((scale, row, column) != (0, 0, 0) && other[at + (row * width) + column] >= peak)
                    {
                        return false;
                    }
                }
            }
        }

        return true;
    }

    private static double NoiseOf(float[] answers)
    {
        int step = Math.Max(1, answers.Length / 20_000);
        double[] sizes = [.. Enumerable.Range(0, answers.Length / step).Select(i => (double)Math.Abs(answers[i * step]))];
        Array.Sort(sizes);
        return sizes[sizes.Length / 2];
    }

    private static float[] Difference(float[] fine, float[] coarse)
    {
        float[] difference = new float[fine.Length];
        TensorPrimitives.Subtract(fine, coarse, difference);
        return difference;
    }

    private static (float[] Image, int Height, int Width) Halve(float[] image, int height, int width)
    {
        (int rows, int columns) = (height / 2, width / 2);
        float[] half = new float[rows * columns];
        for (int y = 0; y < rows; y++)
        {
            for (int x = 0; x < columns; x++)
            {
                half[(y * columns) + x] = image[(2 * y * width) + (2 * x)];
            }
        }

        return (half, rows, columns);
    }

    /// <summary>A Gaussian's convolution; what lies outside repeats the edge.</summary>
    private static float[] Blur(float[] image, int height, int width, double sigma)
    {
        int radius = (int)Math.Ceiling(3 * sigma);
        double[] kernel = [.. Enumerable.Range(-radius, (2 * radius) + 1).Select(i => Math.Exp(-0.5 * i * i / (sigma * sigma)))];
        return Smoothing.Weighted(image, height, width, [.. kernel.Select(k => (float)(k / kernel.Sum()))]);
    }
}
