"""Draws the learning curves beside their figures: plot.py <folder of curves>. Needs matplotlib, which training does not."""
import csv
import os
import sys

import matplotlib
matplotlib.use("Agg")
from matplotlib import pyplot

WATCHED = {
    "denoise": "gain on held-out scenes, dB",
    "background-2um": "correlation on held-out scenes",
    "background-1um": "correlation on held-out scenes",
    "segment-2um": "overlap on held-out scenes",
    "segment-1um": "overlap on held-out scenes",
    "upscale": "gain over linear interpolation, dB",
}


def main(folder):
    figure, axes = pyplot.subplots(1, len(WATCHED), figsize=(4 * len(WATCHED), 3.2), constrained_layout=True)
    for axis, (name, label) in zip(axes, WATCHED.items()):
        with open(os.path.join(folder, name + ".csv"), newline="") as stream:
            rows = list(csv.DictReader(stream))
        key = list(rows[0])[-1]
        axis.plot([int(r["step"]) for r in rows], [float(r[key]) for r in rows], color="#0072b2")
        axis.set(title=name, xlabel="step", ylabel=label)
        axis.grid(alpha=0.3)
    figure.savefig(os.path.join(folder, "curves.png"), dpi=80)


if __name__ == "__main__":
    main(sys.argv[1])
