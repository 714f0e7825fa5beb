namespace DeepWonder3D.Tests.Fuzzing;

/// <summary>
/// Small files in <c>Corpus/&lt;target&gt;</c>: sound ones, written by other programs (<c>make_corpus.py</c>), and those whose names begin
/// with <c>bad-</c>, which once broke a reader or are built to.
/// </summary>
internal static class FuzzCorpus
{
    private const string Bad = "bad-";

    private static readonly string s_folder = Path.Combine(SharedMaterial.Root, "tests", "Unit", "Fuzzing", "Corpus");

    /// <summary>The files of a target, in the order of their names.</summary>
    public static IReadOnlyList<string> Files(string target, bool isSound)
    {
        string folder = Path.Combine(s_folder, target);
        return Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder)
            .Where(f => Path.GetFileName(f).StartsWith(Bad, StringComparison.Ordinal) != isSound)
            .Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>The names of all folders.</summary>
    public static IEnumerable<string> Targets() => Directory.GetDirectories(s_folder).Select(f => Path.GetFileName(f)!);
}
