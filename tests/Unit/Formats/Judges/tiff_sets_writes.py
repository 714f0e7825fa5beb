tifffile = need("tifffile")
data = samples((12, 3, 16, 20), "uint16", 1)
movie = data[:, 0]
plain = dict(photometric="minisblack", metadata=None)


def at(*names):
    path = os.path.join(folder, *names)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    return path


# One file a frame, in the order in which people count; one of several pages; volumes of planes.
for i in range(12):
    tifffile.imwrite(at("frames", f"img_{i + 1}.tif"), movie[i], **plain)
    tifffile.imwrite(at("zipped", f"img_{i + 1:03}.tif"), movie[i], compression="zlib", rowsperstrip=5, **plain)
    tifffile.imwrite(at("stacks", f"stack{i}.tif"), data[i], imagej=True, metadata={"axes": "ZYX", "unit": "um", "spacing": 2.5}, resolution=(2, 2))
tifffile.imwrite(at("parts", "a_1.tif"), movie[:5], **plain)
tifffile.imwrite(at("parts", "a_2.tif"), movie[5:11], **plain)
tifffile.imwrite(at("parts", "a_10.tif"), movie[11:], **plain)
for name in ["frames", "zipped", "parts"]:
    keep(name, movie)
keep("stacks", data, pixel=0.5, step=2.5)
keep("stacks", data[:, 1], plane=1, pixel=0.5, step=2.5)

# ImageJ and OME with channels.
channels = numpy.stack([data, data + 1], axis=2)
tifffile.imwrite(at("imagej.tif"), channels, imagej=True, metadata={"axes": "TZCYX", "finterval": 0.5})
keep("imagej.tif", data + 1, channel="1", rate=2)
tifffile.imwrite(at("one.ome.tif"), channels, ome=True, photometric="minisblack", metadata={"axes": "TZCYX", "Channel": {"Name": ["GCaMP", "tdTomato"]}, "TimeIncrement": 0.5, "TimeIncrementUnit": "s"})
keep("one.ome.tif", data + 1, channel="tdtomato", rate=2, channelName="tdTomato")
keep("one.ome.tif", data[:, 2], channel="0", plane=2, rate=2, channelName="GCaMP")


# OME-XML over several files: each names all, by its identifier.
def ome(files, order="XYZCT", sizes=(12, 3, 2), extra="", own=0):
    planes = "".join(
        f'<TiffData FirstT="{t}" FirstZ="{z}" FirstC="{c}" IFD="{page}" PlaneCount="1"><UUID FileName="{files[f]}">urn:uuid:{f}</UUID></TiffData>' for f, t, z, c, page in listed)
    return (f'<?xml version="1.0"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06" UUID="urn:uuid:{own}"><Image ID="Image:0"><Pixels ID="Pixels:0" DimensionOrder="{order}" Type="uint16" '
            f'SizeX="20" SizeY="16" SizeZ="{sizes[1]}" SizeC="{sizes[2]}" SizeT="{sizes[0]}" PhysicalSizeX="0.65" PhysicalSizeY="0.65" PhysicalSizeZ="2.5" TimeIncrement="0.1">'
            f'<Channel ID="Channel:0:0" Name="green"/><Channel ID="Channel:0:1" Name="red"/>{planes}</Pixels></Image></OME>')


listed = [(f, f * 4 + t, z, c, (t * 3 + z) * 2 + c) for f in range(3) for t in range(4) for z in range(3) for c in range(2)]
names = [f"many_{f}.ome.tif" for f in range(3)]
for f, name in enumerate(names):
    pages = channels[f * 4:f * 4 + 4].reshape(-1, 16, 20)
    with tifffile.TiffWriter(at(name)) as tiff:
        for i, page in enumerate(pages):
            tiff.write(page, photometric="minisblack", metadata=None, contiguous=False, description=ome(names, own=f) if i == 0 else None)
keep("many_0.ome.tif", data, channel="green", rate=10, pixel=0.65, step=2.5, channelName="green")
keep("many_2.ome.tif", data + 1, channel="red", rate=10, pixel=0.65, step=2.5)

# ScanImage 3.8: text in every page.
old = "\r".join(["state.configName='x'", "state.acq.frameRate=3.9", "state.acq.numberOfFrames=12", "state.acq.numberOfZSlices=1", "state.acq.averaging=0", "state.acq.savingChannel1=1",
                 "state.acq.savingChannel2=1", "state.acq.savingChannel3=0", "state.acq.savingChannel4=0", "state.acq.zStepSize=2"]) + "\r"
with tifffile.TiffWriter(at("si3.tif")) as tiff:
    for page in channels[:, 0].reshape(-1, 16, 20):
        tiff.write(page, photometric="minisblack", metadata=None, contiguous=False, description=old)
keep("si3.tif", movie + 1, channel="1", rate=3.9)
stack = old.replace("numberOfFrames=12", "numberOfFrames=4").replace("numberOfZSlices=1", "numberOfZSlices=3").replace("savingChannel2=1", "savingChannel2=0")
with tifffile.TiffWriter(at("si3stack.tif")) as tiff:
    for page in data[:4].transpose(1, 0, 2, 3).reshape(-1, 16, 20):
        tiff.write(page, photometric="minisblack", metadata=None, contiguous=False, description=stack)
keep("si3stack.tif", data[:4], step=2)

# ScanImage 2016 and later: BigTIFF, the header in the software tag; a piezo's way back in each volume, and a last volume that is not whole.
new = "\n".join(["SI.LINE_FORMAT_VERSION = 1", "SI.VERSION_MAJOR = 2020", "SI.hChannels.channelSave = [1;2]", "SI.hChannels.channelName = {'Ch green' 'Ch red' 'Channel 3' 'Channel 4'}",
                 "SI.hFastZ.enable = true", "SI.hFastZ.numVolumes = 100", "SI.hFastZ.discardFlybackFrames = true", "SI.hFastZ.numDiscardFlybackFrames = 1", "SI.hStackManager.enable = true",
                 "SI.hStackManager.numSlices = 3", "SI.hStackManager.framesPerSlice = 1", "SI.hStackManager.actualStackZStepSize = 2.5", "SI.hRoiManager.scanFrameRate = 30",
                 "SI.hRoiManager.scanVolumeRate = 7.5", "SI.hScan2D.logAverageFactor = 1", "SI.hRoiManager.imagingFovUm = [-5 -4;5 -4;5 4;-5 4]"])
with tifffile.TiffWriter(at("si2020.tif"), bigtiff=True) as tiff:
    for t in range(12):
        for z in range(4):
            for c in range(2):
                if t < 11 or z < 2:
                    tiff.write(channels[t, min(z, 2), c], photometric="minisblack", metadata=None, contiguous=False, description=f"frameNumbers = {t}", software=new)
keep("si2020.tif", (data + 1)[:11], channel="Ch red", rate=7.5, pixel=0.5, step=2.5, channelName="Ch red")
flat = new.replace("hFastZ.enable = true", "hFastZ.enable = false").replace("hStackManager.enable = true", "hStackManager.enable = false").replace("channelSave = [1;2]", "channelSave = 2")
with tifffile.TiffWriter(at("si2020flat.tif"), bigtiff=True) as tiff:
    for page in movie:
        tiff.write(page, photometric="minisblack", metadata=None, contiguous=False, description="frameNumbers = 1", software=flat)
keep("si2020flat.tif", movie, rate=30, pixel=0.5, channelName="Ch red")
done()
