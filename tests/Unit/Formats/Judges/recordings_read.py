"""Reads what Export-Volume wrote, with h5py and tifffile, and compares samples and scales; NWB is held against the types of its core schema."""
import json, os, sys, xml.etree.ElementTree
import numpy

try:
    import h5py, tifffile
except ImportError as missing:
    print(f"skip: {missing}")
    sys.exit(0)

folder = sys.argv[1]


def close(a, b):
    assert abs(a - b) < 1e-9 * abs(b), (a, b)


def text(value):
    return value.decode() if isinstance(value, bytes) else value


def typed(group, name, schema="core"):
    assert text(group.attrs["neurodata_type"]) == name and text(group.attrs["namespace"]) == schema and len(text(group.attrs["object_id"])) == 36, group


def nwb_frame(file):
    typed(file, "NWBFile")
    assert text(file.attrs["nwb_version"]) == "2.7.0"
    for name in ["identifier", "session_description", "session_start_time", "timestamps_reference_time"]:
        assert file[name].shape == () and h5py.check_string_dtype(file[name].dtype).encoding == "utf-8", name
    assert file["file_create_date"].shape == (1,)
    for name in ["acquisition", "analysis", "general", "processing", "stimulus/presentation", "stimulus/templates"]:
        assert isinstance(file[name], h5py.Group), name
    plane = file["general/optophysiology/ImagingPlane"]
    typed(plane, "ImagingPlane")
    typed(plane["optical_channel"], "OpticalChannel")
    for name in ["description", "excitation_lambda", "indicator", "location", "optical_channel/description", "optical_channel/emission_lambda"]:
        assert plane[name].shape == (), name
    assert isinstance(plane.get("device", getlink=True), h5py.SoftLink)
    typed(plane["device"], "Device")
    return plane


def series(file, name, path, kind):
    group = file[path]
    typed(group, kind)
    for attribute in ["description", "comments"]:
        assert text(group.attrs[attribute])
    assert text(group["data"].attrs["unit"])
    for attribute in ["conversion", "resolution"]:
        float(group["data"].attrs[attribute])
    return group


if __name__ == "__main__":
    items = json.load(open(os.path.join(folder, "list.json")))
    for item in items:
        path = os.path.join(folder, item["name"])
        expected = numpy.fromfile(os.path.join(folder, item["raw"]), item["type"]).reshape(item["shape"])
        frames, planes = item["shape"][:2]
        if path.endswith(".h5"):
            with h5py.File(path) as file:
                data = file["data"]
                assert data.chunks is not None and (data.compression == "gzip") == item["packed"], item
                assert data.dtype == expected.dtype and text(data.attrs["axes"]) == ("TZYX" if planes > 1 else "TYX")
                numpy.testing.assert_array_equal(data[()].reshape(expected.shape), expected)
                close(data.attrs["frame_rate"], 7)
                close(data.attrs["pixel_size_um"], 0.65)
                numpy.testing.assert_allclose(data.attrs["element_size_um"], [2.5, 0.65, 0.65])
                assert "Import-Volume" in text(data.attrs["provenance"])
        elif path.endswith(".nwb"):
            with h5py.File(path) as file:
                plane = nwb_frame(file)
                close(plane["imaging_rate"][()], 7)
                numpy.testing.assert_allclose(plane["grid_spacing"][()], [0.65e-6, 0.65e-6, 2.5e-6])
                group = series(file, item["name"], "acquisition/TwoPhotonSeries", "TwoPhotonSeries")
                close(group["starting_time"].attrs["rate"], 7)
                assert text(group["starting_time"].attrs["unit"]) == "seconds"
                assert group["imaging_plane"] == plane
                data = group["data"][()]
                data = data.transpose(0, 3, 2, 1) if planes > 1 else data.transpose(0, 2, 1)[:, None]
                numpy.testing.assert_array_equal(data, expected)
        else:
            with tifffile.TiffFile(path) as file:
                assert file.is_ome and file.series[0].kind == "ome"
                numpy.testing.assert_array_equal(file.asarray().reshape(expected.shape), expected)
                assert file.series[0].axes.replace("T", "").replace("Z", "") == "YX"
                pixels = xml.etree.ElementTree.fromstring(file.ome_metadata).find(".//{*}Pixels").attrib
                close(float(pixels["PhysicalSizeX"]), 0.65)
                close(float(pixels["PhysicalSizeZ"]), 2.5)
                close(float(pixels["TimeIncrement"]), 1 / 7)
    print(len(items), "files agree")
