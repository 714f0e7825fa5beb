"""Background removal on simulated pairs: from a denoised movie, with background, to the light of the neurons in range alone, above its baseline."""
import numpy as np
import torch

from denoise import denoise
from learning import DEVICE, Draw, run_movie, tensor, train
from networks import MovieNetwork
from scenes import baseline, fluctuation

FRAMES = 32

# By the pixel size in µm. Where pixels are small the network works on 4 x 4 of them: the same reach in µm at nearly the same cost, with a level fewer.
WIDTHS = {2: (48, 64, 96, 96), 1: (48, 64, 96)}
STRIDE = {2: 2, 1: 4}
SIDE = {2: 128, 1: 192}


def network_for(pixel):
    return MovieNetwork(FRAMES, WIDTHS[pixel], STRIDE[pixel])


def cache_denoised(denoiser, scene):
    """The denoised movie in the denoiser's units, and what scales it and the recorded one for the next network."""
    if scene.has("denoised_scale"):
        return
    mean, sigma = scene.array("mean"), scene.array("sigma")
    found = denoise(denoiser, scene).astype(np.float16)
    scene.save("denoised", found)
    for name, movie in (("denoised", found * sigma + mean), ("recorded", scene.array("movie").astype(np.float32))):
        scene.save(name + "_baseline", baseline(movie))
        scene.save(name + "_scale", np.float32(fluctuation(movie)))


def example(scene, draw, frames, side, share):
    """A crop and its target in the network's units. share is how much of the input is denoised; the rest is as recorded."""
    t, y, x = draw.place(scene.array("movie").shape, frames, side)
    mean, sigma = scene.array("mean")[None, y, x], scene.array("sigma")[None, y, x]
    movie = share * (scene.array("denoised")[t, y, x] * sigma + mean) + (1 - share) * scene.array("movie")[t, y, x]
    base = share * scene.array("denoised_baseline")[None, y, x] + (1 - share) * scene.array("recorded_baseline")[None, y, x]
    scale = share * float(scene.array("denoised_scale")) + (1 - share) * float(scene.array("recorded_scale"))
    alone = scene.array("neurons")[t, y, x].astype(np.float32) * float(scene.array("neurons_scale"))
    return (movie - base) / scale, alone / scale


def batch(network, scenes, draw, size, side):
    inputs, targets = [], []
    for _ in range(size):
        kind = draw.random.random()
        share = 1.0 if kind < 0.7 else 0.0 if kind < 0.8 else draw.random.random()
        movie, alone = draw.turn(*example(draw.scene(scenes), draw, FRAMES, side, share))
        inputs.append(tensor(movie))
        targets.append(tensor(alone))
    found, wanted = network(torch.stack(inputs)), torch.stack(targets)
    # Relative to the crop's own light: most samples are dark, and a loss that counts samples alike is content with darkness everywhere.
    error = found - wanted
    power = (wanted ** 2).mean((1, 2, 3), keepdim=True)
    return (error ** 2 / (power + 0.01)).mean() + 0.2 * (error.abs() / (power + 0.01).sqrt()).mean()


def correlation(network, scene):
    """Between a window's result and the truth, over all samples of a held-out scene."""
    fixed = Draw(3)
    movie, alone = example(scene, fixed, FRAMES, 160, 1.0)
    found = network(tensor(movie)[None])[0].clamp(min=0).cpu().numpy()
    return float(np.corrcoef(found.ravel(), alone.ravel())[0, 1]) if alone.std() > 0 and found.std() > 0 else 0.0


def remove_background(network, scene):
    """The whole denoised scene, in the network's units."""
    movie = scene.array("denoised") * scene.array("sigma") + scene.array("mean")
    found = run_movie(network, (movie - scene.array("denoised_baseline")) / float(scene.array("denoised_scale")), FRAMES)
    return np.maximum(found, 0)


def learn(denoiser, training, held, folder, steps, pixel, start=None, seed=12):
    torch.manual_seed(seed)
    network = network_for(pixel).to(DEVICE)
    if start is not None:
        # What lies between entry and exit does much the same at either size: it is taken over.
        own = network.state_dict()
        network.load_state_dict({**own, **{k: v for k, v in start.state_dict().items() if k in own and v.shape == own[k].shape}})
    for scene in training + held:
        cache_denoised(denoiser, scene)
    draw = Draw(seed)

    def validate():
        return {"correlation": float(np.mean([correlation(network, s) for s in held]))}

    return train(f"background-{pixel}um", network, lambda step: batch(network, training, draw, 2, SIDE[pixel]), validate, steps, 7e-4, folder, every=200, seed=seed)
