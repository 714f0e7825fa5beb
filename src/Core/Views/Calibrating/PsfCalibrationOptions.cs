using DeepWonder3D.Errors;

namespace DeepWonder3D.Views.Calibrating;

/// <summary>What a calibration from PSF stacks must be told.</summary>
internal sealed record PsfCalibrationOptions
{
    /// <summary>Depth between planes, µm; null takes what the stacks say.</summary>
    public double? PlaneStepUm { get; init; }

    /// <summary>Width in the object, µm, of a pixel of the stacks; null takes what they say.</summary>
    public double? PixelSizeUm { get; init; }

    /// <summary>The plane of depth 0, from 0; null for the middle one.</summary>
    public double? ZeroPlane { get; init; }

    /// <summary>The view that looks straight down.</summary>
    public int CentreView { get; init; } = 113;

    /// <summary>Refractive index of the sample, by which depths are multiplied; 1 where the bead lies in the sample's own medium.</summary>
    public double RefractiveIndex { get; init; } = 1;

    /// <exception cref="DeepWonderException"><see cref="ErrorId.ParameterInvalid"/>.</exception>
    public void Check()
    {
        ParameterChecks.Require(
            PlaneStepUm is null or (not 0 and > double.NegativeInfinity and < double.PositiveInfinity),
            nameof(PlaneStepUm),
            PlaneStepUm,
            "which no stack has");
        ParameterChecks.Require(
            PixelSizeUm is null or (> 0 and < double.PositiveInfinity), nameof(PixelSizeUm), PixelSizeUm, "which no stack has");
        ParameterChecks.Require(
            RefractiveIndex is > 0 and < double.PositiveInfinity, nameof(RefractiveIndex), RefractiveIndex, "which no stack has");
        ParameterChecks.Require(
            ZeroPlane is null or (>= 0 and < double.PositiveInfinity), nameof(ZeroPlane), ZeroPlane, "which no stack has");
    }
}
