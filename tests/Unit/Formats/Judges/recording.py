"""What the scripts that write recordings have in common: samples, raw copies of them, and the list of what the files hold."""
import json, os, sys
import numpy

folder, items = sys.argv[1], []


def need(module):
    try:
        return __import__(module)
    except ImportError:
        print(f"skip: Python has no {module}.")
        sys.exit(0)


def samples(shape, dtype, seed=0):
    random = numpy.random.default_rng(seed)
    smooth = 50 + 40 * numpy.sin(numpy.arange(numpy.prod(shape)) / 11).reshape(shape) + random.integers(0, 9, shape)
    scale = {"int16": 250, "uint16": 600, "int32": 2e7, "uint32": 4e7, "float32": 1 / 7, "float64": 1 / 7}.get(numpy.dtype(dtype).name, 1)
    return (smooth * scale).astype(dtype)


def keep(path, data, shape=None, **known):
    """Notes a file: its path in the folder, its samples in the order T, Z, Y, X, and what is known of it or asked for."""
    data = numpy.ascontiguousarray(data)
    shape = list(shape or data.shape)
    if len(shape) == 3:
        shape.insert(1, 1)
    kind = {"int64": "float64", "uint64": "float64", "bool": "uint8"}.get(data.dtype.name, data.dtype.name)
    raw = f"{len(items)}.raw"
    data.astype(numpy.dtype(kind)).tofile(os.path.join(folder, raw))
    items.append(dict(name=path, raw=raw, type=kind, shape=shape, **known))


def done():
    with open(os.path.join(folder, "list.json"), "w") as file:
        json.dump(items, file)
