namespace DeepWonder3D.Formats.Mat;

/// <summary>The word that says what sort of array follows.</summary>
internal readonly record struct MatFlags(int Word)
{
    private const int LogicalBit = 0x0200;
    private const int ComplexBit = 0x0800;

    public MatClass Class => (MatClass)(Word & 0xFF);

    public bool IsLogical => (Word & LogicalBit) != 0;

    public bool IsComplex => (Word & ComplexBit) != 0;

    public static MatFlags Of(MatClass arrayClass, bool isLogical) => new((int)arrayClass | (isLogical ? LogicalBit : 0));
}
