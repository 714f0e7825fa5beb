using System.Security.Cryptography;
using DeepWonder3D.Formats.Hdf5.Structure;
using DeepWonder3D.Formats.Hdf5.Writing;

namespace DeepWonder3D.Formats.Nwb;

/// <summary>
/// Builds the frame of an NWB file: identity, times, a microscope and its imaging plane. What the module does not know and the schema
/// demands (indicator, wavelengths, the time of recording) is said to be unknown. Identifiers follow from the content, so that the same
/// result gives the same bytes.
/// </summary>
/// <param name="writer">The file.</param>
/// <param name="name">The recording's name.</param>
/// <param name="history">What it has gone through.</param>
internal sealed class NwbBuilder(Hdf5Writer writer, string name, IReadOnlyList<HistoryStep> history)
{
    /// <summary>The version of the schema that is written.</summary>
    public const string SchemaVersion = "2.7.0";

    public const string PlanePath = "/general/optophysiology/" + PlaneName;

    private const string PlaneName = "ImagingPlane";
    private const string DeviceName = "Microscope";
    private const string Unknown = "unknown";

    private readonly string _seed = name + "\n" + HistoryJson.ToText(history);
    private readonly IReadOnlyList<HistoryStep> _history = history;

    public Hdf5Writer Writer { get; } = writer;

    public string Name { get; } = name;

    /// <summary>The attributes by which the schema knows an object's type.</summary>
    public Hdf5Attribute[] Typed(string path, string type, string schema = NwbNames.Core, params ReadOnlySpan<Hdf5Attribute> more) =>
    [
        Writer.Text(NwbNames.Type, type),
        Writer.Text(NwbNames.Namespace, schema),
        Writer.Text(NwbNames.ObjectId, Identifier(path)),
        .. more,
    ];

    /// <summary>Ends the file.</summary>
    /// <param name="acquisition">Series that were recorded.</param>
    /// <param name="processing">Modules of results.</param>
    /// <param name="notes">What goes into the general notes: this program's own account, as JSON.</param>
    /// <param name="scale">Rate, pixel size and step of the planes.</param>
    /// <param name="pixelAspect">Height of a pixel over its width.</param>
    public void Finish(
        IEnumerable<(string, long)> acquisition,
        IEnumerable<(string, long)> processing,
        string notes,
        (double? Rate, double? PixelUm, double? StepUm) scale,
        double pixelAspect = 1)
    {
        Hdf5Writer w = Writer;
        string start = Time(_history.Count > 0 ? _history[0].Time : DateTimeOffset.UnixEpoch);
        string written = Time(_history.Count > 0 ? _history[^1].Time : DateTimeOffset.UnixEpoch);
        long devices = w.Group(
            [(DeviceName, w.Group(Array.Empty<Hdf5Link>(), Typed("device", "Device", NwbNames.Core, w.Text("description", Unknown))))]);
        long optics = w.Group([(PlaneName, Plane(scale, pixelAspect))]);
        long general = w.Group([("devices", devices), ("optophysiology", optics), ("notes", w.Dataset(notes))]);
        long stimulus = w.Group([("presentation", w.Group(Array.Empty<Hdf5Link>())), ("templates", w.Group(Array.Empty<Hdf5Link>()))]);
        long root = w.Group(
            [
                ("file_create_date", w.Dataset(Hdf5ItemType.Text, [1], w.TextItem(written))),
                ("identifier", w.Dataset(Identifier("identifier"))),
                ("session_description", w.Dataset($"{Name}: processed with DeepWonder3D for PowerShell")),
                ("session_start_time", w.Dataset(start)),
                ("timestamps_reference_time", w.Dataset(start)),
                ("acquisition", w.Group(acquisition)),
                ("analysis", w.Group(Array.Empty<Hdf5Link>())),
                ("general", general),
                ("processing", w.Group(processing)),
                ("stimulus", stimulus),
            ],
            Typed("/", "NWBFile", NwbNames.Core, w.Text(NwbNames.Version, SchemaVersion)));
        w.Finish(root);
    }

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);

    /// <summary>An identifier that follows from the content and the place, in the form of a random one.</summary>
    private string Identifier(string path)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(_seed + "\n" + path))[..16];
        hash[6] = (byte)((hash[6] & 0x0F) | 0x40);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true).ToString();
    }

    private long Plane((double? Rate, double? PixelUm, double? StepUm) scale, double pixelAspect)
    {
        Hdf5Writer w = Writer;
        long channel = w.Group(
            [("description", w.Dataset(Unknown)), ("emission_lambda", w.Dataset(double.NaN))],
            Typed(PlanePath + "/channel", "OpticalChannel"));
        List<Hdf5Link> links =
        [
            new("description", w.Dataset("the plane, or the planes, of the recording")),
            new("excitation_lambda", w.Dataset(double.NaN)),
            new("indicator", w.Dataset(Unknown)),
            new("location", w.Dataset(Unknown)),
            new("optical_channel", channel),
            new("device", -1, "/general/devices/" + DeviceName),
        ];
        if (scale.Rate is { } rate)
        {
            links.Add(new Hdf5Link(NwbNames.ImagingRate, w.Dataset(rate)));
        }

        if (scale.PixelUm is { } pixel)
        {
            double height = pixel * pixelAspect;
            double[] spacing = scale.StepUm is { } step ? [pixel * 1e-6, height * 1e-6, step * 1e-6] : [pixel * 1e-6, height * 1e-6];
            links.Add(new Hdf5Link(NwbNames.GridSpacing, w.Dataset(spacing, w.Text(NwbNames.Unit, "meters"))));
        }

        return w.Group(links, Typed(PlanePath, "ImagingPlane"));
    }
}
