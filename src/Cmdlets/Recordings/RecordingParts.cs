using DeepWonder3D.Errors;
using DeepWonder3D.Formats;

namespace DeepWonder3D.Cmdlets;

/// <summary>What the parts of a recording are called of which one must be named: datasets, channels, positions.</summary>
internal static class RecordingParts
{
    private const string Impossible = "\u0001";

    /// <summary>The parts that a parameter chooses from; empty where there is nothing to choose.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">What else is stated.</param>
    /// <param name="parameter">The parameter: <c>Dataset</c>, <c>Channel</c> or <c>Position</c>.</param>
    /// <remarks>The file is opened with a part that no file has: the error lists those that it has.</remarks>
    public static IReadOnlyList<ErrorChoice> Of(string file, VolumeReadOptions options, string parameter)
    {
        options = parameter.ToUpperInvariant() switch
        {
            "CHANNEL" => options with { Channel = Impossible },
            "POSITION" => options with { Position = Impossible },
            _ => options with { Dataset = Impossible, Position = null },
        };
        try
        {
            VolumeReader.Open(file, options, CancellationToken.None).Dispose();
            return [];
        }
        catch (DeepWonderException e)
        {
            return e.Choices;
        }
    }
}
