namespace DeepWonder3D.Errors;

/// <summary>
/// Every error that the module reports on purpose. The name is the id that scripts may test for; it is never renamed. <c>docs/errors.md</c>
/// lists each with its cause and remedy.
/// </summary>
public enum ErrorId
{
    // Files

    /// <summary>The path names no file.</summary>
    FileNotFound,

    /// <summary>The path belongs to a provider that is not the file system.</summary>
    PathNotFileSystem,

    /// <summary>The file exists and neither -Force nor another name was given.</summary>
    FileExists,

    /// <summary>The file could not be read.</summary>
    FileReadFailed,

    /// <summary>The file could not be written.</summary>
    FileWriteFailed,

    /// <summary>The disk has not enough room for the result.</summary>
    DiskFull,

    /// <summary>The file's format is none that the module reads or writes.</summary>
    UnknownFormat,

    // TIFF

    /// <summary>The file is not a TIFF.</summary>
    NotATiff,

    /// <summary>The TIFF ends before its directories or samples do.</summary>
    TiffTruncated,

    /// <summary>The TIFF's structure contradicts itself.</summary>
    TiffCorrupt,

    /// <summary>The TIFF holds several samples a pixel (RGB), or a palette.</summary>
    TiffNotGreyscale,

    /// <summary>The TIFF's samples have a type or compression that is not read.</summary>
    TiffUnsupported,

    /// <summary>The pages of a TIFF differ in size or type.</summary>
    TiffPagesDiffer,

    // Other recordings

    /// <summary>The HDF5 file is damaged, or built in a way that is not read.</summary>
    Hdf5FileInvalid,

    /// <summary>The file holds no such dataset or variable, or several and none was named.</summary>
    DatasetNotFound,

    /// <summary>Files of a recording are missing, or what describes them cannot be used.</summary>
    RecordingIncomplete,

    /// <summary>The file is a recording of a format that is known and not read.</summary>
    FormatNotRead,

    /// <summary>The film's frames are compressed in a way that cannot be read here.</summary>
    CodecNotRead,

    /// <summary>The recording is empty or damaged, or contradicts what describes it.</summary>
    RecordingDamaged,

    /// <summary>Nothing says how many rows and columns a recording has, or of what type its samples are.</summary>
    ShapeUnknown,

    // Volumes

    /// <summary>The stated axes do not fit the file.</summary>
    AxesMismatch,

    /// <summary>The frame range lies outside the recording.</summary>
    FrameRangeInvalid,

    /// <summary>The recording has a single frame where a movie is needed.</summary>
    TooFewFrames,

    /// <summary>The movie is shorter than the model's window.</summary>
    MovieTooShort,

    /// <summary>Every sample of the movie has the same value.</summary>
    ConstantMovie,

    /// <summary>The movie holds samples that are NaN or infinite.</summary>
    NonFiniteSamples,

    /// <summary>A stage needs the frame rate and the volume does not know it.</summary>
    FrameRateUnknown,

    /// <summary>A stage needs the pixel size and the volume does not know it.</summary>
    PixelSizeUnknown,

    /// <summary>The volume was disposed.</summary>
    VolumeDisposed,

    /// <summary>Traces of the recording are asked for, and the movie does not know the recording it was made of.</summary>
    RecordingUnknown,

    /// <summary>The work cannot fit in the memory allowed.</summary>
    MemoryLimitExceeded,

    /// <summary>A parameter's value cannot be used.</summary>
    ParameterInvalid,

    // Models

    /// <summary>No model of that name is in the catalog.</summary>
    ModelNotFound,

    /// <summary>The model file cannot be loaded.</summary>
    ModelInvalid,

    /// <summary>The model is not for this stage.</summary>
    ModelStageMismatch,

    /// <summary>The model is for another pixel size.</summary>
    ModelPixelSizeMismatch,

    /// <summary>The file is not a PyTorch zip checkpoint, or is damaged.</summary>
    CheckpointInvalid,

    /// <summary>The checkpoint refers to something other than plain tensors.</summary>
    CheckpointUnsafe,

    /// <summary>The checkpoint's tensors are not those of a known network.</summary>
    CheckpointNetworkUnknown,

    /// <summary>A tensor is missing from, or is too much in, the checkpoint.</summary>
    CheckpointTensorMismatch,

    // Inference

    /// <summary>The device that was asked for is not there.</summary>
    DeviceUnavailable,

    /// <summary>The ONNX Runtime library could not be loaded.</summary>
    RuntimeUnavailable,

    /// <summary>The network's run failed.</summary>
    InferenceFailed,

    // Neurons and views

    /// <summary>The neuron file cannot be read.</summary>
    NeuronFileInvalid,

    /// <summary>The calibration file cannot be read.</summary>
    CalibrationInvalid,

    /// <summary>The calibration holds no slope for a pair of views.</summary>
    ViewPairMissing,

    /// <summary>A view has no view id.</summary>
    ViewIdUnknown,

    /// <summary>Two inputs have the same view id.</summary>
    ViewIdRepeated,

    /// <summary>The views differ in length, size or rate.</summary>
    ViewsDiffer,

    /// <summary>Fewer views were given than merging needs.</summary>
    TooFewViews,

    /// <summary>The view that looks straight down is not among those given.</summary>
    CentreViewMissing,

    /// <summary>A PSF stack is not one bead over enough planes.</summary>
    PsfStackInvalid,

    /// <summary>A PSF stack shows no spot.</summary>
    PsfStackEmpty,

    /// <summary>A PSF stack is saturated.</summary>
    PsfSaturated,

    /// <summary>PSF stacks differ in planes or pixels.</summary>
    PsfStacksDiffer,

    /// <summary>The depth between planes is needed and unknown.</summary>
    PlaneStepUnknown,

    /// <summary>Optics were stated that cannot be.</summary>
    OpticsImpossible,

    /// <summary>A white image shows no grid of lenslets.</summary>
    LensletGridUnclear,

    /// <summary>A raw light field holds no whole lenslet.</summary>
    LightFieldTooSmall,

    /// <summary>The MATLAB file cannot be read.</summary>
    MatFileInvalid,

    /// <summary>A result is larger than a variable in a MATLAB 5 file may be.</summary>
    MatVariableTooLarge,

    /// <summary>The NumPy file cannot be read.</summary>
    NpyFileInvalid,

    /// <summary>The coordinate file cannot be read.</summary>
    CoordinateFileInvalid,

    // Choosing neurons, and finding them again

    /// <summary>No neuron has such an id.</summary>
    NeuronNotFound,

    /// <summary>Decisions are about other neurons than those they are applied to.</summary>
    DecisionsMismatch,

    /// <summary>Two recordings could not be laid over each other.</summary>
    AlignmentUncertain,

    /// <summary>An object is a copy that PowerShell made of its properties, without samples or pixels.</summary>
    ObjectNotWhole,

    // Figures

    /// <summary>The drawing library could not be loaded.</summary>
    DrawingUnavailable,

    /// <summary>An object cannot be shown as that kind of figure.</summary>
    FigureKindMismatch,

    // Whole runs

    /// <summary>Another run works on the results folder.</summary>
    ResultsInUse,

    /// <summary>A recording was changed, replaced or removed while it was worked on.</summary>
    RecordingChanged,

    // Anything else

    /// <summary>Something failed that the module did not foresee; a defect to report.</summary>
    UnexpectedFailure,
}
