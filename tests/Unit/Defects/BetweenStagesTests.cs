using DeepWonder3D.Defects;
using DeepWonder3D.Formats;
using DeepWonder3D.Neurons;
using DeepWonder3D.Simulation;
using DeepWonder3D.Stages;
using DeepWonder3D.Tests.Views;
using DeepWonder3D.Traces;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;
using Xunit;

namespace DeepWonder3D.Tests.Defects;

/// <summary>One bad frame, pixel or sample changes no neuron, also where it comes in after a stage.</summary>
public sealed class BetweenStagesTests(DefectScenes scenes) : IClassFixture<DefectScenes>
{
    private const int Frame = 77;
    private const int Pixel = (60 * 128) + 60;

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<int, NeuronSet> s_right = [];

    [Theory]
    [InlineData(0, "sample of 65535")]
    [InlineData(0, "sample of NaN")]
    [InlineData(1, "first frame of 65535")]
    [InlineData(1, "frame of 0")]
    [InlineData(1, "sample of 1e6")]
    [InlineData(1, "hot pixel")]
    [InlineData(2, "frame of 65535")]
    [InlineData(2, "frame of 1e6")]
    [InlineData(2, "frame of NaN")]
    [InlineData(2, "sample of -1e6")]
    [InlineData(2, "a sample of 65535 in every frame")]
    public void What_goes_wrong_after_a_stage_changes_no_neuron(int stage, string fault)
    {
        Volume movie = After(stage);
        NeuronSet right = s_right.GetOrAdd(stage, _ => Rest(stage, movie));
        using Volume wrong = Artefact.Change(movie, (t, plane) => Spoil(fault, t, plane), SampleType.Float32, clamp: false);
        NeuronSet found = Rest(stage, wrong);
        Assert.NotEmpty(right.Neurons);
        AssertSame(right, found);
    }

    [Theory]
    [InlineData("frame of 65535")]
    [InlineData("sample of 65535")]
    public void So_it_does_in_a_file_between_two_stages(string fault)
    {
        using TemporaryFolder folder = new();
        NeuronSet[] sets = [.. new[] { "none", fault }.Select(what =>
        {
            string path = folder.File($"{what}.tif");
            using Volume spoilt = Artefact.Change(
                After(1), (t, plane) => Spoil(what, t, plane), SampleType.Float32, clamp: false);
            VolumeWriter.Write(spoilt, path, cancellationToken: TestContext.Current.CancellationToken);
            using Volume opened = VolumeReader.Open(path, null, TestContext.Current.CancellationToken);
            return Rest(1, opened);
        })];
        AssertSame(sets[0], sets[1]);
    }

