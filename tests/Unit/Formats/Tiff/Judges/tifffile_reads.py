"""Reads the listed TIFFs with tifffile and compares samples, axes and scales."""
import json, os, sys
import numpy

try:
    import tifffile
except ImportError:
    print("skip: Python has no tifffile.")
    sys.exit(0)

folder = sys.argv[1]
read = 0
for item in json.load(open(os.path.join(folder, "list.json"))):
    name = item["name"]
    shape = tuple(n for n, axis in zip(item["shape"], "TZYX") if axis in item["axes"])
    expected = numpy.fromfile(os.path.join(folder, name + ".raw"), item["type"]).reshape(shape)
    with tifffile.TiffFile(os.path.join(folder, name + ".tif")) as file:
        assert file.is_imagej, name
        assert len(file.series) == 1, (name, file.series)
        series = file.series[0]
        assert series.axes == item["axes"], (name, series.axes, item["axes"])
        assert series.dtype == numpy.dtype(item["type"]), (name, series.dtype)
        assert file.is_bigtiff == name.endswith("-big"), name
        page, metadata = file.pages[0], file.imagej_metadata
        above, below = page.tags["XResolution"].value
        assert abs(below / above - 0.65) < 1e-12 and metadata["unit"] == "um", name
        assert abs(metadata["finterval"] * 7 - 1) < 1e-12 and metadata["spacing"] == 2.5, name
        try:
            data = series.asarray()
        except ValueError as e:
            if "imagecodecs" in str(e):
                continue
            raise
        numpy.testing.assert_array_equal(data, expected, err_msg=name)
        read += 1
assert read >= 90, read
print(f"tifffile read {read} files.")
