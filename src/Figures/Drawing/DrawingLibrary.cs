using DeepWonder3D.Errors;
using SkiaSharp;

namespace DeepWonder3D.Figures.Drawing;

/// <summary>The native drawing library.</summary>
internal static class DrawingLibrary
{
    /// <summary>Loads the library where it is not loaded yet.</summary>
    /// <exception cref="DeepWonderException"><see cref="ErrorId.DrawingUnavailable"/>: it is missing, or not for this machine.</exception>
    public static void Load()
    {
        try
        {
            using SKPaint probe = new();
        }
        catch (Exception e)
            when (e is DllNotFoundException or TypeInitializationException or BadImageFormatException or EntryPointNotFoundException)
        {
            Exception cause = e.InnerException ?? e;
            throw new DeepWonderException(
                ErrorId.DrawingUnavailable,
                $"The drawing library libSkiaSharp could not be loaded: {cause.Message.Split('\n')[0].Trim()}",
                "libSkiaSharp",
                "Install the module again: its folder 'dependencies' holds the library in a folder for each platform that it runs on.",
                e);
        }
    }
}
