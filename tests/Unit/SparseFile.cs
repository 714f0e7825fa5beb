using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DeepWonder3D.Tests;

/// <summary>Files that look larger than the room they take.</summary>
internal static partial class SparseFile
{
    private const uint SetSparse = 0x900C4;

    /// <summary>
    /// A new file of a size of which nothing is written; the calling test is skipped where files take all the room of their size.
    /// </summary>
    public static FileStream CreateOrSkip(string path, long length)
    {
        FileStream file = new(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        try
        {
            if (OperatingSystem.IsWindows() && !DeviceIoControl(file.SafeFileHandle, SetSparse, 0, 0, 0, 0, out _, 0))
            {
                throw new Win32Exception(Marshal.GetLastPInvokeError());
            }

            DriveInfo drive = new(Path.GetPathRoot(path)!);
            long free = drive.AvailableFreeSpace;
            file.SetLength(length);
            file.Flush(flushToDisk: true);
            if (free - drive.AvailableFreeSpace > length / 2)
            {
                throw new IOException("The file takes all its room.");
            }

            return file;
        }
        catch (Exception e) when (e is IOException or Win32Exception)
        {
            file.Dispose();
            Assert.Skip($"No sparse file of {length} bytes can be made here: {e.Message}");
            throw;
        }
    }

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool DeviceIoControl(
        SafeFileHandle device, uint code, nint input, uint inputBytes, nint output, uint outputBytes, out uint returned, nint overlapped);
}
