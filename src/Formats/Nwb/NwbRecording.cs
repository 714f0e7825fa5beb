using DeepWonder3D.Formats.Arrays;
using DeepWonder3D.Formats.Hdf5;
using DeepWonder3D.Formats.Tiff;
using DeepWonder3D.Formats.Tiff.Descriptions;

namespace DeepWonder3D.Formats.Nwb;

/// <summary>A series of images in an NWB file. The schema orders its axes time, width, height and depth.</summary>
internal static class NwbRecording
{
    private const string Source = "NWB";

    // Of series of two photons.
    private const string LineRate = "scan_line_rate";

    /// <summary>
    /// Opens a series of an HDF5 file; null where the file is no NWB. Samples stay in the file, or in the TIFFs that it names.
    /// </summary>
    /// <exception cref="DeepWonderException">
    /// Hdf5FileInvalid, DatasetNotFound, RecordingIncomplete, or what the options do not fit.
    /// </exception>
    public static Volume? TryOpen(string path, VolumeReadOptions options, CancellationToken cancellationToken)
    {
        using Hdf5File file = Hdf5File.Open(path, mayBeCut: true);
        return file.Root.Attributes.ContainsKey(NwbNames.Version) ? Open(file, options, cancellationToken) : null;
    }

    private static Volume Open(Hdf5File file, VolumeReadOptions options, CancellationToken cancellationToken)
    {
        Hdf5Node series = Choose(file, options.Dataset);
        if (series.IsDataset)
        {
            Hdf5Dataset array = new(series);
            RecordingFacts bare = new() { Source = Source, Notes = [("Dataset", series.Path)] };
            return ArrayRecording.Open(
                array.Open(), file.Path, bare, AxisMap.Usual(array.Lengths.Length), isColumnMajor: false, options, cancellationToken);
        }

        RecordingFacts facts = FactsOf(file, series);
        if (series.Dataset(NwbNames.ExternalFile) is { Count: > 0 } external)
        {
            string[] paths = ExternalFiles(file, external);
            if (paths.Length < external.Count)
            {
                facts = facts with
                {
                    Warnings =
                        [.. facts.Warnings, $"'{file.Path}' names {external.Count} files, of which the last are not beside it: the first "
                            + $"{paths.Length} are read."],
                };
            }

            return TiffSetReader.OpenSequence(paths, file.Path, options, cancellationToken, facts);
        }

        Hdf5Dataset data = series.Dataset(NwbNames.Data) ?? throw file.Invalid($"the series '{series.Path}' holds no data");
        string? usual = data.Lengths.Length switch { 3 => "TXY", 4 => "TXYZ", _ => null };
        ArraySource samples = data.Open();
        if (series.Dataset(NwbNames.Timestamps) is { Count: > 0 } stamps && stamps.Count < data.Lengths[0])
        {
            // Samples without a time were made room for and not written, or not all that belongs to them was.
            samples = new LeadingPlanes(samples, 0, stamps.Count);
            facts = facts with
            {
                Warnings =
                    [.. facts.Warnings, $"'{file.Path}' was stopped: '{series.Path}' holds {data.Lengths[0]} frames and the times of "
                        + $"{stamps.Count}, which are read."],
            };
        }

        return ArrayRecording.Open(samples, file.Path, facts, usual, isColumnMajor: false, options, cancellationToken);
    }

    private static Hdf5Node Choose(Hdf5File file, string? asked)
    {
        if (asked is not null && file.Root.Find(asked) is { } named && (named.IsDataset || named.Text(NwbNames.Type) is not null))
        {
            return named;
        }

        List<(Hdf5Node Node, string Name, int Rank)> found = [];
        foreach (Hdf5Node node in file.Root.All())
        {
            // A series of two or one photons comes before other images, such as those of a camera on the animal.
            int rank = node.Text(NwbNames.Type) switch
            {
                NwbNames.TwoPhotonSeries or NwbNames.OnePhotonSeries => 3,
                NwbNames.ImageSeries => 2,
                _ => 0,
            };
            if (rank > 0)
            {
                found.Add((node, node.Path, rank));
            }
        }

        List<(Hdf5Node Node, string Name, int Rank)> byName = [.. found.Where(f => f.Name.EndsWith("/" + asked, StringComparison.Ordinal))];
        return asked is not null && byName.Count == 1 ? byName[0].Node : DatasetChoice.Choose(found, asked, file.Path);
    }

    private static RecordingFacts FactsOf(Hdf5File file, Hdf5Node series)
    {
        Hdf5Node? plane = series.Find(NwbNames.ImagingPlane);
        Hdf5Dataset? spacing = plane?.Dataset(NwbNames.GridSpacing);
        double? unit = LengthUnit.InMicrometres(spacing?.Node.Text(NwbNames.Unit) ?? "meters");
        double[] grid = spacing is { Type.Stored: not null, Count: >= 2 and <= 3 }
            ? [.. spacing.Read().Numbers().Select(s => s * (unit ?? double.NaN))]
            : [];
        long frames = series.Dataset(NwbNames.Data) is { Count: > 0, Lengths: [var length, ..] }
            ? length
            : series.Dataset(NwbNames.Timestamps)?.Count ?? 0;
        frames = series.Dataset(NwbNames.Timestamps) is { Count: > 0 } stamps ? Math.Min(frames, stamps.Count) : frames;
        double[]? times = NwbTimes.Read(series, frames);
        string? notes = file.Root.Dataset(NwbNames.Notes)?.Read().Text;
        return new RecordingFacts
        {
            Source = Source,
            FrameRate = NwbTimes.Rate(series)
                ?? FrameClock.RateOf(times)
                ?? Positive(plane?.Dataset(NwbNames.ImagingRate)?.Read().Number),
            FrameTimes = times,
            RowPeriodS = 1 / Positive(series.Number(LineRate)),
            PixelSizeUm = grid.Length >= 2 ? PixelSize.Width(grid[0]) : null,
            PixelAspect = grid.Length >= 2 ? PixelSize.Aspect(grid[0], grid[1]) : null,
            PlaneStepUm = grid.Length == 3 ? Positive(grid[2]) : null,
            Provenance = notes is null ? null : VolumeProvenance.TryRead(Encoding.UTF8.GetBytes(notes)),
            Notes = [("Dataset", series.Path), .. plane is null ? [] : new[] { ("ImagingPlane", plane.Path) }],
        };
    }

    private static double? Positive(double? value) => value is > 0 and < double.PositiveInfinity ? value : null;

    /// <summary>
    /// The TIFFs that a series names. A path that is not relative is looked for beside the file: it is another machine's, or nobody's
    /// business.
    /// </summary>
    private static string[] ExternalFiles(Hdf5File file, Hdf5Dataset external)
    {
        string folder = Path.GetDirectoryName(file.Path)!;
        string[] paths = external.Read().Texts();
        int missing = -1;
        for (int i = 0; i < paths.Length; i++)
        {
            string name = paths[i].Replace('\\', '/');
            bool isRelative = !name.StartsWith('/') && !name.Contains(':', StringComparison.Ordinal) && !Path.IsPathRooted(name);
            string path = Path.Combine(folder, isRelative ? name : name[(name.LastIndexOfAny(['/', ':']) + 1)..]);
            bool isThere = File.Exists(path);
            if (isThere ? missing >= 0 : i == 0)
            {
                throw RecordingErrors.Incomplete(file.Path, $"it names '{paths[Math.Max(missing, 0)]}', which is not beside it");
            }

            missing = isThere || missing >= 0 ? missing : i;
            paths[i] = isThere ? path : paths[i];
        }

        return missing < 0 ? paths : paths[..missing];
    }
}
