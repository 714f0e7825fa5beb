using MathNet.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace DeepWonder3D.Motion;

/// <summary>
/// Finds by how much a small picture has moved against a template, however far, by their correlation at all shifts at once. Frequencies in
/// which the template is strong do not count for more than others do (half-way to a phase correlation), so that a vessel or the edge of the
/// field does not drown the texture.
/// </summary>
internal sealed class CoarseSearch
{
    private readonly int _rows;
    private readonly int _columns;
    private readonly int _paddedRows;
    private readonly int _paddedColumns;
    private readonly Complex32[][] _template;

    /// <param name="template">The template's small picture, shape (rows, columns).</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    public CoarseSearch(ReadOnlySpan<float> template, int rows, int columns)
    {
        (_rows, _columns) = (rows, columns);
        _paddedRows = Padded(rows);
        _paddedColumns = Padded(columns);
        Complex32[][] lines = NewLines(_paddedRows, _paddedColumns);
        Complex32[][] turned = NewLines(_paddedColumns, _paddedRows);
        for (int i = 0; i < template.Length; i++)
        {
            lines[i / columns][i % columns] = new Complex32(template[i], 0);
        }

        Transform(lines, turned);
        double power = turned.Sum(line => line.Sum(c => (double)c.MagnitudeSquared)) / (_paddedRows * (double)_paddedColumns);
        float floor = (float)Math.Sqrt(power);
        foreach (Complex32[] line in turned)
        {
            for (int i = 0; i < line.Length; i++)
            {
                line[i] = line[i].Conjugate() / (line[i].Magnitude + floor);
            }
        }

        _template = turned;
    }

    /// <summary>Where the picture lies, in its pixels below and to the right of the template.</summary>
    /// <param name="Row">Rows.</param>
    /// <param name="Column">Columns.</param>
    /// <param name="Height">The correlation there, in standard deviations of the correlation over all shifts that were allowed.</param>
    internal readonly record struct Place(float Row, float Column, float Height);

    /// <summary>Finds two pictures' places at once.</summary>
    /// <param name="first">One picture, shape (rows, columns).</param>
    /// <param name="second">Another one; empty for none.</param>
    /// <param name="largest">The farthest that either may have moved along an axis, pixels.</param>
    public (Place First, Place Second) Find(ReadOnlySpan<float> first, ReadOnlySpan<float> second, float largest)
    {
        // Correlating with a real template keeps real and imaginary parts apart: one transform serves two pictures.
        Complex32[][] lines = NewLines(_paddedRows, _paddedColumns);
        Complex32[][] turned = NewLines(_paddedColumns, _paddedRows);
        for (int i = 0; i < first.Length; i++)
        {
            lines[i / _columns][i % _columns] = new Complex32(first[i], second.Length > 0 ? second[i] : 0);
        }

        Transform(lines, turned);
        for (int x = 0; x < turned.Length; x++)
        {
            for (int y = 0; y < turned[x].Length; y++)
            {
                turned[x][y] *= _template[x][y];
            }
        }

        TransformBack(turned, lines, (int)MathF.Ceiling(largest) + 1);
        return (Peak(lines, largest, c => c.Real), second.Length > 0 ? Peak(lines, largest, c => c.Imaginary) : default);
    }

    private static int Padded(int length) => (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)length);

    private static Complex32[][] NewLines(int rows, int columns) =>
        [.. Enumerable.Range(0, rows).Select(_ => new Complex32[columns])];

    private static void Turn(Complex32[][] from, Complex32[][] to)
    {
        for (int y = 0; y < from.Length; y++)
        {
            Complex32[] line = from[y];
            for (int x = 0; x < line.Length; x++)
            {
                to[x][y] = line[x];
            }
        }
    }

    private void Transform(Complex32[][] lines, Complex32[][] turned)
    {
        // Rows past the picture are empty.
        for (int y = 0; y < _rows; y++)
        {
            Fourier.Forward(lines[y], FourierOptions.NoScaling);
        }

        Turn(lines, turned);
        foreach (Complex32[] line in turned)
        {
            Fourier.Forward(line, FourierOptions.NoScaling);
        }
    }

    private static void TransformBack(Complex32[][] turned, Complex32[][] lines, int largest)
    {
        foreach (Complex32[] line in turned)
        {
            Fourier.Inverse(line, FourierOptions.NoScaling);
        }

        // Only shifts that are allowed are looked at.
        Turn(turned, lines);
        for (int y = 0; y < lines.Length; y++)
        {
            if (y <= largest || y >= lines.Length - largest)
            {
                Fourier.Inverse(lines[y], FourierOptions.NoScaling);
            }
        }
    }

    private Place Peak(Complex32[][] lines, float largest, Func<Complex32, float> part)
    {
        int downMost = Math.Min((int)MathF.Ceiling(largest), (_paddedRows / 2) - 1);
        int acrossMost = Math.Min((int)MathF.Ceiling(largest), (_paddedColumns / 2) - 1);
        (int Row, int Column, float Value) best = (0, 0, float.NegativeInfinity);
        double sum = 0;
        double squares = 0;
        for (int dy = -downMost; dy <= downMost; dy++)
        {
            Complex32[] line = lines[(dy + _paddedRows) % _paddedRows];
            for (int dx = -acrossMost; dx <= acrossMost; dx++)
            {
                float value = part(line[(dx + _paddedColumns) % _paddedColumns]);
                sum += value;
                squares += value * (double)value;
                if (value > best.Value)
                {
                    best = (dy, dx, value);
                }
            }
        }

        double count = ((2 * downMost) + 1) * ((2.0 * acrossMost) + 1);
        double deviation = Math.Sqrt(Math.Max(0, (squares / count) - (sum / count * (sum / count))));
        return new Place(
            best.Row + Top(At(-1, 0), best.Value, At(1, 0)),
            best.Column + Top(At(0, -1), best.Value, At(0, 1)),
            deviation > 0 ? (float)((best.Value - (sum / count)) / deviation) : 0);

        float At(int dy, int dx) => part(
            lines[(best.Row + dy + _paddedRows) % _paddedRows][(best.Column + dx + _paddedColumns) % _paddedColumns]);
    }

    /// <summary>Where between three samples the parabola through them has its top.</summary>
    private static float Top(float before, float middle, float after)
    {
        float bend = before - (2 * middle) + after;
        return bend < 0 ? Math.Clamp(0.5f * (before - after) / bend, -0.5f, 0.5f) : 0;
    }
}
