using System.Globalization;

namespace DeepWonder3D.Tests.Runs;

/// <summary>How much a test does: little in the ordinary run, as much as an environment variable says on demand.</summary>
internal static class OnDemand
{
    public static int Count(string variable, int ordinary) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : ordinary;
}
