using DeepWonder3D.Formats;
using DeepWonder3D.Runs.Recordings;
using DeepWonder3D.Volumes;

namespace DeepWonder3D.Runs.Watching;

/// <summary>Whether a recording can be read to its last page: the cheapest proof that its writer has finished.</summary>
internal static class Readability
{
    /// <summary>Opens every view and reads its last frame.</summary>
    /// <exception cref="Errors.DeepWonderException">What opening and reading bring.</exception>
    public static void Demand(RecordingInput recording, VolumeReadOptions reading, CancellationToken token)
    {
        foreach (string path in recording.Paths)
        {
            using Volume volume = VolumeReader.Open(path, reading, token);
            float[] frame = new float[checked(volume.Height * volume.Width)];
            volume.ReadPlane<float>(volume.FrameCount - 1, volume.PlaneCount - 1, frame);
        }
    }
}
