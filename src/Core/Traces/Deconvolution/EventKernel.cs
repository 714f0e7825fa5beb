namespace DeepWonder3D.Traces;

/// <summary>
/// The answer to one event, frame by frame: h(t) = g₁·h(t−1) + g₂·h(t−2) with h(0) = 1. Its roots are the decay and the rise that a frame
/// leaves of each: g₁ = d + r and g₂ = −d·r, so that order 1 is a rise of 0. Sums over it are tabulated until nothing of it is left.
/// </summary>
internal sealed class EventKernel
{
    /// <summary>What has decayed to this is nothing.</summary>
    private const double Nothing = 1e-9;

    private const int LongestTable = 1 << 20;

    private readonly double[] _answer;
    private readonly double[] _fall;
    private readonly double[] _answerSquares;
    private readonly double[] _answerProducts;
    private readonly double[] _fallSquares;

    /// <param name="decay">What a frame leaves of the decaying part, 0 to below 1.</param>
    /// <param name="rise">What a frame leaves of the rising part, 0 to below the decay; 0 for order 1.</param>
    public EventKernel(double decay, double rise)
    {
        (Decay, Rise) = (decay, rise);
        (G1, G2) = (decay + rise, -decay * rise);
        int length = decay <= Nothing ? 2 : (int)Math.Min(LongestTable, 2 + Math.Ceiling(Math.Log(Nothing) / Math.Log(decay)));
        _answer = new double[length];
        _fall = new double[length];
        _answerSquares = new double[length + 1];
        _answerProducts = new double[length + 1];
        _fallSquares = new double[length + 1];
        for (int t = 0; t < length; t++)
        {
            double before = t > 0 ? _answer[t - 1] : 0;
            _answer[t] = t == 0 ? 1 : (G1 * before) + (t > 1 ? G2 * _answer[t - 2] : 0);
            _fall[t] = t == 0 ? 1 : _fall[t - 1] * decay;
            _answerSquares[t + 1] = _answerSquares[t] + (_answer[t] * _answer[t]);
            _answerProducts[t + 1] = _answerProducts[t] + (_answer[t] * before);
            _fallSquares[t + 1] = _fallSquares[t] + (_fall[t] * _fall[t]);
            Height = Math.Max(Height, _answer[t]);
        }
    }

    /// <summary>What a frame leaves of the decaying part.</summary>
    public double Decay { get; }

    /// <summary>What a frame leaves of the rising part.</summary>
    public double Rise { get; }

    /// <summary>The weight of the frame before.</summary>
    public double G1 { get; }

    /// <summary>The weight of the frame before that.</summary>
    public double G2 { get; }

    /// <summary>The largest value of h: how high a unit event rises in the trace.</summary>
    public double Height { get; }

    /// <summary>Frames until nothing is left.</summary>
    public int Length => _answer.Length;

    /// <summary>Σ h² over all frames.</summary>
    public double Energy => _answerSquares[^1];

    /// <summary>The kernel of time constants, seconds; no rise means order 1.</summary>
    public static EventKernel OfSeconds(double decayS, double? riseS, double frameRate) =>
        new(Math.Exp(-1 / (decayS * frameRate)), riseS is { } rise ? Math.Exp(-1 / (rise * frameRate)) : 0);

    /// <summary>h(t); 0 before the event.</summary>
    public double Answer(int t) => (uint)t < (uint)_answer.Length ? _answer[t] : 0;

    /// <summary>dᵗ: how what glowed before the first frame goes out.</summary>
    public double Fall(int t) => t < _fall.Length ? _fall[t] : 0;

    /// <summary>Σ h(t)² over the first frames.</summary>
    public double AnswerSquares(int frames) => _answerSquares[Math.Min(frames, Length)];

    /// <summary>Σ h(t)·h(t−1) over the first frames.</summary>
    public double AnswerProducts(int frames) => _answerProducts[Math.Min(frames, Length)];

    /// <summary>Σ d²ᵗ over the first frames.</summary>
    public double FallSquares(int frames) => _fallSquares[Math.Min(frames, Length)];
}
