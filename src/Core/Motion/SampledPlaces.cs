namespace DeepWonder3D.Motion;

/// <summary>
/// Where the tissue lay in a sample of frames, searched in small pictures against their own mean: from the frame that is most like the
/// others to the mean of all. No frame has to be good, and shifts may be large.
/// </summary>
internal static class SampledPlaces
{
    private const int Rounds = 3;
    private const int SeedFrames = 12;

    /// <summary>A peak of the correlation over all shifts that chance does not make, in its standard deviations.</summary>
    private const float LeastHeight = 7;

    private const int LeastForHalves = 8;

    /// <summary>Finds the places.</summary>
    /// <param name="small">The small pictures.</param>
    /// <param name="size">Their size.</param>
    /// <param name="largest">The farthest from the mean place, their pixels.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>
    /// For each picture rows and columns from the mean place, their pixels. Null where there is nothing to be aligned: frames of noise
    /// agree with whatever they are aligned to, so that two halves of them are aligned on their own, and must then show the same.
    /// </returns>
    public static (float Row, float Column)[]? Find(
        IReadOnlyList<float[]> small, CoarseFrame size, float largest, CancellationToken token)
    {
        if (small.Count < LeastForHalves)
        {
            return Align(small, Seed(small), size, largest, token).Places;
        }

        float[][] even = [.. small.Where((_, i) => i % 2 == 0)];
        float[][] odd = [.. small.Where((_, i) => i % 2 == 1)];
        float[] one = Align(even, Seed(even), size, largest, token).Template;
        float[] other = Align(odd, Seed(odd), size, largest, token).Template;
        CoarseSearch.Place between = Between(one, other, size, largest);
        if (between.Height < LeastHeight)
        {
            return null;
        }

        return Align(small, Mean([one, other], [(0, 0), (between.Row, between.Column)], size), size, largest, token).Places;
    }

    /// <summary>Whether two small pictures show the same tissue.</summary>
    public static bool IsSame(float[] one, float[] other, CoarseFrame size, float largest) =>
        Between(one, other, size, largest).Height >= LeastHeight;

    /// <summary>
    /// Looked for over a wide range, however short shifts are: within a few pixels a peak is all there is, and stands out of nothing.
    /// </summary>
    private static CoarseSearch.Place Between(float[] one, float[] other, CoarseFrame size, float largest) =>
        new CoarseSearch(one, size.Rows, size.Columns).Find(other, [], Math.Max(2 * largest, Math.Min(size.Rows, size.Columns) / 3f)).First;

    private static ((float Row, float Column)[] Places, float[] Template) Align(
        IReadOnlyList<float[]> small, float[] template, CoarseFrame size, float largest, CancellationToken token)
    {
        (float Row, float Column)[] places = new (float, float)[small.Count];
        for (int round = 0; round < Rounds; round++)
        {
            CoarseSearch search = new(template, size.Rows, size.Columns);
            Work.ParallelLoop.For((small.Count + 1) / 2, pair =>
            {
                int second = (2 * pair) + 1;
                (CoarseSearch.Place a, CoarseSearch.Place b) =
                    search.Find(small[2 * pair], second < small.Count ? small[second] : [], largest);
                places[2 * pair] = (a.Row, a.Column);
                if (second < small.Count)
                {
                    places[second] = (b.Row, b.Column);
                }
            }, token);
            (float Row, float Column) middle = Middle(places);
            for (int i = 0; i < places.Length; i++)
            {
                places[i] = (places[i].Row - middle.Row, places[i].Column - middle.Column);
            }

            template = Mean(small, places, size);
        }

        return (places, template);
    }

    /// <summary>The median place along either axis: a few that were not found do not move it.</summary>
    public static (float Row, float Column) Middle(IReadOnlyList<(float Row, float Column)> places)
    {
        float[] rows = [.. places.Select(p => p.Row).Order()];
        float[] columns = [.. places.Select(p => p.Column).Order()];
        return (rows[rows.Length / 2], columns[columns.Length / 2]);
    }

    /// <summary>The mean of the frames that are most like one: the one that is most like its nearest.</summary>
    private static float[] Seed(IReadOnlyList<float[]> small)
    {
        int count = small.Count;
        int nearest = Math.Min(SeedFrames, count);
        float[,] likeness = new float[count, count];
        for (int i = 0; i < count; i++)
        {
            for (int j = i; j < count; j++)
            {
                likeness[i, j] = likeness[j, i] = System.Numerics.Tensors.TensorPrimitives.Dot<float>(small[i], small[j]);
            }
        }

        int[] Nearest(int i) => [.. Enumerable.Range(0, count).OrderByDescending(j => likeness[i, j]).Take(nearest)];
        int best = Enumerable.Range(0, count).MaxBy(i => Nearest(i).Where(j => j != i).Sum(j => likeness[i, j]));
        float[] mean = new float[small[0].Length];
        foreach (int i in Nearest(best))
        {
            System.Numerics.Tensors.TensorPrimitives.Add(mean, small[i], mean);
        }

        return mean;
    }

    private static float[] Mean(IReadOnlyList<float[]> small, (float Row, float Column)[] places, CoarseFrame size)
    {
        FrameWarp warp = new(size.Rows, size.Columns);
        float[] mean = new float[small[0].Length];
        float[] moved = new float[mean.Length];
        for (int i = 0; i < small.Count; i++)
        {
            warp.Apply(small[i], 0, places[i].Row, places[i].Column, 0, moved);
            System.Numerics.Tensors.TensorPrimitives.Add(mean, moved, mean);
        }

        return mean;
    }
}
