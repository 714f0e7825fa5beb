"""Writes TIFFs of every kind that tifffile writes, their samples as raw numbers, and a list of what they hold."""
import itertools, json, os, sys
import numpy

try:
    import tifffile
except ImportError:
    print("skip: Python has no tifffile.")
    sys.exit(0)

folder = sys.argv[1]
TYPES = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "float16", "float32", "float64"]
items = []


def samples(shape, dtype, seed):
    random = numpy.random.default_rng(seed)
    smooth = 50 + 40 * numpy.sin(numpy.arange(numpy.prod(shape)) / 11).reshape(shape) + random.integers(0, 9, shape)
    scale = {"int16": 250, "uint16": 600, "int32": 2e7, "uint32": 4e7, "float32": 1 / 7, "float64": 1 / 7}.get(dtype, 1)
    return (smooth * scale).astype(dtype)


def keep(name, data, shape, **known):
    data.astype(data.dtype.newbyteorder("=")).tofile(os.path.join(folder, name + ".raw"))
    items.append(dict(name=name, type=data.dtype.name, shape=shape, **known))


for i, (dtype, order, big, layout, compression, predictor) in enumerate(itertools.product(
        TYPES, "<>", [False, True], ["page", "strips", "tiles"], [None, "zlib"], [False, True])):
    if predictor and (compression is None or dtype.startswith("float")):
        continue
    data = samples((3, 45, 53), dtype, i)
    name = f"{dtype}-{'le' if order == '<' else 'be'}-{'big' if big else 'classic'}-{layout}-{compression}-{predictor}"
    options = dict(rowsperstrip=7) if layout == "strips" else dict(tile=(16, 32)) if layout == "tiles" else {}
    tifffile.imwrite(
        os.path.join(folder, name + ".tif"), data.astype(data.dtype.newbyteorder(order)), byteorder=order, bigtiff=big, compression=compression,
        predictor=predictor, photometric="minisblack", **options)
    keep(name, data, [3, 1, 45, 53])

for i, (axes, order, compression) in enumerate(itertools.product(["TYX", "ZYX", "TZYX"], "<>", [None, "zlib"])):
    shape = {"TYX": (4, 1), "ZYX": (1, 5), "TZYX": (4, 5)}[axes] + (19, 23)
    data = samples(shape, "uint16", 1000 + i)
    flat = data.reshape([n for n, a in zip(shape, "TZYX") if a in axes])
    name = f"imagej-{axes}-{'le' if order == '<' else 'be'}-{compression}"
    tifffile.imwrite(
        os.path.join(folder, name + ".tif"), flat.astype(flat.dtype.newbyteorder(order)), imagej=True, byteorder=order, compression=compression,
        resolution=(1 / 0.65, 1 / 0.65), metadata={"axes": axes, "unit": "um", "spacing": 2.5, "finterval": 0.125})
    keep(name, data, shape, pixel=0.65, step=2.5, rate=8)

    name = f"ome-{axes}-{'le' if order == '<' else 'be'}-{compression}"
    tifffile.imwrite(
        os.path.join(folder, name + ".tif"), flat.astype(flat.dtype.newbyteorder(order)), ome=True, byteorder=order, compression=compression,
        photometric="minisblack", metadata={
            "axes": axes, "PhysicalSizeX": 0.65, "PhysicalSizeXUnit": "µm", "PhysicalSizeY": 0.65, "PhysicalSizeYUnit": "µm",
            "PhysicalSizeZ": 2500, "PhysicalSizeZUnit": "nm", "TimeIncrement": 125, "TimeIncrementUnit": "ms"})
    keep(name, data, shape, pixel=0.65, step=2.5, rate=8)

data = samples((3, 4, 19, 23), "uint16", 5000)
tifffile.imwrite(os.path.join(folder, "ome-ztyx.tif"), data.transpose(1, 0, 2, 3), ome=True, photometric="minisblack", metadata={"axes": "ZTYX"})
keep("ome-ztyx", data, data.shape)

with open(os.path.join(folder, "list.json"), "w") as f:
    json.dump(items, f)
