#!/usr/bin/env python3
"""Outlines of several lists of finds on a movie's mean picture, side by side: picture.py MOVIE.tif OUT.png TITLE=FINDS.json ..."""
import json
import sys

import matplotlib
matplotlib.use('Agg')
import matplotlib.pyplot as plt
import numpy as np
import tifffile

mean = tifffile.imread(sys.argv[1]).astype(np.float32).mean(0)
lists = [a.split('=', 1) for a in sys.argv[3:]]
figure, axes = plt.subplots(1, len(lists), figsize=(9 * len(lists), 9 * mean.shape[0] / mean.shape[1]), squeeze=False)
for axis, (title, file) in zip(axes[0], lists):
    axis.imshow(mean, cmap='gray', vmin=np.percentile(mean, 1), vmax=np.percentile(mean, 99.5))
    with open(file) as f:
        found = json.load(f)['neurons']
    for n in found:
        mask = np.zeros(mean.shape)
        pixels = np.array([p[:2] for p in n['coordinates']], int)
        mask[pixels[:, 0], pixels[:, 1]] = 1
        axis.contour(mask, [0.5], colors='yellow', linewidths=0.7)
    axis.plot([n['column'] for n in found], [n['row'] for n in found], 'r.', markersize=2)
    axis.set_title(f'{title}: {len(found)}', fontsize=18)
    axis.axis('off')
plt.tight_layout()
plt.savefig(sys.argv[2], dpi=70)
