tifffile = need("tifffile")
data = samples((6, 3, 16, 20), "uint16", 1)
movie = data[:, 0]
plain = dict(photometric="minisblack", metadata=None)


def at(*names):
    path = os.path.join(folder, *names)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    return path


state = ('<PVStateShard><PVStateValue key="framePeriod" value="0.04" /><PVStateValue key="micronsPerPixel"><IndexedValue index="XAxis" value="0.65" />'
         '<IndexedValue index="YAxis" value="0.65" /><IndexedValue index="ZAxis" value="2.5" /></PVStateValue></PVStateShard>')


def scan(name, sequences):
    open(at(name, name + ".xml"), "w").write(f'<?xml version="1.0" encoding="utf-8"?><PVScan version="5.5.64.500" date="1/1/2024" notes="">{state}{sequences}</PVScan>')


def frame(index, time, files):
    return f'<Frame relativeTime="{time}" absoluteTime="{time + 0.5}" index="{index}">' + "".join(
        f'<File channel="{c}" channelName="{n}" page="{p}" filename="{f}" />' for c, n, p, f in files) + '<PVStateShard><PVStateValue key="framePeriod" value="9" /></PVStateShard></Frame>'


# A movie of two channels, a file each frame.
frames = ""
for t in range(6):
    files = [(c, n, 1, f"movie_Cycle00001_{n}_{t + 1:06}.ome.tif") for c, n in [(1, "Red"), (2, "Green")]]
    for c, n, p, f in files:
        tifffile.imwrite(at("movie", f), movie[t] + c, **plain)
    frames += frame(t + 1, t * 0.04, files)
scan("movie", f'<Sequence type="TSeries Timed Element" cycle="1">{frames}</Sequence>')
keep("movie", movie + 2, channel="Green", rate=25, pixel=0.65, channelName="Green")
keep("movie", movie + 1, channel="0", rate=25, pixel=0.65, channelName="Red")

# Volumes in files of several pages; the last volume was not finished.
tifffile.imwrite(at("volumes", "all.tif"), data.reshape(-1, 16, 20), **plain)
sequences = ""
for t in range(6):
    planes = range(3 if t < 5 else 2)
    sequences += f'<Sequence type="TSeries ZSeries Element" cycle="{t + 1}">' + "".join(frame(z + 1, t * 0.2 + z * 0.04, [(2, "Green", t * 3 + z + 1, "all.tif")]) for z in planes) + "</Sequence>"
scan("volumes", sequences)
keep("volumes", data[:5], rate=5, pixel=0.65, step=2.5)
keep("volumes", data[:5, 1], plane=1, rate=5, pixel=0.65, step=2.5)


def thor(name, channels, zstage, timelapse, streaming):
    open(at(name, "Experiment.xml"), "w").write(
        '<?xml version="1.0"?><ThorImageExperiment><Name name="x" /><Wavelengths nyquistExWavelength="910">' + "".join(f'<Wavelength name="{c}" exposuretimeMS="0" />' for c in channels)
        + f'</Wavelengths><ZStage name="z" {zstage} /><Timelapse {timelapse} /><LSM pixelX="20" pixelY="16" frameRate="30" pixelSizeUM="0.65" averageMode="0" averageNum="4" /><Streaming {streaming} /></ThorImageExperiment>')


both = numpy.stack([movie, movie + 1], axis=1)
thor("thor", ["ChanA", "ChanB"], 'enable="0" steps="1" stepSizeUM="1"', 'timepoints="1"', 'enable="1" frames="6" zFastEnable="0" flybackFrames="3"')
both.astype("<u2").tofile(at("thor", "Image_0001_0001.raw"))
keep("thor", movie + 1, channel="ChanB", rate=30, pixel=0.65, channelName="ChanB")
thor("cut", ["ChanA", "ChanB"], 'enable="0" steps="1" stepSizeUM="1"', 'timepoints="1"', 'enable="1" frames="1000" zFastEnable="0" flybackFrames="3"')
both.astype("<u2").tofile(at("cut", "Image_0001_0001.raw"))
keep("cut", movie, channel="0", rate=30, pixel=0.65)
thor("fast", ["ChanA"], 'enable="1" steps="2" stepSizeUM="-2.5"', 'timepoints="1"', 'enable="1" frames="18" zFastEnable="1" flybackFrames="1"')
data.astype("<u2").tofile(at("fast", "Image_001_001.raw"))
keep("fast", data[:, :2], rate=10, pixel=0.65, step=2.5)
thor("tiffs", ["ChanA", "ChanB"], 'enable="1" steps="3" stepSizeUM="2.5"', 'timepoints="6"', 'enable="0" frames="1" zFastEnable="0" flybackFrames="0"')
for t in range(6):
    for z in range(3):
        for c in range(2):
            tifffile.imwrite(at("tiffs", f"Chan{'AB'[c]}_001_001_{z + 1:03}_{t + 1:03}.tif"), data[t, z] + c, **plain)
keep("tiffs", data + 1, channel="ChanB", pixel=0.65, step=2.5, channelName="ChanB")
done()
