namespace DeepWonder3D.Spikes;

/// <summary>A way from traces to events.</summary>
/// <param name="Name">The heading of its column.</param>
/// <param name="Events">The events of the recordings of one cell, frame by frame.</param>
internal sealed record Subject(string Name, Func<SpikeRecording[], double[][]> Events)
{
    /// <summary>What is compared.</summary>
    public static Subject[] All { get; } =
    [
        new("textbook", recordings => Array.ConvertAll(recordings, r => TextbookOasis.Events(r, DataSet.TextbookDecayS(r.DataSet)))),
        Ours("order 1", _ => new DeconvolutionOptions { Model = DeconvolutionModel.Ar1 }),
        Ours("order 2", _ => new DeconvolutionOptions()),
        Ours("order 2, indicator given", name => new DeconvolutionOptions { Indicator = DataSet.Indicator(name) }),
    ];

    /// <summary>Ours: the trials of a cell are a recording, with one decay.</summary>
    private static Subject Ours(string name, Func<string, DeconvolutionOptions> options) => new(name, recordings =>
    {
        float[][] traces = Array.ConvertAll(recordings, r => r.Trace);
        RecordingKinetics kinetics = RecordingKinetics.Of(
            traces, recordings[0].FrameRate, options(recordings[0].DataSet), recordings[0].Cell, CancellationToken.None);
        TraceDeconvolver deconvolver = new();
        return Array.ConvertAll(traces, Events);

        double[] Events(float[] trace) =>
            Array.ConvertAll(Deconvolution.Run(trace, default, kinetics, deconvolver)!.Events.ToArray(), e => (double)e);
    });
}
