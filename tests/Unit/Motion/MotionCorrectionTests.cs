using DeepWonder3D.Defects;
using DeepWonder3D.Evaluation;
using DeepWonder3D.Motion;
using DeepWonder3D.Tests.Simulation;

namespace DeepWonder3D.Tests.Motion;

public sealed class MotionCorrectionTests
{
    private static readonly HashSet<long> s_none = [];

    [Theory]
    [InlineData(411, 0.5, 0, 0, 1)]
    [InlineData(412, 3, 0, 0, 1)]
    [InlineData(413, 6, 0, 0, 1)]
    [InlineData(414, 0, 12, 0, 1)]
    [InlineData(415, 0.9, 0, 4, 1)]
    [InlineData(416, 1, 0, 0, 0.25)]
    public void Rigid_motion_is_taken_out_to_a_tenth_of_a_pixel(ulong seed, double jitter, double drift, double jumps, double light)
    {
        MotionOptions motion =
            MovingScenes.Jitter(jitter) with { DriftUm = 2 * drift, JumpUm = 2 * jumps, JumpRateHz = jumps > 0 ? 0.7 : 0 };
        SimulationOptions options = MovingScenes.Plain(seed, motion, light: light);
        using Volume recording = MovingScenes.Record(options);
        using Volume corrected = MovingScenes.Correct(recording);
        HashSet<long> missing = [.. corrected.Missing!.Frames.Select(f => f.Frame)];
        PathError left = PathError.Of(corrected.Motion, new MotionPath(options), options, missing);
        Assert.InRange(left.RmsPx, 0, 0.1);
        Assert.True(corrected.Motion!.IsRigid);
        Assert.True(corrected.Motion.MeanCorrelationAfter > corrected.Motion.MeanCorrelationBefore);

        // What leaps to and fro can look like a stripe of light: rarely, and never by many frames.
        Assert.InRange(missing.Count, 0, 3);
    }

    [Fact]
    public void Bending_is_taken_out_to_three_tenths_of_a_pixel()
    {
        SimulationOptions options = MovingScenes.Plain(421, MovingScenes.Jitter(0.5) with { BendUm = 2 }, 144, 120);
        MotionPath path = new(options);
        using Volume recording = MovingScenes.Record(options);
        using Volume rigid = MovingScenes.Correct(recording, new MotionCorrectionOptions { BlockPx = 0 });
        using Volume bent = MovingScenes.Correct(recording);
        Assert.True(rigid.Motion!.IsRigid);
        Assert.True(PathError.Of(rigid.Motion, path, options, s_none).RmsPx > 0.6);
        Assert.InRange(PathError.Of(bent.Motion, path, options, s_none).RmsPx, 0, 0.3);
    }

    [Theory]
    [InlineData(431, 1)]
    [InlineData(432, 0.25)]
    public void A_still_recording_is_left_alone(ulong seed, double light)
    {
        using Volume recording = MovingScenes.Record(MovingScenes.Plain(seed, MotionOptions.None, light: light));
        using Volume corrected = MovingScenes.Correct(recording);
        Assert.True(corrected.Motion!.IsStill);
        Assert.Equal(0, corrected.Motion.RmsPx);
        Assert.Null(corrected.Missing);
        Assert.Equal(TestScenes.Samples(recording), TestScenes.Samples(corrected));
    }

