using DeepWonder3D.Errors;

namespace DeepWonder3D.Views.Projecting;

/// <summary>How a volume becomes views.</summary>
internal sealed record ProjectionOptions
{
    /// <summary>The views to make, by id; null for all that the calibration knows.</summary>
    public IReadOnlyList<int>? ViewIds { get; init; }

    public ViewProjectionKind Projection { get; init; } = ViewProjectionKind.Mean;

    /// <summary>The plane of depth 0, from 0; null for the middle one.</summary>
    public double? ZeroPlane { get; init; }

    /// <summary>Depth between planes, µm, negative where they run towards the objective; null takes what the volume says.</summary>
    public double? PlaneStepUm { get; init; }

    /// <summary>Width of a pixel in the object, µm; null takes what the volume says.</summary>
    public double? PixelSizeUm { get; init; }

    /// <exception cref="DeepWonderException"><see cref="ErrorId.ParameterInvalid"/>.</exception>
    public void Check()
    {
        ParameterChecks.Require(
            PlaneStepUm is null or (not 0 and > double.NegativeInfinity and < double.PositiveInfinity),
            nameof(PlaneStepUm),
            PlaneStepUm,
            "which no volume has");
        ParameterChecks.Require(
            PixelSizeUm is null or (> 0 and < double.PositiveInfinity), nameof(PixelSizeUm), PixelSizeUm, "which no volume has");
        ParameterChecks.Require(
            ZeroPlane is null or (> double.NegativeInfinity and < double.PositiveInfinity),
            nameof(ZeroPlane),
            ZeroPlane,
            "which no volume has");
    }
}
