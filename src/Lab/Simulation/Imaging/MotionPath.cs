namespace DeepWonder3D.Simulation;

/// <summary>Where the tissue is in each frame, relative to its mean place: all views and planes see the same motion.</summary>
internal sealed class MotionPath
{
    private readonly (double Y, double X)[] _places;

    public MotionPath(SimulationOptions options)
    {
        _places = new (double, double)[options.FrameCount];
        IsStill = options.Motion.IsStill || options.FrameCount < 2;
        if (!IsStill)
        {
            Draw(options, new RandomStream(options.Seed, RandomUse.Motion));
            Centre();
        }

        LargestUm = _places.Max(p => Math.Max(Math.Abs(p.Y), Math.Abs(p.X)));
    }

    public bool IsStill { get; }

    /// <summary>The largest displacement along either axis, µm.</summary>
    public double LargestUm { get; }

    /// <summary>Displacement of a frame, µm.</summary>
    public (double YUm, double XUm) At(int frame) => _places[frame];

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
        for (int frame = 0; frame < _places.Length; frame++)
        {
            double drift = motion.DriftUm * frame / (_places.Length - 1);
            _places[frame] = (
                jitterY + boutY + (drift * Math.Sin(driftAngle)),
                jitterX + boutX + (drift * Math.Cos(driftAngle)));
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