    [Theory]
    [InlineData(65_535)]
    [InlineData(20_000)]
    [InlineData(40_000)]
    public void Samples_that_stand_alone_are_named_and_bridged(float sample)
    {
        (long Frame, int Pixel)[] places = [(0, 500), (3, 128 * 64), (100, 8111), (199, (128 * 128) - 1)];
        foreach (Volume clean in scenes.Movies)
        {
            using Volume wrong = Artefact.Change(clean, (t, plane) =>
            {
                foreach ((_, int pixel) in places.Where(p => p.Frame == t))
                {
                    plane[pixel] = sample;
                }
            });
            RecordingObserver observer = new();
            Volume found = DefectSearch.Checked(wrong, observer, TestContext.Current.CancellationToken);
            string words = Assert.Single(observer.Warnings);
            Assert.Contains("4 single samples far from all around", words, StringComparison.Ordinal);
            foreach ((long frame, int pixel) in places)
            {
                (int row, int column) = (pixel / 128, pixel % 128);
                Assert.Contains($"frame {frame} row {row} column {column}", words, StringComparison.Ordinal);
                (long before, long after) = frame == 0 ? (1, 2) : frame == 199 ? (198, 197) : (frame - 1, frame + 1);
                Assert.Equal(
                    0.5f * (clean.GetPlane(before)[row, column] + clean.GetPlane(after)[row, column]),
                    found.GetPlane(frame)[row, column],
                    1e-3f);
            }

            Assert.Empty(found.Missing!.Frames);
            Assert.Equal(clean.GetPlane(50), found.GetPlane(50));
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(64, 3)]
    [InlineData(127, 1)]
    public void Rows_that_were_lost_are_bridged_and_cost_no_frame(int first, int count)
    {
        foreach (Volume clean in scenes.Movies)
        {
            long[] frames = [5, 77, 78, 150];
            using Volume wrong = Artefact.LostRows(clean, first, count, frames);
            RecordingObserver observer = new();
            Volume found = DefectSearch.Checked(wrong, observer, TestContext.Current.CancellationToken);
            Assert.Contains(
                $"{4 * count} lost rows in 4 frames (5, 77 to 78, 150)", Assert.Single(observer.Warnings), StringComparison.Ordinal);
            Assert.Empty(found.Missing!.Frames);
            Assert.Null(found.Missing.Pixels);
            Assert.Equal(
                0.5f * (clean.GetPlane(76)[first, 20] + clean.GetPlane(79)[first, 20]), found.GetPlane(77)[first, 20], 1e-3f);
            Assert.Equal(clean.GetPlane(77)[first == 0 ? 1 : first - 1, 20], found.GetPlane(77)[first == 0 ? 1 : first - 1, 20]);
        }
    }

    [Theory]
    [InlineData(64, 1)]
    [InlineData(20, 8)]
    public void So_are_rows_that_are_lost_in_every_third_frame(int first, int count)
    {
        foreach (Volume clean in scenes.Movies)
        {
            using Volume wrong = Artefact.LostRows(clean, first, count, [.. Enumerable.Range(0, 66).Select(i => 3L * i)]);
            RecordingObserver observer = new();
            Volume found = DefectSearch.Checked(wrong, observer, TestContext.Current.CancellationToken);
            Assert.Contains($"{66 * count} lost rows in 66 frames", Assert.Single(observer.Warnings), StringComparison.Ordinal);
            Assert.Empty(found.Missing!.Frames);
            Assert.Equal(
                0.5f * (clean.GetPlane(101)[first, 20] + clean.GetPlane(103)[first, 20]), found.GetPlane(102)[first, 20], 1e-3f);
        }
    }

    [Fact]
    public void A_dark_frame_in_a_file_without_background_is_no_data()
    {
        using TemporaryFolder folder = new();
        using Volume spoilt = Artefact.Change(
            scenes.BackgroundFree, (t, plane) => Spoil("frame of 0", t, plane), SampleType.Float32, clamp: false);
        VolumeWriter.Write(spoilt, folder.File("x.tif"), cancellationToken: TestContext.Current.CancellationToken);
        using Volume opened = VolumeReader.Open(folder.File("x.tif"), null, TestContext.Current.CancellationToken);
        Volume found = DefectSearch.Checked(opened, null, TestContext.Current.CancellationToken);
        Assert.Equal([new MissingFrame(Frame, FrameFault.Dark)], found.Missing!.Frames);
    }

    private static void Spoil(string fault, long t, float[] plane)
    {
        bool isTime = t == (fault.StartsWith("first", StringComparison.Ordinal) ? 0 : Frame);
        switch (fault)
        {
            case "hot pixel":
                plane[Pixel] += 3000;
                break;
            case "a sample of 65535 in every frame":
                plane[((t * 7919) + 13) % plane.Length] = 65_535;
                break;
            case "none":
                break;
            default:
                float sample = float.Parse(fault.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
                if (isTime && fault.Contains("frame", StringComparison.Ordinal))
                {
                    Array.Fill(plane, sample);
                }
                else if (isTime)
                {
                    plane[Pixel] = sample;
                }

                break;
        }
    }

    private Volume After(int stage) => stage == 0 ? scenes.Movies[0] : stage == 1 ? scenes.Denoised : scenes.BackgroundFree;

    private static NeuronSet Rest(int stage, Volume movie)
    {
        Pipeline pipeline = new(new PipelineOptions
        {
            Motion = null,
            Denoise = stage < 1 ? DefectScenes.With("denoise") : null,
            RemoveBackground = stage < 2 ? DefectScenes.With("background-2um") : null,
            FindNeurons = new NeuronFindingOptions { Network = DefectScenes.With("segment-2um") },
        });
        return pipeline.Run(movie, SilentObserver.Instance, TestContext.Current.CancellationToken);
    }

    private static void AssertSame(NeuronSet right, NeuronSet found)
    {
        Assert.Equal(right.Neurons.Count, found.Neurons.Count);
        foreach (Neuron neuron in right.Neurons)
        {
            Neuron same = found.Neurons.MinBy(n => Math.Pow(n.Row - neuron.Row, 2) + Math.Pow(n.Column - neuron.Column, 2))!;
            Assert.InRange(Math.Abs(same.Row - neuron.Row) + Math.Abs(same.Column - neuron.Column), 0, 1);
            Assert.InRange(Correlation(neuron.Trace, same.Trace), 0.99, 1.000001);
        }
    }

    private static double Correlation(Trace one, Trace other)
    {
        int[] known = [.. Enumerable.Range(0, one.Length).Where(t => float.IsFinite(one[t] + other[t]) && t is not Frame and not 0)];
        Assert.InRange(known.Length, 197, 199);
        (double a, double b) = (known.Average(t => one[t]), known.Average(t => other[t]));
        return known.Sum(t => (one[t] - a) * (other[t] - b))
            / Math.Sqrt(known.Sum(t => Math.Pow(one[t] - a, 2)) * known.Sum(t => Math.Pow(other[t] - b, 2)));
    }
}
