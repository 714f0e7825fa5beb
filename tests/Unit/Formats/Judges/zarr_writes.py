"""Zarr arrays and OME-Zarrs, chunk by chunk as the specifications say; c-blosc, zstd and LZ4 themselves pack where they are installed."""
import ctypes, ctypes.util, gzip, itertools, struct, zlib


def library(name):
    found = ctypes.util.find_library(name)
    return ctypes.CDLL(found) if found else None


blosc_library, zstd_library, lz4_library = library("blosc"), library("zstd"), library("lz4")


def blosc(content, size, codec, shuffle, block=0):
    target = ctypes.create_string_buffer(len(content) + 16 + 4096)
    length = blosc_library.blosc_compress_ctx(
        5, shuffle, ctypes.c_size_t(size), ctypes.c_size_t(len(content)), content, target, ctypes.c_size_t(len(target)), codec.encode(),
        ctypes.c_size_t(block), 1)
    assert length > 0, (codec, length)
    return target.raw[:length]


def zstd(content):
    target = ctypes.create_string_buffer(len(content) + 4096)
    zstd_library.ZSTD_compress.restype = ctypes.c_size_t
    length = zstd_library.ZSTD_compress(target, ctypes.c_size_t(len(target)), content, ctypes.c_size_t(len(content)), 3)
    return target.raw[:length]


def lz4(content):
    target = ctypes.create_string_buffer(len(content) + 4096)
    length = lz4_library.LZ4_compress_default(content, target, len(content), len(target))
    return struct.pack("<I", len(content)) + target.raw[:length]


def crc32c(content):
    sum = 0xFFFFFFFF
    for byte in content:
        sum ^= byte
        for _ in range(8):
            sum = (sum >> 1) ^ (0x82F63B78 if sum & 1 else 0)
    return content + struct.pack("<I", sum ^ 0xFFFFFFFF)


def write(name, content):
    place = os.path.join(folder, name)
    os.makedirs(os.path.dirname(place), exist_ok=True)
    with open(place, "wb") as file:
        file.write(content if isinstance(content, bytes) else json.dumps(content).encode())


