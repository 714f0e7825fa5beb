using DeepWonder3D.Formats.Calibrations;
using DeepWonder3D.Formats.Mat;
using DeepWonder3D.Tests.NeuronFiles;

namespace DeepWonder3D.Tests.Views;

public sealed class CalibrationFileTests : FolderTests
{
    private static readonly double[] s_pair = [38, 113, -0.41, 0.01, 0, 0.02];

    [Fact]
    public void Reads_the_published_matrix()
    {
        string path = SharedMaterial.Path("reference/weights/psffit_matrix.mat");

        ViewCalibration calibration = CalibrationFile.Read(path, CalibrationUnits.Unknown);

        Assert.Equal((3240, 81, 113), (calibration.Pairs.Count, calibration.Views.Count, calibration.CentreView));
        Assert.Equal((1 / 1.5, 1, 1), (calibration.PixelSizeUm, calibration.DepthUnitUm, calibration.RefractiveIndex));

        // Five view steps along a row: 1.5 tan(asin(0.4 · 5 / 7.5)), of which the fit is known to reach 0.2 %.
        double expected = 1.5 * Math.Tan(Math.Asin(0.4 * 5 / 7.5));
        Assert.Equal(expected, Math.Abs(calibration.Between(108, 113).ColumnSlope), 0.002 * expected);
        Assert.Equal(0, calibration.Between(108, 113).RowSlope, 0.01);
    }

    [Theory]
    [InlineData("mat")]
    [InlineData("json")]
    public void What_was_written_reads_back_whole_in_any_culture(string extension)
    {
        ViewCalibration written = new(
            [new ViewPair(113, 38, 0.1, 1e-17, -0.3, 0.25), new ViewPair(38, 40, 0.1, 0.2, 1 / 3.0, 0)], 38, 0.65, 3, 1.33);
        string path = Folder.File("calibration." + extension);
        CultureInfo culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            CalibrationFile.Write(written, path, overwrite: false);
            SameNeurons.Check(written, CalibrationFile.Read(path, CalibrationUnits.Unknown));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }

        Refusal.Of(ErrorId.FileExists, () => CalibrationFile.Write(written, path, overwrite: false));
        ViewCalibration named = CalibrationFile.Read(
            path, new CalibrationUnits { CentreView = 40, PixelSizeUm = 2, DepthUnitUm = 1.5, RefractiveIndex = 1.4 });
        Assert.Equal((40, 2, 1.5, 1.4), (named.CentreView, named.PixelSizeUm, named.DepthUnitUm, named.RefractiveIndex));
    }

    [Fact]
    public void SciPy_reads_the_matrix_that_was_written()
    {
        CalibrationFile.Write(new ViewCalibration([new ViewPair(38, 113, -0.41, 0.01, 0, 0.02)]), Folder.File("c.mat"), overwrite: false);

        string seen = IndependentJudge.Python(
            """
            import sys, scipy.io
            m = scipy.io.loadmat(sys.argv[1])
            print(m['psffit_matrix'].dtype, m['psffit_matrix'].tolist(), m['centre_view'].item())
            """,
            Folder.File("c.mat"));

        Assert.Equal("float64 [[38.0, 113.0, -0.41, 0.01, 0.0, 0.02]] 113.0", seen.Trim());
    }

    [Fact]
    public void A_pair_may_be_given_twice_or_both_ways_if_it_says_the_same()
    {
        ViewCalibration calibration = Read(s_pair, s_pair, [113, 38, 0.41, -0.01, 0, -0.02]);

        Assert.Equal([38, 113], calibration.Views);
    }

    [Fact]
    public void A_bad_matrix_is_refused_in_words()
    {
        CheckRefused("twice, with different lines", s_pair, [38, 113, -0.42, 0.01, 0, 0.02]);
        CheckRefused("twice, with different lines", s_pair, [113, 38, -0.41, 0.01, 0, 0.02]);
        CheckRefused("numbers files from 0", s_pair, [0, 1, 1, 0, 1, 0]);
        CheckRefused("paired with itself", s_pair, [38, 38, 0, 0, 0, 0]);
        CheckRefused("not all finite", s_pair, [38, 40, 0, double.NaN, 0, 0]);
        CheckRefused("view id 38.5", s_pair, [38.5, 113, 0, 0, 0, 0]);
        CheckRefused("view id NaN", s_pair, [double.NaN, 113, 0, 0, 0, 0]);
        CheckRefused("centre view 113 is not among the 2 views", [[38, 40, 1, 0, 1, 0]]);
        CheckRefused("0 pairs");
    }

    [Fact]
    public void A_file_without_a_usable_matrix_is_refused_in_words()
    {
        CheckMat("no variable 'psffit_matrix'", ("other", MatNumeric.Scalar(1.0)));
        CheckMat("1×5 double and not n×6", ("psffit_matrix", MatNumeric.Row([1.0, 2, 3, 4, 5])));
        CheckMat("1×1 char and not n×6", ("psffit_matrix", new MatText("x")));
    }

    [Theory]
    [InlineData("", "no JSON")]
    [InlineData("[]", "no JSON")]
    [InlineData("null", "\"format\"")]
    [InlineData("{}", "\"format\"")]
    [InlineData("""{"format":"deepwonder3d-calibration","version":1}""", "pairs")]
    [InlineData("""{"format":"deepwonder3d-calibration","version":9,"pairs":[]}""", "version 9")]
    [InlineData("""{"format":"deepwonder3d-calibration","version":1,"pairs":[{"source":1,"target":2}],"centreView":5}""", "centre view 5")]
    [InlineData("""{"format":"deepwonder3d-calibration","version":1,"pairs":[{"source":"a"}]}""", "no JSON")]
    public void Bad_JSON_is_refused_in_words(string json, string why)
    {
        File.WriteAllText(Folder.File("c.json"), json);

        CheckRefused("c.json", why);
    }

    [Fact]
    public void An_unknown_extension_and_a_missing_file_are_told_apart()
    {
        Refusal.Of(ErrorId.UnknownFormat, () => CalibrationFile.Read(Folder.File("c.yaml"), CalibrationUnits.Unknown));
        Refusal.Of(ErrorId.FileNotFound, () => CalibrationFile.Read(Folder.File("c.json"), CalibrationUnits.Unknown));
    }

    private ViewCalibration Read(params double[][] rows)
    {
        Write(("psffit_matrix", new MatComputed(rows.Length, 6, (row, column) => rows[row][column])));
        return CalibrationFile.Read(Folder.File("c.mat"), CalibrationUnits.Unknown);
    }

    private void CheckRefused(string why, params double[][] rows)
    {
        Write(("psffit_matrix", new MatComputed(rows.Length, 6, (row, column) => rows[row][column])));
        CheckRefused("c.mat", why);
    }

    private void CheckMat(string why, (string Name, MatArray Array) variable)
    {
        Write(variable);
        CheckRefused("c.mat", why);
    }

    private void CheckRefused(string file, string why)
    {
        string path = Folder.File(file);
        DeepWonderException refused = Refusal.Of(ErrorId.CalibrationInvalid, () => CalibrationFile.Read(path, CalibrationUnits.Unknown));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    private void Write(params (string Name, MatArray Array)[] variables)
    {
        using FileStream stream = File.Create(Folder.File("c.mat"));
        MatWriter.Write(stream, variables, compress: false, TestContext.Current.CancellationToken);
    }
}
