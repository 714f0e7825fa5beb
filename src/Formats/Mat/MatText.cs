namespace DeepWonder3D.Formats.Mat;

/// <summary>Characters: usually one row of them.</summary>
internal sealed class MatText : MatArray
{
    private readonly string _characters;

    public MatText(string text)
        : this([text.Length == 0 ? 0 : 1, text.Length], text)
    {
    }

    /// <summary>Creates a matrix of characters.</summary>
    /// <param name="dims">Rows and columns.</param>
    /// <param name="characters">The characters, column-major.</param>
    public MatText(int[] dims, string characters)
        : base(dims)
    {
        if (Count != characters.Length)
        {
            throw new ArgumentException($"{characters.Length} characters do not fill {this}.", nameof(characters));
        }

        _characters = characters;
    }

    public override string ClassName => "char";

    /// <summary>The characters, column-major.</summary>
    public string Characters => _characters;

    /// <summary>
    /// How the characters are stored: ASCII as bytes, all else as UTF-16, whose units are what the size counts. Octave and SciPy both count
    /// wrongly in UTF-8 beyond ASCII.
    /// </summary>
    public (MatType Type, Encoding Encoding) Stored =>
        Ascii.IsValid(_characters) ? (MatType.Utf8, Encoding.UTF8) : (MatType.Utf16, Encoding.Unicode);

    /// <summary>The rows, from the top, joined by line feeds.</summary>
    public string Text => Dims[0] <= 1
        ? _characters
        : string.Join('\n', Enumerable.Range(0, Dims[0]).Select(row => string.Concat(_characters.Where((_, i) => i % Dims[0] == row))));
}
