namespace DeepWonder3D.Volumes;

/// <summary>How many pixels of one movie lie along a pixel of another; the movies' edges coincide.</summary>
/// <param name="Rows">Along a pixel's height.</param>
/// <param name="Columns">Along its width.</param>
internal readonly record struct PixelScale(double Rows, double Columns)
{
    /// <summary>The same pixels.</summary>
    public static PixelScale One { get; } = new(1, 1);

    public bool IsOne => Rows == 1 && Columns == 1;

    /// <summary>Pixels an area of one pixel holds.</summary>
    public double Area => Rows * Columns;

    /// <summary>The other way.</summary>
    public PixelScale Inverse => new(1 / Rows, 1 / Columns);

    /// <summary>How many of a movie's pixels lie along another movie's, in size.</summary>
    /// <param name="columns">Along the width.</param>
    /// <param name="aspect">Height over width of the other movie's pixels.</param>
    /// <param name="own">Height over width of the movie's own.</param>
    public static PixelScale OfShapes(double columns, double aspect, double own) => new(columns * aspect / own, columns);

    /// <summary>A position in pixels of another size: pixel centres are whole numbers, so edges lie half a pixel before.</summary>
    /// <param name="position">The position.</param>
    /// <param name="factor">Other pixels a pixel.</param>
    public static double Rescale(double position, double factor) => ((position + 0.5) * factor) - 0.5;

    public static implicit operator PixelScale(double factor) => new(factor, factor);

    public static PixelScale operator *(PixelScale a, PixelScale b) => new(a.Rows * b.Rows, a.Columns * b.Columns);

    public override string ToString() =>
        FormattableString.Invariant(Rows == Columns ? (FormattableString)$"{Rows:0.####}" : $"{Rows:0.####} × {Columns:0.####}");
}
