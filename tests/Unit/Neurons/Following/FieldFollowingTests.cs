using DeepWonder3D.Neurons.Following;
using DeepWonder3D.Tests.Views;

namespace DeepWonder3D.Tests.Neurons.Following;

public class FieldFollowingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SimulationPreset.TwoPhoton, 31, 4, 6, -5, 2)]
    [InlineData(SimulationPreset.TwoPhoton, 32, -7, -12, 9, 3)]
    [InlineData(SimulationPreset.TwoPhoton, 33, 0, 5.3, -7.6, 0)]
    [InlineData(SimulationPreset.Typical, 34, 3, -8, 11, 2)]
    [InlineData(SimulationPreset.Hard, 35, -2, 20, 14, 1.5)]
    public void Neurons_are_measured_where_their_tissue_lies_on_the_other_day(
        SimulationPreset preset, ulong seed, double degrees, double rows, double columns, double bend)
    {
        using TwoDays days = new(preset, seed, degrees, rows, columns, bend);
        NeuronSet truth = days.Truth with { Picture = PictureMaking.Of(days.First, Token) };
        RecordingObserver observer = new();
        NeuronSet there = Measure(days.Second, truth, new(), observer);
        NeuronSet known = Measure(days.Second, days.MovedTruth, new() { Aligns = false }, observer);
        NeuronSet stayed = Measure(days.Second, truth, new() { Aligns = false }, observer);

        Neuron[] seen = [.. there.Neurons.Where(n => IsWell(truth, n.Id, days))];
        double residual = Math.Sqrt(seen.Average(n => Square(n, days.ToSecond(Of(truth, n.Id).Row, Of(truth, n.Id).Column))));
        double aligned = seen.Average(n => Correlation(n.Trace, TrueOf(truth, n.Id, days)));
        double ideal = seen.Average(n => Correlation(Of(known, n.Id).Trace, TrueOf(truth, n.Id, days)));
        double unaligned = seen.Average(n => Correlation(Of(stayed, n.Id).Trace, TrueOf(truth, n.Id, days)));
        double sure = seen.Count(n => n.AlignmentProbability > 0.5) / (double)seen.Length;
        string said = string.Create(CultureInfo.InvariantCulture,
            $"{preset} {seed}: {seen.Length} neurons, residual {residual:0.00} px, correlation {aligned:0.000} aligned, {ideal:0.000} in "
                + $"true places, {unaligned:0.000} not, "
            + $"{sure:0.00} sure, {there.Count} of {truth.Count} in the field, {there.History[^1].Parameters["RotationDeg"]}°");
        TestContext.Current.TestOutputHelper?.WriteLine(said);
        Console.WriteLine(said);
        Assert.InRange(residual, 0, 0.6);
        Assert.True(aligned > unaligned + 0.1 && aligned > ideal - 0.03, said);
        Assert.InRange(sure, 0.8, 1);
        double turned = double.Parse(there.History[^1].Parameters["RotationDeg"], CultureInfo.InvariantCulture);
        Assert.InRange(turned - degrees, -1, 1);
    }

    [Theory]
    [InlineData(SimulationPreset.TwoPhoton, 41)]
    [InlineData(SimulationPreset.Typical, 42)]
    public void Right_places_are_probable_and_wrong_ones_are_not(SimulationPreset preset, ulong seed)
    {
        using TwoDays days = new(preset, seed, 0, 0, 0, 0);
        PictureContrast first = PictureContrast.Of(PictureMaking.Of(days.First, Token));
        PictureContrast second = PictureContrast.Of(PictureMaking.Of(days.Second, Token));
        NeuronSet truth = days.Truth;
        double radius = Math.Sqrt(truth.Neurons.Average(n => n.AreaPx) / Math.PI);
        (double Mean, double Sure)[] shares = [.. new[] { 0, 0.3, 1, 1.5, 2.5, 6 }.Select(away =>
        {
            double shift = away * radius;
            PictureContrast moved = second.Seen((r, c) => (r + (0.8 * shift), c - (0.6 * shift)), days.Side, days.Side);
            double[] p = new PlaceCertainty(first, moved, radius).Of([.. truth.Neurons.Select(n => (n.Row, n.Column))], Token);
            return (Mean: p.Average(), Sure: p.Count(v => v > 0.5) / (double)p.Length);
        })];
        string said = string.Create(CultureInfo.InvariantCulture, $"{preset} {seed}, radius {radius:0.0}: ")
            + string.Join("; ", shares.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Mean:0.00}, {s.Sure:0.00} sure")));
        Console.WriteLine(said);
        Assert.True(shares[0].Sure > 0.9 && shares[1].Sure > 0.9, said);
        Assert.All(shares[3..], s => Assert.True(s.Mean < 0.25 && s.Sure < 0.15, said));
    }

    [Fact]
    public void One_neuron_in_the_wrong_place_is_told_among_right_ones()
    {
        using TwoDays days = new(SimulationPreset.TwoPhoton, 43, 0, 0, 0, 0);
        PictureContrast first = PictureContrast.Of(PictureMaking.Of(days.First, Token));

        // A corner of the second day shows other tissue: the cells there have gone.
        MeanPicture picture = PictureMaking.Of(days.Second, Token);
        float[] samples = picture.AsSpan().ToArray();
        float[] mirrored = [.. samples.Reverse()];
        int half = days.Side / 2;
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = i / days.Side < half && i % days.Side < half ? mirrored[i] : samples[i];
        }

        PictureContrast second = PictureContrast.Of(new MeanPicture(samples, days.Side, days.Side));
        NeuronSet truth = days.Truth;
        double radius = Math.Sqrt(truth.Neurons.Average(n => n.AreaPx) / Math.PI);
        double[] p = new PlaceCertainty(first, second, radius).Of([.. truth.Neurons.Select(n => (n.Row, n.Column))], Token);
        double Mean(Func<Neuron, bool> which) => p.Where((_, i) => which(truth.Neurons[i])).Average();
        double gone = Mean(n => n.Row < half - 15 && n.Column < half - 15);
        double there = Mean(n => n.Row > half + 15 || n.Column > half + 15);
        Console.WriteLine($"gone {gone:0.00}, there {there:0.00}");
        Assert.True(gone < 0.25 && there > 0.9, $"gone {gone}, there {there}");
    }

    [Fact]
    public void Halves_of_a_real_movie_lie_over_each_other_and_a_moved_one_is_found()
    {
        using Volume movie = VolumeReader.Open(SharedMaterial.Path("data/two-photon-7hz.tif"), cancellationToken: Token);
        (int height, int width, int half) = (movie.Height, movie.Width, (int)movie.FrameCount / 2);
        using Volume first = TwoDays.Through(movie, "first", 0, half, height, width, (r, c) => (r, c));
        using Volume second = TwoDays.Through(movie, "second", half, half, height, width, (r, c) => (r, c));
        using Volume moved = TwoDays.Through(movie, "moved", half, half, height, width, (r, c) => (r - 5.3, c + 7.6));
        Neuron[] places = [.. Enumerable.Range(0, 49).Select(i =>
        {
            (int row, int column) = (((i / 7) + 1) * height / 8, ((i % 7) + 1) * width / 8);
            int[] pixels = [.. Enumerable.Range(0, 81).Select(k => ((row - 4 + (k / 9)) * width) + column - 4 + (k % 9))];
            return new Neuron
            {
                Id = i + 1, Row = row, Column = column, Footprint = new Footprint(pixels, width), Trace = new Trace([]),
            };
        })];
        NeuronSet set = new()
        {
            Name = "grid",
            Height = height,
            Width = width,
            FrameCount = half,
            Picture = PictureMaking.Of(first, Token),
            Neurons = places,
        };
        FieldFollowing.Followed still = Follow(set, second);
        FieldFollowing.Followed found = Follow(set, moved);
        double rms = Math.Sqrt(found.Neurons.Neurons.Average(n =>
        {
            Neuron one = still.Neurons.Neurons.First(o => o.Id == n.Id);
            return Square(n, (one.Row + 5.3, one.Column - 7.6));
        }));
        Neuron[] apart = [.. still.Neurons.Neurons];
        double drift = Math.Sqrt(apart.Average(n => Square(n, (Of(set, n.Id).Row, Of(set, n.Id).Column))));
        string said = string.Create(CultureInfo.InvariantCulture,
            $"{movie}: halves {still.ShiftRowsPx:0.00}, {still.ShiftColumnsPx:0.00} px, {still.RotationDeg:0.00}°, {drift:0.00} px rms; "
            + $"moved {found.ShiftRowsPx:0.00}, {found.ShiftColumnsPx:0.00} px, {found.RotationDeg:0.00}°, "
            + $"{rms:0.00} px rms from the other; "
            + $"probability {still.Neurons.Neurons.Average(n => n.AlignmentProbability):0.00} and "
            + $"{found.Neurons.Neurons.Average(n => n.AlignmentProbability):0.00}");
        Console.WriteLine(said);
        Assert.True(drift < 0.6 && rms < 0.3, said);
        Assert.InRange(found.ShiftRowsPx - still.ShiftRowsPx, 5.1, 5.5);
        Assert.InRange(found.ShiftColumnsPx - still.ShiftColumnsPx, -7.8, -7.4);
        FieldFollowing.Followed Follow(NeuronSet neurons, Volume day) =>
            FieldFollowing.Run(neurons, PictureMaking.Of(day, Token), day.Name, SilentObserver.Instance, Token);
    }

    [Theory]
    [InlineData(SimulationPreset.TwoPhoton, 51, 52)]
    [InlineData(SimulationPreset.Typical, 53, 54)]
    [InlineData(SimulationPreset.Hard, 55, 56)]
    [InlineData(SimulationPreset.TwoPhoton, 57, 58)]
    public void Other_tissue_is_refused(SimulationPreset preset, ulong one, ulong other)
    {
        using TwoDays first = new(preset, one, 0, 0, 0, 0, side: 160, frames: 60);
        using TwoDays second = new(preset, other, 0, 0, 0, 0, side: 160, frames: 60);
        NeuronSet truth = first.Truth with { Picture = PictureMaking.Of(first.First, Token) };
        DeepWonderException refused = Assert.Throws<DeepWonderException>(
            () => Measure(second.Second, truth, new(), SilentObserver.Instance));
        Assert.Equal(ErrorId.AlignmentUncertain, refused.Id);
    }

    [Fact]
    public void The_same_recording_and_one_that_did_not_move_give_the_traces_of_before_bit_for_bit()
    {
        using TwoDays days = new(SimulationPreset.TwoPhoton, 61, 0, 0, 0, 0, side: 160, frames: 100);
        NeuronSet truth = days.Truth with { Picture = PictureMaking.Of(days.First, Token) };
        foreach (Volume day in new[] { days.First, days.Second })
        {
            RecordingObserver observer = new();
            NeuronSet aligned = Measure(day, truth, new(), observer);
            NeuronSet before = Measure(day, truth, new() { Aligns = false }, observer);
            Assert.Equal(before.Neurons.Select(n => n.Trace.ToArray()), aligned.Neurons.Select(n => n.Trace.ToArray()));
            Assert.Equal(before.Neurons.Select(n => (n.Row, n.Column)), aligned.Neurons.Select(n => (n.Row, n.Column)));
            Assert.All(aligned.Neurons, n => Assert.InRange(n.AlignmentProbability, 0, 1));
            Assert.All(before.Neurons, n => Assert.Equal(double.NaN, n.AlignmentProbability));
        }
    }

    [Fact]
    public void Neurons_that_left_the_field_are_named_and_left_out()
    {
        using TwoDays days = new(SimulationPreset.TwoPhoton, 62, 0, 25, 0, 0, frames: 100);
        NeuronSet truth = days.Truth with { Picture = PictureMaking.Of(days.First, Token) };
        RecordingObserver observer = new();
        NeuronSet there = Measure(days.Second, truth, new(), observer);
        int[] gone = [.. truth.Neurons.Where(n => n.Row > days.Side - 25 + 6).Select(n => n.Id)];
        Assert.NotEmpty(gone);
        Assert.Empty(gone.Intersect(there.Neurons.Select(n => n.Id)));
        Assert.All(there.Neurons, n => Assert.False(float.IsNaN(n.Trace[0])));
        string warning = Assert.Single(observer.Warnings, w => w.Contains("outside the field", StringComparison.Ordinal));
        Assert.All(gone, id => Assert.Contains($" {id}", warning, StringComparison.Ordinal));
        Assert.Equal((days.Side, days.Side), (there.Height, there.Width));
    }

    [Fact]
    public void Neurons_without_a_picture_are_measured_where_they_were_with_a_warning()
    {
        using TwoDays days = new(SimulationPreset.TwoPhoton, 63, 0, 0, 0, 0, side: 96, frames: 40);
        RecordingObserver observer = new();
        NeuronSet measured = Measure(days.Second, days.Truth, new(), observer);
        Assert.Equal(days.Truth.Neurons.Select(n => n.Row), measured.Neurons.Select(n => n.Row));
        Assert.Contains(observer.Warnings, w => w.Contains("no picture", StringComparison.Ordinal));
        Assert.Null(measured.Picture);
    }

    [Theory]
    [InlineData(100, 200)]
    [InlineData(200, 100)]
    [InlineData(130, 130)]
    public void A_part_of_the_field_is_laid_where_it_lies(int height, int width)
    {
        using TwoDays days = new(SimulationPreset.Typical, 36, 0, 0, 0, 0);
        using Volume part = TwoDays.Through(days.Second, "part", 0, (int)days.Second.FrameCount, height, width, (r, c) => (r, c));
        NeuronSet truth = days.Truth with { Picture = PictureMaking.Of(days.First, Token) };
        NeuronSet there = Measure(part, truth, new(), new RecordingObserver());
        Neuron[] inside = [.. there.Neurons.Where(n => Of(truth, n.Id).Row < height - 8 && Of(truth, n.Id).Column < width - 8)];
        double residual = Math.Sqrt(inside.Average(n => Square(n, (Of(truth, n.Id).Row, Of(truth, n.Id).Column))));
        Assert.True(inside.Length > 5);
        Assert.InRange(residual, 0, 0.5);
    }

    [Theory]
    [InlineData(0.8, 0.8, 200, 200)]
    [InlineData(1.25, 1.25, 160, 160)]
    [InlineData(2, 1, 100, 200)]
    [InlineData(1, 2, 200, 100)]
    public void Pixels_of_another_size_or_shape_are_told_by_their_sizes(double rows, double columns, int height, int width)
    {
        using TwoDays days = new(SimulationPreset.Typical, 37, 0, 0, 0, 0);
        using Volume other = TwoDays.Through(days.Second, "other", 0, (int)days.Second.FrameCount, height, width,
            (r, c) => (((r + 0.5) * rows) - 0.5, ((c + 0.5) * columns) - 0.5));
        Volume stated = new(
            other.Info with { PixelSizeUm = days.First.PixelSizeUm * columns, PixelAspect = rows / columns }, other.Store);
        NeuronSet truth = days.Truth with { PixelSizeUm = days.First.PixelSizeUm, Picture = PictureMaking.Of(days.First, Token) };
        Neuron[] seen = [.. truth.Neurons.Where(n => n.Row < (height * rows) - 8 && n.Column < (width * columns) - 8)];
        foreach (bool aligns in new[] { true, false })
        {
            NeuronSet there = Measure(stated, truth, new() { Aligns = aligns }, new RecordingObserver());
            double right = seen.Average(n => Correlation(Of(there, n.Id).Trace, TrueOf(truth, n.Id, days)));
            Assert.True(right > 0.9, $"{right}, aligned: {aligns}");

            // What comes back is the other recording's, in its pixels.
            Assert.Equal(("other", height, width), (there.Name, there.Height, there.Width));
            Assert.Equal((stated.PixelSizeUm, stated.PixelAspect), (there.PixelSizeUm, there.PixelAspect));
            Assert.Equal((height, width), (there.Picture!.Height, there.Picture.Width));
            Assert.All(seen, n =>
            {
                (double row, double column) = (((n.Row + 0.5) / rows) - 0.5, ((n.Column + 0.5) / columns) - 0.5);
                Assert.InRange(Math.Sqrt(Square(Of(there, n.Id), (row, column))), 0, 1);
                Assert.InRange(Of(there, n.Id).AreaPx * rows * columns / n.AreaPx, 0.8, 1.25);
            });
        }
    }

    private static NeuronSet Measure(Volume day, NeuronSet neurons, TraceMeasurementOptions options, IStageObserver observer) =>
        TraceMeasurement.Run(day, neurons, options, observer, Token);

    private static Neuron Of(NeuronSet set, int id) => set.Neurons.Single(n => n.Id == id);

    /// <summary>Whether most of a neuron is seen on the second day, and it does something then.</summary>
    private static bool IsWell(NeuronSet truth, int id, TwoDays days)
    {
        Neuron neuron = Of(truth, id);
        (double row, double column) = days.ToSecond(neuron.Row, neuron.Column);
        Trace trace = new(TrueOf(truth, id, days));
        return row > 6 && column > 6 && row < days.Side - 7 && column < days.Side - 7
            && neuron.Row > 6 && neuron.Column > 6 && neuron.Row < days.Side - 7 && neuron.Column < days.Side - 7
            && trace.Maximum - trace.Minimum > 0.3;
    }

    private static float[] TrueOf(NeuronSet truth, int id, TwoDays days) => Of(truth, id).Trace.ToArray()[^(int)days.Second.FrameCount..];

    private static double Square(Neuron n, (double Row, double Column) place) =>
        Math.Pow(n.Row - place.Row, 2) + Math.Pow(n.Column - place.Column, 2);

    private static double Correlation(Trace one, float[] other) => MathNet.Numerics.Statistics.Correlation.Pearson(
        Array.ConvertAll(one.ToArray(), v => (double)v), Array.ConvertAll(other, v => (double)v));
}
