using DeepWonder3D.Formats.Mat;

namespace DeepWonder3D.Tests.Views;

/// <summary>The published microscope's calibration.</summary>
internal static class UpstreamCalibration
{
    /// <summary>Reads it; the calling test is skipped where it is not there.</summary>
    public static ViewCalibration Load()
    {
        double[,] matrix = Matrix(MatFile.Read(SharedMaterial.Path("reference/weights/psffit_matrix.mat"))["psffit_matrix"]);
        return new ViewCalibration(Enumerable.Range(0, matrix.GetLength(0)).Select(i => new ViewPair(
            (int)matrix[i, 0], (int)matrix[i, 1], matrix[i, 2], matrix[i, 3], matrix[i, 4], matrix[i, 5])));
    }

    /// <summary>A numeric matrix, which MATLAB keeps column by column.</summary>
    public static double[,] Matrix(MatArray array)
    {
        double[] values = ((MatNumeric)array).ToDoubles();
        double[,] matrix = new double[array.Dims[0], array.Dims[1]];
        for (int i = 0; i < values.Length; i++)
        {
            matrix[i % array.Dims[0], i / array.Dims[0]] = values[i];
        }

        return matrix;
    }
}
