using DeepWonder3D.Volumes;
using DeepWonder3D.Neurons.Detection;

namespace DeepWonder3D.Tests.Volumes;

public class ConnectedComponentsTests
{
    [Fact]
    public void Components_are_those_of_a_flood_fill_in_raster_order()
    {
        Random random = new(5);
        for (int trial = 0; trial < 300; trial++)
        {
            int height = random.Next(1, 30);
            int width = random.Next(1, 30);
            bool[] mask = NaiveImage.RandomMask(random, height, width, random.NextDouble());
            Assert.Equal(NaiveImage.Flood(mask, width, value: true, corners: true), ConnectedComponents.Find(mask, width));
        }
    }

    [Fact]
    public void A_full_plane_is_one_component_and_an_empty_one_none()
    {
        bool[] mask = new bool[6 * 7];
        Assert.Empty(ConnectedComponents.Find(mask, 7));
        Array.Fill(mask, true);
        Assert.Equal(Enumerable.Range(0, 42), Assert.Single(ConnectedComponents.Find(mask, 7)));
    }

    [Fact]
    public void The_last_column_does_not_touch_the_first_of_the_next_row()
    {
        bool[] mask = new bool[3 * 4];
        mask[3] = true;
        mask[4] = true;
        Assert.Equal(2, ConnectedComponents.Find(mask, 4).Count);
    }

    [Fact]
    public void Arms_that_meet_only_below_are_one_component()
    {
        // Four runs of the first row that are united late, from the right to the left.
        string[] rows = ["#.#.#.#", "#.#.#.#", "#.#.###", "#.#...#", "#.#####", "#.#....", "###...."];
        bool[] mask = [.. string.Concat(rows).Select(c => c == '#')];
        Assert.Single(ConnectedComponents.Find(mask, 7));
    }
}
