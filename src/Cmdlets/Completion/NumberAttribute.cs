using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace DeepWonder3D.Cmdlets;

/// <summary>
/// Refuses numbers that are written with a comma. In text, PowerShell takes a comma for a separator of thousands and passes it over, so that
/// the 7,5 of a German, French or Russian is 75; unquoted it is a list of 7 and 5.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NumberAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether the parameter takes several numbers.</summary>
    public bool IsList { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = Bare(inputData);
        if (value is string text)
        {
            Check(text);
        }
        else if (value is IList list)
        {
            foreach (object? item in list)
            {
                Check(Bare(item) as string ?? "");
            }

            if (!IsList && list.Count == 2 && Bare(list[0]) is int or long && Bare(list[1]) is int or long)
            {
                string numbers = string.Join(',', list.Cast<object>().Select(n => Convert.ToString(Bare(n), CultureInfo.InvariantCulture)));
                throw Refused($"{numbers} are two numbers", numbers);
            }
        }

        return inputData;
    }

    private static object? Bare(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static void Check(string text)
    {
        if (text.Contains(','))
        {
            throw Refused($"'{text}' has a comma", text);
        }
    }

    private static ArgumentTransformationMetadataException Refused(string what, string text)
    {
        // The last comma is the decimal one where there are several, as in 1.234,5.
        int comma = text.LastIndexOf(',');
        string whole = new([.. text[..comma].Where(char.IsAsciiDigit)]);
        return new ArgumentTransformationMetadataException(
            $"{what}, where one number is expected. Write it with a point, whatever the language of the computer: {whole}.{text[(comma + 1)..]}");
    }
}
