namespace DeepWonder3D.Traces;

/// <summary>
/// Pools of neighbouring frames of a trace within which calcium only follows the kernel; an event stands at the start of each but the
/// first, whose calcium decays from before the recording. Friedrich, Zhou and Paninski 2017: pools that violate the smallest event are
/// joined with the one before, which for order 1 and no smallest event solves non-negative least squares exactly. For order 2 a pool starts
/// from the last frame of the one before; the pools' values are then solved for together (<see cref="Refit"/>).
/// </summary>
/// <remarks>Not for use by two threads at once; used again for the next trace, so that nothing is allocated.</remarks>
internal sealed class EventPools
{
    /// <summary>Rounds in which events are added; later ones change nothing that matters.</summary>
    private const int MostRounds = 10;

    /// <summary>A gain of less than this share of the trace's height is none.</summary>
    private const double NoGain = 1e-6;

    private Pool[] _pools = [];
    private Bend[] _bends = [];
    private bool[] _leaves = [];

    /// <summary>Pools that there are: one more than events.</summary>
    public int Count { get; private set; }

    /// <summary>Joins frames into pools such that every event is at least as large as the smallest.</summary>
    /// <param name="trace">The trace above its baseline, finite.</param>
    /// <param name="kernel">How calcium follows.</param>
    /// <param name="smallest">The smallest event, in the units of the trace per <c>h(0)</c>; 0 for non-negative least squares.</param>
    public void Fit(ReadOnlySpan<double> trace, EventKernel kernel, double smallest)
    {
        if (_pools.Length < trace.Length)
        {
            _pools = new Pool[trace.Length];
            _bends = new Bend[trace.Length];
            _leaves = new bool[trace.Length];
        }

        Count = 0;
        for (int t = 0; t < trace.Length; t++)
        {
            double y = trace[t];
            _pools[Count] = new Pool { Start = t, Length = 1, Answers = y, Falls = y, Value = y };
            Count++;
            if (Count == 1)
            {
                _pools[0].Value = Math.Max(0, y);
                continue;
            }

            _pools[Count - 1].Before = Last(Count - 2, kernel);
            while (Count > 1 && _pools[Count - 1].Value < Following(Count - 2, kernel) + smallest)
            {
                Count--;
                Join(ref _pools[Count - 1], in _pools[Count], kernel);
                Solve(Count - 1, kernel);
            }
        }
    }

    /// <summary>
    /// Takes out, least certain first, events that stand no more than so many standard errors above 0, and solves anew for the others.
    /// </summary>
    /// <param name="kernel">The kernel that was fitted.</param>
    /// <param name="noise">The standard deviation of the trace's noise.</param>
    /// <param name="errors">Standard errors that an event must exceed; 0 for non-negative events.</param>
    public void Prune(EventKernel kernel, double noise, double errors)
    {
        bool more = true;
        while (more)
        {
            Refit(kernel);
            more = false;
            double before = double.PositiveInfinity;
            for (int i = 1; i < Count; i++)
            {
                // Only the least certain of neighbours leaves: when it is gone they may well stand.
                double certainty = Certainty(i, kernel, noise);
                double after = i + 1 < Count ? Certainty(i + 1, kernel, noise) : double.PositiveInfinity;
                _leaves[i] = certainty <= errors && certainty <= before && certainty < after;
                more |= _leaves[i];
                before = certainty;
            }

            Close(kernel);
        }
    }

    /// <summary>Marks the frames within so many of an event, and no others.</summary>
    public void Mark(Span<bool> frames, int reach)
    {
        frames.Clear();
        for (int i = 1; i < Count; i++)
        {
            frames[Math.Max(0, _pools[i].Start - reach)..Math.Min(frames.Length, _pools[i].Start + reach + 1)].Fill(true);
        }
    }

    /// <summary>Takes out all events at frames that are not marked, and solves anew for the others, none negative.</summary>
    public void Keep(ReadOnlySpan<bool> frames, EventKernel kernel)
    {
        for (int i = 1; i < Count; i++)
        {
            _leaves[i] = !frames[_pools[i].Start];
        }

        Close(kernel);
        Prune(kernel, 0, 0);
    }

