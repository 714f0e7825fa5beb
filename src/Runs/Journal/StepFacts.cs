using System.Globalization;

namespace DeepWonder3D.Runs.Journal;

/// <summary>What a step's outputs depend on. Two steps with equal facts give equal bytes.</summary>
internal static class StepFacts
{
    /// <summary>Facts from names and values; what is null was not given, and is left out.</summary>
    public static SortedDictionary<string, string> Of(params ReadOnlySpan<(string Name, object? Value)> facts)
    {
        SortedDictionary<string, string> named = new(StringComparer.Ordinal)
        {
            ["Module"] = typeof(StepFacts).Assembly.GetName().Version!.ToString(3),
        };
        foreach ((string name, object? value) in facts)
        {
            if (value is not null)
            {
                named[name] = Convert.ToString(value, CultureInfo.InvariantCulture)!;
            }
        }

        return named;
    }

    /// <summary>What differs, in words; null where nothing does.</summary>
    public static string? Difference(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now)
    {
        string[] changed = [.. before.Keys.Union(now.Keys).Order(StringComparer.Ordinal).Where(name => before.GetValueOrDefault(name) != now.GetValueOrDefault(name))];
        return changed.Length == 0 ? null : string.Join("; ", changed.Take(3).Select(Describe)) + (changed.Length > 3 ? "; …" : "");

        string Describe(string name) => $"{name} was {Short(before.GetValueOrDefault(name))} and is {Short(now.GetValueOrDefault(name))}";
    }

    private static string Short(string? value) => value is null ? "not given" : value.Length > 24 ? value[..12] + "…" : value;
}
