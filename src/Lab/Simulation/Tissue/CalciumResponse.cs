namespace DeepWonder3D.Simulation;

/// <summary>From action potentials to ΔF/F, step by step: two exponentials that the potentials excite, then saturation.</summary>
internal sealed class CalciumResponse
{
    private readonly double _decayStep;
    private readonly double _riseStep;
    private readonly double _unit;
    private readonly double _saturated;
    private readonly double _halfSaturation;
    private double _decaying;
    private double _rising;

    public CalciumResponse(IndicatorKinetics kinetics, double stepS)
    {
        (double decay, double rise) = kinetics.TimeConstants();
        _decayStep = Math.Exp(-stepS / decay);
        _riseStep = Math.Exp(-stepS / rise);
        _unit = 1 / (Math.Exp(-kinetics.TimeToPeakS / decay) - Math.Exp(-kinetics.TimeToPeakS / rise));
        _saturated = kinetics.SaturatedDeltaFOverF;

        // One potential's calcium peaks at 1 and must answer with the published height.
        _halfSaturation = (kinetics.SaturatedDeltaFOverF / kinetics.PeakDeltaFOverF) - 1;
    }

    /// <summary>ΔF/F at the end of a step at whose start so many action potentials came.</summary>
    public double Step(double potentials)
    {
        _decaying = (_decaying + potentials) * _decayStep;
        _rising = (_rising + potentials) * _riseStep;
        double calcium = _unit * (_decaying - _rising);
        return _saturated * calcium / (calcium + _halfSaturation);
    }
}
