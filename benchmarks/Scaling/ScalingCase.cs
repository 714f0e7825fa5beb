using DeepWonder3D.Benchmarks.Movies;
using DeepWonder3D.Benchmarks.Stages;
using DeepWonder3D.Simulation;
using DeepWonder3D.Views.Calibrating;

namespace DeepWonder3D.Benchmarks.Scaling;

/// <summary>One size of one thing. A case is told by words, so that a process of its own can run it.</summary>
internal static class ScalingCase
{
    /// <summary>Runs a stage on a movie that is made as it is read: <c>stage frames side</c>.</summary>
    public static Measurement Stage(string name, string frames, string side)
    {
        StageRun stage = StageRun.Create(name, "");
        using (Volume small = GeneratedMovie.Create(64, 64))
        {
            stage.On(small);
        }

        using Volume movie = GeneratedMovie.Create(Long(frames), Int(side));
        return Measurement.Of(movie.VoxelCount, () => stage.On(movie));
    }

    /// <summary>How many neurons are found in a movie of so many cells: <c>cells</c>.</summary>
    public static int Found(string cells)
    {
        using Volume movie = Cells(cells);
        return StageRun.Create("neurons", "").Find(movie).Count;
    }

    /// <summary>Finds neurons in a movie of so many cells: <c>cells</c>.</summary>
    public static Measurement Find(string cells)
    {
        using Volume movie = Cells(cells);
        StageRun stage = StageRun.Create("neurons", "");
        return Measurement.Of(movie.VoxelCount, () => stage.On(movie));
    }

    private static Volume Cells(string count) => CellMovie.Create(400, 256, 2, Int(count), isClean: true);

    /// <summary>Merges neurons that every view sees: <c>views neurons</c>. The unit is a detection.</summary>
    public static Measurement Merge(string views, string neurons)
    {
        int[] ids = [.. LensletAperture.Choose(Int(views))];
        ViewCalibration calibration =
            new OpticalModel { NumericalAperture = 0.4, LensletPitchUm = 100, Magnification = 50, RefractiveIndex = 1.33 }.Calibrate();
        List<NeuronSet> sets = [.. ids.Select(id => Seen(id, calibration, Int(neurons)))];
        return Measurement.Of(sets.Sum(s => s.Count), () =>
        {
            NeuronPopulation merged = ViewMerging.Run(sets, calibration, new ViewMergingOptions(), SilentObserver.Instance, default);
            return merged.Count == Int(neurons)
                ? TimeSpan.Zero
                : throw new InvalidOperationException($"{merged.Count} of {neurons} neurons came out.");
        });
    }

    /// <summary>A grid of neurons at all depths, as one view sees them; eight of them share each kind of activity.</summary>
    private static NeuronSet Seen(int view, ViewCalibration calibration, int count)
    {
        int columns = (int)Math.Ceiling(Math.Sqrt(count));
        int side = 60 + (20 * columns);
        ViewPair pair = calibration.Between(view, calibration.CentreView);
        (double Row, double Column) slope = (pair.RowSlope, pair.ColumnSlope);
        return new NeuronSet
        {
            Name = $"grid_view_{view}",
            ViewId = view,
            Height = side,
            Width = side,
            FrameCount = 200,
            FrameRate = 10,
            PixelSizeUm = calibration.PixelSizeUm,
            Neurons = [.. Enumerable.Range(0, count).Select(n => Place(n, view, columns, side, slope, Math.Max(count / 8, 1)))],
        };
    }

    private static Neuron Place(int number, int view, int columns, int side, (double Row, double Column) slope, int kinds)
    {
        double depth = 3 * ((number * 7 % 21) - 10);
        double row = 30 + (20 * (number / columns)) + (slope.Row * depth);
        double column = 30 + (20 * (number % columns)) + (slope.Column * depth);
        return new Neuron
        {
            Id = number + 1,
            Row = row,
            Column = column,
            Footprint = new Footprint([(int)Math.Clamp(row, 0, side - 1) * side], side),
            Trace = new Trace(Activity(number % kinds, (view * 100_003) + number)),
        };
    }

    private static float[] Activity(int kind, int noise)
    {
        Random events = new(kind);
        Random noises = new(noise);
        float[] trace = [.. Enumerable.Range(0, 200).Select(_ => noises.NextSingle() - 0.5f)];
        for (int e = 0; e < 6; e++)
        {
            int start = events.Next(trace.Length);
            for (int t = start; t < Math.Min(trace.Length, start + 10); t++)
            {
                trace[t] += 10 * MathF.Exp((start - t) / 3f);
            }
        }

        return trace;
    }

    private static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static long Long(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
