namespace DeepWonder3D.Formats.Mat.Version73;

/// <summary>The names by which a MATLAB 7.3 file says what its datasets are.</summary>
internal static class Mat73Names
{
    /// <summary>The group of what cells refer to; all names with a number sign are MATLAB's own.</summary>
    public const string Contents = "#refs#";

    public const string Class = "MATLAB_class";
    public const string Empty = "MATLAB_empty";
    public const string Decode = "MATLAB_int_decode";
}
