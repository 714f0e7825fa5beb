using DeepWonder3D.Errors;

namespace DeepWonder3D.Views;

/// <summary>How far each view moves with depth: a straight line for every pair of views, with the units it is stated in.</summary>
public sealed class ViewCalibration
{
    private readonly Dictionary<(int Source, int Target), ViewPair> _pairs = [];

    /// <summary>Creates a calibration.</summary>
    /// <param name="pairs">The pairs; one order of each pair suffices.</param>
    /// <param name="centreView">The view that looks straight down.</param>
    /// <param name="pixelSizeUm">Width in the object, µm, of a pixel in which slopes are stated.</param>
    /// <param name="depthUnitUm">Depth unit of the slopes, µm.</param>
    /// <param name="refractiveIndex">
    /// Refractive index of what lies between objective and neurons; depth is multiplied by it (paraxial). 1 for a calibration made in the
    /// sample's own medium.
    /// </param>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.CalibrationInvalid"/>: no pair, a pair of a view with itself, values that are not finite, or units that are not
    /// positive.
    /// </exception>
    public ViewCalibration(
        IEnumerable<ViewPair> pairs, int centreView = 113, double pixelSizeUm = 1 / 1.5, double depthUnitUm = 1, double refractiveIndex = 1)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        foreach (ViewPair pair in pairs)
        {
            if (pair.Source == pair.Target
                || !double.IsFinite(pair.RowSlope + pair.RowIntercept + pair.ColumnSlope + pair.ColumnIntercept))
            {
                throw new DeepWonderException(
                    ErrorId.CalibrationInvalid, $"The calibration holds an unusable pair: {pair}.", pair, "Calibrate again.");
            }

            _pairs[(pair.Source, pair.Target)] = pair;
        }

        if (_pairs.Count == 0 || !(pixelSizeUm > 0) || !(depthUnitUm > 0) || !(refractiveIndex > 0))
        {
            throw new DeepWonderException(
                ErrorId.CalibrationInvalid,
                $"The calibration holds {_pairs.Count} pairs, pixel size {pixelSizeUm} µm, depth unit {depthUnitUm} µm, "
                    + $"refractive index {refractiveIndex}.",
                null,
                "Give at least one pair, and units above 0.");
        }

        CentreView = centreView;
        PixelSizeUm = pixelSizeUm;
        DepthUnitUm = depthUnitUm;
        RefractiveIndex = refractiveIndex;
        Views = _pairs.Keys.SelectMany(k => new[] { k.Source, k.Target }).Distinct().Order().ToArray();
    }

    /// <summary>The view that looks straight down.</summary>
    public int CentreView { get; }

    /// <summary>Width in the object, µm, of a pixel in which slopes are stated.</summary>
    public double PixelSizeUm { get; }

    /// <summary>Depth unit of the slopes, µm.</summary>
    public double DepthUnitUm { get; }

    /// <summary>Refractive index by which depth is multiplied.</summary>
    public double RefractiveIndex { get; }

    /// <summary>The ids of all views, ascending.</summary>
    public IReadOnlyList<int> Views { get; }

    /// <summary>The pairs as they were given.</summary>
    public IReadOnlyCollection<ViewPair> Pairs => _pairs.Values;

    /// <summary>
    /// How well each view's line was measured, by view id; empty for a calibration that was read from a file or follows from optics.
    /// </summary>
    public IReadOnlyList<ViewFit> Fits { get; init => field = value as ViewFit[] ?? [.. value]; } = [];

    /// <summary>The line of a pair of views, in whichever order it was given.</summary>
    /// <param name="source">The one view.</param>
    /// <param name="target">The other view.</param>
    /// <returns>The line, seen from <paramref name="source"/>.</returns>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ViewPairMissing"/>: the calibration does not hold the pair.</exception>
    public ViewPair Between(int source, int target) =>
        source == target ? new ViewPair(source, target, 0, 0, 0, 0)
        : _pairs.TryGetValue((source, target), out ViewPair pair) ? pair
        : _pairs.TryGetValue((target, source), out ViewPair reversed) ? reversed.Reversed()
        : throw new DeepWonderException(
            ErrorId.ViewPairMissing,
            $"The calibration holds no slope between views {source} and {target}; it covers {Views.Count} views "
                + $"from {Views[0]} to {Views[^1]}.",
            this,
            "Use the calibration of the microscope that made these views, or leave the view out.");

    /// <inheritdoc/>
    public override string ToString() => $"{Views.Count} views around {CentreView}";
}

/// <summary>
/// How far one view's image lies from another's, as a straight line over depth:
/// <c>position(Source) − position(Target) = intercept + slope · depth</c>, in calibration pixels and depth units.
/// </summary>
/// <param name="Source">The one view's id.</param>
/// <param name="Target">The other view's id.</param>
/// <param name="RowSlope">Rows a depth unit.</param>
/// <param name="RowIntercept">Rows at depth 0.</param>
/// <param name="ColumnSlope">Columns a depth unit.</param>
/// <param name="ColumnIntercept">Columns at depth 0.</param>
public readonly record struct ViewPair(
    int Source, int Target, double RowSlope, double RowIntercept, double ColumnSlope, double ColumnIntercept)
{
    /// <summary>Every pair of views whose lines pass through the origin.</summary>
    /// <param name="views">The views' ids.</param>
    /// <param name="slopeOf">How far a view's image moves a depth unit, calibration pixels.</param>
    internal static IEnumerable<ViewPair> All(IEnumerable<int> views, Func<int, (double Row, double Column)> slopeOf)
    {
        (int Id, double Row, double Column)[] lines = [.. views.Select(id => (id, slopeOf(id).Row, slopeOf(id).Column))];
        return lines.SelectMany(
            (s, i) => lines.Skip(i + 1).Select(t => new ViewPair(s.Id, t.Id, s.Row - t.Row, 0, s.Column - t.Column, 0)));
    }

    /// <summary>The same pair seen from the other view.</summary>
    public ViewPair Reversed() => new(Target, Source, -RowSlope, -RowIntercept, -ColumnSlope, -ColumnIntercept);
}

/// <summary>How well one view's line over depth was measured.</summary>
public sealed record ViewFit
{
    /// <summary>The view.</summary>
    public required int ViewId { get; init; }

    /// <summary>The stack that it was measured in.</summary>
    public required string Name { get; init; }

    /// <summary>The planes that the line rests on.</summary>
    public required int PlaneCount { get; init; }

    /// <summary>Root mean square distance, pixels, of the spots in those planes from the line.</summary>
    public required double ResidualPx { get; init; }

    /// <summary>Planes, from 0, whose spot lies off the line, and which were left out.</summary>
    public IReadOnlyList<int> OutlyingPlanes { get; init => field = value as int[] ?? [.. value]; } = [];

    /// <summary>Planes, from 0, that show no spot.</summary>
    public IReadOnlyList<int> MissingPlanes { get; init => field = value as int[] ?? [.. value]; } = [];
}

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
