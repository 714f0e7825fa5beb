using System.Text.Json;
using DeepWonder3D.Errors;
using DeepWonder3D.Neurons;

namespace DeepWonder3D.Evaluation;

/// <summary>
/// Reads hand-labelled regions from JSON, as public benchmarks store them: a list of regions, or an object that holds it as
/// <c>regions</c>; each region has <c>coordinates</c> ([row, column] of every pixel, from 0) and may have <c>id</c> and <c>peak_snr</c>.
/// </summary>
internal static class RegionFile
{
    /// <summary>Reads the regions as neurons without traces.</summary>
    /// <param name="path">The file.</param>
    /// <param name="height">Rows of the image that was labelled.</param>
    /// <param name="width">Columns of that image.</param>
    /// <param name="pixelSizeUm">Its pixel size, where known.</param>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.FileNotFound"/>, or <see cref="ErrorId.NeuronFileInvalid"/>: the file is not such JSON, or a pixel lies outside the image.
    /// </exception>
    public static NeuronSet Read(string path, int height, int width, double? pixelSizeUm = null)
    {
        List<Neuron> neurons = [];
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement root = document.RootElement;
            JsonElement regions = root.ValueKind == JsonValueKind.Array ? root : root.GetProperty("regions");
            foreach (JsonElement region in regions.EnumerateArray())
            {
                neurons.Add(NeuronOf(region, neurons.Count + 1, height, width));
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DeepWonderException(ErrorId.FileNotFound, $"There is no file '{path}'.", path, "Check the path.", e);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException)
        {
            throw Invalid(path, $"it is no list of regions with coordinates ({e.Message})", e);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw Invalid(path, $"a region has a pixel outside of {height} × {width}", e);
        }

        return new NeuronSet
        {
            Name = Path.GetFileNameWithoutExtension(path),
            Height = height,
            Width = width,
            FrameCount = 0,
            PixelSizeUm = pixelSizeUm,
            Neurons = neurons,
        };
    }

    private static Neuron NeuronOf(JsonElement region, int number, int height, int width)
    {
        SortedSet<int> pixels = [];
        double rows = 0;
        double columns = 0;
        foreach (JsonElement place in region.GetProperty("coordinates").EnumerateArray())
        {
            (int row, int column) = (place[0].GetInt32(), place[1].GetInt32());
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)height, nameof(height));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)width, nameof(width));
            if (pixels.Add((row * width) + column))
            {
                rows += row;
                columns += column;
            }
        }

        if (pixels.Count == 0)
        {
            throw new FormatException($"region {number} has no pixel");
        }

        return new Neuron
        {
            Id = region.TryGetProperty("id", out JsonElement id) && id.TryGetInt32(out int given) ? given : number,
            Row = rows / pixels.Count,
            Column = columns / pixels.Count,
            Snr = region.TryGetProperty("peak_snr", out JsonElement snr) ? snr.GetDouble() : double.NaN,
            Footprint = new Footprint([.. pixels], width),
            Trace = new Trace([]),
        };
    }

    private static DeepWonderException Invalid(string path, string why, Exception inner) => new(
        ErrorId.NeuronFileInvalid,
        $"The regions in '{path}' cannot be used: {why}.",
        path,
        "Check that the file belongs to this recording.",
        inner);
}
