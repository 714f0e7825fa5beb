"""Writes TIFFs with libtiff itself: the codecs, predictors and types that tifffile lacks without its optional packages."""
import ctypes, ctypes.util, itertools, json, os, sys
import numpy

library = ctypes.util.find_library("tiff")
if library is None:
    print("skip: libtiff is not installed.")
    sys.exit(0)

tiff = ctypes.CDLL(library)
tiff.TIFFSetWarningHandler(None)
tiff.TIFFGetVersion.restype = ctypes.c_char_p
tiff.TIFFOpen.restype = ctypes.c_void_p
tiff.TIFFOpen.argtypes = [ctypes.c_char_p, ctypes.c_char_p]
tiff.TIFFClose.argtypes = [ctypes.c_void_p]
tiff.TIFFWriteDirectory.argtypes = [ctypes.c_void_p]
for write in (tiff.TIFFWriteEncodedStrip, tiff.TIFFWriteEncodedTile):
    write.argtypes = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p, ctypes.c_ssize_t]
    write.restype = ctypes.c_ssize_t
version = tuple(int(n) for n in tiff.TIFFGetVersion().split(b"Version ")[1].split()[0].split(b".")[:2])

folder = sys.argv[1]
TYPES = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "float16", "float32", "float64"]
FORMATS = {"u": 1, "i": 2, "f": 3}
ROWS, COLUMNS, STRIP, TILE = 45, 53, 7, (16, 32)
items = []


def field(handle, tag, value):
    # TIFFSetField is variadic; its fields here are all integers.
    assert tiff.TIFFSetField(ctypes.c_void_p(handle), ctypes.c_uint32(tag), ctypes.c_int(value)) == 1, tag


def pieces(plane, tiled):
    high, wide = TILE if tiled else (STRIP, COLUMNS)
    for top in range(0, ROWS, high):
        for left in range(0, COLUMNS, wide):
            piece = plane[top:top + high, left:left + wide]
            if tiled:
                whole = numpy.zeros(TILE, plane.dtype)
                whole[:piece.shape[0], :piece.shape[1]] = piece
                piece = whole
            yield numpy.ascontiguousarray(piece)


for i, (dtype, order, big, tiled, compression, predictor) in enumerate(itertools.product(
        TYPES, "lb", [False, True], [False, True], [1, 5, 8, 32946, 32773], [1, 2, 3])):
    size = numpy.dtype(dtype).itemsize
    if predictor > 1 and compression not in (5, 8, 32946) or predictor == 3 and not dtype.startswith("float"):
        continue
    if predictor == 2 and size == 8 and version < (4, 4):
        continue
    if predictor == 3 and order == "b":
        # libtiff 4.5.0 writes these with the bytes of each sample turned round, and reads them as other numbers itself.
        continue
    random = numpy.random.default_rng(i)
    smooth = 50 + 40 * numpy.sin(numpy.arange(2 * ROWS * COLUMNS) / 11).reshape(2, ROWS, COLUMNS) + random.integers(0, 9, (2, ROWS, COLUMNS))
    data = (smooth * {2: 300, 4: 2e7, 8: 1 / 7}.get(size, 1) * (1e-8 if dtype == "float32" else 1 / 300 if dtype == "float16" else 1)).astype(dtype)
    name = f"{dtype}-{order}e-{'big' if big else 'classic'}-{'tiles' if tiled else 'strips'}-{compression}-{predictor}"
    handle = tiff.TIFFOpen(os.path.join(folder, name + ".tif").encode(), ("w" + order + ("8" if big else "")).encode())
    for plane in data:
        for tag, value in [(256, COLUMNS), (257, ROWS), (258, 8 * size), (259, compression), (262, 1), (277, 1), (284, 1), (339, FORMATS[data.dtype.kind])]:
            field(handle, tag, value)
        if predictor > 1:
            field(handle, 317, predictor)
        for tag, value in [(322, TILE[1]), (323, TILE[0])] if tiled else [(278, STRIP)]:
            field(handle, tag, value)
        for n, piece in enumerate(pieces(plane, tiled)):
            write = tiff.TIFFWriteEncodedTile if tiled else tiff.TIFFWriteEncodedStrip
            buffer = piece.tobytes()
            assert write(handle, n, buffer, len(buffer)) == len(buffer), name
        assert tiff.TIFFWriteDirectory(handle) == 1
    tiff.TIFFClose(handle)
    data.tofile(os.path.join(folder, name + ".raw"))
    items.append(dict(name=name, type=dtype, shape=[2, 1, ROWS, COLUMNS]))

with open(os.path.join(folder, "list.json"), "w") as f:
    json.dump(items, f)
