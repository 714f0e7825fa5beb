scipy = need("scipy.io")
from scipy.io import savemat
h5py = need("h5py")
data = samples((9, 21, 18), "uint16", 1)
deep = samples((5, 4, 21, 18), "int16", 2)
for compress in [False, True]:
    for dtype in ["int8", "uint8", "int16", "uint16", "int32", "uint32", "float32", "float64"]:
        name = f"{dtype}-{compress}.mat"
        movie = samples((9, 21, 18), dtype, 3)
        savemat(os.path.join(folder, name), {"label": "text", "movie": movie.transpose(1, 2, 0), "table": numpy.zeros((3, 2))}, do_compression=compress)
        keep(name, movie)
    name = f"several-{compress}.mat"
    savemat(os.path.join(folder, name), {"deep": deep.transpose(2, 3, 1, 0), "tyx": data, "cell": numpy.array([1, "a"], dtype=object)}, do_compression=compress)
    keep(name, deep, dataset="deep")
    keep(name, data, dataset="tyx", axes="TYX")
    keep(name, deep[:, 1], dataset="deep", plane=1)

with h5py.File(os.path.join(folder, "seven.mat"), "w", userblock_size=512) as file:
    movie = file.create_dataset("movie", data=data.transpose(0, 2, 1), chunks=(1, 18, 21), compression="gzip")
    movie.attrs["MATLAB_class"] = numpy.bytes_("uint16")
    file.create_dataset("#refs#/a", data=deep)
with open(os.path.join(folder, "seven.mat"), "r+b") as file:
    header = b"MATLAB 7.3 MAT-file, Platform: GLNXA64, Created on: Mon Jan 1 00:00:00 2024 HDF5 schema 1.00 ."
    file.write(header.ljust(116) + bytes(8) + b"\x00\x02IM")
keep("seven.mat", data)
done()
