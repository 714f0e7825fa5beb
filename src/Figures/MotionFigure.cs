using DeepWonder3D.Figures.Panels;

namespace DeepWonder3D.Figures;

/// <summary>How the tissue moved before its motion was taken out.</summary>
internal static class MotionFigure
{
    private const int OrdinaryWidth = 1100;
    private const float OrdinaryEm = 15;

    /// <summary>The figure of a corrected recording.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.FigureKindMismatch"/>: nobody looked for its motion.</exception>
    public static Figure Of(Volume corrected, FigureOptions options)
    {
        TissueMotion motion = corrected.Motion ?? throw new DeepWonderException(
            ErrorId.FigureKindMismatch,
            $"Nobody has looked for motion in '{corrected.Name}'.",
            corrected,
            "Give a recording whose motion was taken out.");
        MotionPanel panel = new(corrected, motion, (options.Width ?? OrdinaryWidth) - (int)(2 * OrdinaryEm), OrdinaryEm);
        return new Figure(corrected.Name, FigureFacts.Of(corrected), panel, options.Width) { Notes = Notes(corrected, motion, options) };
    }

    /// <summary>What was found, in a line.</summary>
    private static IReadOnlyList<FigureNote> Notes(Volume corrected, TissueMotion motion, FigureOptions options)
    {
        int missing = corrected.Missing?.Frames.Count ?? 0;
        FigureNote note = new(string.Create(
            CultureInfo.InvariantCulture,
            $"{motion}. Correlation with the mean of the corrected frames: {motion.MeanCorrelationBefore:0.000} before, "
                + $"{motion.MeanCorrelationAfter:0.000} after. {missing} frames count as no data."));
        return options.Caption is { } caption ? [note, new FigureNote(caption)] : [note];
    }
}
