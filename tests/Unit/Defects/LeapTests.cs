using DeepWonder3D.Defects;
using DeepWonder3D.Simulation;
using DeepWonder3D.Tests.Views;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;
using Xunit;

namespace DeepWonder3D.Tests.Defects;

/// <summary>Tissue that leaps explains rows that differ; light and lost rows are found all the same.</summary>
public sealed class LeapTests
{
    public static TheoryData<string, double, double> Motions() => new()
    {
        { "Easy", 3, 0 },
        { "Hard", 3, 0 },
        { "Easy", 0, 3 },
        { "Hard", 0, 3 },
        { "Easy", 0, 6 },
        { "Hard", 0, 6 },
    };

    [Theory]
    [MemberData(nameof(Motions))]
    public void A_recording_that_leaps_has_no_bad_frame(string preset, double jitterPx, double jumpPx)
    {
        List<string> wrong = [];
        foreach (ulong seed in new ulong[] { 120, 122, 133 })
        {
            using SimulatedRecording recording = Record(preset, seed, jitterPx, jumpPx);
            RecordingObserver observer = new();
            DefectSearch.Checked(recording.Views[0], observer, TestContext.Current.CancellationToken);
            wrong.AddRange(observer.Warnings);
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Motions))]
    public void Stripes_and_tears_are_found_in_a_recording_that_leaps(string preset, double jitterPx, double jumpPx)
    {
        using SimulatedRecording recording = Record(preset, 121, jitterPx, jumpPx);
        Volume clean = recording.Views[0];
        float level = clean.GetPlane(0).Cast<float>().Average();
        using Volume striped = Artefact.Striped(clean, 40, 20, 2 * level, 17, 60, 61);
        using Volume narrow = Artefact.Striped(clean, 80, 3, 2 * level, 17, 60, 61);
        foreach (Volume wrong in new[] { striped, narrow })
        {
            Volume found = DefectSearch.Checked(wrong, null, TestContext.Current.CancellationToken);
            Assert.Equal(
                [.. new long[] { 17, 60, 61 }.Select(t => new MissingFrame(t, FrameFault.Striped))], found.Missing?.Frames ?? []);
        }

        // Where every frame lies elsewhere nobody can say of rows that they do.
        if (jitterPx == 0)
        {
            using Volume torn = Artefact.Torn(clean, 50, 40, 17, 60);
            Volume found = DefectSearch.Checked(torn, null, TestContext.Current.CancellationToken);
            Assert.Equal([.. new long[] { 17, 60 }.Select(t => new MissingFrame(t, FrameFault.Torn))], found.Missing?.Frames ?? []);
        }
    }

    private static SimulatedRecording Record(string preset, ulong seed, double jitterPx, double jumpPx)
    {
        SimulationOptions options = DefectScenes.Small(Enum.Parse<SimulationPreset>(preset), seed);
        return RecordingSimulator.Run(options with
        {
            FrameCount = 90,
            Motion = options.Motion with
            {
                JitterUm = jitterPx > 0 ? jitterPx * options.PixelSizeUm : options.Motion.JitterUm,
                JitterTimeS = jitterPx > 0 ? 0.05 : options.Motion.JitterTimeS,
                JumpRateHz = jumpPx > 0 ? 0.3 : 0,
                JumpUm = jumpPx * options.PixelSizeUm,
            },
        }, SilentObserver.Instance);
    }
}
