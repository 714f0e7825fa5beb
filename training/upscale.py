"""Super-resolution on simulated pairs: a denoised movie, and the same with pixels of 2 x 2 averaged, as a camera with larger pixels sees it."""
import numpy as np
import torch
from torch.nn import functional as F

from learning import DEVICE, Draw, tensor, train
from networks import UpscaleNetwork

FRAMES = 5
SIDE = 96


def example(scene, draw, share):
    """Coarse frames and the fine middle one, in the network's units. share is how much of the input is denoised; the rest is as recorded."""
    t, y, x = draw.place(scene.array("movie").shape, FRAMES, SIDE)
    mean, sigma = scene.array("mean")[None, y, x], scene.array("sigma")[None, y, x]
    fine = scene.array("denoised")[t, y, x] * sigma + mean
    movie = share * fine + (1 - share) * scene.array("movie")[t, y, x]
    height, width = fine.shape[1:]
    coarse = movie.reshape(FRAMES, height // 2, 2, width // 2, 2).mean((2, 4))
    level, spread = float(scene.array("mean").mean()), float(np.sqrt(scene.array("mean").var() + float(scene.array("denoised_scale")) ** 2))
    return (coarse - level) / spread, (fine[FRAMES // 2:FRAMES // 2 + 1] - level) / spread


def batch(network, scenes, draw, size):
    examples = []
    for _ in range(size):
        coarse, fine = example(draw.scene(scenes), draw, 1.0 if draw.random.random() < 0.8 else draw.random.random())
        examples.append(draw.turn(coarse, fine))
    coarse, fine = (torch.stack([tensor(e[i]) for e in examples]) for i in range(2))
    return (network(coarse) - fine).abs().mean()


def gain(network, scene):
    """What the network gains over linear interpolation on a held-out scene, dB of the mean square error."""
    coarse, fine = (tensor(a)[None] for a in example(scene, Draw(4), 1.0))
    linear = F.interpolate(coarse[:, FRAMES // 2:FRAMES // 2 + 1], scale_factor=2, mode="bilinear", align_corners=False)
    return float(10 * torch.log10(((linear - fine) ** 2).mean() / ((network(coarse) - fine) ** 2).mean()))


def learn(training, held, folder, steps, seed=14):
    torch.manual_seed(seed)
    network = UpscaleNetwork(FRAMES).to(DEVICE)
    draw = Draw(seed)

    def validate():
        return {"gain_db": float(np.mean([gain(network, s) for s in held]))}

    return train("upscale", network, lambda step: batch(network, training, draw, 8), validate, steps, 1e-3, folder, every=200, seed=seed)
