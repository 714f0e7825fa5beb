"""Writes the corpus: small sound files by other programs, and hostile ones (bad-...) that are built to take much memory or time. Run it in this folder."""
import io, os, struct, zipfile, zlib
import h5py, numpy as np, scipy.io, scipy.sparse, tifffile

movie = (np.arange(5 * 8 * 6).reshape(5, 8, 6) * 37 % 4096).astype("u2")
many = np.arange(40 * 2 * 3).reshape(40, 2, 3).astype("u1")
track = dict(track_times=False)


def at(target, name):
    os.makedirs(target, exist_ok=True)
    return os.path.join(target, name)


def h5(name, libver, put, **options):
    with h5py.File(at("hdf5", name), "w", libver=libver, **options) as file:
        put(file)


def dataset(**options):
    return lambda file: file.create_dataset("movie", data=options.pop("data", movie), **track, **options)


h5("contiguous.h5", "earliest", dataset())
h5("btree1.h5", "earliest", dataset(chunks=(2, 8, 4), compression="gzip", shuffle=True, fletcher32=True))
h5("lzf.h5", "earliest", dataset(chunks=(2, 8, 6), compression="lzf"))
h5("single.h5", "latest", dataset(chunks=movie.shape, compression="gzip"))
h5("implicit.h5", "latest", dataset(chunks=(5, 4, 6)))
h5("fixed.h5", "latest", dataset(data=many, chunks=(1, 2, 3)))
h5("growing.h5", "latest", dataset(data=many, chunks=(1, 2, 3), maxshape=(None, 2, 3)))
h5("growing2.h5", "latest", dataset(data=many[:9], chunks=(1, 1, 3), maxshape=(None, None, 3)))
h5("user.h5", "earliest", dataset(), userblock_size=512)


def names(file):
    for i in range(12):
        file.create_group(f"group{i:02}").attrs["text"] = "value" * i
    file["group03/movie"] = movie[:2]
    file["soft"] = h5py.SoftLink("/group03/movie")


h5("names1.h5", "earliest", names)
h5("names2.h5", "latest", names)

with h5py.File(at("nwb-movie", "external.nwb"), "w") as file:
    file.attrs["nwb_version"] = "2.6.0"
    series = file.create_group("acquisition/series")
    series.attrs["neurodata_type"] = "TwoPhotonSeries"
    series["external_file"] = ["./b.tif"]
    series["external_file"].attrs["starting_frame"] = [0]
    series["starting_time"] = 0.0
    series["starting_time"].attrs["rate"] = 5.0

with h5py.File(at("nwb-neurons", "others.nwb"), "w") as file:
    file.attrs["nwb_version"] = "2.6.0"
    table = file.create_group("processing/ophys/ImageSegmentation/PlaneSegmentation")
    table.attrs["neurodata_type"] = "PlaneSegmentation"
    table["id"] = [0, 1]
    table["pixel_mask"] = np.array([(4, 1, 1), (5, 1, 1), (8, 7, 1)], dtype=[("x", "u4"), ("y", "u4"), ("weight", "f4")])
    table["pixel_mask_index"] = np.array([2, 3], dtype="u1")
    series = file.create_group("processing/ophys/Fluorescence/Fluorescence")
    series.attrs["neurodata_type"] = "RoiResponseSeries"
    series["data"] = np.arange(8.0).reshape(4, 2)
    series["rois"] = [0, 1]

A = np.zeros((30, 2))
A[[7, 8, 13], 0], A[[21, 22], 1] = [1, 0.5, 0.4], [2, 1]
A = scipy.sparse.csc_matrix(A)
with h5py.File(at("caiman", "results.hdf5"), "w") as file:
    group = file.create_group("estimates/A")
    for name in ["data", "indices", "indptr", "shape"]:
        group[name] = getattr(A, name)
    file["estimates/C"] = np.arange(14.0).reshape(2, 7)
    file["estimates/dims"] = [6, 5]
    file["estimates/idx_components"] = [0, 1]
    file["params/data/fr"] = 30

for name, compress in [("scipy.mat", False), ("scipy-compressed.mat", True)]:
    scipy.io.savemat(at("mat-movie", name), {"movie": movie[:2]}, do_compression=compress)
    scipy.io.savemat(at("mat-neurons", name), {"spatial_3D": np.arange(9.0).reshape(3, 3), "temporal": np.ones((3, 4))}, do_compression=compress)
