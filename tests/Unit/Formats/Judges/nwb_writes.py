h5py = need("h5py")
tifffile = need("tifffile")
data = samples((9, 21, 18), "uint16", 1)
deep = samples((5, 4, 21, 18), "int16", 2)


def put(name, series, rate=True, grid=(0.65e-6, 0.65e-6), unit="meters", kind="TwoPhotonSeries"):
    with h5py.File(os.path.join(folder, name), "w") as file:
        file.attrs["nwb_version"] = "2.6.0"
        plane = file.create_group("general/optophysiology/plane")
        plane.attrs["neurodata_type"] = "ImagingPlane"
        plane["imaging_rate"] = 7.5
        if grid:
            plane["grid_spacing"] = numpy.array(grid)
            plane["grid_spacing"].attrs["unit"] = unit
        group = file.create_group("acquisition/series")
        group.attrs["neurodata_type"] = kind
        group["imaging_plane"] = h5py.SoftLink("/general/optophysiology/plane")
        if rate:
            group["starting_time"] = 0.0
            group["starting_time"].attrs["rate"] = 12.5
        camera = file.create_group("acquisition/camera")
        camera.attrs["neurodata_type"] = "ImageSeries"
        camera["data"] = numpy.zeros((3, 4, 5), "uint8")
        series(file, group)


put("movie.nwb", lambda f, g: g.create_dataset("data", data=data.transpose(0, 2, 1), chunks=(1, 18, 21), compression="gzip"))
keep("movie.nwb", data, rate=12.5, pixel=0.65)
keep("movie.nwb", data, dataset="/acquisition/series", rate=12.5, pixel=0.65)
keep("movie.nwb", data, dataset="series", rate=12.5, pixel=0.65)
put("raw.nwb", lambda f, g: g.create_dataset("data", data=data.transpose(0, 2, 1)), rate=False, grid=None, kind="OnePhotonSeries")
keep("raw.nwb", data, rate=7.5)
keep("raw.nwb", data.transpose(0, 2, 1), axes="TYX", rate=7.5)
put("deep.nwb", lambda f, g: g.create_dataset("data", data=deep.transpose(0, 3, 2, 1)), grid=(650.0, 650.0, 2500.0), unit="nm")
keep("deep.nwb", deep, rate=12.5, pixel=0.65, step=2.5)


def times(file, group):
    group.create_dataset("data", data=data.transpose(0, 2, 1))
    group["timestamps"] = numpy.arange(9) * 0.25 + 3


put("times.nwb", times, rate=False)
keep("times.nwb", data, rate=4, pixel=0.65)


def external(file, group):
    tifffile.imwrite(os.path.join(folder, "part1.tif"), data[:4], photometric="minisblack", metadata=None)
    tifffile.imwrite(os.path.join(folder, "part2.tif"), data[4:], photometric="minisblack", metadata=None)
    group["external_file"] = ["./part1.tif", "/elsewhere/part2.tif"]
    group["external_file"].attrs["starting_frame"] = [0, 4]
    group.create_dataset("data", data=numpy.zeros((0, 0, 0), "uint16"))


put("external.nwb", external)
keep("external.nwb", data, rate=12.5, pixel=0.65)
done()
