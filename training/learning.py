"""What all trainings share: drawing crops, the optimiser's course, the curve that is kept."""
import csv
import math
import os
import time

import numpy as np
import torch

DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")


class Draw:
    """Random scenes and crops from one seed."""

    def __init__(self, seed):
        self.random = np.random.default_rng(seed)

    def scene(self, scenes):
        return scenes[self.random.integers(len(scenes))]

    def place(self, shape, frames, side):
        """A crop of (frames, side, side), or as much as there is, as slices."""
        t, y, x = shape
        t0 = self.random.integers(max(1, t - frames + 1))
        side_y, side_x = min(side, y), min(side, x)
        y0 = self.random.integers(y - side_y + 1)
        x0 = self.random.integers(x - side_x + 1)
        return slice(t0, t0 + frames), slice(y0, y0 + side_y), slice(x0, x0 + side_x)

    def turn(self, *arrays):
        """The same random flip and quarter turn of the last two axes for all."""
        quarters, flip = self.random.integers(4), self.random.integers(2)
        turned = []
        for a in arrays:
            a = np.rot90(a, quarters, (-2, -1))
            turned.append(np.ascontiguousarray(a[..., ::-1] if flip else a))
        return turned


def train(name, network, batch, validate, steps, rate, folder, every=100, seed=1):
    """Runs Adam over `steps` batches with a warm start and a cosine end, and keeps the curve in <folder>/<name>.csv.

    batch(step) gives the loss of one batch; validate() a dictionary of figures on scenes that are not learnt from.
    """
    torch.manual_seed(seed)
    network.to(DEVICE).train()
    optimiser = torch.optim.Adam(network.parameters(), lr=rate)
    os.makedirs(folder, exist_ok=True)
    began = time.time()
    losses = []
    with open(os.path.join(folder, name + ".csv"), "w", newline="") as stream:
        writer = None
        for step in range(steps):
            factor = min(1, (step + 1) / 50) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * step / steps)))
            for group in optimiser.param_groups:
                group["lr"] = rate * factor
            loss = batch(step)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            losses.append(loss.item())
            if (step + 1) % every == 0 or step + 1 == steps:
                network.eval()
                with torch.no_grad():
                    figures = validate()
                network.train()
                row = {"step": step + 1, "loss": f"{np.mean(losses):.5f}", **{k: f"{v:.5f}" for k, v in figures.items()}}
                losses = []
                if writer is None:
                    writer = csv.DictWriter(stream, row.keys(), lineterminator="\n")
                    writer.writeheader()
                writer.writerow(row)
                stream.flush()
                print(f"{name} {time.time() - began:.0f} s", row, flush=True)
    return network.eval()


def tensor(array):
    return torch.from_numpy(np.ascontiguousarray(array, dtype=np.float32)).to(DEVICE)


def windows(length, frames):
    """Starts of windows that cover a movie, and which of each window's frames are kept."""
    margin = frames // 8
    starts, kept, begin = [], [], 0
    while begin < length:
        start = max(0, min(begin - margin, length - frames))
        end = length if start + frames >= length else start + frames - margin
        starts.append(start)
        kept.append((begin, end))
        begin = end
    return list(zip(starts, kept))


def run_movie(network, movie, frames):
    """A whole movie (T, Y, X) through a MovieNetwork, window by window. They are cut where they meet; the module lets one fade into the other, which a network that learns from single windows cannot tell."""
    result = np.empty_like(movie, dtype=np.float32)
    if len(movie) < frames:
        raise ValueError("shorter than a window")
    with torch.no_grad():
        for start, (begin, end) in windows(len(movie), frames):
            out = network(tensor(movie[None, start:start + frames]))[0].cpu().numpy()
            result[begin:end] = out[begin - start:end - start]
    return result
