using System.Globalization;
using System.Runtime.InteropServices;

namespace DeepWonder3D.Accuracy.Reporting;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    /// <summary>The same name as in the other benchmarks' files.</summary>
    public static string Name { get; } =
        string.Create(CultureInfo.InvariantCulture, $"{RuntimeInformation.RuntimeIdentifier}-{Environment.ProcessorCount}-cores");

    public static string Description { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} logical processors, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, .NET {Environment.Version}");
}
