using DeepWonder3D.Benchmarks.Movies;

namespace DeepWonder3D.Benchmarks.Stages;

/// <summary>Every stage on a movie of cells in noise, with the models that ship and with the published weights.</summary>
internal static class StageTable
{
    private const int Frames = 224;
    private const int Side = 256;

    /// <summary>Super-resolution computes many times the pixels; a few small frames measure it.</summary>
    private const int SuperResolutionFrames = 8;
    private const int SuperResolutionSide = 128;

    /// <summary>Runs one stage in this process.</summary>
    public static Measurement Run(string name, string weights)
    {
        StageRun stage = StageRun.Create(name, weights);
        bool small = stage.Stage == "super-resolution";
        using Volume movie = CellMovie.Create(small ? SuperResolutionFrames : Frames, small ? SuperResolutionSide : Side, small ? 4 : 2);
        return Measurement.Of(movie.VoxelCount, () => stage.On(movie));
    }

    /// <summary>Runs all of them, each in a process of its own, and writes the table.</summary>
    public static void Write(string weights)
    {
        StringBuilder table = new($"""
            # Stages, {Machine.Name}

            {Machine.Line}
            Command: `dotnet run -c Release --project benchmarks -- --only stages`.
            A movie of {Frames} × {Side} × {Side} samples (super-resolution: {SuperResolutionFrames} × {SuperResolutionSide} ×
            {SuperResolutionSide}, from 4 to 2 µm), CPU, float32; each stage with the model that ships, and with the published weights run
            by the same code. *First*: the first run of a process, which loads libraries and the network and compiles code; the other
            columns are of the best run after it. *Outside*: the share of the time that is not the network's own run. Memory is the
            process's peak, the movie ({(Frames * Side * Side * sizeof(float)) >> 20} MiB as floats) and the result included. The machine is
            shared: compare rows of one run, not runs.


            """);
        table.Append(
            "| stage | Mvoxel | s | Mvoxel/s | outside, % | first, s | outside in the first, % | peak memory, MiB |\n"
                + "|---|---|---|---|---|---|---|---|\n");
        foreach (string name in StageRun.Names(weights))
        {
            if (Child.Measure(["stage", name, weights]) is { } m)
            {
                table.Append(ResultBook.Row(
                    name,
                    ResultBook.Number(m.Units / 1e6, "0.0"),
                    ResultBook.Number(m.Seconds, "0.00"),
                    ResultBook.Number(m.Units / 1e6 / m.Seconds, "0.000"),
                    ResultBook.Percent(m.Outside),
                    ResultBook.Number(m.FirstSeconds, "0.00"),
                    ResultBook.Percent(m.FirstOutside),
                    ResultBook.Number(m.PeakMib, "0")));
            }
        }

        if (!Directory.Exists(weights))
        {
            table.Append(CultureInfo.InvariantCulture, $"\nThe published weights were not in '{weights}' and are left out.\n");
        }

        ResultBook.Write("stages", table.ToString());
    }
}
