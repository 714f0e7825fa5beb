"""An independent, plain version of the published neuron extraction (dense masks, full traces, border following), as a judge.

usage: neurons_judge.py upstream|default scores.npy movie.npy result
Writes result_{count,position,centroid,trace,roundness}.npy. Traces for merging are means over all pixels of a mask, where the published
code draws ten at random. "default" keeps the first pixel, fills holes of up to 36 pixels, merges all detections at once, and gives the centre of the
light that follows a neuron's trace.
"""
import sys

import numpy as np
import scipy.ndimage

RING = [(0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1)]


def stretched(scores):
    windows = []
    for plane in scores.astype(np.float64):
        v = plane - np.percentile(plane, 0.1)
        windows.append(np.clip(v / v.max(), 0, 1) * 255)
    return np.stack(windows)


def otsu(v):
    counts, _ = np.histogram(v, bins=np.arange(257))
    best, at = -1.0, 0
    levels = np.arange(256)
    for t in range(1, 256):
        n0, n1 = counts[:t].sum(), counts[t:].sum()
        if n0 and n1:
            m0 = (counts[:t] * levels[:t]).sum() / n0
            m1 = (counts[t:] * levels[t:]).sum() / n1
            score = (n0 / v.size) * (n1 / v.size) * (m0 - m1) ** 2
            if score > best:
                best, at = score, t
    return at


def outline(mask):
    """The pixels of the outer border of an 8-connected component, in order, by Moore neighbour following."""
    m = np.pad(mask, 1)
    start = tuple(np.argwhere(m)[0])
    path, here, back = [start], start, 4
    first = None
    while True:
        for k in range(1, 9):
            d = (back + k) % 8
            there = (here[0] + RING[d][0], here[1] + RING[d][1])
            if m[there]:
                break
        else:
            return path
        if here == start:
            if first is None:
                first = d
            elif d == first:
                return path[:-1]
        path.append(there)
        # the background pixel looked at just before, seen from the new place
        before = (here[0] + RING[(d - 1) % 8][0] - there[0], here[1] + RING[(d - 1) % 8][1] - there[1])
        back = RING.index(before)
        here = there


def shape(mask):
    p = np.array(outline(mask), float)
    q = np.roll(p, -1, 0)
    return abs((p[:, 0] * q[:, 1] - p[:, 1] * q[:, 0]).sum()) / 2, np.sqrt(((p - q) ** 2).sum(1)).sum()


def detections(v, upstream):
    found = []
    for plane in v[::-1]:
        labels, count = scipy.ndimage.label(plane >= 0.7 * otsu(plane), np.ones((3, 3)))
        numbers, first, sizes = np.unique(labels, return_index=True, return_counts=True)
        for k, size in zip(numbers[np.argsort(first)], sizes[np.argsort(first)]):
            # fewer pixels than nine cannot enclose an area of 36
            if k == 0 or size < 9:
                continue
            mask = labels == k
            background, regions = scipy.ndimage.label(~np.pad(mask, 1))
            if regions > 1 and not upstream:
                outside = background[0, 0]
                for hole in range(1, regions + 1):
                    if hole != outside and (background == hole).sum() <= 36:
                        mask |= (background == hole)[1:-1, 1:-1]
                regions = scipy.ndimage.label(~np.pad(mask, 1))[1]
            if regions > 1:
                continue
            area, perimeter = shape(mask)
            if perimeter and area > 36 and 4 * np.pi * area / perimeter**2 >= 0.8:
                found.append((np.argwhere(mask)[1 if upstream else 0:], 4 * np.pi * area / perimeter**2))
    return found


def correlation(x, y):
    n = len(x)
    with np.errstate(all="ignore"):
        return (n * (x * y).sum() - x.sum() * y.sum()) / np.sqrt((n * (x * x).sum() - x.sum() ** 2) * (n * (y * y).sum() - y.sum() ** 2))


def join(items, kappa, alpha):
    done, out = set(), []
    for i, a in enumerate(items):
        if i in done:
            continue
        done.add(i)
        group = []
        for j, b in enumerate(items):
            if j in done or not np.sqrt(((a["centroid"] - b["centroid"]) ** 2).sum()) < 20:
                continue
            shared = len(a["pixels"] & b["pixels"])
            same = kappa is not None and correlation(a["trace"], b["trace"]) > kappa
            if same or shared / len(b["pixels"]) > alpha or shared / len(a["pixels"]) > alpha:
                group.append(b)
                done.add(j)
        group.append(a)
        best = group[0]
        for g in group[1:]:
            if len(g["pixels"]) > len(best["pixels"]):
                best = g
        out.append(best)
    return out


def centre(item, movie):
    """The centroid of the pixels' covariance with the trace, in the mask and a rim; the mask's own where it lies further off."""
    trace = item["trace"].astype(np.float32).astype(np.float64)
    mask = np.zeros(movie.shape[1:], bool)
    mask[tuple(item["position"].T)] = True
    radius = np.sqrt(mask.sum() / np.pi)
    rows, columns = np.nonzero(scipy.ndimage.binary_dilation(mask, iterations=max(1, round(0.4 * radius))))
    covariance = ((trace - trace.mean())[:, None] * movie[:, rows, columns]).sum(0)
    weights = np.clip(covariance - 0.3 * covariance.max(), 0, None)
    if not weights.sum() > 0:
        return item["centroid"]
    found = np.array([(weights * rows).sum(), (weights * columns).sum()]) / weights.sum()
    return found if np.hypot(*(found - item["centroid"])) <= 0.18 * radius else item["centroid"]


def main(preset, scores_path, movie_path, result):
    upstream = preset == "upstream"
    scores, movie = np.load(scores_path), np.load(movie_path).astype(np.float64)
    items = []
    for position, roundness in detections(stretched(scores), upstream):
        items.append({
            "position": position, "pixels": {(r, c) for r, c in position}, "roundness": roundness,
            "centroid": position.mean(0), "trace": movie[:, position[:, 0], position[:, 1]].mean(1)})
    kept = []
    size = 500 if upstream else max(len(items), 1)
    for chunk in range(0, len(items), size):
        kept = join(kept + items[chunk:chunk + size], 0.9, 0.9)
    kept = join(kept, None, 0.6)
    height, width = movie.shape[1:]
    final = []
    for item in kept:
        r, c = item["position"].T
        y, x = item["centroid"]
        if movie[:, r, c].std(0).max() > 0 and 10 < y < height - 10 and 10 < x < width - 10:
            final.append(item)
    if not upstream:
        final.sort(key=lambda item: tuple(item["centroid"]))
        for item in final:
            item["centroid"] = centre(item, movie)
    np.save(result + "_count", np.array([len(f["position"]) for f in final], np.int32))
    np.save(result + "_position", np.concatenate([f["position"] for f in final] or [np.zeros((0, 2))]).astype(np.int32))
    np.save(result + "_centroid", np.array([f["centroid"] for f in final]).reshape(len(final), 2))
    np.save(result + "_trace", np.array([f["trace"] for f in final]).reshape(len(final), len(movie)))
    np.save(result + "_roundness", np.array([f["roundness"] for f in final]))
    print(len(items), len(final))


if __name__ == "__main__":
    main(*sys.argv[1:])
