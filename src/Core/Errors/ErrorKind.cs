namespace DeepWonder3D.Errors;

/// <summary>What sort of failure an error is; the cmdlets map it to a PowerShell error category.</summary>
public enum ErrorKind
{
    /// <summary>A file or an object holds something that cannot be used.</summary>
    InvalidData,

    /// <summary>A value that the caller gave cannot be used.</summary>
    InvalidArgument,

    /// <summary>Something that was named does not exist.</summary>
    NotFound,

    /// <summary>Something exists already and may not be overwritten.</summary>
    AlreadyExists,

    /// <summary>A device or library that was asked for is not there.</summary>
    DeviceUnavailable,

    /// <summary>Somebody else is using it.</summary>
    Busy,

    /// <summary>Memory or disk does not suffice.</summary>
    ResourceExhausted,

    /// <summary>Reading or writing failed.</summary>
    InputOutput,

    /// <summary>The content is refused because it could do harm.</summary>
    Security,
}
