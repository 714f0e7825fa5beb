using System.Collections.Concurrent;

namespace DeepWonder3D.Simulation;

/// <summary>
/// Makes a recording of neurons that are known: places cells, lets them fire, looks at them through each view, and records.
/// </summary>
internal static class RecordingSimulator
{
    /// <summary>Makes a recording. The same options make the same samples, whatever the number of processors.</summary>
    /// <exception cref="DeepWonderException">An option cannot be used, the cells do not fit, or the calibration lacks a view.</exception>
    public static SimulatedRecording Run(SimulationOptions options, IStageObserver observer, CancellationToken token = default)
    {
        SimulationChecks.Validate(options);
        ViewCalibration calibration = options.Calibration ?? LensletAperture.Calibration(options.Optics.RefractiveIndex);
        IReadOnlyList<Perspective> views = Perspective.Of(options, calibration);
        HistoryStep step = new("New-SimulatedRecording", SimulationChecks.Describe(options));
        MotionPath motion = new(options);
        double farthest = views.Max(v => Math.Max(Math.Abs(v.RowsPerUm), Math.Abs(v.ColumnsPerUm))) * motion.LargestDepthUm;
        Canvas canvas = Canvas.Around(options, motion.IsStill ? 0 : (motion.LargestUm / options.PixelSizeUm) + farthest);
        float[] illumination = Illumination.Map(options);
        Tissue tissue = new(options, token);
        TruthBuilder truth = new(options, illumination, step);
        using RecordingBuilder recording = new(options, views, step);
        FrameCounter counter = new(options, views.Count, observer);

        foreach (Perspective view in views)
        {
            token.ThrowIfCancellationRequested();
            ViewScene scene = new(options, tissue, view, canvas);
            truth.Add(scene, recording.NameOf(view));
            Record(options, scene, motion, illumination, recording, counter, token);
        }

        bool hasViews = options.PlaneDepthsUm.Count == 0 && options.ViewIds.Count > 0;
        observer.Verbose(
            $"{options.Name}: {tissue.Cells.Count} cells, {tissue.Processes.Count} pieces of dendrite and axon, {views.Count} stacks.");
        return recording.Build(truth.Population(hasViews ? calibration : null), truth.Sets, hasViews ? calibration : null);
    }

    private static void Record(
        SimulationOptions options,
        ViewScene scene,
        MotionPath motion,
        float[] illumination,
        RecordingBuilder recording,
        FrameCounter counter,
        CancellationToken token)
    {
        Camera camera = new(options, scene.View);
        ConcurrentBag<FrameRenderer> idle = [];
        void RecordFrame(int frame)
        {
            FrameRenderer renderer = idle.TryTake(out FrameRenderer? free) ? free : new FrameRenderer(options, scene, motion, illumination);
            renderer.Render(frame);
            recording.Write(scene.View, frame, renderer, camera);
            idle.Add(renderer);
            counter.Count();
        }

        ParallelLoop.For(options.FrameCount, RecordFrame, token);
    }
}
