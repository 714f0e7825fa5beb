h5py = need("h5py")
data = samples((9, 21, 18), "uint16", 1)
deep = samples((5, 4, 21, 18), "int16", 2)


def put(name, libver, array, shape=None, file_options=None, known=None, **options):
    with h5py.File(os.path.join(folder, name), "w", libver=libver, **(file_options or {})) as file:
        file.create_dataset("a/movie", data=array, **options)
    keep(name, array if shape is None else array.reshape(shape), **(known or {}))


for libver in ["earliest", "v108", "v110", "latest"]:
    for dtype in ["i1", "u1", "<i2", ">i2", ">u2", "<u2", "<i4", ">u4", "<f2", ">f4", "<f4", ">f8", "<i8", ">u8"]:
        put(f"{libver}-{dtype.replace('<', 'le').replace('>', 'be')}.h5", libver, data.astype("uint8").astype(dtype), chunks=(2, 8, 18), compression="gzip", shuffle=True)
    put(f"{libver}-contiguous.h5", libver, data)
    put(f"{libver}-big.h5", libver, data.astype(">u2"))
    put(f"{libver}-compact.h5", libver, samples((2, 3, 4), "uint8"))
    for name, options in {
            "chunks": dict(chunks=(4, 5, 7)), "frames": dict(chunks=(1, 21, 18)), "lzf": dict(chunks=(4, 10, 18), compression="lzf"), "fletcher": dict(chunks=(4, 10, 18), fletcher32=True),
            "all": dict(chunks=(4, 10, 18), compression="gzip", shuffle=True, fletcher32=True), "single": dict(chunks=(9, 21, 18)),
            "singlezip": dict(chunks=(9, 21, 18), compression="gzip"), "one": dict(chunks=(9, 21, 18), maxshape=(None, 21, 18), compression="gzip"),
            "growing": dict(chunks=(1, 21, 18), maxshape=(None, 21, 18)), "growingzip": dict(chunks=(1, 7, 9), maxshape=(None, 21, 18), compression="gzip"),
            "growing2": dict(chunks=(2, 7, 9), maxshape=(None, None, 18), compression="gzip"), "growing2raw": dict(chunks=(2, 7, 9), maxshape=(None, None, 18))}.items():
        put(f"{libver}-{name}.h5", libver, data, **options)
    put(f"{libver}-user.h5", libver, data, file_options=dict(userblock_size=1024), chunks=(2, 21, 18))
    put(f"{libver}-deep.h5", libver, deep, chunks=(1, 2, 10, 18), compression="gzip")
    keep(f"{libver}-deep.h5", deep[:, 3], plane=3)

    # Hundreds of chunks and names: pages of lists, trees of several levels, and heaps.
    many = samples((5000, 2, 3), "uint8", 3)
    put(f"{libver}-pages.h5", libver, many, chunks=(1, 2, 3))
    put(f"{libver}-pagesgrow.h5", libver, many, chunks=(1, 2, 3), maxshape=(None, 2, 3))
    put(f"{libver}-pagesgrowzip.h5", libver, many, chunks=(1, 2, 3), maxshape=(None, 2, 3), compression="gzip")
    put(f"{libver}-tree.h5", libver, many, chunks=(1, 1, 3), maxshape=(None, None, 3))
    with h5py.File(os.path.join(folder, f"{libver}-names.h5"), "w", libver=libver) as file:
        for i in range(300):
            group = file.create_group(f"group {i:04} with a name that takes some room")
            group.attrs["number"] = i
            if i == 217:
                group.create_dataset("volume/movie", data=data, chunks=(3, 21, 18), compression="gzip")
                for j in range(40):
                    group.attrs[f"attribute {j}"] = f"text {j}"
        file["soft"] = h5py.SoftLink("/group 0217 with a name that takes some room/volume/movie")
        file["table"] = numpy.zeros((7, 3))
        file["text"] = ["a", "b"]
    keep(f"{libver}-names.h5", data)
    keep(f"{libver}-names.h5", data, dataset="soft")
    with h5py.File(os.path.join(folder, f"{libver}-holes.h5"), "w", libver=libver) as file:
        holes = file.create_dataset("movie", shape=(9, 21, 18), dtype="u2", chunks=(2, 8, 7), fillvalue=7)
        holes[3:5, 2:12, 3:9] = 1000
        holes[8, 20, 17] = 5
        file["other"] = deep
    keep(f"{libver}-holes.h5", h5py.File(os.path.join(folder, f"{libver}-holes.h5"))["movie"][()], dataset="movie")
    with h5py.File(os.path.join(folder, f"{libver}-axes.h5"), "w", libver=libver) as file:
        file.create_dataset("xyt", data=data.transpose(2, 1, 0), chunks=(6, 7, 4), compression="gzip")
        file.create_dataset("rawxyt", data=data.transpose(2, 1, 0))
        file.create_dataset("tyxc", data=numpy.stack([data, data + 1, data + 2], -1))
        file["tyxc"].attrs["element_size_um"] = [2.5, 0.65, 0.65]
    keep(f"{libver}-axes.h5", data, dataset="xyt", axes="XYT")
    keep(f"{libver}-axes.h5", data, dataset="rawxyt", axes="XYT")
    keep(f"{libver}-axes.h5", data + 2, dataset="/tyxc", axes="TYXC", channel="2", pixel=0.65, step=2.5)
done()