def chunks(data, lengths, fill=0):
    """The place and the samples of each chunk; those at an end are filled up."""
    for place in itertools.product(*(range(-(-n // c)) for n, c in zip(data.shape, lengths))):
        part = data[tuple(slice(p * c, (p + 1) * c) for p, c in zip(place, lengths))]
        yield place, numpy.pad(part, [(0, c - n) for n, c in zip(part.shape, lengths)], constant_values=fill)


def second(name, data, lengths, compressor=None, pack=lambda b: b, order="C", separator=None, dtype=None, fill=0, skip=(), attributes=None,
           filters=None):
    dtype = numpy.dtype(dtype or data.dtype.newbyteorder("<"))
    about = dict(zarr_format=2, shape=data.shape, chunks=lengths, dtype=dtype.str, compressor=compressor, fill_value=fill, order=order,
                 filters=filters)
    write(f"{name}/.zarray", about | ({"dimension_separator": separator} if separator else {}))
    if attributes:
        write(f"{name}/.zattrs", attributes)
    for place, part in chunks(data, lengths, 7):
        if place not in skip:
            write(f"{name}/{(separator or '.').join(map(str, place))}", pack(part.astype(dtype).tobytes(order)))


def third(name, data, lengths, codecs=None, pack=lambda b: b, keys=None, order=None, endian="<", fill=0, skip=(), inner=None, names=None,
          location="end", attributes=None):
    dtype = data.dtype.newbyteorder(endian)
    steps = [dict(name="transpose", configuration=dict(order=order))] if order else []
    steps += [dict(name="bytes", configuration=dict(endian="big" if endian == ">" else "little"))] + (codecs or [])
    if inner:
        steps = [dict(name="sharding_indexed", configuration=dict(
            chunk_shape=inner, codecs=steps, index_location=location,
            index_codecs=[dict(name="bytes", configuration=dict(endian="little")), dict(name="crc32c")]))]
    about = dict(
        zarr_format=3, node_type="array", shape=data.shape, data_type=data.dtype.name, fill_value=fill, codecs=steps,
        chunk_grid=dict(name="regular", configuration=dict(chunk_shape=lengths)),
        chunk_key_encoding=keys or dict(name="default", configuration=dict(separator="/")), attributes=attributes or {})
    write(f"{name}/zarr.json", about | ({"dimension_names": names} if names else {}))
    turn = lambda part: pack((part.transpose(order) if order else part).astype(dtype).tobytes())
    for place, part in chunks(data, lengths, 7):
        if place in skip:
            continue
        if inner:
            body, index, start = b"", b"", 0
            size = 16 * numpy.prod([a // b for a, b in zip(lengths, inner)]) + 4 if location == "start" else 0
            for small, piece in chunks(part, inner):
                packed = b"" if sum(small) == 1 else turn(piece)
                index += struct.pack("<QQ", *((size + len(body), len(packed)) if packed else (2 ** 64 - 1, 2 ** 64 - 1)))
                body += packed
            content = crc32c(index) + body if location == "start" else body + crc32c(index)
        else:
            content = turn(part)
        encoding = keys or {"name": "default"}
        separator = encoding.get("configuration", {}).get("separator", "." if encoding["name"] == "v2" else "/")
        write(f"{name}/{separator.join((['c'] if encoding['name'] == 'default' else []) + list(map(str, place)))}", content)


movie = samples((5, 9, 13), "uint16")
second("plain.zarr", movie, (1, 9, 13))
second("cut.zarr", movie, (2, 4, 5))
second("nested.zarr", movie, (2, 4, 5), separator="/")
second("fortran.zarr", movie, (2, 4, 5), order="F")
second("big.zarr", movie, (2, 4, 5), dtype=">u2")
for name in ("plain", "cut", "nested", "fortran", "big"):
    keep(f"{name}.zarr", movie)
second("missing.zarr", movie, (1, 9, 5), fill=258, skip=[(3, 0, 1), (4, 0, 0)])
holes = movie.copy()
holes[3, :, 5:10] = holes[4, :, :5] = 258
keep("missing.zarr", holes)
for kind, fill in (("int8", -3), ("uint8", 200), ("int32", -70000), ("float32", "NaN"), ("float64", 0.5), ("int64", -1), ("bool", True)):
    data = samples((3, 5, 7), kind if kind != "bool" else "uint8") if kind != "bool" else samples((3, 5, 7), "uint8") > 50
    second(f"{kind}.zarr", data, (1, 5, 4), fill=fill, skip=[(1, 0, 1)])
    data = data.copy()
    data[1, :, 4:] = float(fill) if isinstance(fill, str) else fill
    keep(f"{kind}.zarr", data)

second("zlib.zarr", movie, (2, 4, 5), dict(id="zlib", level=3), zlib.compress)
second("gzip.zarr", movie, (2, 4, 5), dict(id="gzip", level=3), gzip.compress)
keep("zlib.zarr", movie)
keep("gzip.zarr", movie)
if zstd_library:
    second("zstd.zarr", movie, (2, 4, 5), dict(id="zstd", level=3), zstd)
    keep("zstd.zarr", movie)
if lz4_library:
    second("lz4.zarr", movie, (2, 4, 5), dict(id="lz4", acceleration=1), lz4)
    keep("lz4.zarr", movie)
large = samples((4, 60, 70), "uint16", 3)
for codec, shuffle, kind, block in itertools.product(
        ("lz4", "lz4hc", "zlib", "zstd"), (0, 1, 2), ("uint8", "uint16", "float32"), (0, 4096)) if blosc_library else ():
    data = large.astype(kind)
    name = f"blosc-{codec}-{shuffle}-{kind}-{block}.zarr"
    second(name, data, (3, 33, 47), dict(id="blosc", cname=codec, clevel=5, shuffle=shuffle, blocksize=block),
           lambda b: blosc(b, data.itemsize, codec, shuffle, block))
    keep(name, data)
if blosc_library:
    noise = numpy.random.default_rng(1).integers(0, 65535, (2, 30, 30)).astype("uint16")
    second("noise.zarr", noise, (1, 30, 30), dict(id="blosc", cname="lz4"), lambda b: blosc(b, 2, "lz4", 1))
    keep("noise.zarr", noise)

third("v3.zarr", movie, (2, 4, 5))
third("v3-big.zarr", movie, (2, 4, 5), endian=">")
third("v3-dots.zarr", movie, (2, 4, 5), keys=dict(name="default", configuration=dict(separator=".")))
third("v3-old-keys.zarr", movie, (2, 4, 5), keys=dict(name="v2"))
third("v3-gzip.zarr", movie, (2, 4, 5), [dict(name="gzip", configuration=dict(level=5))], gzip.compress)
third("v3-checked.zarr", movie, (2, 4, 5), [dict(name="gzip"), dict(name="crc32c")], lambda b: crc32c(gzip.compress(b)))
third("v3-turned.zarr", movie, (2, 4, 5), order=[2, 0, 1])
third("v3-named.zarr", movie.transpose(1, 2, 0), (4, 5, 2), names=["y", "x", "t"])
third("shards.zarr", movie, (4, 6, 8), inner=(2, 3, 4))
third("shards-first.zarr", movie, (4, 6, 8), inner=(2, 3, 4), location="start")
third("shards-gzip.zarr", movie, (4, 6, 8), [dict(name="gzip")], gzip.compress, inner=(2, 3, 4))
sharded = movie.copy()
for place, _ in chunks(movie, (4, 6, 8)):
    for small in ((0, 0, 1), (0, 1, 0), (1, 0, 0)):
        sharded[tuple(slice(p * 2 * c + s * c, p * 2 * c + (s + 1) * c) for p, s, c in zip(place, small, (2, 3, 4)))] = 0
for name in ("v3", "v3-big", "v3-dots", "v3-old-keys", "v3-gzip", "v3-checked", "v3-turned", "v3-named"):
    keep(f"{name}.zarr", movie)
for name in ("shards", "shards-first", "shards-gzip"):
    keep(f"{name}.zarr", sharded)
if blosc_library:
    third("v3-blosc.zarr", movie, (2, 4, 5), [dict(name="blosc", configuration=dict(cname="zstd", shuffle="bitshuffle", typesize=2))],
          lambda b: blosc(b, 2, "zstd", 2))
    keep("v3-blosc.zarr", movie)

volume = samples((4, 2, 3, 8, 10), "uint16", 5)


def scale(*steps):
    return [dict(type="scale", scale=list(steps))]


axes = [dict(name="t", type="time", unit="millisecond"), dict(name="c", type="channel"), dict(name="z", type="space", unit="micrometer"),
        dict(name="y", type="space", unit="micrometer"), dict(name="x", type="space", unit="micrometer")]
levels = [dict(path="0", coordinateTransformations=scale(250, 1, 5, 0.65, 0.65)),
          dict(path="1", coordinateTransformations=scale(250, 1, 5, 1.3, 1.3))]
image = [dict(version="0.4", axes=axes, datasets=levels, name="a")]
omero = dict(channels=[dict(label="GCaMP"), dict(label="tdTomato")])
known = dict(rate=4, pixel=0.65, step=5)
write("ome4.ome.zarr/.zgroup", dict(zarr_format=2))
write("ome4.ome.zarr/.zattrs", dict(multiscales=image, omero=omero))
second("ome4.ome.zarr/0", volume, (1, 1, 2, 5, 6), separator="/")
second("ome4.ome.zarr/1", volume[..., ::2, ::2], (1, 1, 3, 4, 5), separator="/")
keep("ome4.ome.zarr", volume[:, 1], channel="tdTomato", channelName="tdTomato", **known)
keep("ome4.ome.zarr", volume[:, 0], channel="0", channelName="GCaMP", **known)
keep("ome4.ome.zarr", volume[:, 0, :, ::2, ::2], channel="0", dataset="1", **(known | dict(pixel=1.3)))
write("ome5.zarr/zarr.json", dict(zarr_format=3, node_type="group", attributes=dict(ome=dict(version="0.5", multiscales=image))))
third("ome5.zarr/0", volume, (1, 1, 2, 5, 6), names=["t", "c", "z", "y", "x"])
keep("ome5.zarr", volume[:, 0], channel="0", **known)
write("old.zarr/.zgroup", dict(zarr_format=2))
write("old.zarr/.zattrs", dict(multiscales=[dict(version="0.1", datasets=[dict(path="a/b")])]))
write("old.zarr/a/.zgroup", dict(zarr_format=2))
second("old.zarr/a/b", volume[:, :1], (1, 1, 2, 5, 6))
keep("old.zarr", volume[:, 0])
flat = [dict(axes=[dict(name=n, **({"unit": "nanometer"} if n != "t" else {})) for n in "tyx"],
             datasets=[dict(path="s0", coordinateTransformations=scale(1, 500, 500))], coordinateTransformations=scale(1, 2, 2))]
write("scaled.zarr/.zgroup", dict(zarr_format=2))
write("scaled.zarr/.zattrs", dict(multiscales=flat))
second("scaled.zarr/s0", movie, (1, 9, 13))
keep("scaled.zarr", movie, pixel=1.0)
write("converted.zarr/.zgroup", dict(zarr_format=2))
write("converted.zarr/.zattrs", {"bioformats2raw.layout": 3})
write("converted.zarr/0/.zgroup", dict(zarr_format=2))
write("converted.zarr/0/.zattrs", dict(multiscales=image))
second("converted.zarr/0/0", volume, (1, 1, 2, 5, 6))
keep("converted.zarr", volume[:, 0], channel="0", **known)
write("several.zarr/.zgroup", dict(zarr_format=2))
second("several.zarr/movie", movie, (1, 9, 13))
second("several.zarr/mean", movie[0], (9, 13))
second("several.zarr/other", movie[::-1], (1, 9, 13))
keep("several.zarr", movie, dataset="movie")
keep("several.zarr", movie[::-1], dataset="/other")
done()
