namespace DeepWonder3D.Tests.Views;

/// <summary>Small movies of views, and neurons at known places to measure in them.</summary>
internal static class ViewMovies
{
    /// <summary>A view's movie whose samples are a function of frame, row and column.</summary>
    public static Volume Movie(
        int? view,
        Func<long, int, int, double> sample,
        long frames = 3,
        int height = 64,
        int width = 80,
        double? pixelUm = 2,
        SampleType type = SampleType.Float32)
    {
        VolumeInfo info = new()
        {
            Name = $"mouse_view_{view}",
            ViewId = view,
            FrameCount = frames,
            Height = height,
            Width = width,
            FrameRate = 10,
            PixelSizeUm = pixelUm,
        };
        return TestVolumes.Fill(info, (t, _, row, column) => sample(t, row, column), type);
    }

    /// <summary>
    /// Every pixel tells its place, so that the mean over a disc that lies whole in the view and around a pixel's centre is the place of
    /// that centre.
    /// </summary>
    public static double Place(long frame, int row, int column) => (1000 * frame) + (10 * row) + (0.01 * column);

    public static NeuronPopulation Population(double? pixelUm, params (double Row, double Column, double ZUm)[] places) => new()
    {
        Name = "known",
        FrameCount = 0,
        PixelSizeUm = pixelUm,
        Neurons = [.. places.Select((p, i) => new LocalizedNeuron
        {
            Id = i + 1,
            Row = p.Row,
            Column = p.Column,
            ZUm = p.ZUm,
            XUm = p.Column * (pixelUm ?? double.NaN),
            YUm = p.Row * (pixelUm ?? double.NaN),
            Trace = new Trace([]),
            Detections = [],
        })],
    };
}
