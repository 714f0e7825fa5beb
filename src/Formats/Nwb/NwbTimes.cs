using DeepWonder3D.Formats.Hdf5;
using DeepWonder3D.Formats.Hdf5.Structure;
using DeepWonder3D.Formats.Hdf5.Writing;

namespace DeepWonder3D.Formats.Nwb;

/// <summary>When the samples of a series were taken: a start and a rate, or a time for each.</summary>
internal static class NwbTimes
{
    private const string Seconds = "seconds";

    /// <summary>Writes the times of a series; one of both is known.</summary>
    /// <param name="w">The file.</param>
    /// <param name="times">Seconds after the first sample; null where the rate says it all.</param>
    /// <param name="rate">Samples a second.</param>
    public static Hdf5Link Write(Hdf5Writer w, double[]? times, double? rate) => times is not null
        ? new(NwbNames.Timestamps, w.Dataset(times, Hdf5Attribute.Of("interval", 1), w.Text(NwbNames.Unit, Seconds)))
        : new(NwbNames.StartingTime, w.Dataset(0.0, Hdf5Attribute.Of(NwbNames.Rate, rate!.Value), w.Text(NwbNames.Unit, Seconds)));

    /// <summary>The stated rate; null where there is none.</summary>
    public static double? Rate(Hdf5Node series) =>
        series.Find(NwbNames.StartingTime)?.Number(NwbNames.Rate) is > 0 and < double.PositiveInfinity and var rate ? rate : null;

    /// <summary>
    /// A time for each of the first so many samples, seconds after the first; null where they are not stated, or cannot be what they are
    /// said to be.
    /// </summary>
    public static double[]? Read(Hdf5Node series, long count) =>
        series.Dataset(NwbNames.Timestamps) is { Type.Stored: not null } stated && stated.Count >= count
            && stated.Read().Numbers() is var all && (all.Length == count ? all : all[..(int)count]) is var times
            && FrameClock.IsSound(times, count)
            ? FrameClock.Part(times, 0, count)
            : null;
}
