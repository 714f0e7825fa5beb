using System.Xml;

namespace DeepWonder3D.Formats.Tiff.Descriptions;

/// <summary>When planes were taken, from the <c>Plane</c> elements of OME-XML; those of the first channel stand for all.</summary>
internal sealed class OmeTimes
{
    private readonly Dictionary<(int Frame, int Plane), double> _times = [];

    /// <summary>Takes the time of the <c>Plane</c> element on which the reader stands.</summary>
    public void Add(XmlReader xml)
    {
        if (xml.GetAttribute("TheC") is "0" && Index(xml, "TheT") is { } frame && Index(xml, "TheZ") is { } plane
            && double.TryParse(xml.GetAttribute("DeltaT"), NumberStyles.Float, CultureInfo.InvariantCulture, out double time)
            && TimeUnit.InSeconds(xml.GetAttribute("DeltaTUnit") ?? "s") is { } unit)
        {
            _times[(frame, plane)] = time * unit;
        }
    }

    /// <summary>
    /// A description with the times, if they are those of all planes, and with the rate that they have where no other is right.
    /// </summary>
    /// <param name="description">What else is known.</param>
    /// <param name="frames">How many frames there are, which may be fewer than were planned.</param>
    public TiffDescription Complete(TiffDescription description, long frames)
    {
        long planes = description.Planes!.Value;
        long known = _times.Keys.Count(k => k.Frame < frames && k.Plane < planes);
        bool isOdd = _times.Keys.Any(k => k.Frame >= description.Frames || k.Plane >= planes);
        if (known == 0 || known != frames * planes || isOdd)
        {
            return description;
        }

        double[] times = [.. Enumerable.Range(0, (int)frames).Select(frame => _times[(frame, 0)])];
        if (!FrameClock.IsSound(times, frames))
        {
            return description;
        }

        // What is stated as the interval may be what was planned.
        bool isPlanned = description.FrameRate is null || FrameClock.Fitting(times, description.FrameRate) is null;
        return description with
        {
            FrameRate = isPlanned ? FrameClock.RateOf(times) ?? description.FrameRate : description.FrameRate,
            FrameTimes = times,
            PlaneOffsetsS = PlaneOffsets.Of((int)planes, frames, (frame, plane) => _times[((int)frame, plane)]),
        };
    }

    private static int? Index(XmlReader xml, string attribute) =>
        int.TryParse(xml.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : null;
}
