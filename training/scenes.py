"""The simulated scenes as arrays, and the statistics by which the module scales movies (src/Core/Stages/Scaling/PixelStatistics.cs; change both or neither)."""
import json
import os
from dataclasses import dataclass

import numpy as np
import tifffile

BASELINE_FRAMES = 8


def noise_scale(movie):
    """Standard deviation of each pixel's noise: from the mean step between frames, drawn towards the median over pixels, and never far below the signal's."""
    frames = len(movie)
    step = np.sqrt(np.pi) / 2 * np.mean(np.abs(np.diff(movie.astype(np.float32), axis=0)), axis=0)
    sigma = (frames * step + 16 * np.median(step)) / (frames + 16)
    return np.maximum(np.maximum(sigma, movie.std(0) / 30), fluctuation(movie) * 1e-3).astype(np.float32)


def baseline(movie):
    """Each pixel's least mean over eight frames."""
    blocks = max(1, len(movie) // BASELINE_FRAMES)
    length = min(BASELINE_FRAMES, len(movie))
    return np.min([movie[i * length:(i + 1) * length].mean(0) for i in range(blocks)], axis=0).astype(np.float32)


def fluctuation(movie):
    """Root mean square over all samples of what changes in time."""
    return float(np.sqrt(np.mean(movie.var(0))))


@dataclass
class Scene:
    seed: int
    kind: str
    pixel_um: float
    frame_rate: float
    folder: str
    neurons: list  # (pixel rows, pixel columns, trace)

    def array(self, name):
        return np.load(os.path.join(self.folder, name + ".npy"), mmap_mode="r")

    def has(self, name):
        return os.path.exists(os.path.join(self.folder, name + ".npy"))

    def save(self, name, value):
        path = os.path.join(self.folder, name)
        np.save(path + ".part.npy", value)
        os.replace(path + ".part.npy", path + ".npy")


def prepare(source, cache, kind, seed):
    """One scene's files as arrays: the recording, its mean and noise by pixel, and the neurons alone above their baseline."""
    file = os.path.join(source, kind, str(seed))
    with open(file + ".json", encoding="utf-8") as stream:
        truth = json.load(stream)
    neurons = []
    for neuron in truth["neurons"]:
        places = np.array(neuron["coordinates"], dtype=np.int32)
        neurons.append((places[:, 0], places[:, 1], np.array(neuron["trace"], dtype=np.float32)))
    scene = Scene(seed, kind, truth["pixelSizeUm"], truth["frameRate"], os.path.join(cache, kind, str(seed)), neurons)
    os.makedirs(scene.folder, exist_ok=True)
    if not scene.has("neurons"):
        movie = tifffile.imread(file + ".tif")
        alone = tifffile.imread(file + ".neurons.tif")
        scene.save("movie", movie)
        scene.save("mean", movie.mean(0, dtype=np.float64).astype(np.float32))
        scene.save("sigma", noise_scale(movie))
        alone = alone - baseline(alone)
        largest = float(alone.max()) or 1.0
        if os.path.exists(file + ".clean.tif"):
            scene.save("clean", tifffile.imread(file + ".clean.tif"))
        scene.save("neurons_scale", np.float32(largest))
        scene.save("neurons", (alone / largest).astype(np.float16))
    return scene


def load_all(source, cache):
    """All scenes, training and held out; every tenth is held out to watch the learning."""
    scenes = []
    for kind in sorted(os.listdir(source)):
        seeds = sorted(int(f[:-5]) for f in os.listdir(os.path.join(source, kind)) if f.endswith(".json"))
        scenes += [prepare(source, cache, kind, seed) for seed in seeds]
    return [s for s in scenes if s.seed % 10 != 9], [s for s in scenes if s.seed % 10 == 9]
