using System.Text.Json;

namespace DeepWonder3D.Benchmarks.Long;

/// <summary>A movie larger than the machine's memory, denoised from a file to a file.</summary>
internal static class LongMovieTable
{
    private const int Side = 512;
    private const long FrameBytes = Side * Side * sizeof(float);
    private const long ShortFrames = 1_000;

    public static void Write(double gigabytes)
    {
        string folder = Directory.CreateTempSubdirectory("deepwonder3d-long-").FullName;
        try
        {
            StringBuilder table = new($"""
                # A movie larger than memory, {Machine.Name}

                {Machine.Line}
                Command: `dotnet run -c Release --project benchmarks -- --only long`.
                A BigTIFF of 32-bit floats, {Side} × {Side} pixels (its pages take turns at 400 frames of samples, so that it fits the
                disk), denoised into a 16-bit TIFF as `Import-Volume | Invoke-Denoise -OutputPath` does; model that ships, CPU, memory limit
                {MemoryBudget.Limit >> 20} MiB. Memory is the process's peak of everything.


                """);
            table.Append(
                "| movie | frames | s | ns a voxel | processor time, ns a voxel | outside the network, % | peak memory, MiB |\n"
                    + "|---|---|---|---|---|---|---|\n");
            long frames = (long)(gigabytes * 1e9 / FrameBytes);
            table.Append(Run(folder, ShortFrames));
            table.Append(Run(folder, frames));
            table.Append(Stop(folder, frames));
            ResultBook.Write("long", table.ToString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Run(string folder, long frames)
    {
        (string file, string result) = Files(folder, frames);
        string? line = Child.Run(["long", file, result]);
        File.Delete(result);
        return line is null || JsonSerializer.Deserialize<LongMovieFigures>(line) is not { } f ? "" : ResultBook.Row(
            ResultBook.Number(f.Bytes / 1e9, "0.0 'GB'"),
            ResultBook.Number(frames, "0"),
            ResultBook.Number(f.Seconds, "0"),
            ResultBook.Number(f.Seconds / f.Voxels * 1e9, "0.0"),
            ResultBook.Number(f.ProcessorSeconds / f.Voxels * 1e9, "0.0"),
            ResultBook.Percent(1 - (f.InNetwork / f.Seconds)),
            ResultBook.Number(f.PeakBytes >> 20, "0"));
    }

    private static string Stop(string folder, long frames)
    {
        (string file, string result) = Files(folder, frames);
        return Child.Run(["stop", file, result]) is { } line && JsonSerializer.Deserialize<StopFigures>(line) is { } stop
            ? $"\nStopped in mid-run, the large one {(stop.Ended ? "ended" : "did not end")} {ResultBook.Number(stop.Seconds, "0.00")} s "
                + $"later and left {stop.FilesLeft} files.\n"
            : "\nThe stopped run failed.\n";
    }

    private static (string File, string Result) Files(string folder, long frames)
    {
        string file = Path.Combine(folder, $"movie-{frames}.tif");
        if (!File.Exists(file))
        {
            SharedFrameTiff.Write(file, frames, Side);
        }

        return (file, Path.Combine(folder, "result.tif"));
    }
}
