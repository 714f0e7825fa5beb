using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace DeepWonder3D.Figures.Report;

/// <summary>
/// A report as one HTML page that asks for nothing outside itself. Its policy names the hash of its own script and style, so that nothing
/// else could run or load even if a name got out of its place.
/// </summary>
internal static class ReportPage
{
    /// <summary>A multiple of 3, so that the pieces of base64 fit together.</summary>
    private const int PieceBytes = 3 << 14;

    private static readonly string[] s_scripts =
        [
            "facts.js", "canvas.js", "field.js", "map.js", "frames.js", "space.js", "choose.js", "table.js", "traces.js", "quality.js",
            "condition.js",
            "history.js", "start.js",
        ];

    /// <summary>Writes the page.</summary>
    /// <param name="content">What it shows.</param>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="written">When, to state on the page.</param>
    /// <param name="token">Cancels between the binary parts.</param>
    public static void Write(ReportContent content, Stream stream, DateTimeOffset written, CancellationToken token)
    {
        string style = Resource("report.css");
        string script = "(() => {\n\"use strict\";\n" + string.Concat(s_scripts.Select(Resource)) + "})();\n";
        Dictionary<string, Action> parts = new()
        {
            ["policy"] = () => Text(
                stream,
                $"default-src 'none'; img-src data:; style-src '{Hash(style)}'; script-src '{Hash(script)}'; "
                    + "base-uri 'none'; form-action 'none'"),
            ["title"] = () => Text(stream, WebUtility.HtmlEncode(content.Title)),
            ["style"] = () => Text(stream, style),
            ["facts"] = () => stream.Write(ReportFacts.ToJson(content, written)),
            ["blobs"] = () => Blobs(content.Blobs, stream, token),
            ["script"] = () => Text(stream, script),
        };
        string[] pieces = Resource("report.html").Split("{{");
        Text(stream, pieces[0]);
        foreach (string piece in pieces.AsSpan(1))
        {
            string[] nameAndRest = piece.Split("}}", 2);
            parts[nameAndRest[0]]();
            Text(stream, nameAndRest[1]);
        }
    }

    /// <summary>Each part is a script element of a type that no browser runs: its text is not parsed until it is asked for.</summary>
    private static void Blobs(ReportBlobs blobs, Stream stream, CancellationToken token)
    {
        byte[] text = new byte[Base64.GetMaxEncodedToUtf8Length(PieceBytes)];
        for (int i = 0; i < blobs.Count; i++)
        {
            token.ThrowIfCancellationRequested();
            Text(stream, FormattableString.Invariant($"<script type=\"text/plain\" id=\"blob-{i}\">"));
            ReadOnlySpan<byte> left = blobs[i];
            while (!left.IsEmpty)
            {
                ReadOnlySpan<byte> piece = left[..Math.Min(left.Length, PieceBytes)];
                Base64.EncodeToUtf8(piece, text, out _, out int length);
                stream.Write(text, 0, length);
                left = left[piece.Length..];
            }

            Text(stream, "</script>\n");
        }
    }

    private static void Text(Stream stream, string text) => stream.Write(Encoding.UTF8.GetBytes(text));

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>A part of the page. Browsers hash what they parse, in which every line ends in a line feed.</summary>
    private static string Resource(string name)
    {
        using StreamReader reader = new(typeof(ReportPage).Assembly.GetManifestResourceStream($"Report/{name}")!, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}

/// <summary>Everything that a report shows.</summary>
/// <param name="Title">The recording's name.</param>
/// <param name="Sources">The neurons, those in space first.</param>
/// <param name="Blobs">The binary parts that the sources refer to.</param>
internal sealed record ReportContent(string Title, IReadOnlyList<ReportSource> Sources, ReportBlobs Blobs);

/// <summary>The report's binary parts (pictures, traces, outlines), each known by its number.</summary>
internal sealed class ReportBlobs
{
    private readonly List<byte[]> _items = [];

    public int Count => _items.Count;

    public ReadOnlySpan<byte> this[int number] => _items[number];

    /// <summary>Keeps a part.</summary>
    /// <returns>Its number.</returns>
    public int Add(byte[] content)
    {
        _items.Add(content);
        return _items.Count - 1;
    }
}
