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
            if (known.RecommendedAction is not null)
            {
                record.ErrorDetails = new ErrorDetails(known.Message + " " + known.RecommendedAction) { RecommendedAction = known.RecommendedAction };
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
