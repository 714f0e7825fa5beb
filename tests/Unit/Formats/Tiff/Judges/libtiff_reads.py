"""Reads the listed TIFFs with libtiff itself and compares samples."""
import ctypes, ctypes.util, json, os, sys
import numpy

library = ctypes.util.find_library("tiff")
if library is None:
    print("skip: libtiff is not installed.")
    sys.exit(0)

tiff = ctypes.CDLL(library)
tiff.TIFFSetWarningHandler(None)
tiff.TIFFOpen.restype = ctypes.c_void_p
tiff.TIFFOpen.argtypes = [ctypes.c_char_p, ctypes.c_char_p]
for function in (tiff.TIFFClose, tiff.TIFFReadDirectory, tiff.TIFFNumberOfStrips, tiff.TIFFStripSize):
    function.argtypes = [ctypes.c_void_p]
tiff.TIFFStripSize.restype = ctypes.c_ssize_t
tiff.TIFFReadEncodedStrip.argtypes = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p, ctypes.c_ssize_t]
tiff.TIFFReadEncodedStrip.restype = ctypes.c_ssize_t

folder = sys.argv[1]
items = json.load(open(os.path.join(folder, "list.json")))
for item in items:
    name = item["name"]
    expected = open(os.path.join(folder, name + ".raw"), "rb").read()
    handle = tiff.TIFFOpen(os.path.join(folder, name + ".tif").encode(), b"r")
    assert handle, name
    data = bytearray()
    while True:
        size = tiff.TIFFStripSize(handle)
        buffer = ctypes.create_string_buffer(size)
        for strip in range(tiff.TIFFNumberOfStrips(handle)):
            got = tiff.TIFFReadEncodedStrip(handle, strip, buffer, size)
            assert got > 0, (name, strip)
            data += buffer.raw[:got]
        if not tiff.TIFFReadDirectory(handle):
            break
    tiff.TIFFClose(handle)
    assert bytes(data) == expected, name
print(f"libtiff read {len(items)} files.")
