namespace DeepWonder3D.Figures;

/// <summary>Which figure shows what.</summary>
internal static class FigureSelection
{
    /// <summary>The kind of figure that an object is shown as.</summary>
    /// <param name="input">A <see cref="NeuronSet"/>, a <see cref="NeuronPopulation"/> or a <see cref="Volume"/>.</param>
    /// <param name="kind">The kind that was asked for.</param>
    /// <returns>That kind, or for <see cref="FigureKind.Auto"/> the one that fits best.</returns>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.FigureKindMismatch"/>.</exception>
    public static FigureKind KindFor(object? input, FigureKind kind) => (input, kind) switch
    {
        (NeuronSet or NeuronPopulation, FigureKind.Auto) => FigureKind.Summary,
        (Volume, FigureKind.Auto) => FigureKind.Mean,
        (NeuronSet, not (FigureKind.Population or FigureKind.Motion)) => kind,
        (NeuronPopulation, FigureKind.Trace or FigureKind.Summary or FigureKind.Population) => kind,
        (Volume, FigureKind.Mean or FigureKind.Correlation or FigureKind.Maximum or FigureKind.StandardDeviation or FigureKind.Motion) =>
            kind,
        (NeuronSet or NeuronPopulation or Volume, _) => throw new DeepWonderException(
            ErrorId.FigureKindMismatch,
            $"A {input.GetType().Name} cannot be shown as {kind}.",
            input,
            "Give Auto, or another kind: Find-Neuron's result has traces and a place in the image, Merge-View's has positions in space."),
        _ => throw new DeepWonderException(
            ErrorId.FigureKindMismatch,
            $"There is no figure of {(input is null ? "nothing" : $"a {input.GetType().Name}")}.",
            input,
            "Give a Volume, the neurons of a view (Find-Neuron) or of all views (Merge-View)."),
    };

    /// <summary>The recording's name.</summary>
    public static string NameOf(object input) => input switch
    {
        NeuronSet neurons => neurons.Name,
        NeuronPopulation population => population.Name,
        Volume volume => volume.Name,
        _ => throw new ArgumentException($"{input.GetType()} has no figure.", nameof(input)),
    };

    /// <summary>The volume that a view's neurons were found in: the only one, or that of the same view or name.</summary>
    /// <exception cref="DeepWonderException">
    /// <see cref="ErrorId.ParameterInvalid"/>: several volumes, and none of that view or name.
    /// </exception>
    public static Volume? VolumeFor(NeuronSet neurons, IReadOnlyList<Volume> volumes) => volumes.Count switch
    {
        0 => null,
        1 => volumes[0],
        _ => volumes.FirstOrDefault(v => v.Name == neurons.Name)
            ?? volumes.FirstOrDefault(v => v.ViewId is not null && v.ViewId == neurons.ViewId)
            ?? throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                $"None of the {volumes.Count} volumes has the name or the view id of '{neurons.Name}'.",
                neurons,
                "Give the volume in which the neurons were found."),
    };

    /// <summary>Makes the figure of an object.</summary>
    /// <param name="input">The object.</param>
    /// <param name="kind">A kind that <see cref="KindFor"/> returned for it.</param>
    /// <param name="volumes">Volumes to show a view's neurons on.</param>
    /// <param name="options">How it looks; the background is set by the kind.</param>
    /// <param name="observer">Whom to tell.</param>
    /// <param name="token">Cancels while a movie is projected.</param>
    public static Figure Create(
        object input,
        FigureKind kind,
        IReadOnlyList<Volume> volumes,
        FigureOptions options,
        IStageObserver observer,
        CancellationToken token)
    {
        options = options with { Background = BackgroundOf(kind) };
        if (options.Truth is not null && (input is NeuronPopulation || kind == FigureKind.Trace))
        {
            observer.Warn(
                "The truth is drawn on images of a view only, not in a figure of kind "
                    + $"{kind}{(input is NeuronPopulation ? " of a population" : "")}.");
        }

        switch (input)
        {
            case NeuronPopulation population:
                return kind switch
                {
                    FigureKind.Trace => TraceFigure.Of(population, options),
                    FigureKind.Population => PopulationFigure.Of(population, options),
                    _ => SummaryFigure.Of(population, options),
                };
            case Volume movie when kind == FigureKind.Motion:
                return MotionFigure.Of(movie, options);
            case Volume movie:
                return OverlayFigure.Of(movie, ProjectionImage.Of(movie, null, observer, token), options);
            case NeuronSet neurons when kind == FigureKind.Trace:
                return TraceFigure.Of(neurons, options);
            case NeuronSet neurons:
                ProjectionImage? image = ImageFor(neurons, kind, volumes, observer, token);
                return kind == FigureKind.Summary ? SummaryFigure.Of(neurons, image, options) : OverlayFigure.Of(neurons, image, options);
            default:
                throw new ArgumentException($"{input.GetType()} has no figure.", nameof(input));
        }
    }

    private static ProjectionKind BackgroundOf(FigureKind kind) => kind switch
    {
        FigureKind.Correlation => ProjectionKind.Correlation,
        FigureKind.Maximum => ProjectionKind.Maximum,
        FigureKind.StandardDeviation => ProjectionKind.StandardDeviation,
        _ => ProjectionKind.Mean,
    };

    private static ProjectionImage? ImageFor(
        NeuronSet neurons, FigureKind kind, IReadOnlyList<Volume> volumes, IStageObserver observer, CancellationToken token)
    {
        Volume? volume = VolumeFor(neurons, volumes);
        if (volume is null && kind is not (FigureKind.Overlay or FigureKind.Summary))
        {
            throw new DeepWonderException(
                ErrorId.ParameterInvalid,
                $"The {kind} image of '{neurons.Name}' needs the volume.",
                neurons,
                "Give the volume in which the neurons were found.");
        }

        if (volume is not null)
        {
            // Before the movie is read, which may take minutes.
            OverlayFigure.DemandSameSize("volume", volume.Height, volume.Width, neurons);
        }

        return volume is null ? null : ProjectionImage.Of(volume, null, observer, token);
    }
}
