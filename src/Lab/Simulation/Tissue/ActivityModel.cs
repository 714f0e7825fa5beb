namespace DeepWonder3D.Simulation;

/// <summary>What cells do over time: their ΔF/F in each frame, averaged over its exposure.</summary>
internal sealed class ActivityModel
{
    private const double LongestStepS = 0.01;

    // What came before the first frame still glows in it; the slowest indicator has forgotten it after this.
    private const double LeadS = 10;

    private readonly SimulationOptions _options;
    private readonly int _stepsPerFrame;
    private readonly int _leadSteps;
    private readonly double _stepS;
    private readonly float[][] _drives;

    public ActivityModel(SimulationOptions options)
    {
        _options = options;
        _stepsPerFrame = Math.Max(1, (int)Math.Ceiling(1 / (options.FrameRate * LongestStepS)));
        _stepS = 1 / (options.FrameRate * _stepsPerFrame);
        _leadSteps = (int)Math.Ceiling(LeadS / _stepS);
        _drives = new float[Math.Max(1, options.Activity.AssemblyCount)][];
        for (int i = 0; i < _drives.Length; i++)
        {
            _drives[i] = Drive(i, options.Activity.DriveTimeS);
        }
    }

    /// <summary>ΔF/F of one cell, a sample a frame.</summary>
    public float[] Trace(int cell)
    {
        ActivityOptions activity = _options.Activity;
        RandomStream random = new(_options.Seed, RandomUse.Activity, cell);
        bool fires = random.Chance(activity.ActiveFraction);
        float[] drive = _drives[(int)(random.Uniform() * _drives.Length)];
        double onset = activity.BurstOnsetHz * random.LogNormal(activity.RateSpread);
        float[] trace = new float[_options.FrameCount];
        if (!fires)
        {
            return trace;
        }

        CalciumResponse response = new(_options.Indicator, _stepS);
        double meanGain = 0.5 * activity.SharedDrive * activity.SharedDrive;
        bool bursting = false;
        for (int step = -_leadSteps; step < _options.FrameCount * _stepsPerFrame; step++)
        {
            double gain = Math.Exp((activity.SharedDrive * drive[step + _leadSteps]) - meanGain);
            bursting = random.Uniform() < (bursting ? 1 - (_stepS / activity.BurstDurationS) : onset * gain * _stepS);
            double potentials = random.Poisson((bursting ? activity.BurstRateHz : activity.QuietRateHz) * _stepS);
            double value = response.Step(potentials);
            if (step >= 0)
            {
                trace[step / _stepsPerFrame] += (float)(value / _stepsPerFrame);
            }
        }

        return trace;
    }

    /// <summary>
    /// A slow random course without action potentials, as the indicator shows it: mean 0, standard deviation 1 over time.
    /// </summary>
    public float[] SlowCourse(int number, double correlationS)
    {
        float[] drive = Drive(-1 - number, correlationS);
        (double decay, _) = _options.Indicator.TimeConstants();
        double keep = Math.Exp(-_stepS / decay);
        float[] course = new float[_options.FrameCount];
        double value = 0;
        for (int step = 0; step < drive.Length; step++)
        {
            value = (keep * value) + ((1 - keep) * drive[step]);
            int frame = (step - _leadSteps) / _stepsPerFrame;
            if (step >= _leadSteps && frame < course.Length)
            {
                course[frame] += (float)(value / _stepsPerFrame);
            }
        }

        // Two first-order filters in a row leave this much of the drive's variance.
        double left = correlationS / (correlationS + decay);
        for (int i = 0; i < course.Length; i++)
        {
            course[i] = (float)(course[i] / Math.Sqrt(left));
        }

        return course;
    }

    /// <summary>A Gaussian process with mean 0, variance 1 and exponential correlation, a sample a step from the lead's start.</summary>
    private float[] Drive(int number, double correlationS)
    {
        RandomStream random = new(_options.Seed, RandomUse.Drive, number);
        double keep = Math.Exp(-_stepS / correlationS);
        double fresh = Math.Sqrt(1 - (keep * keep));
        float[] drive = new float[_leadSteps + (_options.FrameCount * _stepsPerFrame)];
        double value = random.Normal();
        for (int i = 0; i < drive.Length; i++)
        {
            drive[i] = (float)value;
            value = (keep * value) + (fresh * random.Normal());
        }

        return drive;
    }
}
