using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

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
                named[name] = Text(value);
            }
        }

        return named;
    }

    /// <summary>
    /// Adds all options of a record by name, so that none is forgotten that is added later: those of records within it too, after the name
    /// of the record. What is null was not given, and is left out.
    /// </summary>
    /// <param name="named">What they are added to; two of one name are an error.</param>
    /// <param name="options">The record; what can be set of it counts.</param>
    /// <param name="except">Names of options that are passed over, wherever they stand.</param>
    public static void AddOptions(this SortedDictionary<string, string> named, object options, params IReadOnlyList<string> except)
    {
        Add(options, "");

        void Add(object record, string prefix)
        {
            foreach (PropertyInfo property in record.GetType().GetProperties().Where(p => p.CanWrite && !except.Contains(p.Name)))
            {
                if (property.GetValue(record) is not { } value)
                {
                    continue;
                }

                if (value.GetType().Name.EndsWith("Options", StringComparison.Ordinal))
                {
                    Add(value, $"{prefix}{property.Name}.");
                }
                else
                {
                    named.Add(prefix + property.Name, Text(value));
                }
            }
        }
    }

    /// <summary>What differs, in words; null where nothing does.</summary>
    public static string? Difference(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now)
    {
        string[] changed =
        [
            .. before.Keys.Union(now.Keys)
                .Order(StringComparer.Ordinal)
                .Where(name => before.GetValueOrDefault(name) != now.GetValueOrDefault(name)),
        ];
        return changed.Length == 0 ? null : string.Join("; ", changed.Take(3).Select(Describe)) + (changed.Length > 3 ? "; …" : "");

        string Describe(string name) => $"{name} was {Short(before.GetValueOrDefault(name))} and is {Short(now.GetValueOrDefault(name))}";
    }

    /// <summary>A value as text that is the same everywhere, and differs where the value does.</summary>
    /// <exception cref="ArgumentException">The value's type has no text of its own.</exception>
    private static string Text(object value) => value switch
    {
        string text => text,
        bool or IFormattable => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        ITuple tuple => string.Join(' ', Enumerable.Range(0, tuple.Length).Select(i => Text(tuple[i]!))),
        IEnumerable items => string.Join(' ', items.Cast<object>().Select(Text).Order(StringComparer.Ordinal)),
        _ when value.GetType().GetMethod(nameof(ToString), Type.EmptyTypes)!.DeclaringType != typeof(object) => value.ToString()!,
        _ => throw new ArgumentException($"A {value.GetType().Name} has no text that would tell it from another.", nameof(value)),
    };

    private static string Short(string? value) => value is null ? "not given" : value.Length > 24 ? value[..12] + "…" : value;
}
