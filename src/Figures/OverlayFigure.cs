namespace DeepWonder3D.Figures;

/// <summary>Neuron outlines on an image of their view.</summary>
internal static class OverlayFigure
{
    /// <summary>The figure of neurons.</summary>
    /// <param name="neurons">The neurons.</param>
    /// <param name="image">The image of the view that they were found in; a dark ground where null.</param>
    /// <param name="options">How it looks.</param>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ViewsDiffer"/>: the image or the truth is of another size.</exception>
    public static Figure Of(NeuronSet neurons, ProjectionImage? image, FigureOptions options) =>
        new(neurons.Name, FigureFacts.Of(neurons), Panel(neurons, image, options), options.Width)
        {
            Notes = Notes(neurons, image, options),
        };

    /// <summary>The figure of a volume's image alone.</summary>
    public static Figure Of(Volume volume, ProjectionImage image, FigureOptions options)
    {
        NeuronSet none = new()
        {
            Name = volume.Name,
            Height = volume.Height,
            Width = volume.Width,
            FrameCount = volume.FrameCount,
            PixelSizeUm = volume.PixelSizeUm,
            Neurons = [],
        };
        return new(volume.Name, FigureFacts.Of(volume), Panel(none, image, options), options.Width) { Notes = Notes(none, image, options) };
    }

    /// <summary>The picture alone.</summary>
    public static OverlayPanel Panel(NeuronSet neurons, ProjectionImage? image, FigureOptions options)
    {
        (int rows, int columns) = (neurons.Height, neurons.Width);
        DemandSameSize("image", image?.Height ?? rows, image?.Width ?? columns, neurons);
        DemandSameSize("truth", options.Truth?.Height ?? rows, options.Truth?.Width ?? columns, neurons);

        OverlayPanel At(int zoom) => new(
            rows,
            columns,
            image is null ? null : GreyImage.Stretch(image[options.Background], rows, columns),
            neurons.Neurons,
            options.Truth?.Neurons ?? [],
            neurons.PixelSizeUm,
            zoom);
        OverlayPanel panel = At(options.Zoom ?? OverlayPanel.LegibleZoom(rows, columns));
        return options is { Zoom: null, Width: { } width } ? At(Math.Max(1, (width - (2 * Figure.MarginOf(panel))) / columns)) : panel;
    }

    /// <summary>What the image and the outlines are, and where the data come from.</summary>
    public static IReadOnlyList<FigureNote> Notes(NeuronSet neurons, ProjectionImage? image, FigureOptions options)
    {
        List<FigureNote> notes = [];
        if (options.Truth is { } truth)
        {
            notes.Add(new FigureNote(
                "",
                new OutlineSample(FigureColours.OfNeuron(1), false, $"found ({neurons.Count}; colour by id)"),
                new OutlineSample(FigureColours.Truth, true, $"{truth.Name} ({truth.Count})")));
        }

        if (image is not null)
        {
            string name = options.Background switch
            {
                ProjectionKind.Correlation => "correlation of each pixel with its neighbours",
                ProjectionKind.Maximum => "largest sample over time",
                ProjectionKind.StandardDeviation => "standard deviation over time",
                _ => "mean over time",
            };
            notes.Add(new FigureNote(
                FormattableString.Invariant($"Grey: {name}, percentiles {GreyImage.LowPercentile} to {GreyImage.HighPercentile}")));
        }

        if (options.Caption is { } caption)
        {
            notes.Add(new FigureNote(caption));
        }

        return notes;
    }

    /// <summary>Makes sure that something covers the same pixels as the neurons' view.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.ViewsDiffer"/>.</exception>
    public static void DemandSameSize(string what, int height, int width, NeuronSet neurons)
    {
        if ((height, width) != (neurons.Height, neurons.Width))
        {
            throw new DeepWonderException(
                ErrorId.ViewsDiffer,
                $"The {what} has {height} × {width} pixels, but the neurons of '{neurons.Name}' lie in a view of "
                    + $"{neurons.Height} × {neurons.Width}.",
                neurons,
                "Give the one that belongs to these neurons.");
        }
    }
}

/// <summary>What a sort of outline means.</summary>
/// <param name="Colour">Its colour.</param>
/// <param name="Dashed">Whether it is dashed.</param>
/// <param name="Meaning">What it stands for.</param>
internal readonly record struct OutlineSample(SKColor Colour, bool Dashed, string Meaning);
