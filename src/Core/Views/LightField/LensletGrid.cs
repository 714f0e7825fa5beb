namespace DeepWonder3D.Views.LightField;

/// <summary>
/// Where the lenslets' images lie on the sensor: the centre of lenslet (i, j) is <c>origin + i · row step + j · column step</c>, pixels.
/// </summary>
/// <param name="OriginRow">Row of the centre of lenslet (0, 0).</param>
/// <param name="OriginColumn">Its column.</param>
/// <param name="RowStep">From a lenslet to the one below.</param>
/// <param name="ColumnStep">From a lenslet to the one to the right.</param>
internal sealed record LensletGrid(
    double OriginRow, double OriginColumn, (double Row, double Column) RowStep, (double Row, double Column) ColumnStep)
{
    /// <summary>Pixels between lenslets, the mean of both directions.</summary>
    public double PitchPx => 0.5 * (Length(RowStep) + Length(ColumnStep));

    /// <summary>By how much the grid is turned, degrees, from the columns towards the rows.</summary>
    public double RotationDegrees =>
        Math.Atan2(ColumnStep.Row - RowStep.Column, ColumnStep.Column + RowStep.Row) * 180 / Math.PI;

    /// <summary>A square grid; without an origin its first lenslet is whole in the sensor's corner.</summary>
    public static LensletGrid Square(double pitchPx, double rotationDegrees, (double Row, double Column)? origin = null)
    {
        (double sine, double cosine) = Math.SinCos(rotationDegrees * Math.PI / 180);
        (double row, double column) = origin ?? (0.5 * (pitchPx - 1), 0.5 * (pitchPx - 1));
        return new LensletGrid(row, column, (pitchPx * cosine, -pitchPx * sine), (pitchPx * sine, pitchPx * cosine));
    }

    /// <summary>A place on the sensor, in lenslets.</summary>
    public (double Row, double Column) At(double i, double j) => (
        OriginRow + (i * RowStep.Row) + (j * ColumnStep.Row),
        OriginColumn + (i * RowStep.Column) + (j * ColumnStep.Column));

    /// <summary>The lenslets that a sensor shows whole, as half-open ranges; empty where there is none.</summary>
    public (int FirstRow, int EndRow, int FirstColumn, int EndColumn) Inside(int height, int width)
    {
        int firstRow = (int)Math.Floor(-OriginRow / PitchPx) - 1;
        int firstColumn = (int)Math.Floor(-OriginColumn / PitchPx) - 1;
        int endRow = firstRow + (int)(height / PitchPx) + 4;
        int endColumn = firstColumn + (int)(width / PitchPx) + 4;

        // A turned grid meets the edges aslant: each side gives way while one of its ends sticks out.
        for (bool changed = true; changed && firstRow < endRow && firstColumn < endColumn;)
        {
            bool top = Out(firstRow - 0.5, firstColumn - 0.5).Top || Out(firstRow - 0.5, endColumn - 0.5).Top;
            bool bottom = Out(endRow - 0.5, firstColumn - 0.5).Bottom || Out(endRow - 0.5, endColumn - 0.5).Bottom;
            bool left = Out(firstRow - 0.5, firstColumn - 0.5).Left || Out(endRow - 0.5, firstColumn - 0.5).Left;
            bool right = Out(firstRow - 0.5, endColumn - 0.5).Right || Out(endRow - 0.5, endColumn - 0.5).Right;
            firstRow += top ? 1 : 0;
            endRow -= bottom ? 1 : 0;
            firstColumn += left ? 1 : 0;
            endColumn -= right ? 1 : 0;
            changed = top || bottom || left || right;
        }

        return firstRow < endRow && firstColumn < endColumn ? (firstRow, endRow, firstColumn, endColumn) : (0, 0, 0, 0);

        (bool Top, bool Bottom, bool Left, bool Right) Out(double i, double j)
        {
            // Half a pixel of tolerance: the outermost samples are read by interpolation anyway.
            (double row, double column) = At(i, j);
            return (row < -1, row > height, column < -1, column > width);
        }
    }

    private static double Length((double Row, double Column) step) => Math.Sqrt((step.Row * step.Row) + (step.Column * step.Column));
}