np.save(at("npy-movie", "numpy.npy"), np.asfortranarray(movie[:2]))
tifffile.imwrite(at("tiff", "imagej.tif"), movie, imagej=True, metadata=dict(axes="TYX", finterval=0.1), resolution=(2, 2))
tifffile.imwrite(at("tiff", "deflate.tif"), movie[:2], compression="zlib", predictor=True, photometric="minisblack")
tifffile.imwrite(at("tiff-set", "tifffile.ome.tif"), movie[:3], metadata=dict(axes="TYX", PhysicalSizeX=0.5, TimeIncrement=0.1))
stat = [dict(ypix=np.array([1, 1, 2]), xpix=np.array([4, 5, 4]), lam=np.ones(3, "f4"), med=[1, 4], npix=3, overlap=np.zeros(3, bool)) for _ in range(3)]
np.save(at("suite2p-stat", "numpy.npy"), np.array(stat, dtype=object))
np.save(at("suite2p-ops", "numpy.npy"), dict(Ly=12, Lx=9, fs=15.0, meanImg=np.zeros((4, 3), "f4"), nested=dict(a=[1, 2])))


def region(kind, xs=(), ys=(), box=(0, 0, 9, 9), count=None, shape=0):
    head = bytearray(64)
    head[:4], head[6] = b"Iout", kind
    struct.pack_into(">h", head, 4, 227)
    struct.pack_into(">4hH", head, 8, *box, len(xs) if count is None else count)
    struct.pack_into(">i", head, 36, shape)
    return bytes(head) + struct.pack(f">{len(xs)}h", *xs) + struct.pack(f">{len(ys)}h", *ys)


regions = {"polygon.roi": region(0, [0, 5, 0], [0, 0, 5], (2, 3, 7, 8)), "rectangle.roi": region(1, box=(1, 2, 4, 6)), "oval.roi": region(2, box=(0, 0, 7, 9))}
for name, content in regions.items():
    open(at("roi", name), "wb").write(content)


def pack(target, name, members, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(at(target, name), "w", method) as archive:
        for member, content in members:
            archive.writestr(zipfile.ZipInfo(member), content, method)


pack("roiset", "fiji.zip", regions.items())

# Hostile: much out of little.
pack("roiset", "bad-bomb.zip", [(f"{i}.roi", region(0, [0, 5, 0], [0, 0, 5]) + bytes(30_000_000)) for i in range(3)])
pack("roiset", "bad-huge-rectangles.zip", [(f"{i}.roi", region(1, box=(0, 0, 32767, 32767))) for i in range(200)])
zigzag = [(i % 2) * 32767 for i in range(20_000)]
pack("roiset", "bad-zigzag.zip", [("a.roi", region(0, zigzag, zigzag, (0, 0, 32767, 32767)))])
open(at("roi", "bad-corners-missing.roi"), "wb").write(region(8, count=65535))
open(at("roi", "bad-composite.roi"), "wb").write(region(1, shape=1000))
open(at("roi", "bad-line.roi"), "wb").write(region(3))
open(at("roi", "bad-oval-inside-out.roi"), "wb").write(region(2, box=(9, 9, 0, 0)))
pack("checkpoint", "bad-bomb.pth", [("archive/data.pkl", b"\x80\x02}." + bytes(40_000_000)), ("archive/version", b"3\n")])


def bomb(name, **options):
    with h5py.File(at("hdf5", name), "w") as file:
        data = file.create_dataset("movie", shape=(4, 64, 64), dtype="u1", chunks=(4, 64, 64), compression="gzip", **track)
        data.id.write_direct_chunk((0, 0, 0), zlib.compress(bytes(100_000_000), 9)[:98_000])


bomb("bad-deflate-bomb.h5")
with h5py.File(at("hdf5", "bad-absurd-chunk.h5"), "w") as file:
    file.create_dataset("movie", shape=(100_000, 30_000, 30_000), dtype="u2", chunks=(1000, 500, 1000), compression="gzip", **track)
with h5py.File(at("hdf5", "bad-cycle.h5"), "w") as file:
    file["loop"] = h5py.SoftLink("/loop")
    file["a"], file["b"] = h5py.SoftLink("/b"), h5py.SoftLink("/a")
    group = file.create_group("group")
    group["itself"] = group
    group["root"] = file["/"]


def mat(tag, payload):
    return b"MATLAB 5.0 MAT-file".ljust(116) + bytes(8) + b"\x00\x01IM" + struct.pack("<II", tag, len(payload)) + payload


zeros = zlib.compress(struct.pack("<II", 14, 400_000_000) + bytes(60_000_000), 9)
open(at("mat-movie", "bad-bomb.mat"), "wb").write(mat(15, zeros))
open(at("mat-neurons", "bad-bomb.mat"), "wb").write(mat(15, zeros))


def element(kind, content):
    return struct.pack("<II", kind, len(content)) + content + bytes(-len(content) % 8)


def cells(depth):
    inner = element(6, struct.pack("<II", 6, 0)) + element(5, struct.pack("<II", 0, 0)) + element(1, b"") + element(9, b"")
    for _ in range(depth):
        inner = element(6, struct.pack("<II", 1, 0)) + element(5, struct.pack("<II", 1, 1)) + element(1, b"") + element(14, inner)
    return inner


open(at("mat-neurons", "bad-deep-cells.mat"), "wb").write(mat(15, zlib.compress(element(14, cells(3000)), 9)))
for shape in ["(2147483647, 2147483647, 2147483647)", "(-3, -3, 9)", "(0, 5, 5)", "(99999999999999999999,)", "()"]:
    header = f"{{'descr': '<u2', 'fortran_order': False, 'shape': {shape}, }}\n".encode()
    for target in ["npy-movie", "coordinates-npy", "suite2p-f"]:
        open(at(target, f"bad-shape-{shape.replace(', ', '-').strip('(),') or 'none'}.npy"), "wb").write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + bytes(100))
