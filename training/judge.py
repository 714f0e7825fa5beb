"""Fits the law behind Neuron.Probability (src/Core/Neurons/Judging/CellJudge.cs) to what judge.ps1 made.

python3 training/judge.py out/judge [LABELS.json ACTIVE.json]

LABELS holds hand-labelled regions of the real movie, ACTIVE its active regions without a label and which of them look like somata
(../shared/real). Finds in the left half of the real movie are fitted to, and count 1; simulated ones count a half. Prints the law.
"""
import glob
import json
import os
import sys

import numpy as np

CELL_UM = 12.0
NEAR_UM = 6.0
SCANNED, CAMERA, WIDE_FROM, LEAST_FINDS = 0.75, 1.1, 1.15, 8


def finds(path):
    """Rows, columns, widths in diameters of cells, scores, and the pixel size."""
    with open(path) as file:
        record = json.load(file)
    pixel = record.get("pixelSizeUm") or 1.0
    neurons = record["neurons"]
    number = lambda name: np.array([float(n[name]) if n.get(name) is not None else np.nan for n in neurons])
    return number("row"), number("column"), number("widthPx") * pixel / CELL_UM, number("score"), pixel


def features(width, score):
    """What is narrower and what is wider than usual, as CellJudge has it."""
    seen = np.isfinite(width)
    usual = None
    if seen.sum() >= LEAST_FINDS:
        usual = np.median(width[seen & (score >= np.median(score[seen]))])
    width = np.where(seen, width, 0.05)
    narrow = np.minimum(0, np.log(width / min(usual or SCANNED, SCANNED)))
    wide = np.maximum(0, np.log(width / (WIDE_FROM * max(usual or CAMERA, CAMERA))))
    return np.stack([narrow, wide], 1)


def fit(inputs, truth, weight, ridge=0.3):
    """Logistic regression by Newton's method, with a ridge on standardised slopes."""
    middle, spread = inputs.mean(0), inputs.std(0) + 1e-9
    basis = np.c_[np.ones(len(inputs)), (inputs - middle) / spread]
    penalty = ridge * np.diag(np.r_[0, np.ones(inputs.shape[1])])
    law = np.zeros(basis.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-basis @ law))
        gradient = basis.T @ (weight * (truth - p)) - penalty @ law
        law += np.linalg.solve((basis.T * (weight * p * (1 - p))) @ basis + penalty, gradient)
    slopes = law[1:] / spread
    return law[0] - slopes @ middle, slopes


def nearest(rows, columns, places):
    if len(places) == 0:
        return np.full(len(rows), np.inf)
    places = np.asarray(places, float)
    return np.sqrt((rows[:, None] - places[:, 0]) ** 2 + (columns[:, None] - places[:, 1]) ** 2).min(1)


def main(folder, labels=None, active=None):
    inputs, truths, weights = [], [], []
    for path in sorted(glob.glob(os.path.join(folder, "*-*.truth.json"))):
        rows, columns, width, score, pixel = finds(path.replace(".truth.json", ".json"))
        true_rows, true_columns, _, _, _ = finds(path)
        away = nearest(rows, columns, np.stack([true_rows, true_columns], 1)) * pixel
        inputs.append(features(width, score))
        truths.append((away < NEAR_UM) * 1.0)
        weights.append(np.full(len(rows), 0.5))
    if labels:
        rows, columns, width, score, pixel = finds(os.path.join(folder, "real.json"))
        regions = json.load(open(labels))["regions"] + [r for r in json.load(open(active))["regions"] if r["soma"] and not r["label"]]
        away = nearest(rows, columns, [np.mean(r["coordinates"], 0) for r in regions]) * pixel
        left = columns < 256
        inputs.append(features(width, score)[left])
        truths.append(((away < NEAR_UM) * 1.0)[left])
        weights.append(np.ones(left.sum()))
    base, slopes = fit(np.concatenate(inputs), np.concatenate(truths), np.concatenate(weights))
    print(f"Base {base:.3f}, OfNarrow {slopes[0]:.3f}, OfWide {slopes[1]:.3f}; {sum(map(len, truths))} finds")


if __name__ == "__main__":
    main(*sys.argv[1:])
