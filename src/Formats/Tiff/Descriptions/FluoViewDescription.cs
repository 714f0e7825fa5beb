using System.Buffers.Binary;

namespace DeepWonder3D.Formats.Tiff.Descriptions;

/// <summary>
/// Reads the header that Olympus' FluoView keeps in a private tag of the first page: a name, a length, a step and a unit of up to ten axes,
/// those of a page first, the others fastest first.
/// </summary>
internal static class FluoViewDescription
{
    /// <summary>Bytes up to the end of the axes.</summary>
    public const int HeaderBytes = FirstAxis + (AxisCount * AxisBytes);

    private const string Source = "FluoView";
    private const int FirstAxis = 284;
    private const int AxisCount = 10;
    private const int AxisBytes = 100;
    private const int NameBytes = 16;
    private const int LengthAt = NameBytes;
    private const int StepAt = 28;
    private const int UnitAt = 36;

    private readonly record struct Axis(string Name, long Length, double Step, string Unit)
    {
        /// <summary>The letter of the axis; a question mark for one of another kind.</summary>
        public char Letter => Name.ToUpperInvariant() switch
        {
            "X" or "Y" or "Z" or "T" => char.ToUpperInvariant(Name[0]),
            "TIME" => 'T',
            "CH" or "CHANNEL" or "WAVELENGTH" => 'C',
            _ => '?',
        };
    }

    /// <summary>Reads a header; null where there is none.</summary>
    /// <param name="header">The tag's first <see cref="HeaderBytes"/> bytes.</param>
    /// <param name="isBigEndian">The file's byte order.</param>
    /// <param name="width">Columns of a page.</param>
    /// <param name="height">Rows of a page.</param>
    public static TiffDescription? TryRead(ReadOnlySpan<byte> header, bool isBigEndian, int width, int height)
    {
        if (header.Length < HeaderBytes)
        {
            return null;
        }

        List<Axis> axes = [];
        for (int i = 0; i < AxisCount; i++)
        {
            Axis axis = Read(header.Slice(FirstAxis + (i * AxisBytes), AxisBytes), isBigEndian);
            if (axis.Length != 0 && axis.Name.Length > 0)
            {
                axes.Add(axis);
            }
        }

        return axes.Count < 2 ? null : Describe(axes, width, height);
    }

    private static Axis Read(ReadOnlySpan<byte> bytes, bool isBigEndian)
    {
        ReadOnlySpan<byte> step = bytes.Slice(StepAt, sizeof(double));
        return new Axis(
            Text(bytes[..NameBytes]),
            isBigEndian
                ? BinaryPrimitives.ReadInt32BigEndian(bytes[LengthAt..])
                : BinaryPrimitives.ReadInt32LittleEndian(bytes[LengthAt..]),
            isBigEndian ? BinaryPrimitives.ReadDoubleBigEndian(step) : BinaryPrimitives.ReadDoubleLittleEndian(step),
            Text(bytes[UnitAt..]));
    }

    /// <summary>A text of fixed length, which a zero ends early; the µ of a unit is Latin-1.</summary>
    private static string Text(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        return Encoding.Latin1.GetString(end < 0 ? bytes : bytes[..end]).Trim();
    }

    private static TiffDescription Describe(List<Axis> axes, int width, int height)
    {
        string sizes = string.Join(", ", axes.Select(a => $"{a.Name} {a.Length}"));
        if (axes[0].Letter != 'X' || axes[1].Letter != 'Y' || axes[0].Length != width || axes[1].Length != height)
        {
            return Faulty($"its FluoView header gives the axes {sizes}, and its pages are {height} × {width}");
        }

        List<Axis> pages = [.. axes.Skip(2).Where(a => a.Length != 1)];
        string letters = string.Concat(pages.Select(a => a.Letter));
        if (letters.Any(l => !"TZC".Contains(l, StringComparison.Ordinal)) || letters.Distinct().Count() != letters.Length
            || pages.Any(a => a.Length < 1))
        {
            return Faulty($"its FluoView header gives the axes {sizes}, of which more than T, Z, C, Y and X are there");
        }

        Axis? Of(char letter) => axes.Where(a => a.Letter == letter).Select(a => (Axis?)a).FirstOrDefault();
        double? across = MicrometresOf(axes[0]);
        double? interval = Of('T') is { Step: > 0 } time ? time.Step * TimeUnit.InSeconds(time.Unit) : null;
        return new TiffDescription
        {
            Source = Source,
            Frames = Of('T')?.Length ?? 1,
            Planes = Of('Z')?.Length ?? 1,
            Channels = Of('C')?.Length ?? 1,
            Order = letters + string.Concat("CZT".Where(l => !letters.Contains(l))),
            FrameRate = interval is > 0 and < double.PositiveInfinity ? 1 / interval : null,
            PixelSizeUm = across,
            PixelAspect = PixelSize.Aspect(across, MicrometresOf(axes[1])),
            PlaneStepUm = Of('Z') is { Length: > 1 } depth ? MicrometresOf(depth) : null,
        };
    }

    /// <summary>The step of an axis; that of depth may go downwards.</summary>
    private static double? MicrometresOf(Axis axis) => PixelSize.Width(Math.Abs(axis.Step) * LengthUnit.InMicrometres(axis.Unit));

    private static TiffDescription Faulty(string fault) => new() { Source = Source, Fault = fault };
}
