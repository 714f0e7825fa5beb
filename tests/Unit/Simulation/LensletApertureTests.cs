namespace DeepWonder3D.Tests.Simulation;

public class LensletApertureTests
{
    [Fact]
    public void The_used_views_are_the_published_ones()
    {
        Assert.Equal(81, LensletAperture.Views.Count);
        Assert.Equal([38, 50, 51], LensletAperture.Views.Take(3));
        Assert.Equal(188, LensletAperture.Views[^1]);
        Assert.Equal(Enumerable.Range(108, 11), LensletAperture.Views.Where(v => v is > 105 and < 121));
    }

    [Theory]
    [InlineData(118, 5)]
    [InlineData(115, 2)]
    [InlineData(114, 1)]
    public void A_view_moves_by_the_slope_of_its_chief_ray(int view, int steps)
    {
        ViewPair pair = LensletAperture.Calibration().Between(view, 113);

        Assert.Equal(1.5 * Math.Tan(Math.Asin(0.4 * steps / 7.5)), pair.ColumnSlope, 12);
        Assert.Equal(0, pair.RowSlope, 12);
    }

    [Fact]
    public void The_analytic_slopes_are_the_published_calibration_within_its_own_closure_error()
    {
        string path = SharedMaterial.Path("reference/weights/psffit_matrix.mat");
        ViewCalibration analytic = LensletAperture.Calibration();
        string rows = IndependentJudge.Python(
            "import scipy.io,sys\nfor r in scipy.io.loadmat(sys.argv[1])['psffit_matrix']: print(*[repr(float(v)) for v in r])", path);

        double largest = 0;
        foreach (string row in rows.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            double[] v = Array.ConvertAll(row.Split(' '), t => double.Parse(t, CultureInfo.InvariantCulture));
            ViewPair pair = analytic.Between((int)v[0], (int)v[1]);
            largest = Math.Max(largest, Math.Max(Math.Abs(pair.RowSlope - v[2]), Math.Abs(pair.ColumnSlope - v[4])));
        }

        Assert.InRange(largest, 1e-5, 0.003);
    }

    [Fact]
    public void Chosen_views_begin_with_the_centre_and_surround_it()
    {
        Assert.Equal([113, 109, 117, 51, 175, 55, 171], LensletAperture.Choose(7));
        for (int count = 1; count <= 81; count++)
        {
            IReadOnlyList<int> views = LensletAperture.Choose(count);
            Assert.Equal(count, views.Distinct().Count());
            Assert.Equal(113, views[0]);
            Assert.Subset(LensletAperture.Views.ToHashSet(), views.ToHashSet());
        }

        Refusal.Of(ErrorId.ParameterInvalid, () => LensletAperture.Choose(82));
    }
}
