using DeepWonder3D.Volumes;

namespace DeepWonder3D.Views.LightField;

/// <summary>Where a view's pixels lie on the sensor, each between four of its pixels.</summary>
internal sealed class LensletSampling(int sensorWidth, int count)
{
    private readonly int[] _corners = new int[count];
    private readonly float[] _rowParts = new float[count];
    private readonly float[] _columnParts = new float[count];

    /// <param name="grid">Where the lenslets lie.</param>
    /// <param name="options">How the views divide a lenslet.</param>
    /// <param name="id">The view.</param>
    /// <param name="lenslets">The first lenslet and how many there are.</param>
    /// <param name="raw">The raw frames.</param>
    public static LensletSampling Of(
        LensletGrid grid, LightFieldOptions options, int id, (int Row, int Column, int Height, int Width) lenslets, Volume raw)
    {
        LensletSampling sampling = new(raw.Width, lenslets.Height * lenslets.Width);
        (int row, int column) = options.StepsOf(id);
        double i = lenslets.Row + ((double)row / options.ViewsAlongSide);
        double j = lenslets.Column + ((double)column / options.ViewsAlongSide);
        for (int pixel = 0; pixel < sampling._corners.Length; pixel++)
        {
            (double y, double x) = grid.At(i + (pixel / lenslets.Width), j + (pixel % lenslets.Width));
            sampling.Set(pixel, Math.Clamp(y, 0, raw.Height - 1), Math.Clamp(x, 0, raw.Width - 1), raw.Height);
        }

        return sampling;
    }

    /// <summary>The view's image of a raw frame.</summary>
    public float[] Sample(ReadOnlySpan<float> plane)
    {
        float[] view = new float[_corners.Length];
        for (int i = 0; i < view.Length; i++)
        {
            int corner = _corners[i];
            int below = corner + sensorWidth;
            float upper = plane[corner] + (_columnParts[i] * (plane[corner + 1] - plane[corner]));
            float lower = plane[below] + (_columnParts[i] * (plane[below + 1] - plane[below]));
            view[i] = upper + (_rowParts[i] * (lower - upper));
        }

        return view;
    }

    private void Set(int pixel, double row, double column, int sensorHeight)
    {
        int r = Math.Min((int)row, sensorHeight - 2);
        int c = Math.Min((int)column, sensorWidth - 2);
        _corners[pixel] = (r * sensorWidth) + c;
        _rowParts[pixel] = (float)(row - r);
        _columnParts[pixel] = (float)(column - c);
    }
}
