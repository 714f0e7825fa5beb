using System.Globalization;
using System.Management.Automation;

namespace DeepWonder3D.Cmdlets;

/// <summary>
/// One of an enumeration's values, as a parameter takes it: by name, by the beginning of a name, or as the value. The engine completes an
/// enumeration by itself, in the alphabet's order and without saying what the values mean; for this type it asks
/// <see cref="EnumCompleter{T}"/>.
/// </summary>
/// <typeparam name="T">The enumeration.</typeparam>
/// <param name="Value">The value.</param>
public readonly record struct Choice<T>(T Value)
    where T : struct, Enum
{
    /// <summary>Takes the name of a value, or its beginning.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="PSInvalidCastException">No value, or more than one, has such a name; the message lists them.</exception>
    public Choice(string name)
        : this((T)LanguagePrimitives.ConvertTo(name, typeof(T), CultureInfo.InvariantCulture))
    {
    }

    /// <summary>The value.</summary>
    public static implicit operator T(Choice<T> choice) => choice.Value;

    /// <summary>The choice of a value.</summary>
    public static implicit operator Choice<T>(T value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
