using System.Globalization;
using DeepWonder3D.Errors;

namespace DeepWonder3D.Views.Choosing;

/// <summary>A part of a plane: a rectangle or a polygon, its border included. Rows come first.</summary>
public sealed class PlaneArea
{
    private readonly (double Row, double Column)[] _corners;

    private PlaneArea((double Row, double Column)[] corners) => _corners = corners;

    /// <summary>An area of numbers.</summary>
    /// <param name="numbers">
    /// Four: first row, first column, last row, last column of a rectangle. Six or more: row and column of each corner of a polygon, in
    /// order around it.
    /// </param>
    /// <returns>The area.</returns>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ParameterInvalid"/>.</exception>
    public static PlaneArea Of(IReadOnlyList<double> numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        if (numbers.Count < 4 || numbers.Count % 2 != 0 || !numbers.All(double.IsFinite))
        {
            throw Invalid($"A region of {numbers.Count} numbers is neither a rectangle nor a polygon.");
        }

        if (numbers.Count > 4)
        {
            return new PlaneArea([.. Enumerable.Range(0, numbers.Count / 2).Select(i => (numbers[2 * i], numbers[(2 * i) + 1]))]);
        }

        (double top, double left, double bottom, double right) = (numbers[0], numbers[1], numbers[2], numbers[3]);
        return top <= bottom && left <= right
            ? new PlaneArea([(top, left), (top, right), (bottom, right), (bottom, left)])
            : throw Invalid(string.Create(
                CultureInfo.InvariantCulture,
                $"The rectangle from row {top}, column {left} to row {bottom}, column {right} ends before it begins."));

        DeepWonderException Invalid(string message) => new(
            ErrorId.ParameterInvalid,
            message,
            numbers,
            "Give first row, first column, last row, last column; or row, column of three or more corners of a polygon.");
    }

    /// <summary>Whether a point lies in the area or on its border.</summary>
    /// <param name="row">Its row, in the area's unit.</param>
    /// <param name="column">Its column, likewise.</param>
    /// <returns>Whether it does; NaN lies nowhere.</returns>
    public bool Contains(double row, double column)
    {
        bool isInside = false;
        for (int i = 0, j = _corners.Length - 1; i < _corners.Length; j = i++)
        {
            (double r0, double c0) = _corners[j];
            (double r1, double c1) = _corners[i];
            double cross = ((c1 - c0) * (row - r0)) - ((r1 - r0) * (column - c0));
            bool isBeside = row >= Math.Min(r0, r1) && row <= Math.Max(r0, r1) && column >= Math.Min(c0, c1) && column <= Math.Max(c0, c1);
            if (cross == 0 && isBeside)
            {
                return true;
            }

            // A ray along the columns crosses each side that begins above it and ends below, or the other way round.
            if ((r0 > row) != (r1 > row) && column < c0 + ((row - r0) / (r1 - r0) * (c1 - c0)))
            {
                isInside = !isInside;
            }
        }

        return isInside;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(' ', _corners.Select(c => string.Create(CultureInfo.InvariantCulture, $"({c.Row}, {c.Column})")));
}
