using System.Management.Automation;
using DeepWonder3D.Motion;
using DeepWonder3D.Tests.PowerShell;

namespace DeepWonder3D.Tests.Motion;

public sealed class RepairMotionCommandTests(ModuleFixture module) : IClassFixture<ModuleFixture>
{
    [Fact]
    public void A_recording_comes_back_corrected_and_its_motion_goes_into_a_table()
    {
        using TemporaryFolder folder = new();
        using Volume recording = MovingScenes.Record(MovingScenes.Plain(461, MovingScenes.Jitter(1), 96, 60));
        string table = folder.File("motion.csv");
        Volume corrected = Assert.Single(module.Invoke(
            "$args[0] | Repair-Motion -MotionPath $args[1] -BadFrame 7, 9", recording, table).OutputOf<Volume>());
        Assert.Equal("Repair-Motion", corrected.History[^1].Step);
        Assert.Equal([7L, 9], corrected.Missing!.Frames.Select(f => f.Frame));
        string[] lines = File.ReadAllLines(table);
        Assert.Equal(61, lines.Length);
        Assert.StartsWith(
            "Frame,TimeSeconds,RowShiftPx,ColumnShiftPx,CorrelationBefore,CorrelationAfter,ErrorPx,Missing",
            lines[0],
            StringComparison.Ordinal);
        string[] cells = lines[10].Split(',');
        Assert.Equal("9", cells[0]);
        Assert.Equal(corrected.Motion!.RowShift[9], float.Parse(cells[2], CultureInfo.InvariantCulture));
        Assert.Equal("1", cells[7]);
        ErrorRecord exists = Assert.Single(module.Invoke("$args[0] | Repair-Motion -MotionPath $args[1]", recording, table).Errors);
        Assert.StartsWith("FileExists,", exists.FullyQualifiedErrorId, StringComparison.Ordinal);

        // It is refused before the work, not after it: what would end the work is not met.
        using Volume single = TestVolumes.Create(1, 32, 32, (_, y, x) => y * x);
        ErrorRecord before = Assert.Single(module.Invoke("$args[0] | Repair-Motion -MotionPath $args[1]", single, table).Errors);
        Assert.StartsWith("FileExists,", before.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Views_with_a_calibration_have_one_path_in_space()
    {
        PSObject[] views = [.. module.Invoke(
            "$r = New-SimulatedRecording -Seed 462 -ViewCount 3 -Height 64 -Width 64 -FrameCount 40; "
                + "$r.Views | Repair-Motion -Calibration $r.Calibration").Output];
        Volume[] corrected = [.. views.Select(v => Assert.IsType<Volume>(v.BaseObject))];
        Assert.Equal(3, corrected.Length);
        Assert.Single(corrected.Select(v => v.Motion!.Path).Distinct());
    }

    [Fact]
    public void A_recording_that_moves_is_told_of_before_it_is_denoised()
    {
        using Volume moving = MovingScenes.Record(MovingScenes.Plain(463, MovingScenes.Jitter(2), 96, 60));
        using Volume still = MovingScenes.Record(MovingScenes.Plain(464, MotionOptions.None, 96, 60));
        string warning = Assert.Single(module.Invoke("$args[0] | Invoke-Denoise", moving).Warnings);
        Assert.Contains("Repair-Motion", warning, StringComparison.Ordinal);
        Assert.Empty(module.Invoke("$args[0] | Invoke-Denoise", still).Warnings);
        Assert.Empty(module.Invoke("$args[0] | Repair-Motion | Invoke-Denoise", moving).Warnings);
    }

    [Fact]
    public void The_motion_can_be_drawn()
    {
        using TemporaryFolder folder = new();
        using Volume recording = MovingScenes.Record(MovingScenes.Plain(465, MovingScenes.Jitter(1), 96, 60));
        string picture = folder.File("motion.png");
        Assert.Empty(module.Invoke("$args[0] | Repair-Motion | Export-Figure $args[1] -Kind Motion", recording, picture).Errors);
        Assert.True(new FileInfo(picture).Length > 5_000);
        ErrorRecord unknown = Assert.Single(
            module.Invoke("$args[0] | Export-Figure $args[1] -Kind Motion", recording, picture + "2.png").Errors);
        Assert.StartsWith("FigureKindMismatch,", unknown.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$args[0] | Repair-Motion -BlockPx 2", "ParameterInvalid,")]
    [InlineData("$args[0] | Repair-Motion -BadFrame 99", "FrameRangeInvalid,")]
    public void What_makes_no_sense_is_refused(string script, string id)
    {
        using Volume recording = TestVolumes.Create(20, 32, 32, (t, y, x) => (y * x) + t);
        Exception? ended = Record.Exception(() => Assert.StartsWith(
            id, Assert.Single(module.Invoke(script, recording).Errors).FullyQualifiedErrorId, StringComparison.Ordinal));
        if (ended is RuntimeException failure)
        {
            Assert.StartsWith(id, failure.ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
            ended = null;
        }

        Assert.Null(ended);
    }
}
