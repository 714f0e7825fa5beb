using DeepWonder3D.Formats;
using DeepWonder3D.Tests.Models;
using DeepWonder3D.Tests.PowerShell;
using DeepWonder3D.Tests.Views;
using DeepWonder3D.Volumes;
using DeepWonder3D.Work;
using Xunit;

namespace DeepWonder3D.Tests.Help;

/// <summary>
/// A folder with small simulated recordings under the names that the examples of the help use. docs/help/README.md lists them.
/// </summary>
internal static class ExampleFolder
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    /// <summary>Fills an empty folder.</summary>
    public static async Task Fill(string folder)
    {
        LightFieldScene.Write(Path.Combine(folder, "raw.tif"), Path.Combine(folder, "white.tif"));
        Directory.CreateDirectory(Path.Combine(folder, "psf"));
        foreach (Volume stack in new PsfScene { PlaneCount = 11, StepUm = 6 }.Stacks())
        {
            VolumeWriter.Write(
                stack,
                Path.Combine(folder, "psf", stack.Name + ".tif"),
                new VolumeWriteOptions(),
                SilentObserver.Instance,
                TestContext.Current.CancellationToken);
            stack.Dispose();
        }

        Directory.CreateDirectory(Path.Combine(folder, "weights"));
        File.WriteAllBytes(
            Path.Combine(folder, "weights", "seg_2um.pth"), TestCheckpoint.Of(TestNetworks.Named(TestNetworks.SegmentationName)));
        (int code, string text) = await ShellProcess.Run(
            s_limit, "-File", Path.Combine(SharedMaterial.Root, "tests", "Unit", "Help", "ExamplePrepare.ps1"), "-Folder", folder);
        Assert.True(code == 0 && text.Length == 0, text);
    }
}
