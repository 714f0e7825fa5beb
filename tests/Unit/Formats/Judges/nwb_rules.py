"""Holds NWB files against what the schema (core 2.7, hdmf-common 1.8) demands of the types in them: attributes, datasets, types, sizes, links, and nothing else."""
import datetime, os, shutil, sys

try:
    import h5py
except ImportError as missing:
    print(f"skip: {missing}")
    sys.exit(0)

# Kinds of values: text, time (ISO 8601 with its offset), float, int, uint, number, ref. An axis is a length, or None for any; of several sizes one must fit. "?": may be absent.
SCALAR, LIST = [()], [(None,)]
IDENTITY = {"neurodata_type": ("text", SCALAR), "namespace": ("text", SCALAR), "object_id": ("text", SCALAR)}
SERIES_ATTRIBUTES = {"description": ("text", SCALAR, "?"), "comments": ("text", SCALAR, "?")}
DATA_ATTRIBUTES = {"unit": ("text", SCALAR), "conversion": ("float", SCALAR, "?"), "offset": ("float", SCALAR, "?"), "resolution": ("float", SCALAR, "?"), "continuity": ("text", SCALAR, "?")}
START = ("float", SCALAR, "?", {"rate": ("float", SCALAR), "unit": ("text", SCALAR)})
STAMPS = ("float", LIST, "?", {"interval": ("int", SCALAR), "unit": ("text", SCALAR)})
DESCRIBED = {"description": ("text", SCALAR)}

# type: namespace, attributes, datasets, links (name: type of the target), types of what else may stand in it
TYPES = {
    "NWBFile": ("core", {"nwb_version": ("text", SCALAR)}, {
        "file_create_date": ("time", LIST), "identifier": ("text", SCALAR), "session_description": ("text", SCALAR),
        "session_start_time": ("time", SCALAR), "timestamps_reference_time": ("time", SCALAR)}, {}, set()),
    "Device": ("core", {"description": ("text", SCALAR, "?"), "manufacturer": ("text", SCALAR, "?")}, {}, {}, set()),
    "ImagingPlane": ("core", {}, {
        "description": ("text", SCALAR, "?"), "excitation_lambda": ("float", SCALAR), "imaging_rate": ("float", SCALAR, "?"), "indicator": ("text", SCALAR), "location": ("text", SCALAR),
        "grid_spacing": ("float", [(2,), (3,)], "?", {"unit": ("text", SCALAR)}), "origin_coords": ("float", [(2,), (3,)], "?", {"unit": ("text", SCALAR)}), "reference_frame": ("text", SCALAR, "?")},
        {"device": "Device"}, {"OpticalChannel"}),
    "OpticalChannel": ("core", {}, {"description": ("text", SCALAR), "emission_lambda": ("float", SCALAR)}, {}, set()),
    "RoiResponseSeries": ("core", SERIES_ATTRIBUTES, {"data": ("number", [(None,), (None, None)], "", DATA_ATTRIBUTES), "starting_time": START, "timestamps": STAMPS}, {}, {"DynamicTableRegion"}),
    "Fluorescence": ("core", {}, {}, {}, {"RoiResponseSeries"}),
    "DfOverF": ("core", {}, {}, {}, {"RoiResponseSeries"}),
    "ImageSegmentation": ("core", {}, {}, {}, {"PlaneSegmentation"}),
    "PlaneSegmentation": ("core", {"description": ("text", SCALAR), "colnames": ("text", LIST)}, {}, {"imaging_plane": "ImagingPlane"}, {"ElementIdentifiers", "VectorData", "VectorIndex"}),
    "ProcessingModule": ("core", DESCRIBED, {}, {}, {"ImageSegmentation", "Fluorescence", "DfOverF", "TimeIntervals", "Images"}),
    "Images": ("core", DESCRIBED, {}, {}, {"GrayscaleImage"}),
    "GrayscaleImage": ("core", {"description": ("text", SCALAR, "?"), "resolution": ("float", SCALAR, "?")}, ("float", [(None, None)]), {}, set()),
    "TimeIntervals": ("core", {"description": ("text", SCALAR), "colnames": ("text", LIST)}, {}, {}, {"ElementIdentifiers", "VectorData", "DynamicTableRegion"}),
    "ElementIdentifiers": ("hdmf-common", {}, ("int", LIST), {}, set()),
    "VectorData": ("hdmf-common", DESCRIBED, None, {}, set()),
    "VectorIndex": ("hdmf-common", {**DESCRIBED, "target": ("ref", SCALAR)}, ("uint", LIST), {}, set()),
    "DynamicTableRegion": ("hdmf-common", {**DESCRIBED, "table": ("ref", SCALAR)}, ("int", LIST), {}, set()),
}
for kind, extra in [("TwoPhotonSeries", {"pmt_gain": ("float", SCALAR, "?"), "scan_line_rate": ("float", SCALAR, "?")}), ("OnePhotonSeries", {})]:
    TYPES[kind] = ("core", {**SERIES_ATTRIBUTES, **extra}, {
        "data": ("number", [(None,) * 3, (None,) * 4], "", DATA_ATTRIBUTES), "starting_time": START, "timestamps": STAMPS, "format": ("text", SCALAR, "?"), "dimension": ("int", LIST, "?"), "field_of_view": ("float", [(2,), (3,)], "?")},
        {"imaging_plane": "ImagingPlane"}, set())