    /// <summary>
    /// Adds the events by which non-negative least squares would still gain, as pools that were joined too early lack them for order 2, and
    /// solves anew until there is nothing to gain; then writes calcium and events.
    /// </summary>
    /// <param name="trace">The trace that was fitted.</param>
    /// <param name="kernel">The kernel that was fitted.</param>
    /// <param name="frames">Where events may be.</param>
    /// <param name="calcium">The trace without noise, above its baseline.</param>
    /// <param name="events">The events, per <c>h(0)</c>.</param>
    public void Complete(
        ReadOnlySpan<double> trace, EventKernel kernel, ReadOnlySpan<bool> frames, Span<double> calcium, Span<double> events)
    {
        Write(kernel, calcium, events);
        for (int round = 0; round < MostRounds && kernel.Rise > 0; round++)
        {
            if (!Add(trace, kernel, frames, calcium))
            {
                return;
            }

            Prune(kernel, 0, 0);
            Write(kernel, calcium, events);
        }
    }

    /// <summary>Writes calcium and events.</summary>
    /// <param name="kernel">The kernel that was fitted.</param>
    /// <param name="calcium">The trace without noise, above its baseline.</param>
    /// <param name="events">The events, per <c>h(0)</c>; nothing at the first frame.</param>
    public void Write(EventKernel kernel, Span<double> calcium, Span<double> events)
    {
        events.Clear();
        for (int i = 0; i < Count; i++)
        {
            ref readonly Pool pool = ref _pools[i];
            double now = pool.Value;
            double before = i == 0 ? 0 : pool.Before;
            if (i > 0)
            {
                events[pool.Start] = Math.Max(0, pool.Value - Following(i - 1, kernel));
            }

            for (int t = pool.Start; t < pool.Start + pool.Length; t++)
            {
                calcium[t] = now;
                (now, before) = (i == 0 ? now * kernel.Decay : (kernel.G1 * now) + (kernel.G2 * before), now);
            }
        }
    }

    /// <summary>Starts pools where the gain of an event is the largest around; false where none would gain.</summary>
    private bool Add(ReadOnlySpan<double> trace, EventKernel kernel, ReadOnlySpan<bool> frames, ReadOnlySpan<double> calcium)
    {
        double scale = 0;
        double after = 0;
        double twoAfter = 0;
        double[] gains = new double[trace.Length + 1];
        bool[] starts = new bool[trace.Length];
        for (int t = trace.Length - 1; t >= 0; t--)
        {
            (after, twoAfter) = (trace[t] - calcium[t] + (kernel.G1 * after) + (kernel.G2 * twoAfter), after);
            gains[t] = after;
            scale = Math.Max(scale, Math.Abs(trace[t]));
        }

        for (int i = 1; i < Count; i++)
        {
            starts[_pools[i].Start] = true;
        }

        bool any = false;
        for (int t = 1; t < trace.Length; t++)
        {
            bool gain = frames[t] && !starts[t] && gains[t] > NoGain * scale && gains[t] >= gains[t - 1] && gains[t] > gains[t + 1];
            starts[t] |= gain;
            any |= gain;
        }

        if (any)
        {
            Divide(trace, kernel, starts);
        }

        return any;
    }

    /// <summary>Makes the pools that start at the marked frames.</summary>
    private void Divide(ReadOnlySpan<double> trace, EventKernel kernel, ReadOnlySpan<bool> starts)
    {
        Count = 0;
        for (int t = 0; t < trace.Length; t++)
        {
            if (t == 0 || starts[t])
            {
                _pools[Count++] = new Pool { Start = t };
            }

            ref Pool pool = ref _pools[Count - 1];
            pool.Answers += trace[t] * kernel.Answer(pool.Length);
            pool.Delayed += trace[t] * kernel.Answer(pool.Length - 1);
            pool.Falls += trace[t] * kernel.Fall(pool.Length);
            pool.Length++;
        }
    }

