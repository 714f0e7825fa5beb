namespace DeepWonder3D.Simulation;

/// <summary>How one image stack looks at the tissue: a view with its shifts, or a plane with its focus.</summary>
internal sealed record Perspective
{
    /// <summary>The view; null for a plain movie and for planes.</summary>
    public int? ViewId { get; init; }

    /// <summary>The plane of the volume; 0 for views.</summary>
    public int Plane { get; init; }

    /// <summary>Depth in focus.</summary>
    public required double FocusUm { get; init; }

    /// <summary>Pixels that an image moves for each µm of depth, and at depth 0.</summary>
    public double RowsPerUm { get; init; }

    public double ColumnsPerUm { get; init; }

    public double RowOffset { get; init; }

    public double ColumnOffset { get; init; }

    /// <summary>A number that tells this stack from the others of any recording.</summary>
    public long Key => ViewId ?? -1 - Plane;

    /// <summary>The stacks that options ask for.</summary>
    public static IReadOnlyList<Perspective> Of(SimulationOptions options, ViewCalibration calibration)
    {
        if (options.PlaneDepthsUm.Count > 0)
        {
            return [.. options.PlaneDepthsUm.Select((depth, plane) => new Perspective { Plane = plane, FocusUm = depth })];
        }

        return options.ViewIds.Count > 0
            ? [.. options.ViewIds.Select(id => OfView(id, options, calibration))]
            : [new Perspective { FocusUm = options.Optics.FocusUm }];
    }

    /// <summary>How far the image of a source at a depth lies from where the centre view would show it at depth 0.</summary>
    public (double Rows, double Columns) ShiftPx(double depthUm) =>
        (RowOffset + (RowsPerUm * depthUm), ColumnOffset + (ColumnsPerUm * depthUm));

    private static Perspective OfView(int id, SimulationOptions options, ViewCalibration calibration)
    {
        ViewPair pair = calibration.Between(id, calibration.CentreView);
        double pixels = calibration.PixelSizeUm / options.PixelSizeUm;
        double perUm = pixels / (calibration.DepthUnitUm * calibration.RefractiveIndex);
        return new Perspective
        {
            ViewId = id,
            FocusUm = options.Optics.FocusUm,
            RowsPerUm = pair.RowSlope * perUm,
            ColumnsPerUm = pair.ColumnSlope * perUm,
            RowOffset = pair.RowIntercept * pixels,
            ColumnOffset = pair.ColumnIntercept * pixels,
        };
    }
}
