"""Films as the RIFF and OpenDML documents describe them, byte by byte; JPEGs by Pillow, which also says what they hold."""
import io, struct

Image = need("PIL.Image").Image


def chunk(name, content):
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) & 1)


def riff_list(kind, content):
    return chunk(b"LIST", kind + content)


def bitmap(width, height, bits, codec, palette=b""):
    return struct.pack("<IiiHH4sIiiII", 40, width, height, 1, bits, codec, 0, 0, 0, len(palette) // 4, 0) + palette


def headers(frames, width, height, bits, codec, palette=b"", rate=(30, 1), audio=False, super_index=None):
    main = struct.pack("<14I", 33333, 0, 0, 0x10, frames, 0, 2 if audio else 1, 0, width, abs(height), 0, 0, 0, 0)
    video = struct.pack("<4s4sIHHIIIIIIiI4h", b"vids", codec, 0, 0, 0, 0, rate[1], rate[0], 0, frames, 0, -1, 0, 0, 0, width, abs(height))
    sound = struct.pack("<4s4sIHHIIIIIIiI4h", b"auds", b"\0" * 4, 0, 0, 0, 0, 1, 8000, 0, 9, 0, -1, 1, 0, 0, 0, 0)
    lists = chunk(b"strh", video) + chunk(b"strf", bitmap(width, height, bits, codec, palette))
    lists = riff_list(b"strl", lists + (chunk(b"indx", super_index) if super_index else b""))
    before = riff_list(b"strl", chunk(b"strh", sound) + chunk(b"strf", b"\1\0" * 8)) if audio else b""
    return riff_list(b"hdrl", chunk(b"avih", main) + before + lists)


def avi(frames, width, height, bits=8, codec=b"\0" * 4, palette=b"", rate=(30, 1), audio=False, absolute=False, index=True, open_end=False,
        groups=False, name=None):
    name = name or (b"01" if audio else b"00") + (b"db" if codec == b"\0" * 4 else b"dc")
    head = headers(len(frames), width, height, bits, codec, palette, rate, audio) + chunk(b"JUNK", b"x" * 5)
    body, entries = b"", b""
    origin = 12 + len(head) + 8
    for frame in frames:
        if audio:
            body += chunk(b"00wb", b"beep")
        if groups:
            content = chunk(name, frame)
            place = len(body) + 12
            body += chunk(b"LIST", b"rec " + content)
        else:
            place = len(body)
            body += chunk(name, frame)
        entries += struct.pack("<4sIII", name, 0x10, place + 4 + (origin if absolute else 0), len(frame))
    movie = riff_list(b"movi", body)
    if open_end:
        movie = movie[:4] + b"\0" * 4 + movie[8:]
    content = b"AVI " + head + movie + (chunk(b"idx1", entries) if index else b"")
    return b"RIFF" + struct.pack("<I", 0 if open_end else len(content)) + content


def open_dml(frames, width, height, split, bits=8, index=True):
    """Two segments: the second has no old index, and an OpenDML index names the frames of both."""
    name = b"00db"
    empty = struct.pack("<HBBI4s12x", 4, 0, 0, 0, name) + b"\0" * 32
    place, parts, supers = 0, [], b""
    for number, some in enumerate((frames[:split], frames[split:])):
        head = headers(len(frames), width, height, bits, b"\0" * 4, super_index=empty) if number == 0 else b""
        start = place + 12 + len(head) + 12
        body, entries = b"", b""
        for frame in some:
            entries += struct.pack("<II", len(body) + 8, len(frame) | 0x80000000)
            body += chunk(name, frame)
        standard = chunk(b"ix00", struct.pack("<HBBI4sQI", 2, 0, 1, len(some), name, start, 0) + entries) if index else b""
        supers += struct.pack("<QII", start + len(body), len(standard), len(some))
        content = (b"AVI " if number == 0 else b"AVIX") + head + riff_list(b"movi", body + standard)
        parts.append(b"RIFF" + struct.pack("<I", len(content)) + content)
        place += len(parts[-1])
    film = b"".join(parts)
    filled = struct.pack("<HBBI4s12x", 4, 0, 0, 2, name) + supers
    return film.replace(empty, filled) if index else film


def rows(plane, padded=True, bottom_up=True):
    """Rows of bytes, filled up to four, the last one first."""
    plane = plane[::-1] if bottom_up else plane
    plane = plane.reshape(plane.shape[0], -1)
    fill = (-plane.shape[1]) % 4 if padded else 0
    return numpy.pad(plane, ((0, 0), (0, fill))).tobytes()


def write(path, content, data, **known):
    with open(os.path.join(folder, path), "wb") as file:
        file.write(content)
    keep(path, data, **known)


def jpeg(plane, **options):
    stream = io.BytesIO()
    Image.fromarray(plane).save(stream, "JPEG", **options)
    return stream.getvalue()


def decoded(content, mode):
    return numpy.asarray(Image.open(io.BytesIO(content)).convert(mode)) if mode != "Y" else luma(content)


def luma(content):
    image = Image.open(io.BytesIO(content))
    image.draft("L", image.size)
    return numpy.asarray(image.convert("L"))


def without_tables(content):
    at, out = 2, content[:2]
    while content[at + 1] != 0xDA:
        size = 2 + int.from_bytes(content[at + 2:at + 4], "big")
        out += b"" if content[at + 1] == 0xC4 else content[at:at + size]
        at += size
    return out + content[at:]


T, H, W = 7, 9, 13
movie = samples((T, H, W), "uint8")
grey = numpy.arange(256, dtype="uint8")
ramp = numpy.stack([grey, grey, grey, 0 * grey], 1).tobytes()
inverse = numpy.stack([255 - grey, 255 - grey, 255 - grey, 0 * grey], 1).tobytes()
green = numpy.stack([0 * grey, grey, 0 * grey, 0 * grey], 1).tobytes()
plain = [rows(f) for f in movie]

write("plain.avi", avi(plain, W, H), movie, rate=30)
write("absolute.avi", avi(plain, W, H, absolute=True, rate=(30000, 1001)), movie, rate=30000 / 1001)
write("top-down.avi", avi([rows(f, bottom_up=False) for f in movie], W, -H, palette=ramp), movie, rate=30)
write("no-index.avi", avi(plain, W, H, index=False), movie, rate=30)
write("never-closed.avi", avi(plain, W, H, index=False, open_end=True), movie, rate=30)
write("groups.avi", avi(plain, W, H, groups=True), movie, rate=30)
write("groups-no-index.avi", avi(plain, W, H, groups=True, index=False), movie, rate=30)
write("audio.avi", avi(plain, W, H, audio=True), movie, rate=30)
write("last-frame-cut.avi", avi(plain, W, H, index=False)[:-20], movie[:-1], rate=30)
write("index-cut.avi", avi(plain, W, H)[:-24], movie, rate=30)
write("dropped.avi", avi(plain[:3] + [b"", b""] + plain[3:], W, H), movie[[0, 1, 2, 2, 2, 3, 4, 5, 6]], rate=30)
write("first-dropped.avi", avi([b""] + plain, W, H, index=False), movie[[0, 0, 1, 2, 3, 4, 5, 6]], rate=30)
write("inverse.avi", avi(plain, W, H, palette=inverse), 255 - movie, rate=30)
write("green.avi", avi(plain, W, H, palette=green), movie, rate=30)
write("two-segments.avi", open_dml(plain, W, H, 3), movie, rate=30)
write("two-segments-no-index.avi", open_dml(plain, W, H, 3, index=False), movie, rate=30)
for codec in (b"Y800", b"GREY", b"Y8  "):
    write(f"{codec.decode().strip()}.avi", avi([rows(f, False, False) for f in movie], W, H, codec=codec), movie, rate=30)
write("y800-padded.avi", avi([rows(f, True, False) for f in movie], W, H, codec=b"Y800"), movie, rate=30)
deep = samples((T, H, W), "uint16")
write("y16.avi", avi([rows(f.view("uint8"), False, False) for f in deep], W, H, 16, b"Y16 "), deep, rate=30)

colours = numpy.stack([movie, 255 - movie, movie // 2], 3)
same = numpy.stack([movie] * 3, 3)
for bits in (24, 32):
    extra = ((0, 0), (0, 0), (0, bits // 8 - 3))
    bgr = lambda film: [rows(numpy.pad(f[:, :, ::-1], extra)) for f in film]
    write(f"grey{bits}.avi", avi(bgr(same), W, H, bits), movie, rate=30)
    for number, colour in enumerate(("red", "green", "blue")):
        write(f"{colour}{bits}.avi", avi(bgr(colours), W, H, bits), colours[..., number], rate=30, channel=colour, channelName=colour)

pairs = numpy.full((T, H, 14, 2), 128, "uint8")
pairs[:, :, :W, 0] = movie
write("yuy2.avi", avi([f.tobytes() for f in pairs], W, H, 16, b"YUY2"), movie, rate=30)
write("uyvy.avi", avi([f[..., ::-1].tobytes() for f in pairs], W, H, 16, b"UYVY"), movie, rate=30)
chroma = b"\x80" * (2 * 7 * 5)
write("i420.avi", avi([f.tobytes() + chroma for f in movie], W, H, 12, b"I420"), movie, rate=30)

smooth = samples((T, 40, 52), "uint8", 3)
for name, options in (("best", dict(quality=100)), ("usual", dict(quality=80)), ("own-tables", dict(quality=60, optimize=True)),
                      ("progressive", dict(quality=80, progressive=True))):
    frames = [jpeg(f, **options) for f in smooth]
    write(f"mjpeg-{name}.avi", avi(frames, 52, 40, 24, b"MJPG"), numpy.stack([decoded(f, "L") for f in frames]), rate=30)
frames = [jpeg(f, quality=90) for f in smooth]
write("mjpeg-no-tables.avi", avi([without_tables(f) for f in frames], 52, 40, 24, b"MJPG"),
      numpy.stack([decoded(f, "L") for f in frames]), rate=30)
frames = [jpeg(numpy.stack([f] * 3, 2), quality=90) for f in smooth]
write("mjpeg-grey-in-colours.avi", avi(frames, 52, 40, 24, b"mjpg"), numpy.stack([luma(f) for f in frames]), rate=30)
painted = numpy.stack([smooth, 255 - smooth, smooth // 2], 3)
frames = [jpeg(f, quality=95, subsampling=0) for f in painted]
for number, colour in enumerate(("red", "green", "blue")):
    write(f"mjpeg-{colour}.avi", avi(frames, 52, 40, 24, b"MJPG"), numpy.stack([decoded(f, "RGB")[..., number] for f in frames]),
          rate=30, channel=str(number))


def parts(place, names, film, **options):
    os.makedirs(os.path.join(folder, place))
    for number, name in enumerate(names):
        with open(os.path.join(folder, place, name), "wb") as file:
            file.write(avi([rows(f) for f in film[number]], W, H, **options))


long = samples((12, 2, H, W), "uint8", 5)
parts("numbers", [f"{n}.avi" for n in range(12)], long)
keep("numbers", long.reshape(24, H, W), rate=30)
parts("old", [f"msCam{n}.avi" for n in range(1, 13)] + ["behavCam1.avi"], list(long) + [long[0, :1]])
keep("old", long.reshape(24, H, W), rate=30)
parts("one", ["0.avi"], long)
keep("one", long[0], rate=30)
done()
