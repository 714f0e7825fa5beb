namespace DeepWonder3D.Tests.Volumes;

/// <summary>Plain versions of what the extraction does with binary images, to hold it against.</summary>
internal static class NaiveImage
{
    private static readonly (int Row, int Column)[] s_ring = [(0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1)];

    /// <summary>A random image; <paramref name="density"/> is the share of set pixels.</summary>
    public static bool[] RandomMask(Random random, int height, int width, double density)
    {
        bool[] mask = new bool[height * width];
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = random.NextDouble() < density;
        }

        return mask;
    }

    /// <summary>Components of pixels equal to <paramref name="value"/>, by flooding from each pixel in raster order.</summary>
    public static List<int[]> Flood(bool[] mask, int width, bool value, bool corners)
    {
        List<int[]> components = [];
        bool[] seen = new bool[mask.Length];
        for (int start = 0; start < mask.Length; start++)
        {
            if (mask[start] != value || seen[start])
            {
                continue;
            }

            Queue<int> open = new([start]);
            List<int> component = [];
            seen[start] = true;
            while (open.TryDequeue(out int pixel))
            {
                component.Add(pixel);
                foreach ((int row, int column) in s_ring)
                {
                    int y = (pixel / width) + row;
                    int x = (pixel % width) + column;
                    bool isCorner = row != 0 && column != 0;
                    if (y >= 0 && y < mask.Length / width && x >= 0 && x < width && (corners || !isCorner)
                        && mask[(y * width) + x] == value && !seen[(y * width) + x])
                    {
                        seen[(y * width) + x] = true;
                        open.Enqueue((y * width) + x);
                    }
                }
            }

            components.Add([.. component.Order()]);
        }

        return components;
    }

    /// <summary>Area and length of the polygon through the border pixels of a component, by following its border.</summary>
    public static (double Area, double Perimeter) Outline(int[] pixels, int width)
    {
        HashSet<(int, int)> set = [.. pixels.Select(p => (p / width, p % width))];
        List<(int Row, int Column)> path = Follow(set, (pixels[0] / width, pixels[0] % width));
        double twiceArea = 0;
        double length = 0;
        for (int i = 0; i < path.Count; i++)
        {
            (int Row, int Column) a = path[i];
            (int Row, int Column) b = path[(i + 1) % path.Count];
            twiceArea += (a.Row * b.Column) - (a.Column * b.Row);
            length += Math.Sqrt(((a.Row - b.Row) * (a.Row - b.Row)) + ((a.Column - b.Column) * (a.Column - b.Column)));
        }

        return (Math.Abs(twiceArea) / 2, length);
    }

    /// <summary>Walks around a component, always taking the first set pixel clockwise of the background last looked at.</summary>
    private static List<(int Row, int Column)> Follow(HashSet<(int, int)> set, (int Row, int Column) start)
    {
        List<(int Row, int Column)> path = [];
        (int Row, int Column) here = start;
        int back = 4;
        int firstStep = -1;
        while (true)
        {
            int step = Enumerable.Range(1, 8).Select(k => (back + k) % 8).FirstOrDefault(d => set.Contains(Next(here, d)), -1);
            if (step < 0 || (here == start && step == firstStep))
            {
                return step < 0 ? [here] : path;
            }

            firstStep = firstStep < 0 ? step : firstStep;
            path.Add(here);
            (int Row, int Column) background = Next(here, (step + 7) % 8);
            here = Next(here, step);
            back = Array.IndexOf(s_ring, (background.Row - here.Row, background.Column - here.Column));
        }
    }

    private static (int Row, int Column) Next((int Row, int Column) from, int direction) =>
        (from.Row + s_ring[direction].Row, from.Column + s_ring[direction].Column);
}
