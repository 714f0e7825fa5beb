using System.Buffers.Binary;
using DeepWonder3D.Figures.Drawing;
using DeepWonder3D.Figures.Panels;
using DeepWonder3D.Figures.Report;

namespace DeepWonder3D.Tests.Figures.Report;

public sealed class ReportPackingTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1 << 20, 16)]
    [InlineData(1500, 8)]
    public void Traces_come_back_within_half_a_step(int budget, int bits)
    {
        Trace[] traces = [.. Enumerable.Range(0, 10).Select(i => new Trace(TestFigures.Activity(new Random(i), 100)))];
        ReportBlobs blobs = new();
        PackedTraces packed = TracePacking.Pack(traces, 100, budget, blobs);
        Assert.Equal((bits, 1, 100), (packed.Bits, packed.FramesPerPoint, packed.PointCount));
        for (int i = 0; i < traces.Length; i++)
        {
            float[] scaled = TraceScaling.Scale(traces[i].AsSpan());
            double step = (packed.High[i] - packed.Low[i]) / (bits == 8 ? 254.0 : 65534);
            for (int t = 0; t < 100; t++)
            {
                Assert.Equal(scaled[t], packed.Low[i] + (step * NumberAt(blobs, packed, (i * 100) + t)), (0.5 * step) + 1e-4);
            }
        }
    }

    [Fact]
    public void Long_traces_keep_the_lowest_and_highest_of_several_frames()
    {
        float[] samples = TestFigures.Activity(new Random(1), 1000);
        samples[503] = 5000;
        ReportBlobs blobs = new();
        PackedTraces packed = TracePacking.Pack([new Trace(samples)], 1000, 200, blobs);
        Assert.Equal((8, 10, 100), (packed.Bits, packed.FramesPerPoint, packed.PointCount));
        Assert.Equal(200, blobs[packed.Blob].Length);
        Assert.Equal(254, NumberAt(blobs, packed, (2 * 50) + 1));
        Assert.True(NumberAt(blobs, packed, 2 * 50) < 10);
    }

    [Fact]
    public void Missing_samples_have_a_number_of_their_own()
    {
        ReportBlobs blobs = new();
        PackedTraces packed = TracePacking.Pack([new Trace([1, float.NaN, 2, 1.5f]), new Trace([])], 4, 8, blobs);
        Assert.Equal([0, 255, 254], new[] { 0, 1, 2 }.Select(i => NumberAt(blobs, packed, i)));
        Assert.Equal([255, 255, 255, 255], blobs[packed.Blob][4..].ToArray());
    }

    [Fact]
    public void Outlines_come_back_within_a_step()
    {
        Neuron neuron = TestFigures.Neuron(1, TestFigures.Disc(20, 30, 5, 60, 60));
        double step = OutlinePacking.StepFor(60, 60);
        byte[] packed = OutlinePacking.Pack([neuron], step);
        List<(double X, double Y)> loop = Assert.Single(FootprintOutline.Loops(neuron.Footprint));
        int At(int i) => BinaryPrimitives.ReadUInt16LittleEndian(packed.AsSpan(2 * i));
        Assert.Equal((1, loop.Count), (At(0), At(1)));
        for (int i = 0; i < loop.Count; i++)
        {
            Assert.Equal(loop[i].X, At(2 + (2 * i)) * step, step);
            Assert.Equal(loop[i].Y, At(3 + (2 * i)) * step, step);
        }

        Assert.True(100_000 / OutlinePacking.StepFor(10, 100_000) <= ushort.MaxValue);
    }

    [Fact]
    public void Moments_are_those_of_most_activity_in_each_part()
    {
        float[] one = new float[100];
        float[] two = new float[100];
        for (int i = 0; i < 100; i++)
        {
            (one[i], two[i]) = (i % 2, i % 3);
        }

        (one[13], two[13], two[77]) = (50, 60, 90);
        IReadOnlyList<double> shares = ActiveFrames.Choose([new Trace(one), new Trace(two)], 100, 2);
        Assert.Equal([13 / 99.0, 77 / 99.0], shares);
        Assert.Empty(ActiveFrames.Choose([], 0, 4));
        Assert.Equal([0.0], ActiveFrames.Choose([], 1, 4));
    }

    [Fact]
    public void Three_thousand_neurons_of_two_thousand_frames_stay_under_15_megabytes()
    {
        TestFigures.DemandDrawing();
        NeuronSet neurons = TestReports.Scattered(3000, 512, 2000);
        int bytes = TestReports.Bytes(TestReports.Input([], neurons)).Length;
        output.WriteLine($"{bytes / 1e6:0.0} MB");
        Assert.InRange(bytes, 8_000_000, 15_000_000);
    }

    private static int NumberAt(ReportBlobs blobs, PackedTraces packed, int index) => packed.Bits == 8
        ? blobs[packed.Blob][index]
        : BinaryPrimitives.ReadUInt16LittleEndian(blobs[packed.Blob][(2 * index)..]);
}
