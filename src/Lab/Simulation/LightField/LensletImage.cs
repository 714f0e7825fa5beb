using DeepWonder3D.Views.LightField;

namespace DeepWonder3D.Simulation;

/// <summary>
/// What falls on each sensor pixel: light of the lenslet above it that came through the part of the pupil under which the pixel lies,
/// between the four parts that are simulated around that place.
/// </summary>
internal sealed class LensletImage
{
    private const int Corners = 4;

    private readonly int[] _views;
    private readonly int[] _lenslets;
    private readonly float[] _weights;

    /// <param name="sensor">The sensor.</param>
    /// <param name="viewIds">The parts of the pupil, in the order in which their images come.</param>
    /// <param name="lensletRows">Lenslets along the rows' direction.</param>
    /// <param name="lensletColumns">Lenslets along the columns' direction.</param>
    public LensletImage(LightFieldSensor sensor, IReadOnlyList<int> viewIds, int lensletRows, int lensletColumns)
    {
        (Height, Width) = ((int)Math.Ceiling(lensletRows * sensor.PitchPx), (int)Math.Ceiling(lensletColumns * sensor.PitchPx));
        _views = new int[Corners * Height * Width];
        _lenslets = new int[Height * Width];
        _weights = new float[_views.Length];
        Dictionary<int, int> placeOf = viewIds.Select((id, place) => (id, place)).ToDictionary(v => v.id, v => v.place);
        LensletGrid grid = sensor.Grid;
        double determinant = (grid.RowStep.Row * grid.ColumnStep.Column) - (grid.RowStep.Column * grid.ColumnStep.Row);
        for (int pixel = 0; pixel < _lenslets.Length; pixel++)
        {
            (double row, double column) = ((pixel / Width) - grid.OriginRow, (pixel % Width) - grid.OriginColumn);
            double i = ((row * grid.ColumnStep.Column) - (column * grid.ColumnStep.Row)) / determinant;
            double j = ((column * grid.RowStep.Row) - (row * grid.RowStep.Column)) / determinant;
            (int nearestI, int nearestJ) = ((int)Math.Round(i), (int)Math.Round(j));
            bool isInside = nearestI >= 0 && nearestI < lensletRows && nearestJ >= 0 && nearestJ < lensletColumns;
            _lenslets[pixel] = isInside ? (nearestI * lensletColumns) + nearestJ : -1;
            SetCorners(
                pixel, (i - nearestI) * sensor.ViewsAlongSide, (j - nearestJ) * sensor.ViewsAlongSide, sensor.ViewsAlongSide, placeOf);
        }
    }

    /// <summary>Rows of the sensor.</summary>
    public int Height { get; }

    /// <summary>Columns of the sensor.</summary>
    public int Width { get; }

    /// <summary>Photons of each sensor pixel.</summary>
    /// <param name="views">Photons of each view's pixels, a pixel a lenslet, in the order of the views.</param>
    /// <param name="sensor">Shape (Height, Width).</param>
    public void Form(IReadOnlyList<float[]> views, Span<float> sensor)
    {
        for (int pixel = 0; pixel < _lenslets.Length; pixel++)
        {
            float sum = 0;
            int lenslet = _lenslets[pixel];
            for (int corner = Corners * pixel; lenslet >= 0 && corner < (Corners * pixel) + Corners; corner++)
            {
                sum += _views[corner] >= 0 ? _weights[corner] * views[_views[corner]][lenslet] : 0;
            }

            sensor[pixel] = sum;
        }
    }

    /// <summary>The four simulated parts around a place in the pupil, steps from its centre.</summary>
    private void SetCorners(int pixel, double rowSteps, double columnSteps, int side, Dictionary<int, int> placeOf)
    {
        (int row, int column) = ((int)Math.Floor(rowSteps), (int)Math.Floor(columnSteps));
        (double rowPart, double columnPart) = (rowSteps - row, columnSteps - column);
        for (int corner = 0; corner < Corners; corner++)
        {
            (int down, int right) = (corner / 2, corner % 2);
            int viewRow = row + down + (side / 2);
            int viewColumn = column + right + (side / 2);
            bool isInside = viewRow >= 0 && viewRow < side && viewColumn >= 0 && viewColumn < side;
            _views[(Corners * pixel) + corner] = isInside ? placeOf.GetValueOrDefault((side * viewRow) + viewColumn + 1, -1) : -1;
            _weights[(Corners * pixel) + corner] = (float)(
                (down == 1 ? rowPart : 1 - rowPart) * (right == 1 ? columnPart : 1 - columnPart));
        }
    }
}