# Groups without a type: where they stand, whether they must, and what may stand in them.
FOLDERS = {
    "acquisition": (True, {"TwoPhotonSeries", "OnePhotonSeries"}), "analysis": (True, set()), "general": (True, set()), "general/devices": (False, {"Device"}),
    "general/optophysiology": (False, {"ImagingPlane"}), "processing": (True, {"ProcessingModule"}), "stimulus": (True, set()), "stimulus/presentation": (True, set()), "stimulus/templates": (True, set()),
}
NOTES = {"general/notes": ("text", SCALAR, "?")}


def text(value):
    return value.decode() if isinstance(value, bytes) else str(value)


def value_fits(kind, dtype, value):
    if kind in ("text", "time"):
        if h5py.check_string_dtype(dtype) is None:
            return False
        texts = [text(v) for v in value] if getattr(value, "shape", ()) else [text(value)]
        return kind == "text" or all(datetime.datetime.fromisoformat(t).tzinfo is not None for t in texts)
    if kind == "ref":
        return h5py.check_ref_dtype(dtype) is h5py.Reference
    return dtype.kind in {"float": "f", "int": "iu", "uint": "u", "number": "iuf"}[kind] and (kind != "float" or dtype.itemsize >= 4)


class Check:
    def __init__(self, file):
        self.file, self.wrong = file, []

    def say(self, where, what):
        self.wrong.append(f"{where}: {what}")

    def attributes(self, item, rules):
        for name in item.attrs:
            if name not in rules:
                self.say(item.name, f"has the attribute {name}, which its type does not know")
        for name, (kind, shapes, *more) in rules.items():
            if name not in item.attrs:
                if "?" not in more:
                    self.say(item.name, f"lacks the attribute {name}")
                continue
            attribute = item.attrs.get_id(name)
            if not value_fits(kind, attribute.dtype, item.attrs[name]) or not self.size_fits(attribute.shape, shapes):
                self.say(item.name, f"has {name} as {attribute.dtype} of {attribute.shape}")

    @staticmethod
    def size_fits(shape, shapes):
        return any(len(shape) == len(s) and all(e is None or e == a for e, a in zip(s, shape)) for s in shapes)

    def dataset(self, group, name, rule):
        kind, shapes, *more = rule
        if name not in group:
            if "?" not in more:
                self.say(group.name, f"lacks the dataset {name}")
            return
        item = group[name]
        if not isinstance(item, h5py.Dataset) or not self.size_fits(item.shape, shapes) or not value_fits(kind, item.dtype, item[()] if kind in ("text", "time") else None):
            self.say(group.name, f"has {name} as {item}")
        self.attributes(item, more[1] if len(more) > 1 else {})

    def typed(self, item, allowed):
        kind = text(item.attrs.get("neurodata_type", "nothing"))
        if kind not in TYPES or (allowed is not None and kind not in allowed):
            self.say(item.name, f"is a {kind}, which may not stand there")
            return
        namespace, attributes, inside, links, children = TYPES[kind]
        self.attributes(item, {**IDENTITY, **attributes})
        if text(item.attrs.get("namespace")) != namespace or len(text(item.attrs.get("object_id"))) != 36:
            self.say(item.name, f"is a {kind} of another namespace, or without an identity")
        if isinstance(item, h5py.Dataset):
            if inside is not None and (not self.size_fits(item.shape, inside[1]) or not value_fits(inside[0], item.dtype, None)):
                self.say(item.name, f"is {item.dtype} of {item.shape}")
            return
        for name, rule in inside.items():
            self.dataset(item, name, rule)
        for name, target in links.items():
            link = item.get(name, getlink=True)
            if not isinstance(link, h5py.SoftLink) or text(item[name].attrs.get("neurodata_type")) != target:
                self.say(item.name, f"has no link {name} to a {target}")
        if kind != "NWBFile":
            for name in set(item) - set(inside) - set(links) - ({"reference_images"} if kind == "PlaneSegmentation" else set()):
                self.typed(item[name], children)
        getattr(self, kind, lambda item: None)(item)

    def NWBFile(self, root):
        if text(root.attrs["nwb_version"]) != "2.7.0":
            self.say("/", "is of another version")
        for path, (needed, allowed) in FOLDERS.items():
            if path not in root:
                if needed:
                    self.say("/", f"lacks the group {path}")
                continue
            self.attributes(root[path], {})
            for name in root[path]:
                if f"{path}/{name}" not in FOLDERS and f"{path}/{name}" not in NOTES:
                    self.typed(root[path][name], allowed)
        for name in set(root) - set(TYPES["NWBFile"][2]) - set(FOLDERS):
            self.say("/", f"holds {name}")
        for path, rule in NOTES.items():
            self.dataset(root, path, rule)

    def TwoPhotonSeries(self, series):
        if ("starting_time" in series) == ("timestamps" in series):
            self.say(series.name, "has no times, or two kinds of them")
        elif "timestamps" in series and len(series["timestamps"]) != len(series["data"]):
            self.say(series.name, "has not as many times as samples")

    OnePhotonSeries = TwoPhotonSeries

    def RoiResponseSeries(self, series):
        self.TwoPhotonSeries(series)
        if "rois" not in series:
            self.say(series.name, "lacks its rois")
        elif series["data"].shape[-1] != len(series["rois"]):
            self.say(series.name, f"has data of {series['data'].shape} for {len(series['rois'])} regions")

    def TimeIntervals(self, table):
        columns = [text(name) for name in table.attrs["colnames"]]
        if set(table) - {"id"} != set(columns) or not {"start_time", "stop_time"} <= set(columns) or any(len(table[c]) != len(table["id"]) for c in columns):
            self.say(table.name, f"names the columns {columns}, and holds others, or of other lengths")
        for name in ("start_time", "stop_time"):
            if table[name].dtype.kind != "f":
                self.say(table.name, f"has {name} as {table[name].dtype}")
        regions = [c for c in table.values() if text(c.attrs["neurodata_type"]) == "DynamicTableRegion"]
        if any(len(c) and c[()].max() >= len(self.file[c.attrs["table"]]["id"]) for c in regions):
            self.say(table.name, "refers to rows that are not there")

    def ImagingPlane(self, plane):
        if not any(text(plane[name].attrs.get("neurodata_type")) == "OpticalChannel" for name in plane):
            self.say(plane.name, "has no optical channel")

    def PlaneSegmentation(self, table):
        columns = [text(name) for name in table.attrs["colnames"]]
        rows = len(table["id"])
        if "reference_images" not in table:
            self.say(table.name, "lacks the group of reference images")
        if {n for n in table if not n.endswith("_index")} - {"id", "imaging_plane", "reference_images"} != set(columns) or not {"pixel_mask", "image_mask", "voxel_mask"} & set(columns):
            self.say(table.name, f"names the columns {columns}, and holds others, or no mask")
        for name in columns:
            index = table.get(name + "_index")
            if index is None and name == "pixel_mask":
                self.say(table.name, "does not say which pixels are whose")
            if index is not None and (self.file[index.attrs["target"]] != table[name] or (len(index) > 0 and index[-1] != len(table[name]))):
                self.say(table.name, f"has an index of {name} that does not end with it")
            if len(table[name] if index is None else index) != rows:
                self.say(table.name, f"has {name} of another length than {rows}")
        mask = table["pixel_mask"].dtype if "pixel_mask" in table else None
        if mask is not None and [(n, mask[n].str[1:]) for n in mask.names] != [("x", "u4"), ("y", "u4"), ("weight", "f4")]:
            self.say(table.name, f"has pixel masks of {mask}")


