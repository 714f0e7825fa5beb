using System.Globalization;
using DeepWonder3D.Defects;
using DeepWonder3D.Errors;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D.Motion;

/// <summary>
/// Takes the tissue's motion out of a recording: each frame is moved, and bent where the recording bends, to where the tissue lies on
/// average. What is neither told from noise nor from a still movie is left alone; a frame that cannot be placed is no data.
/// </summary>
public static class MotionCorrection
{
    /// <summary>Corrects a recording.</summary>
    /// <param name="recording">The recording, axes T, Z, Y, X; each plane has its own path. It must outlive the result.</param>
    /// <param name="options">How motion is looked for; null for the defaults.</param>
    /// <param name="observer">Whom to tell; null for nobody.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>
    /// The corrected recording, with <see cref="Volume.Motion"/>: made while it is read, without memory or file of its own. The recording
    /// itself, with its motion, where it is still.
    /// </returns>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.TooFewFrames"/>, <see cref="ErrorId.ParameterInvalid"/>, <see cref="ErrorId.PixelSizeUnknown"/>,
    /// <see cref="ErrorId.AlignmentUncertain"/>, <see cref="ErrorId.NonFiniteSamples"/>, or what reading samples may bring.
    /// </exception>
    public static Volume Run(
        Volume recording,
        MotionCorrectionOptions? options = null,
        IStageObserver? observer = null,
        CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(recording);
        options ??= new MotionCorrectionOptions();
        observer ??= SilentObserver.Instance;
        recording = DefectSearch.Checked(recording, observer, token);
        StageClock clock = new($"Correcting motion of {recording.Name}", "frame", recording.FrameCount * recording.PlaneCount, observer);
        PlaneMotion[] planes = Estimate(recording, options, clock, observer, token);
        return Apply(recording, planes, options, null, clock, observer);
    }

    /// <summary>Estimates the motion in each plane.</summary>
    internal static PlaneMotion[] Estimate(
        Volume recording, MotionCorrectionOptions options, StageClock clock, IStageObserver observer, CancellationToken token)
    {
        options.Check();
        if (recording.FrameCount < 2)
        {
            throw new DeepWonderException(
                ErrorId.TooFewFrames,
                $"'{recording.Name}' has a single frame; motion is found by comparing frames.",
                recording.Name,
                "Give a movie. If the pages are frames, say so when it is opened.");
        }

        if (recording.Missing?.Frames.Count > recording.FrameCount - 2)
        {
            throw new DeepWonderException(
                ErrorId.TooFewFrames,
                $"All but {recording.FrameCount - recording.Missing.Frames.Count} of the {recording.FrameCount} "
                    + $"frames of '{recording.Name}' are "
                    + "no data; motion is found by comparing frames.",
                recording.Name,
                "Check which frames were named as bad, and how it was recorded.");
        }

        MotionReference reference = new(recording, options.Reference);
        PlaneMotion[] planes = new PlaneMotion[recording.PlaneCount];
        for (int plane = 0; plane < planes.Length; plane++)
        {
            MotionEstimator estimator = new(reference.Movie, plane, options, token);
            (AlignmentTemplate template, BendingPrior? bending, _) = estimator.Prepare(reference.TemplateOf(plane), options.BlockPx != 0);
            if (!Array.Exists(template.Picture, float.IsFinite))
            {
                throw new DeepWonderException(
                    ErrorId.NonFiniteSamples,
                    $"'{recording.Name}' holds nothing but samples that are not finite (NaN or infinite).",
                    recording.Name,
                    "Look at the file; it may have been written before any frame was there.");
            }

            if (!estimator.IsAlignable && reference.IsOtherRecording)
            {
                throw new DeepWonderException(
                    ErrorId.AlignmentUncertain,
                    $"'{recording.Name}' does not show what the reference '{options.Reference!.Name}' shows, "
                        + "more than chance would have it.",
                    recording.Name,
                    "Give a picture of the same tissue at the same zoom, or leave the reference out: the recording's own mean is taken.");
            }

            if (!estimator.IsAlignable)
            {
                observer.Warn(
                    $"'{recording.Name}' shows nothing that stays and that frames could be aligned by; its motion is left as it is.");
            }

            planes[plane] = estimator.Run(
                template, bending, () => clock.Advance(1, (long)recording.Height * recording.Width));
        }

        return planes;
    }

    /// <summary>Makes the corrected recording of what was estimated.</summary>
    internal static Volume Apply(
        Volume recording,
        PlaneMotion[] planes,
        MotionCorrectionOptions options,
        TissuePath? path,
        StageClock clock,
        IStageObserver observer)
    {
        MotionSummary summary = new(recording, planes, options, path);
        TissueMotion motion = summary.Motion;
        MissingData? missing = MissingData.Join(recording.Missing, summary.Missing);
        HistoryStep step = clock.Step(
            PipelineStage.RepairMotion,
            ("Reference", options.Reference?.Name),
            (nameof(MotionCorrectionOptions.BlockPx), options.BlockPx),
            (nameof(MotionCorrectionOptions.MaxShiftUm), options.MaxShiftUm),
            (nameof(MotionCorrectionOptions.MaxShiftPx), options.MaxShiftPx),
            ("Motion", motion.ToString()),
            ("Unplaced", summary.Unplaced.Count > 0 ? summary.Unplaced.Count : null));
        observer.Verbose(string.Create(
            CultureInfo.InvariantCulture,
            $"{recording.Name}: {motion}; correlation with the mean {motion.MeanCorrelationBefore:0.000} before, "
                + $"{motion.MeanCorrelationAfter:0.000} after."));
        if (summary.Unplaced.Count > 0)
        {
            observer.Warn(
                $"{summary.Unplaced.Count} of {recording.FrameCount} frames of '{recording.Name}' could not be placed "
                    + $"({summary.ListUnplaced()}) and count as no data.");
        }

        VolumeInfo info = recording.Info.After(step) with { Motion = motion, Missing = missing, IsChecked = true };
        SampleStore store = motion.IsStill
            ? new SharedStore(recording)
            : new MovedFrames(recording, motion, [.. planes.Select(p => p.Template.Picture)], missing?.Pixels);
        return missing is not { Frames.Count: > 0 and var gone } || gone == recording.FrameCount
            ? new Volume(info, store)
            : new Volume(info, new BridgedStore(
                new Volume(info, store),
                missing.Frames,
                new PlaneRepair?[recording.PlaneCount],
                new FrameScales(recording.FrameCount),
                [],
                []));
    }
}
