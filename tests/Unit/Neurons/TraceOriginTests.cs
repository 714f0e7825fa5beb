using DeepWonder3D.Tests.Views;

namespace DeepWonder3D.Tests.Neurons;

public sealed class TraceOriginTests : IDisposable
{
    private readonly Volume _recording = Looked(TestVolumes.Create(40, 24, 30, (t, y, x) => 100 + ((t * 7) % 5) + y + x, name: "raw"));
    private readonly List<Volume> _made = [];

    public void Dispose()
    {
        _recording.Dispose();
        _made.ForEach(v => v.Dispose());
    }

    [Fact]
    public void A_recording_is_its_own_recording_and_what_stages_make_of_it_knows_it()
    {
        Assert.Same(_recording, _recording.Recording);
        Volume processed = Processed(_recording.Derived);
        Assert.Same(_recording, processed.Recording);
        Assert.Same(_recording, Processed(processed.Derived).Recording);
    }

    [Fact]
    public void A_processed_movie_from_a_file_has_no_recording()
    {
        Volume opened = Processed(_recording.Info);
        Assert.Null(opened.Recording);
        RecordingObserver observer = new();
        TraceOrigin origin = TraceOrigin.Of(opened, new TraceOptions(), observer);
        Assert.Equal((opened, false), (origin.Volume, origin.IsRecording));
        Assert.Contains("does not know the recording", Assert.Single(observer.Warnings), StringComparison.Ordinal);
        DeepWonderException e = Refused(opened, new TraceOptions { Source = TraceSource.Recording });
        Assert.Equal(ErrorId.RecordingUnknown, e.Id);
        Assert.Contains("-TraceFrom", e.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void The_movie_as_it_is_can_be_asked_for()
    {
        TraceOrigin origin = TraceOrigin.Of(
            Processed(_recording.Derived), new TraceOptions { Source = TraceSource.Input }, SilentObserver.Instance);
        Assert.False(origin.IsRecording);
        Assert.NotSame(_recording, origin.Volume);
    }

    [Fact]
    public void Resizing_keeps_the_recording_and_says_how_its_pixels_lie()
    {
        ResizeOptions options = new() { PixelSizeUm = 4, FrameRate = 5, Method = ResizeMethod.Linear };
        Volume half = Resizing.Run(_recording, options, null, TestContext.Current.CancellationToken);
        _made.Add(half);
        Assert.Same(_recording, half.Recording);
        TraceOrigin origin = TraceOrigin.Of(Processed(half.Derived), new TraceOptions(), SilentObserver.Instance);
        Assert.Equal((_recording, new PixelScale(0.5, 0.5), true), (origin.Volume, origin.PixelScale, origin.IsRecording));
        int[] pixels = PixelMapping.PixelsOf(new Footprint([(3 * 15) + 4], 15), 0.5, 24, 30);
        Assert.Equal([(6 * 30) + 8, (6 * 30) + 9, (7 * 30) + 8, (7 * 30) + 9], pixels);
    }

    [Fact]
    public void Finer_pixels_are_found_in_coarser_ones_and_the_smallest_footprint_is_not_lost()
    {
        Footprint block = new([.. from r in Enumerable.Range(8, 4) from c in Enumerable.Range(12, 4) select (r * 60) + c], 60);
        Assert.Equal([(4 * 30) + 6, (4 * 30) + 7, (5 * 30) + 6, (5 * 30) + 7], PixelMapping.PixelsOf(block, 2, 24, 30));
        Assert.Equal([(4 * 30) + 6], PixelMapping.PixelsOf(new Footprint([(8 * 60) + 12], 60), 2, 24, 30));
        Assert.Empty(PixelMapping.PixelsOf(new Footprint([(58 * 60) + 12], 60), 2, 24, 30));
        Assert.Empty(PixelMapping.PixelsOf(new Footprint([], 60), 2, 24, 30));
    }

    [Fact]
    public void A_volume_that_is_given_is_measured_in_by_its_view_and_its_pixels()
    {
        Volume movie = Processed(_recording.Info with { ViewId = 3 });
        Volume same = TestVolumes.Fill(_recording.Info with { ViewId = 3 }, (t, _, y, x) => t + y + x);
        Volume other = TestVolumes.Fill(_recording.Info with { ViewId = 4 }, (t, _, y, x) => t + y + x);
        Volume fine = TestVolumes.Fill(
            _recording.Info with { ViewId = 3, Height = 48, Width = 60, PixelSizeUm = 1 }, (t, _, y, x) => t + y + x);
        Volume vague = TestVolumes.Fill(_recording.Info with { Height = 48, PixelSizeUm = null }, (t, _, y, x) => t + y + x);
        Volume deep = TestVolumes.Create(3, 24, 30, (t, y, x) => 1, planes: 2);
        _made.AddRange([same, other, fine, vague, deep]);
        Assert.Equal((same, 1.0, true), Facts(TraceOrigin.Of(movie, From(other, same), SilentObserver.Instance)));
        Assert.Equal((fine, 0.5, true), Facts(TraceOrigin.Of(movie, From(fine), SilentObserver.Instance)));
        Assert.Equal(ErrorId.ViewsDiffer, Refused(movie, From(other)).Id);
        Assert.Equal(ErrorId.ViewsDiffer, Refused(movie, From(other, other)).Id);
        Assert.Equal(ErrorId.ViewIdUnknown, Refused(Processed(_recording.Info), From(other, same)).Id);
        Assert.Equal(ErrorId.PixelSizeUnknown, Refused(movie, From(vague)).Id);
        Assert.Equal(ErrorId.AxesMismatch, Refused(movie, From(deep)).Id);

        static TraceOptions From(params Volume[] volumes) => new() { Volumes = volumes };
        static (Volume, double, bool) Facts(TraceOrigin origin) => (origin.Volume, origin.PixelScale.Columns, origin.IsRecording);
    }

    [Fact]
    public void The_row_of_a_scan_says_when_a_neuron_was_seen()
    {
        Volume scan = TestVolumes.Fill(_recording.Info with { RowPeriodS = 0.001, FrameOffsetS = 0.02 }, (t, _, y, x) => t);
        _made.Add(scan);
        Assert.Equal(0.02 + (0.001 * 9.5), new TraceOrigin(scan, 2, IsRecording: true).TimeOffsetOf(19.5), 1e-12);
        Assert.True(double.IsNaN(new TraceOrigin(_recording, 1, IsRecording: true).TimeOffsetOf(3)));
    }

    private Volume Processed(VolumeInfo info)
    {
        using VolumeBuilder builder = new(info);
        Volume volume = builder.Build(new HistoryStep("Stage", new Dictionary<string, string>()) { Model = "network" });
        _made.Add(volume);
        return volume;
    }

    private static DeepWonderException Refused(Volume movie, TraceOptions options) =>
        Assert.Throws<DeepWonderException>(() => TraceOrigin.Of(movie, options, SilentObserver.Instance));

    /// <summary>Not looked through for defects: samples that only rise are what no tissue shows.</summary>
    private static Volume Looked(Volume volume) => new(volume.Info with { IsChecked = true }, volume.Store);
}
