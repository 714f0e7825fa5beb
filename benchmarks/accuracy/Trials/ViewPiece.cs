namespace DeepWonder3D.Accuracy.Trials;

/// <summary>A rectangle of a view: its samples and the true neurons whose centres lie in it.</summary>
/// <param name="Row">The first row.</param>
/// <param name="Column">The first column.</param>
/// <param name="Height">The number of rows.</param>
/// <param name="Width">The number of columns.</param>
internal sealed record ViewPiece(int Row, int Column, int Height, int Width)
{
    public static ViewPiece Whole(int height, int width) => new(0, 0, height, width);

    /// <summary>As many squares side by side as fit.</summary>
    public static IReadOnlyList<ViewPiece> Squares(int height, int width, int side) =>
        [.. from row in Enumerable.Range(0, height / side)
            from column in Enumerable.Range(0, width / side)
            select new ViewPiece(row * side, column * side, side, side)];

    /// <summary>Two upright strips at the left and the right edge, of so many columns at most.</summary>
    public static IReadOnlyList<ViewPiece> Strips(int height, int width, int columns)
    {
        int strip = Math.Min(columns, width);
        return [new(0, 0, height, strip), new(0, width - strip, height, strip)];
    }

    public Volume CutFrom(Volume movie)
    {
        using VolumeBuilder piece = new(movie.Info with { Height = Height, Width = Width }, movie.SampleType);
        float[] samples = new float[Height * Width];
        for (long t = 0; t < movie.FrameCount; t++)
        {
            movie.ReadBlock<float>(t, 0, Row, Height, Column, Width, samples);
            piece.WritePlane<float>(t, 0, samples);
        }

        return piece.Build(new HistoryStep("Cut", new Dictionary<string, string>()));
    }

    public NeuronSet CutFrom(NeuronSet truth) => truth with
    {
        Height = Height,
        Width = Width,
        Neurons = [.. truth.Neurons.Where(IsIn)
            .Select(n => n with { Row = n.Row - Row, Column = n.Column - Column, Footprint = CutFrom(n.Footprint) })],
    };

    /// <summary>A pixel's edges are half a pixel from its centre, which has the whole number.</summary>
    private bool IsIn(Neuron neuron) =>
        neuron.Row >= Row - 0.5 && neuron.Row < Row + Height - 0.5 && neuron.Column >= Column - 0.5 && neuron.Column < Column + Width - 0.5;

    private Footprint CutFrom(Footprint footprint)
    {
        List<int> pixels = [];
        for (int i = 0; i < footprint.Count; i++)
        {
            (int row, int column) = (footprint.RowAt(i) - Row, footprint.ColumnAt(i) - Column);
            if (row >= 0 && row < Height && column >= 0 && column < Width)
            {
                pixels.Add((row * Width) + column);
            }
        }

        return new Footprint([.. pixels], Width);
    }
}