    [Fact]
    public void Noise_is_not_aligned_to_itself()
    {
        Random random = new(3);
        using Volume noise = TestVolumes.Create(60, 96, 96, (_, _, _) => 100 + (random.NextSingle() * 20));
        Told observer = new();
        using Volume corrected = MovingScenes.Correct(noise, observer: observer);
        Assert.True(corrected.Motion!.IsStill);
        Assert.Contains("nothing that stays", Assert.Single(observer.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void No_frame_is_unplaced_where_none_could_be_placed()
    {
        // A field that brightens once: frames differ in how like the mean they are, which says nothing of where they lie.
        Random random = new(4);
        using Volume noise = TestVolumes.Create(
            60, 96, 96, (t, y, _) => 100 + (random.NextSingle() * 20) + (t is > 20 and < 40 ? y / 4f : 0));
        Told observer = new();
        using Volume corrected = MovingScenes.Correct(noise, observer: observer);
        Assert.DoesNotContain(observer.Warnings, w => w.Contains("could not be placed", StringComparison.Ordinal));
        Assert.DoesNotContain(corrected.Missing?.Frames ?? [], f => f.Fault == FrameFault.Unplaced);
    }

    [Fact]
    public void Frames_without_the_tissue_are_no_data()
    {
        SimulationOptions options = MovingScenes.Plain(441, MovingScenes.Jitter(1));
        using Volume recording = MovingScenes.Record(options);
        using Volume elsewhere = MovingScenes.Record(MovingScenes.Plain(8441, MotionOptions.None));
        float[] frame = new float[recording.Height * recording.Width];
        using Volume broken = TestVolumes.Fill(recording.Info with { History = [] }, (t, _, y, x) =>
        {
            if (y == 0 && x == 0)
            {
                (t is 20 or 61 ? elsewhere : recording).ReadPlane<float>(t, 0, frame);
            }

            return frame[(y * recording.Width) + x];
        });
        Told observer = new();
        using Volume corrected = MovingScenes.Correct(broken, observer: observer);
        Assert.Equal([20L, 61], corrected.Missing!.Frames.Select(f => f.Frame));
        Assert.Contains("20, 61", Assert.Single(observer.Warnings), StringComparison.Ordinal);
        Assert.InRange(PathError.Of(corrected.Motion, new MotionPath(options), options, new HashSet<long> { 20, 61 }).RmsPx, 0, 0.1);
    }

    [Fact]
    public void Pixels_that_not_every_frame_covers_are_no_data_and_do_not_change()
    {
        SimulationOptions options = MovingScenes.Plain(442, MotionOptions.None with { DriftUm = 16 });
        using Volume recording = MovingScenes.Record(options);
        using Volume corrected = MovingScenes.Correct(recording);
        bool[] missing = corrected.Missing!.Pixels!;
        int most = (int)Math.Ceiling(corrected.Motion!.LargestPx);
        float[,] first = corrected.GetPlane(0);
        float[,] last = corrected.GetPlane(corrected.FrameCount - 1);
        Assert.InRange(missing.Count(m => m), 1, 4 * most * recording.Width);
        for (int i = 0; i < missing.Length; i++)
        {
            (int row, int column) = (i / recording.Width, i % recording.Width);
            Assert.True(!missing[i] || first[row, column] == last[row, column]);
            Assert.True(!missing[i] || Math.Min(Math.Min(row, column), Math.Min(recording.Height - row, recording.Width - column)) <= most);
        }
    }

    [Fact]
    public void Any_block_reads_as_the_whole_frame_does()
    {
        SimulationOptions options = MovingScenes.Plain(443, MovingScenes.Jitter(2) with { BendUm = 2 }, 96, 60);
        using Volume recording = MovingScenes.Record(options);
        using Volume corrected = MovingScenes.Correct(recording);
        Assert.False(corrected.Motion!.IsRigid);
        float[] whole = new float[96 * 96];
        float[] block = new float[20 * 31];
        foreach (int frame in (int[])[0, 7, 59])
        {
            corrected.ReadPlane<float>(frame, 0, whole);
            corrected.ReadBlock<float>(frame, 0, 40, 20, 50, 31, block);
            for (int i = 0; i < block.Length; i++)
            {
                Assert.Equal(whole[((40 + (i / 31)) * 96) + 50 + (i % 31)], block[i], 1e-2);
            }
        }
    }

    [Fact]
    public void Yesterdays_recording_is_a_place_to_come_back_to()
    {
        // Yesterday: the same tissue, still. Today it lies elsewhere, and moves.
        SimulationOptions options = MovingScenes.Plain(444, MovingScenes.Jitter(1));
        using Volume today = MovingScenes.Record(options);
        using Volume yesterday = MovingScenes.Record(options with { Motion = MotionOptions.None });
        using Volume moved = Moved(today, 3, -2);
        using Volume corrected = MovingScenes.Correct(moved, new MotionCorrectionOptions { Reference = yesterday });
        MotionPath path = new(options);
        double row = 0;
        double column = 0;
        for (int t = 0; t < options.FrameCount; t++)
        {
            row += (corrected.Motion!.RowShift[t] - (path.At(t).YUm / 2)) / options.FrameCount;
            column += (corrected.Motion.ColumnShift[t] - (path.At(t).XUm / 2)) / options.FrameCount;
        }

        Assert.Equal(3, row, 0.15);
        Assert.Equal(-2, column, 0.15);
    }

    [Fact]
    public void Each_plane_has_its_own_path()
    {
        SimulationOptions[] options =
            [MovingScenes.Plain(445, MovingScenes.Jitter(1), 96, 60), MovingScenes.Plain(446, MovingScenes.Jitter(2), 96, 60)];
        using Volume one = MovingScenes.Record(options[0]);
        using Volume other = MovingScenes.Record(options[1]);
        float[][] frames = [new float[96 * 96], new float[96 * 96]];
        using Volume both = TestVolumes.Fill(one.Info with { PlaneCount = 2, History = [] }, (t, z, y, x) =>
        {
            if (y == 0 && x == 0)
            {
                (z == 0 ? one : other).ReadPlane<float>(t, 0, frames[z]);
            }

            return frames[z][(y * 96) + x];
        });
        using Volume corrected = MovingScenes.Correct(both);
        HashSet<long> missing = [.. corrected.Missing!.Frames.Select(f => f.Frame)];
        Assert.InRange(missing.Count, 0, 3);
        for (int z = 0; z < 2; z++)
        {
            TissueMotion plane = corrected.Motion! with
            {
                PlaneCount = 1,
                RowShift = [.. corrected.Motion.RowShift.Where((_, i) => i % 2 == z)],
                ColumnShift = [.. corrected.Motion.ColumnShift.Where((_, i) => i % 2 == z)],
            };
            Assert.InRange(PathError.Of(plane, new MotionPath(options[z]), options[z], missing).RmsPx, 0, 0.1);
        }
    }

    [Fact]
    public void Traces_are_measured_in_the_corrected_recording()
    {
        using Volume recording = MovingScenes.Record(MovingScenes.Plain(447, MovingScenes.Jitter(1)));
        using Volume corrected = MovingScenes.Correct(recording);
        Assert.Same(corrected, corrected.Recording);
        Assert.Equal("RepairMotion", corrected.History[^1].Step);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(12)]
    public void A_small_largest_shift_switches_nothing_off(double largest)
    {
        SimulationOptions options = MovingScenes.Plain(461, MovingScenes.Jitter(0.7));
        using Volume recording = MovingScenes.Record(options);
        using Volume corrected =
            MovingScenes.Correct(recording, new MotionCorrectionOptions { BlockPx = 0, MaxShiftPx = largest });
        Assert.InRange(PathError.Of(corrected.Motion, new MotionPath(options), options, s_none).RmsPx, 0, 0.1);
    }

    [Theory]
    [InlineData(462)]
    [InlineData(463)]
    [InlineData(464)]
    public void A_reference_of_other_tissue_is_refused(ulong seed)
    {
        using Volume recording = MovingScenes.Record(MovingScenes.Plain(seed, MovingScenes.Jitter(1)));
        using Volume other = MovingScenes.Record(MovingScenes.Plain(seed + 100, MotionOptions.None));
        Refusal.Of(
            ErrorId.AlignmentUncertain, () => MovingScenes.Correct(recording, new MotionCorrectionOptions { Reference = other }));
    }

    [Fact]
    public void What_cannot_be_corrected_is_refused()
    {
        using Volume single = TestVolumes.Create(1, 32, 32, (_, y, x) => y * x);
        using Volume movie = TestVolumes.Create(20, 32, 32, (t, y, x) => y * x * t, pixelUm: null);
        using Volume small = TestVolumes.Create(20, 16, 32, (t, y, x) => y * x * t);
        using Volume nothing = TestVolumes.Create(30, 32, 32, (_, _, _) => float.NaN);
        Refusal.Of(ErrorId.TooFewFrames, () => MovingScenes.Correct(single));
        Refusal.Of(ErrorId.NonFiniteSamples, () => MovingScenes.Correct(nothing));
        using Volume bad = DefectSearch.WithBadFrames(movie, [.. Enumerable.Range(0, 20).Select(t => (long)t)]);
        Refusal.Of(ErrorId.TooFewFrames, () => MovingScenes.Correct(bad));
        Refusal.Of(ErrorId.PixelSizeUnknown, () => MovingScenes.Correct(movie, new MotionCorrectionOptions { MaxShiftUm = 5 }));
        Refusal.Of(ErrorId.ParameterInvalid, () => MovingScenes.Correct(movie, new MotionCorrectionOptions { BlockPx = 3 }));
        Refusal.Of(ErrorId.ParameterInvalid, () => MovingScenes.Correct(movie, new MotionCorrectionOptions { MaxShiftPx = -1 }));
        Refusal.Of(
            ErrorId.ParameterInvalid, () => MovingScenes.Correct(movie, new MotionCorrectionOptions { MaxShiftPx = 5, MaxShiftUm = 5 }));
        Refusal.Of(ErrorId.ParameterInvalid, () => MovingScenes.Correct(movie, new MotionCorrectionOptions { Reference = small }));
    }

    /// <summary>The recording as if the stage had been moved by whole pixels.</summary>
    private static Volume Moved(Volume recording, int rows, int columns)
    {
        float[] frame = new float[recording.Height * recording.Width];
        return TestVolumes.Fill(recording.Info with { History = [] }, (t, _, y, x) =>
        {
            if (y == 0 && x == 0)
            {
                recording.ReadPlane<float>(t, 0, frame);
            }

            int row = Math.Clamp(y - rows, 0, recording.Height - 1);
            return frame[(row * recording.Width) + Math.Clamp(x - columns, 0, recording.Width - 1)];
        });
    }

    private sealed class Told : IStageObserver
    {
        public List<string> Warnings { get; } = [];

        public void Progress(StageProgress progress)
        {
        }

        public void Warn(string message) => Warnings.Add(message);

        public void Verbose(string message)
        {
        }
    }
}
