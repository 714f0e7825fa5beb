namespace DeepWonder3D.Errors;

/// <summary>A failure that the user can understand and act on: a stable id, what it happened to, and what to do.</summary>
public sealed class DeepWonderException : Exception
{
    /// <summary>Creates an error.</summary>
    /// <param name="id">The stable id.</param>
    /// <param name="message">What happened, to what, with values; a full sentence.</param>
    /// <param name="target">The path or object it happened to.</param>
    /// <param name="action">What the user can do; a full sentence.</param>
    /// <param name="inner">The failure underneath, if any.</param>
    public DeepWonderException(ErrorId id, string message, object? target = null, string? action = null, Exception? inner = null)
        : base(message, inner)
    {
        Id = id;
        Target = target;
        RecommendedAction = action;
    }

    /// <summary>The stable id.</summary>
    public ErrorId Id { get; }

    /// <summary>What sort of failure it is.</summary>
    public ErrorKind Kind => KindOf(Id);

    /// <summary>The path or object it happened to.</summary>
    public object? Target { get; }

    /// <summary>What the user can do.</summary>
    public string? RecommendedAction { get; }

    /// <summary>The values that would have been right, where the message lists them: what tab completion offers.</summary>
    internal IReadOnlyList<ErrorChoice> Choices { get; init; } = [];

    private static ErrorKind KindOf(ErrorId id) => id switch
    {
        ErrorId.FileNotFound or ErrorId.DatasetNotFound or ErrorId.ModelNotFound or ErrorId.ViewPairMissing
            or ErrorId.NeuronNotFound => ErrorKind.NotFound,
        ErrorId.FileExists => ErrorKind.AlreadyExists,
        ErrorId.FileReadFailed or ErrorId.FileWriteFailed => ErrorKind.InputOutput,
        ErrorId.DiskFull or ErrorId.MemoryLimitExceeded or ErrorId.MatVariableTooLarge => ErrorKind.ResourceExhausted,
        ErrorId.DeviceUnavailable or ErrorId.RuntimeUnavailable or ErrorId.DrawingUnavailable => ErrorKind.DeviceUnavailable,
        ErrorId.ResultsInUse => ErrorKind.Busy,
        ErrorId.CheckpointUnsafe => ErrorKind.Security,
        ErrorId.PathNotFileSystem or ErrorId.AxesMismatch or ErrorId.FrameRangeInvalid or ErrorId.ParameterInvalid
            or ErrorId.FrameRateUnknown or ErrorId.PixelSizeUnknown or ErrorId.ModelStageMismatch
            or ErrorId.ModelPixelSizeMismatch or ErrorId.ViewIdUnknown or ErrorId.ViewIdRepeated
            or ErrorId.CentreViewMissing or ErrorId.PlaneStepUnknown or ErrorId.OpticsImpossible or ErrorId.PsfStacksDiffer
            or ErrorId.ViewsDiffer or ErrorId.TooFewViews or ErrorId.VolumeDisposed or ErrorId.FigureKindMismatch
            or ErrorId.DecisionsMismatch or ErrorId.AlignmentUncertain or ErrorId.ObjectNotWhole =>
                ErrorKind.InvalidArgument,
        _ => ErrorKind.InvalidData,
    };
}
