"""Movies as suite2p, CaImAn and Scanbox keep them, and raw binary: NumPy lays them out as each program's documents say."""
import scipy.io


def path(name):
    os.makedirs(os.path.dirname(os.path.join(folder, name)) or folder, exist_ok=True)
    return os.path.join(folder, name)


T, Z, H, W = 11, 3, 9, 13
movie = samples((T, H, W), "float32", 1)
stack = samples((T, Z, H, W), "float32", 2)


def caiman(film, name, order):
    # As CaImAn does: each frame becomes a column of a matrix of pixels by times, counted along columns of the picture first.
    times, dims = film.shape[0], film.shape[1:]
    matrix = numpy.reshape(film, (times, -1), order="F").T
    d3 = dims[2] if len(dims) == 3 else 1
    file = f"{name}_d1_{dims[0]}_d2_{dims[1]}_d3_{d3}_order_{order}_frames_{times}_.mmap"
    matrix.astype("float32").ravel(order=order).tofile(path(file))
    return file


for order in "CF":
    keep(caiman(movie, "mouse", order), movie)
    keep(caiman(stack.transpose(0, 2, 3, 1), f"Yr_a.b {order}", order), stack)
    keep(caiman(movie[:1], f"single{order}", order), movie[:1])
os.rename(path(caiman(movie, "old", "C")), path("old_d1_9_d2_13_d3_1_order_C_frames_11.mmap"))
keep("old_d1_9_d2_13_d3_1_order_C_frames_11.mmap", movie)

counts = samples((T, H, W), "int16", 3)
for place, ops in (("plane0", dict(Ly=H, Lx=W, fs=7.5, nframes=T, date_proc=numpy.datetime64("2024-01-01").astype(object), meanImg=movie[0])),
                   ("plane1", dict(Ly=numpy.int64(H), Lx=numpy.int32(W), fs=numpy.float32(7.5))),
                   ("plane2", dict(Ly=H, Lx=W, fs=7.5, nframes=T + 5))):
    counts.tofile(path(f"{place}/data.bin"))
    numpy.save(path(f"{place}/ops.npy"), ops)
    keep(f"{place}/data.bin", counts, rate=7.5)
counts[::-1].tofile(path("plane2/data_chan2.bin"))
keep("plane2/data_chan2.bin", counts[::-1], rate=7.5)


def scanbox(name, film, tail=b"", **info):
    """Times, rows, columns, channels, counted down from 65535."""
    info = dict(sz=numpy.array([film.shape[1], film.shape[2]], "uint16"), resfreq=7930, config=dict(wavelength=920), **info)
    with open(path(name + ".sbx"), "wb") as file:
        file.write((65535 - film).astype("<u2").tobytes() + tail)
    scipy.io.savemat(path(name + ".mat"), dict(info=info), do_compression=len(name) % 2 == 0)


both = samples((12, H, W, 2), "uint16", 4)
for number, colour in enumerate(("green", "red")):
    scanbox(f"both{number}", both, channels=1, scanmode=1, scanbox_version=2)
    keep(f"both{number}.sbx", both[..., number], channel=colour, channelName=colour, rate=7930 / H)
scanbox("green", both[..., :1], channels=2, scanmode=0)
keep("green.sbx", both[..., 0], rate=2 * 7930 / H)
scanbox("red", both[..., :1], tail=b"x" * 77, channels=3)
keep("red.sbx", both[..., 0], rate=7930 / H)
scanbox("three", both[..., :1], chan=dict(nchan=1), channels=-1, scanmode=1, scanbox_version=3)
keep("three.sbx", both[..., 0], rate=7930 / H)
scanbox("volumes", both[:11], channels=1, scanmode=0, volscan=1, otwave=numpy.arange(3.0), otparam=numpy.array([0.0, 9.0, 3.0]))
keep("volumes.sbx", both[:9, ..., 1].reshape(3, 3, H, W), channel="1", rate=2 * 7930 / H / 3)
scanbox("flat", both[:11], channels=1, scanmode=0, volscan=0, otwave=numpy.arange(3.0))
keep("flat.sbx", both[:11, ..., 0], channel="0", rate=2 * 7930 / H)

for kind in ("int8", "uint8", "int16", "uint16", "int32", "uint32", "float32", "float64"):
    for order in "<>":
        film = samples((T, H, W), kind, 6)
        film.astype(numpy.dtype(kind).newbyteorder(order)).tofile(path(f"{kind}{'big' if order == '>' else ''}.raw"))
        keep(f"{kind}{'big' if order == '>' else ''}.raw", film, raw_width=W, raw_height=H, raw_type=kind, raw_big=order == ">")
with open(path("headed.dat"), "wb") as file:
    file.write(b"header!" + film.astype(">f8").tobytes() + b"cut")
keep("headed.dat", film, raw_width=W, raw_height=H, raw_type="float64", raw_big=True, raw_header=7)
done()
