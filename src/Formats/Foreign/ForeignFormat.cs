namespace DeepWonder3D.Formats.Foreign;

/// <summary>A format of recordings that is known and not read.</summary>
/// <param name="Name">What it is, after "is".</param>
/// <param name="Conversion">How to convert it: program and command; a full sentence.</param>
internal sealed record ForeignFormat(string Name, string Conversion)
{
    private const string BioFormats =
        "Open it in Fiji (File > Import > Bio-Formats) and save it with File > Save As > Tiff, or convert it with Bio-Formats' command "
            + "line tool: bfconvert";

    private const string Film =
        "Convert it with FFmpeg to an uncompressed AVI, whose frame times are then those of its rate: ffmpeg -i FILE -an -pix_fmt gray "
            + "-c:v rawvideo FILE.avi";

    private static readonly Dictionary<string, ForeignFormat> s_byEnding = new(StringComparer.OrdinalIgnoreCase)
    {
        [".isxd"] = new(
            "an Inscopix movie",
            "Export it as TIFF in Inscopix Data Processing Software (File > Export), or with isx.export_movie_to_tiff."),
        [".isxb"] = new("an Inscopix behaviour movie", "Export it in Inscopix Data Processing Software (File > Export)."),
        [".nd2"] = new(
            "a Nikon NIS-Elements recording (ND2)",
            $"Export it as TIFF in NIS-Elements (File > Export ND Document). {Fiji(".nd2")}"),
        [".czi"] = new("a Zeiss ZEN recording (CZI)", $"Export it as OME-TIFF in ZEN (Processing > Image Export). {Fiji(".czi")}"),
        [".lif"] = new("a Leica LAS X project (LIF)", $"Export the series as TIFF in LAS X. {Fiji(".lif")}"),
        [".lof"] = new("a Leica LAS X recording (LOF)", $"Export it as TIFF in LAS X. {Fiji(".lof")}"),
        [".oir"] = new("an Olympus FluoView recording (OIR)", $"Export it as TIFF in FV31S-SW. {Fiji(".oir")}"),
        [".oif"] = new("an Olympus FluoView recording (OIF)", $"Export it as TIFF in FV10-ASW. {Fiji(".oif")}"),
        [".oib"] = new("an Olympus FluoView recording (OIB)", $"Export it as TIFF in FV10-ASW. {Fiji(".oib")}"),
        [".vsi"] = new(
            "an Olympus cellSens recording (VSI; its samples lie in the .ets files beside it)",
            $"Export it as TIFF in cellSens. {Fiji(".vsi")}"),
        [".ets"] = new("samples of an Olympus cellSens recording", $"Export the .vsi beside it as TIFF in cellSens. {Fiji(".vsi")}"),
        [".stk"] = new("a MetaMorph stack (STK)", $"Save it as TIFF in MetaMorph. {Fiji(".stk")}"),
        [".ims"] = new("an Imaris file, which keeps each time apart", $"Export it as OME-TIFF in Imaris (File > Export). {Fiji(".ims")}"),
        [".mesc"] = new(
            "a Femtonics MESc file of several measurements",
            "Name one with -Dataset, such as -Dataset /MSession_0/MUnit_0/Channel_0, or export it as TIFF in MESc (Export)."),
        [".dcimg"] = new(
            "a Hamamatsu recording (DCIMG)",
            "Export it as TIFF in HCImage or HoKaWo, or with Hamamatsu's DCIMG to TIFF converter."),
        [".mj2"] = new("a Motion JPEG 2000 film", $"In MATLAB read it with VideoReader and write TIFF, or: {Film}."),
        [".mkv"] = new("a Matroska film", $"{Film}."),
        [".mp4"] = new("an MPEG-4 film", $"{Film}. Its compression may have changed what is to be measured."),
        [".mov"] = new("a QuickTime film", $"{Film}. Its compression may have changed what is to be measured."),
        [".wmv"] = new("a Windows Media film", $"{Film}. Its compression may have changed what is to be measured."),
        [".seq"] = new("a StreamPix or NorPix sequence", "Export it as AVI or TIFF in StreamPix."),
        [".spool"] = new("an Andor spool file", $"Export it as TIFF in Andor Solis. {Fiji(".sifx")}"),
        [".sif"] = new("an Andor recording (SIF)", $"Export it as TIFF in Andor Solis (File > Export As). {Fiji(".sif")}"),
        [".spe"] = new("a Princeton Instruments recording (SPE)", $"Export it as TIFF in LightField. {Fiji(".spe")}"),
    };

    private static readonly (int Offset, byte[] Bytes, string Ending)[] s_byContent =
    [
        (0, [0xDA, 0xCE, 0xBE, 0x0A], ".nd2"),
        (0, "ZISRAWFILE"u8.ToArray(), ".czi"),
        (0, "OLYMPUSRAWFORMAT"u8.ToArray(), ".oir"),
        (0, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], ".oib"),
        (0, "DCIMG"u8.ToArray(), ".dcimg"),
        (0, [0x1A, 0x45, 0xDF, 0xA3], ".mkv"),
        (0, [0, 0, 0, 0x0C, (byte)'j', (byte)'P', (byte)' ', (byte)' ', 0x0D, 0x0A, 0x87, 0x0A], ".mj2"),
        (4, "ftypqt"u8.ToArray(), ".mov"),
        (4, "ftyp"u8.ToArray(), ".mp4"),
        (0, [0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11], ".wmv"),
        (0, [0xED, 0xFE, 0, 0], ".seq"),
        (0, "Andor Technology"u8.ToArray(), ".sif"),
    ];

    /// <summary>The endings by which such files are known.</summary>
    public static IReadOnlyCollection<string> Endings => s_byEnding.Keys;

    /// <summary>What a file is, by its first bytes or else by its ending; null where it is none of these.</summary>
    public static ForeignFormat? Of(string path, ReadOnlySpan<byte> start) => ByContent(start) ?? ByEnding(path);

    /// <summary>What a file is by its ending alone.</summary>
    public static ForeignFormat? ByEnding(string path) => s_byEnding.GetValueOrDefault(Path.GetExtension(path));

    /// <summary>
    /// What a file is that begins as a format that is read and would be read wrongly: the pages of a VSI are a thumbnail, those of an STK
    /// are not listed, and an Imaris or MESc file is HDF5 of many parts, of which one must be named.
    /// </summary>
    public static ForeignFormat? InDisguise(string path, VolumeReadOptions options) =>
        Path.GetExtension(path).ToUpperInvariant() is ".VSI" or ".STK" || (options.Dataset is null
            && Path.GetExtension(path).ToUpperInvariant() is ".IMS" or ".MESC")
            ? ByEnding(path)
            : null;

    /// <summary>The error that says what a file is and how to convert it.</summary>
    public DeepWonderException Refused(string path) =>
        new(ErrorId.FormatNotRead, $"'{path}' is {Name}, which is not read.", path, Conversion);

    private static ForeignFormat? ByContent(ReadOnlySpan<byte> start)
    {
        foreach ((int offset, byte[] bytes, string ending) in s_byContent)
        {
            if (start.Length >= offset + bytes.Length && start[offset..].StartsWith(bytes))
            {
                return s_byEnding[ending];
            }
        }

        // A LIF begins with 0x70 and the length of a block that begins with 0x2A.
        return start.Length > 16 && start[0] == 0x70 && start[1..4].IndexOfAnyExcept((byte)0) < 0 && start[8] == 0x2A
            ? s_byEnding[".lif"]
            : null;
    }

    private static string Fiji(string ending) => $"{BioFormats} FILE{ending} FILE.ome.tif.";
}
