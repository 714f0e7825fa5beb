"""Makes the shipped models from nothing: simulates, trains, converts. README.md beside this file says how long it takes and what comes out."""
import argparse
import json
import os
import subprocess
import sys
import time

import torch

import background
import denoise
import segment
import upscale
from networks import MovieNetwork
from scenes import load_all

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
STEPS = {"denoise": 3600, "background2": 4000, "background1": 2500, "segment2": 2200, "segment1": 1000, "upscale": 1500}
HOST = ["dotnet", "run", "-c", "Release", "--project", os.path.join(ROOT, "tools", "Host"), "--"]


def save(tensors, folder, name):
    """Writes a checkpoint under its name only when it is whole."""
    path = os.path.join(folder, name + ".pth")
    torch.save({k: v.cpu() for k, v in tensors.items()}, path + ".part")
    os.replace(path + ".part", path)


def learnt(folder, name, network, learn):
    """The network, trained now unless its checkpoint is there already."""
    path = os.path.join(folder, name + ".pth")
    if os.path.exists(path):
        network.load_state_dict({k: v for k, v in torch.load(path, map_location="cpu").items() if k != "score.pool"})
        return network.to(background.DEVICE).eval()
    # Weights are kept to half precision: models are half as large, and what comes after learns from the network that ships.
    network = learn().half().float()
    tensors = network.state_dict()
    if getattr(network, "pool", 1) > 1:
        # The converter must know what the weights alone do not say.
        tensors["score.pool"] = torch.tensor([float(network.pool)])
    save(tensors, folder, name)
    return network


def of_size(scenes, pixel):
    """Scenes whose names end in the pixel size they are for."""
    return [s for s in scenes if s.kind.endswith(str(pixel))]


def run(work, steps):
    checkpoints, curves = os.path.join(work, "checkpoints"), os.path.join(work, "curves")
    for folder in (checkpoints, curves):
        os.makedirs(folder, exist_ok=True)
    training, held = load_all(os.path.join(work, "scenes"), os.path.join(work, "cache"))
    print(f"{len(training)} scenes to learn from, {len(held)} held out", flush=True)
    two, two_held, one, one_held = of_size(training, 2), of_size(held, 2), of_size(training, 1), of_size(held, 1)

    denoiser = learnt(checkpoints, "denoise", MovieNetwork(denoise.FRAMES, denoise.WIDTHS),
                      lambda: denoise.learn(training, held, curves, steps["denoise"]))
    remover = learnt(checkpoints, "background-2um", background.network_for(2),
                     lambda: background.learn(denoiser, two, two_held, curves, steps["background2"], 2))
    scorer = learnt(checkpoints, "segment-2um", segment.ScoreNetwork(), lambda: segment.learn(remover, two, two_held, curves, steps["segment2"], 2))
    fine_remover = learnt(checkpoints, "background-1um", background.network_for(1),
                          lambda: background.learn(denoiser, one, one_held, curves, steps["background1"], 1, start=remover))
    learnt(checkpoints, "segment-1um", segment.ScoreNetwork(pool=segment.POOL[1]),
           lambda: segment.learn(fine_remover, one, one_held, curves, steps["segment1"], 1, start=scorer))
    learnt(checkpoints, "upscale", upscale.UpscaleNetwork(upscale.FRAMES), lambda: upscale.learn(two + one, two_held + one_held, curves, steps["upscale"]))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", default=os.path.join(ROOT, "out", "training"), help="where scenes, checkpoints and curves go (20 GB)")
    parser.add_argument("--share", type=float, default=1, help="a share of scenes and steps, for trying the recipe out")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    began = time.time()
    scenes = os.path.join(arguments.work, "scenes")
    script = os.path.join(HERE, "data.ps1")
    subprocess.run([*HOST, "-File", script, "-OutputPath", scenes, "-Share", str(arguments.share)], check=True)
    run(arguments.work, {name: max(60, int(steps * arguments.share)) for name, steps in STEPS.items()})
    subprocess.run([*HOST, "-File", os.path.join(HERE, "convert.ps1"), "-Checkpoints", os.path.join(arguments.work, "checkpoints"),
                    "-OutputPath", os.path.join(arguments.work, "models")], check=True)
    print(json.dumps({"seconds": round(time.time() - began), "torch": torch.__version__, "device": str(background.DEVICE)}))


if __name__ == "__main__":
    sys.exit(main())
