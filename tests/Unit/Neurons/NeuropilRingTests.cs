namespace DeepWonder3D.Tests.Neurons;

public class NeuropilRingTests
{
    [Fact]
    public void The_ring_is_about_five_times_the_neuron_and_lies_around_it()
    {
        int[] ring = new NeuropilRing([], 100, 100).Around(50, 50, 6, 1);
        Assert.InRange(ring.Length / (Math.PI * 36), 4.5, 5.1);
        Assert.All(ring, p => Assert.InRange(Math.Sqrt(Math.Pow((p / 100) - 50, 2) + Math.Pow((p % 100) - 50, 2)), 8.4, 15.6));
        Assert.Equal(ring.Order(), ring);
    }

    [Fact]
    public void Other_neurons_and_a_pixel_around_them_are_no_neuropil()
    {
        int[] ring = new NeuropilRing([(50 * 100) + 60], 100, 100).Around(50, 50, 6, 1);
        for (int row = 49; row <= 51; row++)
        {
            for (int column = 59; column <= 61; column++)
            {
                Assert.DoesNotContain((row * 100) + column, ring);
            }
        }

        Assert.Contains((50 * 100) + 62, ring);
        Assert.Contains((48 * 100) + 60, ring);
    }

    [Fact]
    public void At_an_edge_the_ring_is_what_there_is_of_it()
    {
        int[] ring = new NeuropilRing([], 40, 30).Around(0, 29, 5, 1);
        Assert.NotEmpty(ring);
        Assert.All(ring, p => Assert.InRange(p, 0, (40 * 30) - 1));
        Assert.Empty(new NeuropilRing(Enumerable.Range(0, 40 * 30), 40, 30).Around(20, 15, 5, 1));
    }

    [Fact]
    public void Where_others_leave_too_little_the_ring_grows_outwards()
    {
        int[] crowd = [.. Enumerable.Range(0, 100 * 100).Where(p => Math.Pow((p / 100) - 50, 2) + Math.Pow((p % 100) - 50, 2) < 300)];
        int[] ring = new NeuropilRing(crowd, 100, 100).Around(50, 50, 6, 113);
        Assert.True(ring.Length >= 113);
        Assert.All(ring, p => Assert.InRange(Math.Sqrt(Math.Pow((p / 100) - 50, 2) + Math.Pow((p % 100) - 50, 2)), 17, 30));
    }
}