def check(path):
    with h5py.File(path, "r") as file:
        found = Check(file)
        found.typed(file, {"NWBFile"})
        return found.wrong


# What the schema lets be absent of what is written: series, modules and their containers as a whole, descriptions, scales and our notes.
OPTIONAL = {
    ("ophys", ""), ("ImageSegmentation", ""), ("DfOverF", ""), ("SummaryImages", ""), ("mean", ""), ("mean", "description"), ("Events", ""), *[(s, a) for s in ("Baseline", "Denoised", "Deconvolved") for a in ("", "comments", "description")], ("Fluorescence", ""), ("PlaneSegmentation", ""), ("RoiResponseSeries", ""), ("TwoPhotonSeries", ""), ("notes", ""), ("Microscope", "description"),
    ("description", ""), ("imaging_rate", ""), ("grid_spacing", ""), ("format", ""), ("data", "conversion"), ("data", "offset"), ("data", "resolution"),
    *[(s, a) for s in ("RoiResponseSeries", "TwoPhotonSeries") for a in ("comments", "description")],
}


def everything(file):
    """What can be taken away: each attribute and each member."""
    places = []
    file.visititems(lambda name, item: places.append((name, None)))
    places += [(name, a) for name in ["/"] + [p for p, _ in places] for a in file[name].attrs]
    return places


if __name__ == "__main__":
    folder, optional, noticed = sys.argv[1], [], 0
    files = sorted(f for f in os.listdir(folder) if f.endswith(".nwb"))
    for name in files:
        path = os.path.join(folder, name)
        wrong = check(path)
        assert not wrong, name + "\n" + "\n".join(wrong)
    # A check that cannot fail is none: without any one part, the check must speak, but for what the schema lets be absent.
    for name in ["movie-planes.nwb", "set.nwb", "set-full.nwb"]:
        path, copy = os.path.join(folder, name), os.path.join(folder, "copy")
        with h5py.File(path, "r") as file:
            places = everything(file)
        for place, attribute in places:
            shutil.copy(path, copy)
            with h5py.File(copy, "r+") as file:
                if attribute is None:
                    del file[place]
                else:
                    del file[place].attrs[attribute]
            try:
                silent = not check(copy)
            except (KeyError, ValueError, AttributeError):
                silent = False
            noticed += not silent
            if silent:
                optional.append((place.split("/")[-1], attribute or ""))
    assert set(optional) <= OPTIONAL, set(optional) - OPTIONAL
    print(len(files), "files follow the schema;", noticed, "losses noticed,", len(optional), "of what may be absent")