open(at("json-neurons", "bad-deep.json"), "w").write("[" * 20_000)
open(at("json-calibration", "bad-deep.json"), "w").write('{"pairs":' * 4_000)
open(at("csv-neurons", "bad-columns.csv"), "w").write("Id,Row,Column\n" + "," * 40_000 + "\n")
open(at("csv-neurons", "bad-quote.csv"), "w").write('Id,Row,Column\n"' + "1,2,3\n" * 5_000)
for target, name in [("bruker", "scan"), ("thorlabs", "Experiment")]:
    entities = "".join(f'<!ENTITY e{i} "{"&e%d;" % (i - 1) * 10 if i else "lol"}">' for i in range(12))
    open(at(target, f"bad-entities.xml"), "w").write(f"<!DOCTYPE a [{entities}]><PVScan version='5'>&e11;</PVScan>")
    open(at(target, f"bad-outside.xml"), "w").write("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><PVScan version='5'>&e;</PVScan>")
    open(at(target, f"bad-deep.xml"), "w").write("<a>" * 10_000)


def tiff(*directories):
    """Little-endian directories at the places that are given, each a list of (tag, type, count, value)."""
    out = io.BytesIO(b"II*\0" + struct.pack("<I", directories[0][0]))
    for place, following, entries in directories:
        out.seek(place)
        out.write(struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *e) for e in entries) + struct.pack("<I", following))
    return out.getvalue()


def page(height=8, width=6, compression=1, rows=None, count=96, offset=4):
    return [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 16), (259, 3, 1, compression), (262, 3, 1, 1), (273, 4, 1, offset), (277, 3, 1, 1), (278, 4, 1, rows or height), (279, 4, 1, count)]


open(at("tiff", "bad-cycle.tif"), "wb").write(tiff((8, 200, page()), (200, 400, page()), (400, 8, page())))
open(at("tiff", "bad-itself.tif"), "wb").write(tiff((8, 8, page())))
open(at("tiff", "bad-absurd-size.tif"), "wb").write(tiff((8, 0, page(2**31 - 1, 2**31 - 1))))
open(at("tiff", "bad-many-strips.tif"), "wb").write(tiff((8, 0, page(2**31 - 1, 1, rows=1)[:5] + [(273, 4, 2**31 - 1, 8), (277, 3, 1, 1), (278, 4, 1, 1), (279, 4, 2**31 - 1, 8)])))
packed = zlib.compress(bytes(60_000_000), 9)
open(at("tiff", "bad-deflate-bomb.tif"), "wb").write(tiff((8, 0, page(5000, 6000, 8, count=len(packed), offset=200))).ljust(200, b"\0") + packed)
