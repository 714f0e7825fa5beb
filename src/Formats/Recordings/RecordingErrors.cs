using DeepWonder3D.Errors;

namespace DeepWonder3D.Formats.Recordings;

/// <summary>What can be wrong with recordings that consist of several files.</summary>
internal static class RecordingErrors
{
    public static DeepWonderException Incomplete(string path, string why, Exception? inner = null) => new(
        ErrorId.RecordingIncomplete, $"The recording '{path}' cannot be put together: {why}.", path, "Copy the whole folder of the recording again.", inner);
}