    /// <summary>
    /// Solves for all pools' values together: least squares over the events that there are. A pool bears on the next through its last frame
    /// alone, so what the later pools cost is a parabola of that frame, found from the last pool backwards.
    /// </summary>
    private void Refit(EventKernel kernel)
    {
        double square = 0;
        double linear = 0;
        for (int i = Count - 1; i > 0; i--)
        {
            ref readonly Pool pool = ref _pools[i];
            double own = kernel.Answer(pool.Length - 1);
            double carried = kernel.G2 * kernel.Answer(pool.Length - 2);
            double products = kernel.AnswerProducts(pool.Length);
            double curvature = kernel.AnswerSquares(pool.Length) + (square * own * own);
            double mixed = 2 * ((kernel.G2 * products) + (square * own * carried));
            double slope = (-2 * pool.Answers) + (linear * own);
            double earlier = kernel.G2 * kernel.G2 * kernel.AnswerSquares(pool.Length - 1);
            _bends[i] = new Bend(curvature, mixed, slope);
            double ownLinear = (-2 * kernel.G2 * pool.Delayed) + (linear * carried);
            square = earlier + (square * carried * carried) - (mixed * mixed / (4 * curvature));
            linear = ownLinear - (mixed * slope / (2 * curvature));
        }

        ref Pool first = ref _pools[0];
        double end = kernel.Fall(first.Length - 1);
        first.Value = Math.Max(0, (first.Falls - (0.5 * linear * end)) / (kernel.FallSquares(first.Length) + (square * end * end)));
        for (int i = 1; i < Count; i++)
        {
            ref readonly Bend bend = ref _bends[i];
            _pools[i].Before = Last(i - 1, kernel);
            _pools[i].Value = -((_pools[i].Before * bend.Mixed) + bend.Slope) / (2 * bend.Curvature);
        }
    }

    /// <summary>An event in units of its standard error, for the neighbours' places as they are.</summary>
    private double Certainty(int i, EventKernel kernel, double noise)
    {
        double size = _pools[i].Value - Following(i - 1, kernel);
        if (noise <= 0)
        {
            return size > 0 ? double.PositiveInfinity : size;
        }

        int before = _pools[i - 1].Length;
        double left = i == 1 ? kernel.Fall(before) : kernel.Answer(before);
        double known = i == 1 ? kernel.FallSquares(before) : kernel.AnswerSquares(before);
        return size / (noise * Math.Sqrt((1 / kernel.AnswerSquares(_pools[i].Length)) + (left * left / known)));
    }

    /// <summary>Joins the pools that leave with those before them.</summary>
    private void Close(EventKernel kernel)
    {
        int kept = 1;
        for (int i = 1; i < Count; i++)
        {
            if (_leaves[i])
            {
                Join(ref _pools[kept - 1], in _pools[i], kernel);
            }
            else
            {
                _pools[kept++] = _pools[i];
            }
        }

        Count = kept;
    }

    private void Solve(int i, EventKernel kernel)
    {
        ref Pool pool = ref _pools[i];
        pool.Value = i == 0
            ? Math.Max(0, pool.Falls / kernel.FallSquares(pool.Length))
            : (pool.Answers - (pool.Before * kernel.G2 * kernel.AnswerProducts(pool.Length))) / kernel.AnswerSquares(pool.Length);
    }

    private static void Join(ref Pool pool, in Pool next, EventKernel kernel)
    {
        // h(l + t) = h(l)·h(t) + g₂·h(l − 1)·h(t − 1), so the sums of the longer pool follow from those of the two.
        double at = kernel.Answer(pool.Length);
        double before = kernel.Answer(pool.Length - 1);
        double twoBefore = kernel.Answer(pool.Length - 2);
        pool.Answers += (at * next.Answers) + (kernel.G2 * before * next.Delayed);
        pool.Delayed += (before * next.Answers) + (kernel.G2 * twoBefore * next.Delayed);
        pool.Falls += kernel.Fall(pool.Length) * next.Falls;
        pool.Length += next.Length;
    }

    private double Last(int i, EventKernel kernel) => At(i, _pools[i].Length - 1, kernel);

    /// <summary>What a pool's calcium would be in the frame after it.</summary>
    private double Following(int i, EventKernel kernel) => At(i, _pools[i].Length, kernel);

    private double At(int i, int t, EventKernel kernel)
    {
        ref readonly Pool pool = ref _pools[i];
        return i == 0 ? pool.Value * kernel.Fall(t)
            : (pool.Value * kernel.Answer(t)) + (pool.Before * kernel.G2 * kernel.Answer(t - 1));
    }

    /// <summary>Some frames: their sums with h(t), with h(t − 1) and with dᵗ, their first calcium, and the one before it.</summary>
    private struct Pool
    {
        public int Start;
        public int Length;
        public double Answers;
        public double Delayed;
        public double Falls;
        public double Value;
        public double Before;
    }

    /// <summary>What a pool and all later ones cost, as a parabola of its first calcium.</summary>
    private readonly record struct Bend(double Curvature, double Mixed, double Slope);
}
