using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;

namespace DeepWonder3D.Help.Facts;

/// <summary>Reads what a property of a cmdlet says of the parameter that it is.</summary>
internal static class ParameterReader
{
    // The cmdlets' own type for a parameter that is one of an enumeration's values.
    private const string Choice = "Choice`1";

    private static readonly HashSet<Type> s_numbers =
        [
            typeof(int), typeof(long), typeof(uint), typeof(ulong), typeof(short), typeof(byte), typeof(float), typeof(double),
            typeof(decimal),
        ];

    /// <summary>Reads a parameter.</summary>
    /// <param name="property">The property.</param>
    /// <param name="fresh">A new cmdlet, whose values are the defaults.</param>
    public static ParameterFacts Read(PropertyInfo property, object fresh)
    {
        Type single = SingleOf(property.PropertyType);
        return new ParameterFacts
        {
            Name = property.Name,
            TypeName = single.Name + (property.PropertyType.IsArray ? "[]" : ""),
            IsSwitch = single == typeof(SwitchParameter),
            IsNumber = s_numbers.Contains(single),
            IsEnumeration = single.IsEnum,
            IsCompletedWithMeanings = single.IsEnum && property.GetCustomAttribute<ArgumentCompleterAttribute>() is not null,
            Aliases = property.GetCustomAttribute<AliasAttribute>()?.AliasNames.ToArray() ?? [],
            Uses = property.GetCustomAttributes<ParameterAttribute>().ToDictionary(
                a => a.ParameterSetName,
                a => new ParameterUse(
                    a.Position == int.MinValue ? null : a.Position, a.Mandatory, a.ValueFromPipeline, a.ValueFromPipelineByPropertyName)),
            TakesWildcards = property.GetCustomAttribute<SupportsWildcardsAttribute>() is not null,
            Range = property.GetCustomAttribute<ValidateRangeAttribute>() is { } range ? InWords(range) : null,
            Values = single.IsEnum
                ? Enum.GetNames(single)
                : property.GetCustomAttribute<ValidateSetAttribute>()?.ValidValues.ToArray() ?? [],
            Default = Default(property.GetValue(fresh)),
        };
    }

    /// <summary>A parameter that the engine adds.</summary>
    public static ParameterFacts Common(string name, string alias) => new()
    {
        Name = name,
        TypeName = nameof(SwitchParameter),
        IsSwitch = true,
        IsNumber = false,
        IsEnumeration = false,
        IsCompletedWithMeanings = false,
        Aliases = [alias],
        Uses = new Dictionary<string, ParameterUse> { [ParameterFacts.AllSets] = new(null, false, false, false) },
        TakesWildcards = false,
        Range = null,
        Values = [],
        Default = null,
    };

    /// <summary>A type's full name, as Get-Help shows types of objects.</summary>
    public static string FullNameOf(Type type) => SingleOf(type).FullName + (type.IsArray ? "[]" : "");

    /// <summary>The type of one value: without array, without null, and without the wrapping of a choice.</summary>
    public static Type SingleOf(Type type)
    {
        Type single = type.IsArray ? type.GetElementType()! : type;
        single = Nullable.GetUnderlyingType(single) ?? single;
        return single.IsGenericType && single.Name == Choice ? single.GenericTypeArguments[0] : single;
    }

    private static string InWords(ValidateRangeAttribute range)
    {
        double least = Convert.ToDouble(range.MinRange, CultureInfo.InvariantCulture);
        double most = Convert.ToDouble(range.MaxRange, CultureInfo.InvariantCulture);
        bool bounded = most < int.MaxValue;
        return (least == double.Epsilon, bounded) switch
        {
            (true, true) => $"more than 0, up to {Number(most)}",
            (true, false) => "more than 0",
            (false, true) => $"{Number(least)} to {Number(most)}",
            _ => $"{Number(least)} or more",
        };
    }

    private static string Number(double value) =>
        value.ToString(Math.Abs(value) is >= 1e-4 and < 1e16 or 0 ? "#,0.####" : "0.###e0", CultureInfo.InvariantCulture);

    /// <summary>A value that says something: zero, nothing and an empty text stand for what the page must explain.</summary>
    private static string? Default(object? value) => value switch
    {
        null or SwitchParameter => null,
        string text => text.Length > 0 ? text : null,
        Enum chosen => chosen.ToString(),
        ValueType choice when choice.GetType().Name == Choice => choice.ToString(),
        IEnumerable several => several.Cast<object>().Select(Default).ToArray() is { Length: > 0 } all ? string.Join(", ", all) : null,
        IFormattable number when s_numbers.Contains(value.GetType()) =>
            Convert.ToDouble(value, CultureInfo.InvariantCulture) == 0 ? null : number.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };
}
