using DeepWonder3D.Views;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Simulation;

/// <summary>A simulated light-field recording: raw frames, an image of an evenly lit field, and what was really there.</summary>
/// <param name="Raw">Raw frames, 16-bit counts.</param>
/// <param name="White">One frame of an evenly lit field.</param>
/// <param name="Truth">The neurons in space, rows and columns in lenslets.</param>
/// <param name="Calibration">How the parts of the pupil see depth.</param>
internal sealed record LightFieldRecording(Volume Raw, Volume White, NeuronPopulation Truth, ViewCalibration Calibration) : IDisposable
{
    public void Dispose()
    {
        Raw.Dispose();
        White.Dispose();
    }
}
