using DeepWonder3D.Defects;
using DeepWonder3D.Errors;
using DeepWonder3D.Models;
using DeepWonder3D.Motion;
using DeepWonder3D.Neurons;
using DeepWonder3D.Stages;
using DeepWonder3D.Stages.Rescaling;
using DeepWonder3D.Views;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;

namespace DeepWonder3D;

/// <summary>
/// A recording's way to its neurons, as the paper has it: the tissue's motion and noise are taken out, the movie brought to the scale of
/// the networks, background taken out, neurons found in each view, and the neurons of all views joined in space.
/// </summary>
/// <param name="options">What each stage is told.</param>
public sealed class Pipeline(PipelineOptions options)
{
    /// <summary>What each stage is told.</summary>
    public PipelineOptions Options => options;

    /// <summary>Takes one view's recording to its neurons.</summary>
    /// <param name="recording">The recording, shape (T, 1, Y, X); it stays the caller's.</param>
    /// <param name="observer">Told of progress, decisions and doubts; null for nobody.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>The neurons, possibly none.</returns>
    /// <exception cref="DeepWonderException">What the stages may bring.</exception>
    public NeuronSet Run(Volume recording, IStageObserver? observer = null, CancellationToken token = default)
    {
        List<Volume> made = [];
        try
        {
            foreach ((_, Volume next) in Process(recording, observer, token))
            {
                // Traces are measured in what was recorded, after its motion was taken out: that stays to the end.
                if (made.Count > 0 && next.Recording != made[^1])
                {
                    made[^1].Dispose();
                    made.RemoveAt(made.Count - 1);
                }

                made.Add(next);
            }

            return FindNeurons(made.Count > 0 ? made[^1] : recording, observer, token);
        }
        finally
        {
            made.ForEach(movie => movie.Dispose());
        }
    }

    /// <summary>
    /// Makes the movie without motion, noise and background, stage by stage: each when it is asked for, from the one before.
    /// </summary>
    /// <param name="recording">The recording, axes T, Z, Y, X.</param>
    /// <param name="observer">Told of progress, decisions and doubts; null for nobody.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>
    /// Each stage and its movie, which the caller disposes of once the next one is there, unless it is the next one's recording.
    /// </returns>
    /// <exception cref="DeepWonderException">What the stages may bring.</exception>
    public IEnumerable<(PipelineStage Stage, Volume Movie)> Process(
        Volume recording, IStageObserver? observer = null, CancellationToken token = default)
    {
        Volume movie = DefectSearch.Checked(recording, observer, token);
        if (options.Motion is { } motion && movie.Motion is null && movie.FrameCount > 1)
        {
            movie = MotionCorrection.Run(movie, motion, observer, token);
            yield return (PipelineStage.RepairMotion, movie);
        }

        if (options.Denoise is { } denoise)
        {
            movie = Denoising.Run(movie, denoise, observer, token);
            yield return (PipelineStage.Denoise, movie);
        }

        if (options.Resize is { } resize)
        {
            movie = Resizing.Run(movie, resize, observer, token);
            yield return (PipelineStage.Resize, movie);
        }

        if (options.RemoveBackground is { } background)
        {
            movie = BackgroundRemoval.Run(movie, background, observer, token);
            yield return (PipelineStage.RemoveBackground, movie);
        }
    }

    /// <summary>Finds the neurons of a view's movie.</summary>
    /// <exception cref="DeepWonderException">What <see cref="NeuronFinding"/> may bring.</exception>
    public NeuronSet FindNeurons(Volume movie, IStageObserver? observer = null, CancellationToken token = default) =>
        NeuronFinding.Run(movie, options.FindNeurons, options.Traces, observer, token);

    /// <summary>Joins the neurons of all views in space.</summary>
    /// <exception cref="DeepWonderException">What <see cref="ViewMerging"/> may bring.</exception>
    public static NeuronPopulation MergeViews(
        IReadOnlyList<NeuronSet> views,
        ViewCalibration calibration,
        ViewMergingOptions? options = null,
        IStageObserver? observer = null,
        CancellationToken token = default) => ViewMerging.Run(views, calibration, options, observer, token);

    /// <summary>
    /// The models that a recording will go through, in order, found without any work on it: all that may serve where the recording's cells
    /// have to be looked at first.
    /// </summary>
    /// <param name="pixelSizeUm">The recording's pixel size, µm; null where it is not known.</param>
    /// <exception cref="DeepWonderException">A model cannot be found or does not fit.</exception>
    internal IReadOnlyList<(PipelineStage Stage, ModelFile Model)> ModelsFor(double? pixelSizeUm)
    {
        List<(PipelineStage, ModelFile)> models = [];
        double? pixel = pixelSizeUm;
        Add(PipelineStage.Denoise, ModelStage.Denoise, options.Denoise);
        if (options.Resize is { } resize)
        {
            if (Resizing.ModelFor(pixel, resize) is { } finer)
            {
                models.Add((PipelineStage.Resize, finer));
            }

            pixel = resize.PixelSizeUm ?? pixel;
        }

        AddAtScale(PipelineStage.RemoveBackground, ModelStage.RemoveBackground, options.RemoveBackground);
        AddAtScale(PipelineStage.FindNeurons, ModelStage.Segment, options.FindNeurons?.Network);
        return models;

        void AddAtScale(PipelineStage stage, ModelStage kind, NetworkOptions? network)
        {
            if (network is not null)
            {
                models.AddRange(WorkingScale.ModelsFor(kind, pixel, network).Select(model => (stage, model)));
            }
        }

        void Add(PipelineStage stage, ModelStage kind, NetworkOptions? network)
        {
            if (network is not null)
            {
                models.Add((stage, ModelCatalog.Default.Resolve(network.Model, kind, pixel)));
            }
        }
    }
}
