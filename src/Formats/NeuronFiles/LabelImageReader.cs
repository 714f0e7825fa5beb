using DeepWonder3D.Errors;
using DeepWonder3D.Files.Pickle;
using DeepWonder3D.Formats.Npy;
using DeepWonder3D.Formats.Npy.Objects;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Formats.NeuronFiles;

/// <summary>
/// Reads images of labels, as Cellpose writes its masks: 0 is no neuron, every other number is the footprint of one. NumPy files (also
/// Cellpose's <c>_seg.npy</c>, by its <c>masks</c>) and TIFFs of one page.
/// </summary>
internal static class LabelImageReader
{
    private const string CellposeEnding = "_seg.npy";
    private const string CellposeMasks = "masks";

    // Lists of coordinates have few columns, and pictures have many.
    private const int LeastWidth = 5;

    /// <summary>Reads an image.</summary>
    /// <returns>Its neurons; null where a NumPy file is an array of another kind.</returns>
    /// <exception cref="DeepWonderException">NeuronFileInvalid, or what reading the file throws.</exception>
    public static NeuronFileContent? TryRead(string path)
    {
        bool isNumPy = Path.GetExtension(path).Equals(".npy", StringComparison.OrdinalIgnoreCase);
        if (!isNumPy)
        {
            return FromTiff(path);
        }

        if (path.EndsWith(CellposeEnding, StringComparison.OrdinalIgnoreCase))
        {
            return NumpyObjects.Read(path) is [PickleDictionary { ByName: var fields }]
                && (fields.GetValueOrDefault(CellposeMasks) as NumpyBuild)?.Array is { Shape: [var rows, var columns] } masks
                && masks.ToDoubles() is { } labels && labels.LongLength == (long)rows * columns
                ? FromLabels(labels, rows, columns, path)
                : throw NeuronFileErrors.Invalid(path, $"it holds no '{CellposeMasks}' of rows and columns");
        }

        NpyArray array = NpyFile.Read(path);
        return array.Shape is [var height, >= LeastWidth and var width]
            && array.ToDoubles() is var values
            && Array.TrueForAll(values, IsLabel)
            ? FromLabels(values, height, width, path)
            : null;
    }

    private static NeuronFileContent FromTiff(string path)
    {
        using Volume volume = VolumeReader.Open(path, null, CancellationToken.None);
        if (volume.FrameCount * volume.PlaneCount != 1)
        {
            throw NeuronFileErrors.Invalid(
                path,
                $"an image of labels is one page, and it holds {volume.FrameCount * volume.PlaneCount}; Import-Volume opens recordings");
        }

        double[] labels = [.. volume.GetPlane(0).Cast<float>().Select(v => (double)v)];
        return Array.TrueForAll(labels, IsLabel)
            ? FromLabels(labels, volume.Height, volume.Width, path)
            : throw NeuronFileErrors.Invalid(path, "its samples are no labels, which are whole numbers from 0");
    }

    private static bool IsLabel(double value) => value is >= 0 and <= int.MaxValue && value == Math.Floor(value);

    private static NeuronFileContent FromLabels(double[] labels, int height, int width, string path)
    {
        SortedDictionary<int, NeuronDraft> drafts = [];
        for (int i = 0; i < labels.Length; i++)
        {
            int label = IsLabel(labels[i]) ? (int)labels[i] : throw NeuronFileErrors.Invalid(path, $"{labels[i]} is no label");
            if (label == 0)
            {
                continue;
            }

            if (!drafts.TryGetValue(label, out NeuronDraft? draft))
            {
                drafts.Add(label, draft = new NeuronDraft { Id = label });
            }

            draft.Pixels.Add((i / width, i % width));
        }

        return drafts.Count > 0
            ? new NeuronFileContent(new NeuronFileHead { Height = height, Width = width }, [.. drafts.Values])
            : throw NeuronFileErrors.Invalid(path, "its image has no label but 0");
    }
}
