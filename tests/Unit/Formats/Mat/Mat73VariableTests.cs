using DeepWonder3D.Formats.Calibrations;
using DeepWonder3D.Formats.NeuronFiles;

namespace DeepWonder3D.Tests.Formats.Mat;

/// <summary>Calibrations and coordinates that MATLAB saved with <c>-v7.3</c> are read as those of level 5 are.</summary>
public sealed class Mat73VariableTests : FolderTests
{
    [Fact]
    public void A_calibration_and_coordinates_of_level_7_3_are_read()
    {
        string said = IndependentJudge.Python("""
            import os, sys
            try:
                import h5py, numpy as np
            except ImportError as missing:
                print(f"skip: {missing}")
                sys.exit(0)
            def save(name, **variables):
                path = os.path.join(sys.argv[1], name)
                with h5py.File(path, "w", userblock_size=512) as file:
                    for key, value in variables.items():
                        file[key] = np.atleast_2d(np.array(value, dtype="f8")).T
                        file[key].attrs["MATLAB_class"] = np.bytes_("double")
                with open(path, "r+b") as file:
                    file.write(b"MATLAB 7.3 MAT-file, Platform: GLNXA64, HDF5 schema 1.00 .".ljust(116) + bytes(8) + b"\x00\x02IM")
            save("calibration.mat", psffit_matrix=[[38, 113, -0.41, 0.01, 0, 0.02], [40, 113, 0.3, 0, 0.1, 0.5]], refractive_index=1.33)
            save("coordinates.mat", coords=[[1.5, 2, -3, 9], [4, 5, 6, 9]])
            """, Folder.Root);
        Assert.SkipWhen(said.StartsWith("skip: ", StringComparison.Ordinal), said);
        ViewCalibration calibration = CalibrationFile.Read(Folder.File("calibration.mat"), new CalibrationUnits { CentreView = 113 });
        Assert.Equal([38, 40, 113], calibration.Views);
        ViewPair pair = calibration.Pairs.Single(p => p.Source == 38);
        Assert.Equal((-0.41, 0.01, 0.0, 0.02), (pair.RowSlope, pair.RowIntercept, pair.ColumnSlope, pair.ColumnIntercept));
        Assert.Equal(1.33, calibration.RefractiveIndex);
        Assert.Equal(
            [new NeuronCoordinate(1.5, 2, -3), new NeuronCoordinate(4, 5, 6)], CoordinateFile.Read(Folder.File("coordinates.mat")));
    }
}
