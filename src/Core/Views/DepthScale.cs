namespace DeepWonder3D.Views;

/// <summary>
/// From raw depth (the slopes' unit, with shifts counted in view pixels) to what users see. In physical units
/// <c>µm = raw · view pixel · depth unit / calibration pixel · refractive index</c>; the published nominal unit is
/// <c>raw · 15 / up-sampling rate · 1.5</c>, and published lateral shifts carry the factor 1.5 once too often.
/// </summary>
/// <param name="UmPerRaw">Depth, µm (published: nominal), of one raw unit.</param>
/// <param name="ShiftFactor">What the lateral shift of one raw unit is multiplied by.</param>
internal readonly record struct DepthScale(double UmPerRaw, double ShiftFactor)
{
    /// <summary>Views along one side of the published lenslet grid.</summary>
    public const int UpstreamViewsAlongSide = 15;

    private const double UpstreamPlaneStep = 1.5;

    public static DepthScale Physical(ViewCalibration calibration, double pixelSizeUm) =>
        new(pixelSizeUm * calibration.DepthUnitUm / calibration.PixelSizeUm * calibration.RefractiveIndex, 1);

    public static DepthScale Upstream(double upsampleRate) =>
        new(UpstreamViewsAlongSide / upsampleRate * UpstreamPlaneStep, UpstreamPlaneStep);
}
