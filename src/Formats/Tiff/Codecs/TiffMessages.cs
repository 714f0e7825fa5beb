using BitMiracle.LibTiff.Classic;
using LibTiff = BitMiracle.LibTiff.Classic.Tiff;

namespace DeepWonder3D.Formats.Tiff.Codecs;

/// <summary>
/// Keeps LibTiff's errors off the console. Its handler is one for the whole process; the list that each call gives as client data tells whose
/// error it is.
/// </summary>
internal sealed class TiffMessages : TiffErrorHandler
{
    public override void ErrorHandler(LibTiff tif, string method, string format, params object[] args)
    {
    }

    public override void ErrorHandlerExt(LibTiff tif, object clientData, string method, string format, params object[] args)
    {
        if (clientData is List<string> messages)
        {
            messages.Add(string.Format(System.Globalization.CultureInfo.InvariantCulture, format, args));
        }
    }

    public override void WarningHandler(LibTiff tif, string method, string format, params object[] args)
    {
    }

    public override void WarningHandlerExt(LibTiff tif, object clientData, string method, string format, params object[] args)
    {
    }
}
