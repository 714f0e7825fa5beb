using DeepWonder3D.Formats.Arrays;

namespace DeepWonder3D.Formats.Hdf5;

/// <summary>A recording in an HDF5 file: any dataset, or a MATLAB 7.3 variable.</summary>
internal static class Hdf5Recording
{
    /// <summary>Opens a recording; samples stay in the file.</summary>
    /// <exception cref="DeepWonderException">Hdf5FileInvalid, DatasetNotFound, AxesMismatch, or what the options do not fit.</exception>
    public static Volume Open(string path, ReadOnlySpan<byte> start, VolumeReadOptions options, CancellationToken cancellationToken)
    {
        bool isMatlab = start.StartsWith("MATLAB 7.3"u8);
        using Hdf5File file = Hdf5File.Open(path, mayBeCut: true);
        Hdf5Dataset dataset = Choose(file, options.Dataset, isMatlab);
        RecordingFacts facts = FactsOf(dataset, isMatlab);
        string? usual = dataset.Node.Text(Hdf5Names.Axes) ?? AxisMap.Usual(dataset.Lengths.Length);
        if (isMatlab)
        {
            // MATLAB keeps rows and columns first.
            usual = dataset.Lengths.Length switch { 2 => "YX", 3 => "YXT", 4 => "YXZT", _ => null };
        }

        return ArrayRecording.Open(dataset.Open(), path, facts, usual, isMatlab, options, cancellationToken);
    }

    private static Hdf5Dataset Choose(Hdf5File file, string? asked, bool isMatlab)
    {
        if (asked is not null && file.Root.Dataset(asked) is { } named)
        {
            return named;
        }

        DeepWonderException? unread = null;
        List<(Hdf5Dataset, string, int)> found = [];
        IEnumerator<Hdf5Dataset> datasets = file.Root.Datasets(failed => unread ??= failed).GetEnumerator();
        while (datasets.MoveNext())
        {
            Hdf5Dataset dataset = datasets.Current;

            // MATLAB keeps the contents of cells and objects in groups of names with a number sign.
            if (dataset.Type.Stored is not null && !(isMatlab && dataset.Path.Contains('#', StringComparison.Ordinal)))
            {
                found.Add((dataset, isMatlab ? dataset.Path.TrimStart('/') : dataset.Path, dataset.Lengths.Length));
            }
        }

        return found.Count == 0 && unread is not null ? throw unread : DatasetChoice.Choose(found, asked, file.Path);
    }

    private static RecordingFacts FactsOf(Hdf5Dataset dataset, bool isMatlab)
    {
        Hdf5Node node = dataset.Node;
        double? Positive(string name) => node.Number(name) is { } value && value > 0 && double.IsFinite(value) ? value : null;
        double[]? element = node.Attributes.GetValueOrDefault(Hdf5Names.ElementSizeUm) is { Type.Stored: not null, Count: 3 } size
            ? size.Numbers()
            : null;
        string? provenance = node.Text(Hdf5Names.Provenance);
        return new RecordingFacts
        {
            Source = isMatlab ? "array size" : "HDF5 attributes",
            FrameRate = Positive(Hdf5Names.FrameRate),
            PixelSizeUm = Positive(Hdf5Names.PixelSizeUm) ?? PixelSize.Width(element?[2]),
            PixelAspect = PixelSize.Aspect(element?[2], element?[1]),
            PlaneStepUm = Positive(Hdf5Names.PlaneStepUm) ?? (element?[0] is > 0 and < double.PositiveInfinity ? element[0] : null),
            Provenance = provenance is null ? null : VolumeProvenance.TryRead(Encoding.UTF8.GetBytes(provenance)),
            Notes = [("Dataset", dataset.Path)],
        };
    }
}
