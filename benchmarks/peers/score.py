#!/usr/bin/env python3
"""Scores lists of finds on real recordings, by one rule whoever made them.

    python3 score.py active MOVIE.tif LABELS.json ACTIVE.json SHARED_REAL FINDS.json ...
    python3 score.py footprints FOOTPRINTS.tif MAX_PX EDGE_PX FINDS.json ...

A list of finds is a JSON with `neurons`, each with `row` and `column`: our neurons.json or what run_peer.py writes.

active: hand labels and active regions of a recording (SHARED_REAL holds score_active.py, which measures how active each
is in the raw movie). A find within 6 pixels of a label or of a soma-like active region is a soma, of another active
region a process; a find that stands for nothing, near a cell for which another find stands, is a piece. Recall is of
labels active at z >= 8, 12, 20, more than 10 pixels from the edge; F1 is of the share of somata and recall at z >= 8.

footprints: one region a page. A find stands for a unit if its centre is within MAX_PX of the unit's; units within
EDGE_PX of the edge are neither missed nor wrong. A find left over on a unit's footprint is a piece.
"""
import json
import sys

import numpy as np
from scipy.optimize import linear_sum_assignment


def places(file):
    with open(file) as f:
        return np.array([[n['row'], n['column']] for n in json.load(f)['neurons']], float).reshape(-1, 2)


def pair(cost, far):
    rows, columns = linear_sum_assignment(cost)
    good = cost[rows, columns] < far
    return rows[good], columns[good]


def f1(precision, recall):
    return 2 * precision * recall / max(1e-9, precision + recall)


def active(movie, labels, regions, shared, files):
    sys.path.insert(0, shared)
    from score_active import truth
    units, (height, width) = truth(movie, labels, regions)
    centre = np.array([u['c'] for u in units])
    z = np.array([u['z'] for u in units])
    soma = np.array([u['soma'] for u in units], bool)
    label = np.array([u['label'] for u in units], bool)
    inner = np.minimum(centre, [height - 1, width - 1] - centre).min(1) > 10
    for file in files:
        found = places(file)
        distance = np.linalg.norm(centre[:, None] - found[None], axis=-1)
        # Those that count most are paired first.
        worth = 20 * (soma & (z >= 8)) + 10 * label + 5 * soma
        of, by = pair(np.where(distance < 6, distance - worth[:, None], 1e3), 100)
        hit = np.isin(np.arange(len(units)), of)
        kind = np.zeros(len(found), int)
        kind[by] = np.where(label[of] | soma[of], 1, 2)
        near = distance.min(0) < 6 if len(found) else np.zeros(0, bool)
        pieces = int(((kind == 0) & near).sum())
        for half, low, high in (('all', 0, width), ('left', 0, width / 2), ('right', width / 2, width)):
            seen = inner & (centre[:, 1] >= low) & (centre[:, 1] < high)
            mine = kind[(found[:, 1] >= low) & (found[:, 1] < high)]
            recall = [(hit & label & seen & (z >= k)).sum() / max(1, (label & seen & (z >= k)).sum()) for k in (8, 12, 20)]
            share = (mine == 1).mean() if len(mine) else 0
            print(f'{file} | {half} | finds {len(mine)} | soma {(mine == 1).sum()} process {(mine == 2).sum()} '
                  f'nothing {(mine == 0).sum()}' + (f' (pieces {pieces})' if half == 'all' else '') +
                  f' | share {share:.2f} | recall {" / ".join(f"{r:.2f}" for r in recall)} '
                  f'| F1 {f1(share, recall[0]):.3f} at 12 {f1(share, recall[1]):.3f}')


def footprints(file, reach, edge, files):
    import tifffile
    units = np.nan_to_num(tifffile.imread(file).astype(np.float32))
    units = units[units.reshape(len(units), -1).max(1) > 0]
    height, width = units.shape[1:]
    rows, columns = np.mgrid[:height, :width]
    weight = units.sum((1, 2))
    centre = np.stack([(units * rows).sum((1, 2)) / weight, (units * columns).sum((1, 2)) / weight], 1)
    inner = np.minimum(centre, [height - 1, width - 1] - centre).min(1) > edge
    covered = (units > 0.3 * units.max((1, 2), keepdims=True)).any(0)
    print(len(units), 'units,', inner.sum(), 'of them inside')
    for name in files:
        found = places(name)
        distance = np.linalg.norm(centre[:, None] - found[None], axis=-1)
        of, by = pair(np.where(distance < reach, distance - 50 * inner[:, None], 1e3), 100)
        right = int(inner[of].sum())
        left = np.setdiff1d(np.arange(len(found)), by)
        at = np.clip(np.round(found[left]).astype(int), 0, [height - 1, width - 1])
        pieces = int(covered[at[:, 0], at[:, 1]].sum())
        precision, recall = right / max(1, len(found) - (len(of) - right)), right / inner.sum()
        print(f'{name} | finds {len(found)} | right {right} pieces {pieces} nothing {len(left) - pieces} | '
              f'precision {precision:.2f} recall {recall:.2f} F1 {f1(precision, recall):.3f}')


if __name__ == '__main__':
    if sys.argv[1] == 'active':
        active(*sys.argv[2:6], sys.argv[6:])
    else:
        footprints(sys.argv[2], float(sys.argv[3]), float(sys.argv[4]), sys.argv[5:])
