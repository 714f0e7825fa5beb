namespace DeepWonder3D.Formats.Mat;

/// <summary>An array that the file holds and that is not read: whoever needs it says why.</summary>
internal sealed class MatUnread : MatArray
{
    private readonly string _className;

    public MatUnread(int[] dims, string className)
        : base(dims)
    {
        _className = className;
    }

    /// <summary>Such as <c>sparse</c>, <c>complex double</c> or <c>object</c>.</summary>
    public override string ClassName => _className;
}
