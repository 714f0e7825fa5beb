namespace DeepWonder3D.Formats.Raw;

/// <summary>What the caller states of a raw binary file: frames of rows of samples, one after the other.</summary>
public sealed record RawLayout
{
    /// <summary>Columns of a frame; null where it is not stated.</summary>
    public int? Width { get; init; }

    /// <summary>Rows of a frame; null where it is not stated.</summary>
    public int? Height { get; init; }

    /// <summary>Type of a sample; null where it is not stated.</summary>
    public SampleType? SampleType { get; init; }

    /// <summary>Bytes before the first frame.</summary>
    public long HeaderBytes { get; init; }

    /// <summary>Whether the highest byte of a sample comes first.</summary>
    public bool IsBigEndian { get; init; }

    /// <summary>Refuses values that no file can have.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ParameterInvalid"/>.</exception>
    public void Check()
    {
        Check(Width, 1, nameof(Width));
        Check(Height, 1, nameof(Height));
        Check(HeaderBytes, 0, nameof(HeaderBytes));
    }

    private static void Check(long? value, long least, string name)
    {
        if (value < least)
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                $"{name} is {value}; it must be {least} or more.",
                name,
                $"Give -{name} a number from {least} on.");
        }
    }
}
