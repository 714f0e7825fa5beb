"""Segmentation on simulated truth: which pixels belong to a neuron that is active in a window of the background-free movie."""
import numpy as np
import torch
from scipy import ndimage
from torch.nn import functional as F

from background import remove_background
from learning import DEVICE, Draw, tensor, train
from networks import ScoreNetwork
from scenes import fluctuation

FRAMES = 16

# By the pixel size in µm: the side of a crop, and of the squares of pixels that are averaged first.
SIDE = {2: 128, 1: 192}
POOL = {2: 1, 1: 2}

# The logit that becomes 0. At 1 µm half of the true cells of the two-photon scenes cannot be seen in the noise, and what the network learns from them is doubt. From 0 to -1 and
# -2, F1 on two-photon recordings (seeds 401, 402) is 0.36, 0.65 and 0.79, none of it by wrong cells; on one-photon recordings of 1 µm it falls from -1.75 on.
THRESHOLD = {2: 0.0, 1: -1.0}

# ΔF/F above a neuron's median from which it counts as active in a window, and down to which nobody can say.
ACTIVE = 0.3
UNCERTAIN = 0.1


def cache_background_free(network, scene):
    if scene.has("free_scale"):
        return
    found = remove_background(network, scene).astype(np.float16)
    scene.save("free", found)
    scene.save("free_scale", np.float32(max(fluctuation(found.astype(np.float32)), 1e-6)))


def target(scene, t):
    """Labels (1 inside an active neuron) and weights (0 where it is uncertain, larger where neurons touch) of a window, both (Y, X)."""
    shape = scene.array("movie").shape[1:]
    owner = np.zeros(shape, np.int32)
    count = np.zeros(shape, np.int32)
    uncertain = np.zeros(shape, bool)
    for i, (rows, columns, trace) in enumerate(scene.neurons):
        height = trace[t].max() - np.median(trace)
        if height >= ACTIVE:
            owner[rows, columns] = i + 1
            count[rows, columns] += 1
        elif height >= UNCERTAIN:
            uncertain[rows, columns] = True
    inside = count == 1
    # Pixels of two neurons, or beside another neuron's, are left out, so that touching neurons come apart.
    largest = ndimage.maximum_filter(np.where(inside, owner, 0), 3)
    least = ndimage.minimum_filter(np.where(inside, owner, np.iinfo(np.int32).max), 3)
    seam = (count > 1) | (inside & (largest != least))
    label = inside & ~seam
    weight = np.ones(shape, np.float32)
    weight[seam] = 4
    weight[uncertain & ~label & ~seam] = 0
    return label.astype(np.float32), weight


def example(scene, draw, side):
    movie = scene.array("free")
    t, y, x = draw.place(movie.shape, FRAMES, side)
    label, weight = target(scene, t)
    return movie[t, y, x].astype(np.float32) / float(scene.array("free_scale")), label[None, y, x], weight[None, y, x]


def batch(network, scenes, draw, size, side):
    examples = [draw.turn(*example(draw.scene(scenes), draw, side)) for _ in range(size)]
    movie, label, weight = (torch.stack([tensor(e[i]) for e in examples]) for i in range(3))
    # Brightness relative to the movie's fluctuation depends on how many neurons there are: other numbers of them look like this.
    movie = movie * tensor(2.0 ** draw.random.uniform(-1, 1, (len(examples), 1, 1, 1)))
    logit = network(movie)
    return (weight * F.binary_cross_entropy_with_logits(logit, label, reduction="none")).sum() / weight.sum()


def overlap(network, scene):
    """Intersection over union of found and true pixels in four windows of a held-out scene; pixels that nobody can tell do not count."""
    both = either = 0
    for first in np.linspace(0, scene.array("free").shape[0] - FRAMES, 4).astype(int):
        t = slice(first, first + FRAMES)
        label, weight = target(scene, t)
        movie = scene.array("free")[t].astype(np.float32) / float(scene.array("free_scale"))
        pad = [(0, 0)] + [(0, -s % 16) for s in movie.shape[1:]]
        found = network(tensor(np.pad(movie, pad, mode="edge"))[None])[0, 0].cpu().numpy()[: label.shape[0], : label.shape[1]] > 0
        counted = weight > 0
        both += np.sum(found & (label > 0) & counted)
        either += np.sum((found | (label > 0)) & counted)
    return both / max(either, 1)


def learn(remover, training, held, folder, steps, pixel, start=None, seed=13):
    torch.manual_seed(seed)
    network = ScoreNetwork(pool=POOL[pixel]).to(DEVICE)
    if start is not None:
        network.load_state_dict(start.state_dict())
    else:
        with torch.no_grad():
            # One pixel in thirty is a neuron's: the network begins with that.
            network.score.leave.bias.fill_(-3.4)
    for scene in training + held:
        cache_background_free(remover, scene)
    draw = Draw(seed)

    def validate():
        return {"overlap": float(np.mean([overlap(network, s) for s in held]))}

    train(f"segment-{pixel}um", network, lambda step: batch(network, training, draw, 8, SIDE[pixel]), validate, steps, 1e-3, folder, every=200, seed=seed)
    with torch.no_grad():
        network.score.leave.bias.sub_(THRESHOLD[pixel])
    return network
