using System.Management.Automation;
using DeepWonder3D.Errors;

namespace DeepWonder3D.Cmdlets;

/// <summary>The one place where failures become error records.</summary>
internal static class ErrorRecords
{
    public static ErrorRecord From(Exception failure, object? target)
    {
        if (failure is DeepWonderException known)
        {
            ErrorRecord record = new(known, known.Id.ToString(), CategoryOf(known.Kind), known.Target ?? target);
            if (string.Join(' ', new[] { known.RecommendedAction, CommandFor(known.Id) }.OfType<string>()) is { Length: > 0 } action)
            {
                record.ErrorDetails = new ErrorDetails(known.Message + " " + action) { RecommendedAction = action };
            }

            return record;
        }

        (ErrorId id, ErrorCategory category) = failure switch
        {
            FileNotFoundException or DirectoryNotFoundException => (ErrorId.FileNotFound, ErrorCategory.ObjectNotFound),
            UnauthorizedAccessException => (ErrorId.FileReadFailed, ErrorCategory.PermissionDenied),
            IOException => (ErrorId.FileReadFailed, ErrorCategory.ReadError),
            ObjectDisposedException => (ErrorId.VolumeDisposed, ErrorCategory.InvalidOperation),
            ArgumentException => (ErrorId.ParameterInvalid, ErrorCategory.InvalidArgument),
            OutOfMemoryException => (ErrorId.MemoryLimitExceeded, ErrorCategory.ResourceUnavailable),
            _ => (ErrorId.UnexpectedFailure, ErrorCategory.InvalidOperation),
        };
        return new ErrorRecord(failure, id.ToString(), category, target);
    }

    /// <summary>The command that helps: the engine, which says the rest, knows none.</summary>
    private static string? CommandFor(ErrorId id) => id switch
    {
        ErrorId.ModelNotFound => "Get-Model shows the models that there are; ConvertTo-OnnxModel makes one of a PyTorch checkpoint.",
        ErrorId.ModelInvalid => "ConvertTo-OnnxModel makes one of a PyTorch checkpoint.",
        ErrorId.ModelStageMismatch => "Get-Model shows what each model is for.",
        ErrorId.ModelPixelSizeMismatch => "Resize-Volume -PixelSizeUm brings a movie to another pixel size.",
        ErrorId.MovieTooShort => "Resize-Volume -FrameRate brings a movie to a higher frame rate.",
        ErrorId.FrameRateUnknown or ErrorId.PixelSizeUnknown => "Import-Volume takes what a file does not say.",
        ErrorId.DeviceUnavailable => "Get-InferenceDevice lists what there is.",
        _ => null,
    };

    private static ErrorCategory CategoryOf(ErrorKind kind) => kind switch
    {
        ErrorKind.InvalidData => ErrorCategory.InvalidData,
        ErrorKind.InvalidArgument => ErrorCategory.InvalidArgument,
        ErrorKind.NotFound => ErrorCategory.ObjectNotFound,
        ErrorKind.AlreadyExists => ErrorCategory.ResourceExists,
        ErrorKind.DeviceUnavailable => ErrorCategory.ResourceUnavailable,
        ErrorKind.Busy => ErrorCategory.ResourceBusy,
        ErrorKind.ResourceExhausted => ErrorCategory.LimitsExceeded,
        ErrorKind.InputOutput => ErrorCategory.ReadError,
        ErrorKind.Security => ErrorCategory.SecurityError,
        _ => ErrorCategory.InvalidOperation,
    };
}
