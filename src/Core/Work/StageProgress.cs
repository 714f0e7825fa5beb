using System.Globalization;

namespace DeepWonder3D.Work;

/// <summary>How far a piece of work has come, in the user's units.</summary>
/// <param name="Activity">What is being done, such as <c>Denoising mouse_view_113</c>.</param>
/// <param name="Done">Units done.</param>
/// <param name="Total">Units in all; 0 where unknown.</param>
/// <param name="Unit">The unit's name in the singular: <c>tile</c>, <c>frame</c>, <c>view</c>.</param>
/// <param name="VoxelsPerSecond">Voxels a second so far; 0 where it says nothing.</param>
/// <param name="TimeLeft">Time left, where it is known.</param>
/// <param name="UnitsPerSecond">Units a second so far; 0 where it says nothing.</param>
public readonly record struct StageProgress(
    string Activity, long Done, long Total, string Unit, double VoxelsPerSecond = 0, TimeSpan? TimeLeft = null, double UnitsPerSecond = 0)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        string of = Total > 0 ? $"{Unit} {Done} of {Total}" : $"{Unit} {Done}";
        return VoxelsPerSecond > 0 ? string.Create(CultureInfo.InvariantCulture, $"{of}, {VoxelsPerSecond / 1e6:0.0} Mvoxel/s")
            : UnitsPerSecond > 0 ? string.Create(CultureInfo.InvariantCulture, $"{of}, {UnitsPerSecond:0.0} {Unit}s/s")
            : of;
    }
}
