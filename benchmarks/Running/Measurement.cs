using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepWonder3D.Benchmarks.Running;

/// <summary>What a case took in a process of its own.</summary>
/// <param name="Units">What it worked on: voxels of its input, or detections.</param>
/// <param name="FirstSeconds">The first time, with the loading of libraries and networks and the compiling of code.</param>
/// <param name="FirstInNetwork">How much of that the network's own run took.</param>
/// <param name="Seconds">The best of the times after the first; the first where it took long.</param>
/// <param name="InNetwork">How much of that the network's own run took.</param>
/// <param name="PeakBytes">The process's peak of resident memory.</param>
internal sealed record Measurement(
    double Units, double FirstSeconds, double FirstInNetwork, double Seconds, double InNetwork, long PeakBytes)
{
    /// <summary>A case that took longer than this is not run again.</summary>
    private const double LongSeconds = 15;

    /// <summary>A short one is run again until so much time has gone, but no more often than <see cref="MostRuns"/> times.</summary>
    private const double EnoughSeconds = 5;
    private const int MostRuns = 6;

    [JsonIgnore]
    public double NanosecondsAUnit => Seconds / Units * 1e9;

    /// <summary>The share of the time that is not the network's own run.</summary>
    [JsonIgnore]
    public double Outside => InNetwork > 0 ? 1 - (InNetwork / Seconds) : double.NaN;

    [JsonIgnore]
    public double FirstOutside => FirstInNetwork > 0 ? 1 - (FirstInNetwork / FirstSeconds) : double.NaN;

    [JsonIgnore]
    public long PeakMib => PeakBytes >> 20;

    /// <summary>Runs a case again and again.</summary>
    /// <param name="units">What it works on.</param>
    /// <param name="work">Runs it and says how long the network's own run took.</param>
    public static Measurement Of(double units, Func<TimeSpan> work)
    {
        (double first, double firstInNetwork) = Time(work);
        (double best, double bestInNetwork) = (first, firstInNetwork);
        double total = 0;
        for (int run = 0; first < LongSeconds && run < MostRuns && total < EnoughSeconds; run++)
        {
            (double seconds, double inNetwork) = Time(work);
            if (run == 0 || seconds < best)
            {
                (best, bestInNetwork) = (seconds, inNetwork);
            }

            total += seconds;
        }

        using Process self = Process.GetCurrentProcess();
        return new Measurement(units, first, firstInNetwork, best, bestInNetwork, self.PeakWorkingSet64);
    }

    public static Measurement? FromJson(string line) => JsonSerializer.Deserialize<Measurement>(line);

    public string ToJson() => JsonSerializer.Serialize(this);

    private static (double Seconds, double InNetwork) Time(Func<TimeSpan> work)
    {
        Stopwatch watch = Stopwatch.StartNew();
        TimeSpan inNetwork = work();
        return (watch.Elapsed.TotalSeconds, inNetwork.TotalSeconds);
    }
}
