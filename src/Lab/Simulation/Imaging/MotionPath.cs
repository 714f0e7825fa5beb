namespace DeepWonder3D.Simulation;

/// <summary>
/// Where the tissue is in each frame, relative to its mean place: all views and planes see the same motion, a view that looks from the side
/// the depth as well. What bends is a sum of slow waves over the field.
/// </summary>
internal sealed class MotionPath
{
    private static readonly (int Down, int Across)[] s_waves = [(1, 0), (0, 1), (1, 1), (2, 0), (0, 2)];

    private readonly (double Y, double X)[] _places;
    private readonly double[] _depths;
    private (double Y, double X)[][] _bends;
    private readonly double _heightUm;
    private readonly double _widthUm;

    public MotionPath(SimulationOptions options)
    {
        _places = new (double, double)[options.FrameCount];
        _depths = new double[options.FrameCount];
        _bends = [];
        (_heightUm, _widthUm) = (options.FieldHeightUm, options.FieldWidthUm);
        IsStill = options.Motion.IsStill || options.FrameCount < 2;
        if (!IsStill)
        {
            RandomStream random = new(options.Seed, RandomUse.Motion);
            Draw(options, random);
            DrawDepth(options, random);
            DrawBends(options, random);
            Centre();
        }

        LargestUm = _places.Max(p => Math.Max(Math.Abs(p.Y), Math.Abs(p.X)))
            + (_bends.Length == 0 ? 0 : _bends.Max(b => Math.Max(b.Sum(w => Math.Abs(w.Y)), b.Sum(w => Math.Abs(w.X)))));
        LargestDepthUm = _depths.Max(Math.Abs);
    }

    public bool IsStill { get; }

    /// <summary>The largest displacement along either axis, µm.</summary>
    public double LargestUm { get; }

    public bool Bends => _bends.Length > 0;

    /// <summary>The largest distance from the mean depth, µm.</summary>
    public double LargestDepthUm { get; }

    /// <summary>Displacement of a frame, µm.</summary>
    public (double YUm, double XUm) At(int frame) => _places[frame];

    /// <summary>Depth of a frame beyond the mean, µm.</summary>
    public double DepthAt(int frame) => _depths[frame];

    /// <summary>Displacement at a place of the field, µm from its corner, of a frame whose tissue bends.</summary>
    public (double YUm, double XUm) At(int frame, double yUm, double xUm)
    {
        (double y, double x) = _places[frame];
        for (int i = 0; i < s_waves.Length && Bends; i++)
        {
            double wave = Math.Cos(Math.PI * s_waves[i].Down * yUm / _heightUm) * Math.Cos(Math.PI * s_waves[i].Across * xUm / _widthUm);
            y += _bends[frame][i].Y * wave;
            x += _bends[frame][i].X * wave;
        }

        return (y, x);
    }

    private void Draw(SimulationOptions options, RandomStream random)
    {
        MotionOptions motion = options.Motion;
        double frameS = 1 / options.FrameRate;
        double keep = Math.Exp(-frameS / motion.JitterTimeS);
        double fresh = motion.JitterUm * Math.Sqrt(1 - (keep * keep));
        double relax = Math.Exp(-frameS / motion.BoutTimeS);
        double driftAngle = random.Uniform(0, 2 * Math.PI);
        (double jitterY, double jitterX) = (motion.JitterUm * random.Normal(), motion.JitterUm * random.Normal());
        (double boutY, double boutX) = (0, 0);
        (double jumpY, double jumpX) = (0, 0);
        for (int frame = 0; frame < _places.Length; frame++)
        {
            double drift = motion.DriftUm * frame / (_places.Length - 1);
            _places[frame] = (
                jitterY + boutY + jumpY + (drift * Math.Sin(driftAngle)),
                jitterX + boutX + jumpX + (drift * Math.Cos(driftAngle)));
            jitterY = (keep * jitterY) + (fresh * random.Normal());
            jitterX = (keep * jitterX) + (fresh * random.Normal());
            boutY *= relax;
            boutX *= relax;
            if (random.Chance(motion.BoutRateHz * frameS))
            {
                double angle = random.Uniform(0, 2 * Math.PI);
                boutY += motion.BoutUm * Math.Sin(angle);
                boutX += motion.BoutUm * Math.Cos(angle);
            }

            if (motion.JumpRateHz > 0 && random.Chance(motion.JumpRateHz * frameS))
            {
                (jumpY, jumpX) = (motion.JumpUm * random.Normal(), motion.JumpUm * random.Normal());
            }
        }
    }

    private void DrawDepth(SimulationOptions options, RandomStream random)
    {
        if (options.Motion.AxialUm == 0)
        {
            return;
        }

        double keep = Math.Exp(-1 / (options.FrameRate * options.Motion.AxialTimeS));
        double depth = random.Normal();
        for (int frame = 0; frame < _depths.Length; frame++)
        {
            _depths[frame] = options.Motion.AxialUm * depth;
            depth = (keep * depth) + (Math.Sqrt(1 - (keep * keep)) * random.Normal());
        }

        double mean = _depths.Average();
        for (int frame = 0; frame < _depths.Length; frame++)
        {
            _depths[frame] -= mean;
        }
    }

    private void DrawBends(SimulationOptions options, RandomStream random)
    {
        if (options.Motion.BendUm == 0)
        {
            return;
        }

        // The mean square of a wave over the field is 1/2, or 1/4 of one along both axes.
        double scale = options.Motion.BendUm / Math.Sqrt(s_waves.Sum(w => w.Down > 0 && w.Across > 0 ? 0.25 : 0.5));
        double keep = Math.Exp(-1 / (options.FrameRate * options.Motion.BendTimeS));
        double fresh = Math.Sqrt(1 - (keep * keep));
        (double Y, double X)[] now = [.. s_waves.Select(_ => (random.Normal(), random.Normal()))];
        _bends = new (double, double)[_places.Length][];
        for (int frame = 0; frame < _bends.Length; frame++)
        {
            _bends[frame] = [.. now.Select(w => (scale * w.Y, scale * w.X))];
            now = [.. now.Select(w => ((keep * w.Y) + (fresh * random.Normal()), (keep * w.X) + (fresh * random.Normal())))];
        }
    }

    /// <summary>Makes the mean place the origin, so that a neuron's true place is the mean of where it was seen.</summary>
    private void Centre()
    {
        double y = _places.Average(p => p.Y);
        double x = _places.Average(p => p.X);
        for (int i = 0; i < _places.Length; i++)
        {
            _places[i] = (_places[i].Y - y, _places[i].X - x);
        }
    }
}
