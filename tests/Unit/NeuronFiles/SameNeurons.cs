using DeepWonder3D.Neurons;
using DeepWonder3D.Views;
using DeepWonder3D.Work;
using Xunit;

namespace DeepWonder3D.Tests.NeuronFiles;

/// <summary>Holds two results against each other, in everything, exactly.</summary>
internal static class SameNeurons
{
    public static void Check(object expected, object actual)
    {
        if (expected is NeuronSet set)
        {
            Check(set, Assert.IsType<NeuronSet>(actual));
        }
        else
        {
            Check((NeuronPopulation)expected, Assert.IsType<NeuronPopulation>(actual));
        }
    }

    private static void Check(NeuronSet expected, NeuronSet actual)
    {
        Assert.Equal(
            (expected.Name, expected.ViewId, expected.FrameCount, expected.FrameRate, expected.PixelSizeUm),
            (actual.Name, actual.ViewId, actual.FrameCount, actual.FrameRate, actual.PixelSizeUm));
        Assert.Equal((expected.Height, expected.Width, expected.PixelAspect), (actual.Height, actual.Width, actual.PixelAspect));
        Assert.Equal(
            expected.Neurons.Select(n => (n.Id, n.Row, n.Column, n.Roundness, n.Score, n.Snr, n.AreaPx, n.Footprint.Width)),
            actual.Neurons.Select(n => (n.Id, n.Row, n.Column, n.Roundness, n.Score, n.Snr, n.AreaPx, n.Footprint.Width)));
        foreach ((Neuron one, Neuron other) in expected.Neurons.Zip(actual.Neurons))
        {
            Assert.Equal(one.Footprint.Pixels.ToArray(), other.Footprint.Pixels.ToArray());
            Assert.Equal(one.Trace.ToArray(), other.Trace.ToArray());
            Assert.Equal(
                (one.NoiseLevel, one.Contamination, one.TimeOffsetS), (other.NoiseLevel, other.Contamination, other.TimeOffsetS));
            Check(
                [one.Baseline, one.DeltaFOverF, one.Denoised, one.Events],
                [other.Baseline, other.DeltaFOverF, other.Denoised, other.Events]);
        }

        Assert.Equal(expected.Neurons.Select(n => n.AlignmentProbability), actual.Neurons.Select(n => n.AlignmentProbability));
        Assert.Equal(
            expected.Neurons.Select(n => (n.ChannelMean, n.ChannelSurround, n.ChannelScore, n.IsRed)),
            actual.Neurons.Select(n => (n.ChannelMean, n.ChannelSurround, n.ChannelScore, n.IsRed)));
        Assert.Equal(expected.Neurons.Select(n => n.Label), actual.Neurons.Select(n => n.Label));
        Assert.Equal(expected.Picture?.ToArray(), actual.Picture?.ToArray());
        Assert.Equal(expected.FrameTimes, actual.FrameTimes);
        Check(expected.History, actual.History);
    }

    private static void Check(Trace?[] expected, Trace?[] actual) =>
        Assert.Equal(expected.Select(t => t?.ToArray()), actual.Select(t => t?.ToArray()));

    private static void Check(NeuronPopulation expected, NeuronPopulation actual)
    {
        Assert.Equal(
            (expected.Name, expected.FrameCount, expected.FrameRate, expected.PixelSizeUm),
            (actual.Name, actual.FrameCount, actual.FrameRate, actual.PixelSizeUm));
        foreach ((LocalizedNeuron one, LocalizedNeuron other) in expected.Neurons.Zip(actual.Neurons, (a, b) => (a, b)))
        {
            Assert.Equal(
                (one.Id, one.XUm, one.YUm, one.ZUm, one.Row, one.Column),
                (other.Id, other.XUm, other.YUm, other.ZUm, other.Row, other.Column));
            Assert.Equal(
                (one.XErrorUm, one.YErrorUm, one.ZErrorUm, one.AgreeingViewCount, one.Placement),
                (other.XErrorUm, other.YErrorUm, other.ZErrorUm, other.AgreeingViewCount, other.Placement));
            Assert.Equal((one.ResidualPx, one.Correlation, one.Snr), (other.ResidualPx, other.Correlation, other.Snr));
            Assert.Equal(one.Detections.Select(d => d with { Trace = null }), other.Detections.Select(d => d with { Trace = null }));
            Assert.Equal(one.Detections.Select(d => d.Trace?.ToArray()), other.Detections.Select(d => d.Trace?.ToArray()));
            Assert.Equal(one.Trace.ToArray(), other.Trace.ToArray());
            Assert.Equal((one.NoiseLevel, one.Contamination), (other.NoiseLevel, other.Contamination));
            Check(
                [one.Baseline, one.DeltaFOverF, one.Denoised, one.Events],
                [other.Baseline, other.DeltaFOverF, other.Denoised, other.Events]);
        }

        Assert.Equal(expected.Neurons.Select(n => n.Label), actual.Neurons.Select(n => n.Label));
        Assert.Equal(expected.Count, actual.Count);
        Assert.Equal(expected.FrameTimes, actual.FrameTimes);
        Check(expected.Calibration, actual.Calibration);
        Check(expected.History, actual.History);
    }

    public static void Check(ViewCalibration? expected, ViewCalibration? actual)
    {
        Assert.Equal(expected is null, actual is null);
        if (expected is not null)
        {
            Assert.Equal(
                (expected.CentreView, expected.PixelSizeUm, expected.DepthUnitUm, expected.RefractiveIndex),
                (actual!.CentreView, actual.PixelSizeUm, actual.DepthUnitUm, actual.RefractiveIndex));
            Assert.Equal(
                expected.Pairs.OrderBy(p => (p.Source, p.Target)),
                actual.Pairs.OrderBy(p => (p.Source, p.Target)));
        }
    }

    private static void Check(IReadOnlyList<HistoryStep> expected, IReadOnlyList<HistoryStep> actual)
    {
        Assert.Equal(
            expected.Select(s => (s.Step, s.Model, s.ModelHash, s.Device, s.ModuleVersion, s.Time, s.Duration)),
            actual.Select(s => (s.Step, s.Model, s.ModelHash, s.Device, s.ModuleVersion, s.Time, s.Duration)));
        Assert.Equal(expected.Select(s => s.Parameters.ToArray()), actual.Select(s => s.Parameters.ToArray()));
    }
}
