using System.Numerics.Tensors;
using DeepWonder3D.Motion;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Activity;

/// <summary>
/// How far each place of a recording stands above its own rest, in standard deviations of its own noise: frames are averaged over a short
/// time, what is finer or broader than a cell is taken out, and so is what changes slowly. It is fed frame by frame, and holds a few planes
/// however long the recording is.
/// </summary>
/// <param name="height">Rows of the frames, in samples of which a cell's diameter has <see cref="Fineness"/>.</param>
/// <param name="width">Columns.</param>
/// <param name="frameRate">Frames a second.</param>
internal sealed class ActivitySignal(int height, int width, double frameRate)
{
    /// <summary>Samples along a cell's diameter.</summary>
    public const double Fineness = 6;

    // Half the side of the squares whose mean, taken twice, is the surround: a Gaussian of 0.75 diameters.
    private const int Surround = 5;

    /// <summary>Over so long a time frames are averaged, seconds: indicators' events last longer, and noise does not.</summary>
    public const double SmoothS = 0.4;

    /// <summary>Frames a second where nothing says how fast they followed each other.</summary>
    public const double UsualFrameRate = 10;

    // The rest follows what changes in so long a time.
    private const double SlowS = 30;

    // The first frames, from which rest and noise are known at the start.
    private const int FirstSteps = 60;

    private const double NormalOfMedian = 1.4826;
    private const float MedianStep = (float)(1.4142 / NormalOfMedian);

    // A place that never changes has no noise: none is taken for quieter than this part of the usual place.
    private const double LeastNoise = 0.5;
    private const int Samples = 4000;

    private readonly int _step = Math.Max(1, (int)Math.Round(SmoothS * frameRate / 2));
    private readonly float[] _sum = new float[height * width];
    private readonly Queue<float[]> _recent = [];
    private readonly Queue<float[]> _past = [];
    private readonly List<float[]> _first = [];
    private float[] _rest = [];
    private float[] _noise = [];
    private int _summed;
    private long _frame;

    /// <summary>How many steps an answer is the mean of.</summary>
    private int Steps => Math.Max(1, (int)Math.Round(SmoothS * frameRate / _step));

    /// <summary>Takes the next frame.</summary>
    /// <param name="plane">The frame.</param>
    /// <returns>What became known with it: the middle frame, and the clarity of every place at that time.</returns>
    public IEnumerable<(long Frame, float[] Clarity)> Add(ReadOnlySpan<float> plane)
    {
        TensorPrimitives.Add(_sum, plane, _sum);
        _frame++;
        if (++_summed < _step)
        {
            return [];
        }

        _summed = 0;
        float[] fine = Smoothing.Binomial(_sum, height, width);
        float[] broad = new float[fine.Length];
        Smoothing.Box(fine, height, width, Surround, broad);
        TensorPrimitives.Subtract(fine, broad, fine);
        Array.Clear(_sum);
        _recent.Enqueue(fine);
        if (_recent.Count < Steps)
        {
            return [];
        }

        float[] mean = new float[fine.Length];
        foreach (float[] recent in _recent)
        {
            TensorPrimitives.Add(mean, recent, mean);
        }

        _recent.Dequeue();
        return Follow(mean);
    }

    /// <summary>The last answers of a recording that is too short for more.</summary>
    public IEnumerable<(long Frame, float[] Clarity)> Finish() => _rest.Length == 0 ? Begin() : [];

    private List<(long Frame, float[] Clarity)> Follow(float[] mean)
    {
        if (_rest.Length > 0)
        {
            return [Answer(mean, MiddleOf(0))];
        }

        _first.Add(mean);
        return _first.Count < FirstSteps ? [] : Begin();
    }

    /// <summary>The middle of the frames that an answer so many steps ago was made of.</summary>
    private long MiddleOf(int stepsAgo) => Math.Max(0, _frame - ((long)stepsAgo * _step) - (Steps * _step / 2) - 1);

    private List<(long Frame, float[] Clarity)> Begin()
    {
        if (_first.Count < 2 * Steps)
        {
            return [];
        }

        _rest = new float[height * width];
        _noise = new float[_rest.Length];
        float[] samples = new float[_first.Count];
        float[] steps = new float[_first.Count - Steps];
        for (int i = 0; i < _rest.Length; i++)
        {
            for (int t = 0; t < samples.Length; t++)
            {
                samples[t] = _first[t][i];
            }

            for (int t = 0; t < steps.Length; t++)
            {
                steps[t] = Math.Abs(samples[t + Steps] - samples[t]);
            }

            _rest[i] = (float)OrderStatistics.Median(samples);
            _noise[i] = (float)(NormalOfMedian * OrderStatistics.Median(steps) / Math.Sqrt(2));
        }

        List<(long, float[])> answers = [];
        for (int t = 0; t < _first.Count; t++)
        {
            answers.Add((MiddleOf(_first.Count - 1 - t), Answer(_first[t], 0).Clarity));
        }

        _first.Clear();
        return answers;
    }

    private double UsualNoise()
    {
        int step = Math.Max(1, _noise.Length / Samples);
        float[] some = new float[_noise.Length / step];
        for (int i = 0; i < some.Length; i++)
        {
            some[i] = _noise[i * step];
        }

        return OrderStatistics.Median(some);
    }

    /// <summary>
    /// The clarity now, and rest and noise a little nearer to what is seen: neither moves by more for a strong event than for a weak one.
    /// </summary>
    private (long Frame, float[] Clarity) Answer(float[] mean, long frame)
    {
        float least = (float)Math.Max(LeastNoise * UsualNoise(), float.Epsilon);
        float rate = (float)(_step / (SlowS * frameRate));
        float[] clarity = new float[mean.Length];
        float[]? past = _past.Count == Steps ? _past.Dequeue() : null;
        for (int i = 0; i < mean.Length; i++)
        {
            float noise = Math.Max(_noise[i], least);
            float above = mean[i] - _rest[i];
            clarity[i] = above / noise;
            _rest[i] += rate * Math.Clamp(above, -noise, noise);
            if (past is not null)
            {
                // Half of all steps are larger than this where the noise is right.
                _noise[i] *= Math.Abs(mean[i] - past[i]) > MedianStep * _noise[i] ? 1 + rate : 1 - rate;
            }
        }

        _past.Enqueue(mean);
        return (frame, clarity);
    }
}
