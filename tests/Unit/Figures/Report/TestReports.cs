using System.Text;
using System.Text.RegularExpressions;
using DeepWonder3D.Figures.Report;

namespace DeepWonder3D.Tests.Figures.Report;

/// <summary>Reports to look into, and what they are made of.</summary>
internal static partial class TestReports
{
    private static readonly DateTimeOffset s_written = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>A page as text.</summary>
    public static string Page(ReportInput input) => Encoding.UTF8.GetString(Bytes(input));

    /// <summary>A page as a file holds it.</summary>
    public static byte[] Bytes(ReportInput input)
    {
        using MemoryStream stream = new();
        ReportPage.Write(ReportBuilder.Build(input, SilentObserver.Instance, default), stream, s_written, default);
        return stream.ToArray();
    }

    public static ReportInput Input(IReadOnlyList<Volume> volumes, params object[] neurons)
    {
        ReportInput input = new() { Volumes = volumes };
        foreach (object item in neurons)
        {
            input.Add(item);
        }

        return input;
    }

    /// <summary>The facts that the page's script reads.</summary>
    public static JsonElement Facts(string page) => JsonDocument.Parse(FactsElement().Match(page).Groups[1].Value).RootElement;

    /// <summary>One of the page's binary parts.</summary>
    public static byte[] Blob(string page, int number) =>
        Convert.FromBase64String(Regex.Match(page, $"<script type=\"text/plain\" id=\"blob-{number}\">([^<]*)</script>").Groups[1].Value);

    /// <summary>Blobs of uneven radius scattered over a field, with traces of so many frames and all measures of quality.</summary>
    public static NeuronSet Scattered(int count, int side, int frames, string name = "mouse 1", int? viewId = null)
    {
        Random random = new(11);
        return new NeuronSet
        {
            Name = name,
            ViewId = viewId,
            Height = side,
            Width = side,
            FrameCount = frames,
            FrameRate = 10,
            PixelSizeUm = 2,
            Neurons = [.. Enumerable.Range(1, count).Select(id => Scattered(id, side, frames, random))],
            History = [Step("Import-Volume"), Step("Invoke-Denoise"), Step("Find-Neuron")],
        };
    }

    public static HistoryStep Step(string name) =>
        new(name, new Dictionary<string, string> { ["MinAreaPx"] = "12", ["Path"] = "a & b.tif" })
        {
            Model = name == "Import-Volume" ? null : "test-model",
            ModelHash = name == "Import-Volume" ? null : new string('A', 64),
            Device = name == "Import-Volume" ? null : "Cpu",
            Duration = TimeSpan.FromSeconds(12.34),
        };

    /// <summary>A movie of the same field after so many steps; noise gets less from step to step.</summary>
    public static Volume Stage(NeuronSet neurons, int steps, int frames)
    {
        Random random = new(steps);
        float[] mean = new float[neurons.Height * neurons.Width];
        foreach (Neuron neuron in neurons.Neurons)
        {
            foreach (int pixel in neuron.Footprint.Pixels)
            {
                mean[pixel] = 40;
            }
        }

        Volume movie = TestVolumes.Create(
            frames,
            neurons.Height,
            neurons.Width,
            (t, y, x) => 100 + mean[(y * neurons.Width) + x] + (float)(random.NextDouble() * 60 / steps),
            name: neurons.Name);
        return new Volume(movie.Info with { ViewId = neurons.ViewId, History = [.. neurons.History.Take(steps)] }, movie.Store);
    }

    private static Neuron Scattered(int id, int side, int frames, Random random)
    {
        double radius = 2 + (2 * random.NextDouble());
        (double row, double column) = (random.NextDouble() * (side - 1), random.NextDouble() * (side - 1));
        List<int> pixels = [];
        for (int y = (int)Math.Max(0, row - radius); y <= Math.Min(side - 1, row + radius); y++)
        {
            for (int x = (int)Math.Max(0, column - radius); x <= Math.Min(side - 1, column + radius); x++)
            {
                if (Math.Pow(y - row, 2) + Math.Pow(x - column, 2) <= radius * radius)
                {
                    pixels.Add((y * side) + x);
                }
            }
        }

        float[] trace = TestFigures.Activity(random, frames);
        return new Neuron
        {
            Id = id,
            Row = row,
            Column = column,
            Footprint = new Footprint([.. pixels], side),
            Trace = new Trace(trace),
            Snr = TraceQuality.Snr(trace, null),
            Roundness = 0.6 + (0.4 * random.NextDouble()),
            Score = random.NextDouble(),
        };
    }

    [GeneratedRegex("<script type=\"application/json\" id=\"facts\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex FactsElement();
}
