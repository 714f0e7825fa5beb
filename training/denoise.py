"""Denoising without clean targets: each noisy crop is split into two whose noises are uncorrelated, and one must predict the other.

With noise of standard deviation s at a sample and a random normal n, x + a s n and x - s n / a have uncorrelated noise. The network therefore
learns the mean of the second given the first, which is the signal. s follows from the recording alone: its variance by pixel against its mean by
pixel is a straight line (photon noise plus read noise). The idea is that of recorrupted-to-recorrupted learning (Pang et al., CVPR 2021).
"""
import numpy as np
import torch
from torch.nn import functional as F

from learning import DEVICE, Draw, run_movie, tensor, train
from networks import MovieNetwork

FRAMES = 32
WIDTHS = (80, 80, 96)
CORRUPTION = 0.5


def noise_law(scene, bins=24):
    """Gain a >= 0 and offset b of the noise's variance a * mean + b, from the medians of pixels of like mean: active cells are few in each."""
    mean = scene.array("mean").ravel().astype(np.float64)
    variance = scene.array("sigma").ravel().astype(np.float64) ** 2
    order = np.array_split(np.argsort(mean), bins)
    m = np.array([mean[i].mean() for i in order])
    v = np.array([np.median(variance[i]) for i in order])
    a, b = np.polyfit(m, v, 1)
    return (float(a), float(b)) if a > 0 else (0.0, float(np.median(variance)))


def split(movie, mean, sigma, law):
    """A crop in the network's units, and the standard deviation of each of its samples' noise there."""
    a, b = law
    local = F.avg_pool3d(F.pad(movie[:, None], (1, 1, 1, 1, 1, 1), mode="replicate"), 3, stride=1)[:, 0]
    deviation = torch.sqrt((a * local + b).clamp(min=1e-6)) / sigma
    return (movie - mean) / sigma, deviation.clamp(0.1, 4)


def batch(network, scenes, draw, size, side, laws):
    crops = []
    for _ in range(size):
        scene = draw.scene(scenes)
        movie = scene.array("movie")
        t, y, x = draw.place(movie.shape, FRAMES, side)
        frames = movie[t, y, x].astype(np.float32)
        mean, sigma = scene.array("mean")[None, y, x], scene.array("sigma")[None, y, x]
        frames, mean, sigma = draw.turn(frames, mean, sigma)
        crops.append((frames, mean, sigma, laws[scene.seed]))
    noisy, deviation = [], []
    for frames, mean, sigma, law in crops:
        x, s = split(tensor(frames)[None], tensor(mean)[None], tensor(sigma)[None], law)
        noisy.append(x)
        deviation.append(s)
    x, s = torch.cat(noisy), torch.cat(deviation)
    corruption = s * torch.randn_like(x)
    predicted = network(x + CORRUPTION * corruption)
    # Crops of strong signal err more in these units; their share of a step is bounded so that weak ones are learnt too.
    weight = 1 / x.std((1, 2, 3), keepdim=True).clamp(min=1)
    return (weight * (predicted - (x - corruption / CORRUPTION)) ** 2).mean()


def denoise(network, scene):
    """The scene's movie, in the network's units."""
    mean, sigma = scene.array("mean"), scene.array("sigma")
    return run_movie(network, (scene.array("movie").astype(np.float32) - mean) / sigma, FRAMES)


def gain(network, scene):
    """What the network gains on a window of a held-out scene, dB of the mean square error in the network's units; none where there is no noise."""
    mean, sigma = scene.array("mean"), scene.array("sigma")
    first = len(scene.array("movie")) // 2 - FRAMES // 2
    noisy, clean = ((scene.array(n)[first:first + FRAMES].astype(np.float32) - mean) / sigma for n in ("movie", "clean"))
    found = network(tensor(noisy[None]))[0].cpu().numpy()
    return 10 * np.log10(np.mean((noisy - clean) ** 2) / np.mean((found - clean) ** 2))


def learn(training, held, folder, steps, seed=11):
    torch.manual_seed(seed)
    network = MovieNetwork(FRAMES, WIDTHS).to(DEVICE)
    draw = Draw(seed)
    laws = {s.seed: noise_law(s) for s in training}
    watched = held[::3]

    def validate():
        return {"gain_db": float(np.mean([gain(network, s) for s in watched]))}

    return train("denoise", network, lambda step: batch(network, training, draw, 4, 80, laws), validate, steps, 1e-3, folder, every=200, seed=seed)
