using System.Diagnostics;
using System.Text.Json;
using DeepWonder3D.Formats;

namespace DeepWonder3D.Benchmarks.Long;

/// <summary>Denoising from a file to a file, as <c>Import-Volume | Invoke-Denoise -OutputPath</c> does.</summary>
internal static class LongMovieCase
{
    private static readonly TimeSpan s_beforeStop = TimeSpan.FromSeconds(30);

    /// <summary>Denoises a file: <c>file result</c>.</summary>
    public static string Run(string file, string result)
    {
        using Volume movie = Open(file);
        Stopwatch watch = Stopwatch.StartNew();
        using Volume denoised = Denoising.Run(movie, Options(result), SilentObserver.Instance, default);
        double seconds = watch.Elapsed.TotalSeconds;
        using Process self = Process.GetCurrentProcess();
        if (denoised.FrameCount != movie.FrameCount || denoised.GetPlane(movie.FrameCount - 1)[0, 0] <= 0)
        {
            throw new InvalidOperationException("The result does not hold the movie.");
        }

        return JsonSerializer.Serialize(new LongMovieFigures(
            movie.SizeBytes,
            movie.VoxelCount,
            seconds,
            self.TotalProcessorTime.TotalSeconds,
            denoised.History[^1].TimeInNetwork.TotalSeconds,
            self.PeakWorkingSet64));
    }

    /// <summary>Begins to denoise a file and stops in mid-run: <c>file result</c>.</summary>
    /// <returns>The seconds from the stop to the end, and whether a file was left.</returns>
    public static string Stop(string file, string result)
    {
        using Volume movie = Open(file);
        using CancellationTokenSource stop = new();
        Stopwatch stopped = new();
        stop.Token.Register(stopped.Start);
        stop.CancelAfter(s_beforeStop + TimeSpan.FromSeconds(movie.VoxelCount / 100e6));
        bool ended = false;
        try
        {
            Denoising.Run(movie, Options(result), SilentObserver.Instance, stop.Token).Dispose();
        }
        catch (OperationCanceledException)
        {
            ended = true;
        }

        int left = Directory.GetFiles(Path.GetDirectoryName(result)!, $"*{Path.GetFileName(result)}*").Length;
        return JsonSerializer.Serialize(new StopFigures(ended, stopped.Elapsed.TotalSeconds, left));
    }

    private static Volume Open(string file) =>
        VolumeReader.Open(file, VolumeReadOptions.Default with { FrameRate = 10, PixelSizeUm = 2 }, default);

    private static NetworkOptions Options(string result) => new()
    {
        Device = DeviceRequest.Parse("Cpu"),
        Sink = new VolumeFile(result, VolumeWriteOptions.Default with { SampleType = SampleType.UInt16 }),
    };
}

/// <summary>What denoising a file took.</summary>
/// <param name="Bytes">Size of the movie's samples.</param>
/// <param name="Voxels">Its voxels.</param>
/// <param name="Seconds">Time in all.</param>
/// <param name="ProcessorSeconds">Processor time of the process.</param>
/// <param name="InNetwork">Seconds in the network's own run.</param>
/// <param name="PeakBytes">The process's peak of resident memory.</param>
internal sealed record LongMovieFigures(long Bytes, long Voxels, double Seconds, double ProcessorSeconds, double InNetwork, long PeakBytes);

/// <summary>How a run that was stopped in the middle ended.</summary>
/// <param name="Ended">Whether it was the stop that ended it.</param>
/// <param name="Seconds">From the stop to the end.</param>
/// <param name="FilesLeft">Files of the result, whole or in part, that lay there afterwards.</param>
internal sealed record StopFigures(bool Ended, double Seconds, int FilesLeft);
