"""Writes recordings of fluorescence with true spikes as plain arrays, which the benchmark reads.

    python3 convert.py SOURCE TARGET

SOURCE holds <dataset>/<cell>.npz with three object arrays, an element a trial: dff, t (seconds of each frame) and spikes (seconds).
TARGET gets <dataset>/<cell>/<trial>-{dff,times,spikes}.npy, one-dimensional 64-bit floats. Frames without a finite sample are filled in
between their neighbours; trials with less than ten finite frames are left out.
"""

import pathlib
import sys

import numpy as np


def convert(source, target):
    for path in sorted(pathlib.Path(source).glob("*/*.npz")):
        cell = np.load(path, allow_pickle=True)
        folder = pathlib.Path(target) / path.parent.name / path.stem
        folder.mkdir(parents=True, exist_ok=True)
        for trial, (dff, times, spikes) in enumerate(zip(cell["dff"], cell["t"], cell["spikes"])):
            dff, times, spikes = (np.asarray(a, np.float64).ravel() for a in (dff, times, spikes))
            finite = np.isfinite(dff) & np.isfinite(times)
            if finite.sum() < 10:
                continue
            first, last = np.flatnonzero(finite)[[0, -1]]
            dff, times, finite = (a[first:last + 1] for a in (dff, times, finite))
            frames = np.arange(len(dff))
            dff, times = (np.interp(frames, frames[finite], a[finite]) for a in (dff, times))
            for name, values in (("dff", dff), ("times", times), ("spikes", spikes[np.isfinite(spikes)])):
                np.save(folder / f"{trial:03d}-{name}.npy", values)


if __name__ == "__main__":
    convert(*sys.argv[1:3])
