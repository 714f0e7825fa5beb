using DeepWonder3D.Figures;

namespace DeepWonder3D.Tests.Figures;

public class ProjectionImageTests
{
    [Theory]
    [InlineData(40, 9, 13, 0)]
    [InlineData(1, 5, 4, 0)]
    [InlineData(16, 1, 7, 0)]
    [InlineData(17, 6, 1, 0)]
    [InlineData(3, 1, 1, 0)]
    [InlineData(50, 8, 8, 1e6)]
    public void Projections_equal_those_computed_over_the_whole_movie(int frames, int height, int width, double offset)
    {
        Random random = new(frames + height + width);
        float[] common = [.. Enumerable.Range(0, frames).Select(_ => random.NextSingle())];
        float[] samples = [.. Enumerable.Range(0, frames * height * width)
            .Select(i => (float)(offset + (4 * common[i / (height * width)]) + random.NextDouble()))];
        using Volume movie = TestVolumes.FromSamples([frames, height, width], samples);
        ProjectionImage image = ProjectionImage.Of(movie, null, SilentObserver.Instance, TestContext.Current.CancellationToken);
        for (int i = 0; i < height * width; i++)
        {
            double[] course = Course(samples, i, height * width);
            Assert.Equal(course.Average(), image[ProjectionKind.Mean][i], 1e-6 * Math.Max(1, offset));
            Assert.Equal(course.Max(), image[ProjectionKind.Maximum][i]);
            Assert.Equal(Deviation(course), image[ProjectionKind.StandardDeviation][i], 1e-6);
            Assert.Equal(MeanCorrelation(samples, i, height, width), image[ProjectionKind.Correlation][i], 1e-6);
        }
    }

    [Fact]
    public void A_pixel_that_never_changes_has_no_correlation_and_does_not_spoil_its_neighbours()
    {
        using Volume movie = TestVolumes.Create(30, 1, 3, (t, _, x) => x == 2 ? 5 : (float)Math.Sin(t));
        ProjectionImage image = ProjectionImage.Of(movie, null, SilentObserver.Instance, TestContext.Current.CancellationToken);
        Assert.Equal(1, image[ProjectionKind.Correlation][0], 1e-6);
        Assert.Equal(0.5, image[ProjectionKind.Correlation][1], 1e-6);
        Assert.Equal(0, image[ProjectionKind.Correlation][2]);
        Assert.Equal(0, image[ProjectionKind.StandardDeviation][2]);
    }

    [Fact]
    public void A_sample_that_is_not_a_number_shows_in_its_own_pixel_only()
    {
        using Volume movie = TestVolumes.Create(20, 3, 3, (t, y, x) => (t, y, x) == (4, 0, 0) ? float.NaN : t + y + x);
        ProjectionImage image = ProjectionImage.Of(movie, null, SilentObserver.Instance, TestContext.Current.CancellationToken);
        Assert.True(float.IsNaN(image[ProjectionKind.Mean][0]));
        Assert.All(image[ProjectionKind.Mean][1..].ToArray(), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void The_middle_plane_of_a_stack_is_projected_unless_another_is_named()
    {
        using Volume stack = TestVolumes.Create(2, 2, 2, (_, y, _) => y / 2, planes: 5);
        Assert.Equal(
            2, ProjectionImage.Of(stack, null, SilentObserver.Instance, TestContext.Current.CancellationToken)[ProjectionKind.Mean][0]);
        Assert.Equal(
            4, ProjectionImage.Of(stack, 4, SilentObserver.Instance, TestContext.Current.CancellationToken)[ProjectionKind.Mean][0]);
    }

    [Fact]
    public void A_cancelled_projection_stops()
    {
        using Volume movie = TestVolumes.Numbered(100, 4, 4);
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => ProjectionImage.Of(movie, null, SilentObserver.Instance, source.Token));
    }

    private static double[] Course(float[] samples, int pixel, int pixels) =>
        [.. Enumerable.Range(0, samples.Length / pixels).Select(t => (double)samples[(t * pixels) + pixel])];

    private static double Deviation(double[] course) => Math.Sqrt(course.Average(v => Math.Pow(v - course.Average(), 2)));

    private static double MeanCorrelation(float[] samples, int pixel, int height, int width)
    {
        (int row, int column) = (pixel / width, pixel % width);
        double[] own = Course(samples, pixel, height * width);
        List<double> all = [];
        for (int y = Math.Max(0, row - 1); y <= Math.Min(height - 1, row + 1); y++)
        {
            for (int x = Math.Max(0, column - 1); x <= Math.Min(width - 1, column + 1); x++)
            {
                if ((y, x) != (row, column))
                {
                    double[] other = Course(samples, (y * width) + x, height * width);
                    double scale = Deviation(own) * Deviation(other);
                    double covariance = own.Zip(other, (a, b) => (a - own.Average()) * (b - other.Average())).Average();
                    all.Add(scale == 0 ? 0 : covariance / scale);
                }
            }
        }

        return all.Count == 0 ? 0 : all.Average();
    }
}
