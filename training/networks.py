"""The shipped networks. Frames are channels of 2-D convolutions, which run several times faster on a processor than convolutions over time.

Names of layers are those that ConvertTo-OnnxModel knows (src/Core/Models/Networks/Window*.cs and SubpixelNetwork.cs); change both or neither.
"""
import torch
from torch import nn
from torch.nn import functional as F


class Residual(nn.Module):
    """x + conv(relu(conv(x)))."""

    def __init__(self, width):
        super().__init__()
        self.conv1 = nn.Conv2d(width, width, 3, padding=1)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1)
        with torch.no_grad():
            self.conv2.weight.mul_(0.3)

    def forward(self, x):
        return x + self.conv2(F.relu(self.conv1(x)))


class Trunk(nn.Module):
    """A U-Net over pixels of `stride` x `stride`: a strided convolution in, sums as skips, sub-pixel convolutions up and out."""

    def __init__(self, inputs, outputs, widths, stride=2):
        super().__init__()
        self.stride = stride
        self.enter = nn.Conv2d(inputs, widths[0], 2 * stride, stride=stride, padding=stride // 2)
        self.encode = nn.ModuleList([Residual(w) for w in widths])
        self.down = nn.ModuleList([nn.Conv2d(a, b, 2, stride=2) for a, b in zip(widths, widths[1:])])
        self.up = nn.ModuleList([nn.Conv2d(b, 4 * a, 1) for a, b in zip(widths, widths[1:])])
        self.decode = nn.ModuleList([Residual(w) for w in widths[:-1]])
        self.leave = nn.Conv2d(widths[0], outputs * stride * stride, 3, padding=1)

    def forward(self, x):
        x = F.relu(self.enter(x))
        skips = []
        for level, block in enumerate(self.encode):
            x = block(x)
            if level < len(self.down):
                skips.append(x)
                x = F.relu(self.down[level](x))
        for level in reversed(range(len(self.down))):
            x = F.relu(F.pixel_shuffle(self.up[level](x), 2) + skips[level])
            x = self.decode[level](x)
        return F.pixel_shuffle(self.leave(x), self.stride)


class MovieNetwork(nn.Module):
    """A window of frames to as many frames: denoising and background removal. (N, T, Y, X) to (N, T, Y, X)."""

    def __init__(self, frames=32, widths=(48, 64, 96), stride=2):
        super().__init__()
        self.movie = Trunk(frames, frames, widths, stride)

    def forward(self, x):
        return self.movie(x)


class ScoreNetwork(nn.Module):
    """A window of frames to one plane of logits. (N, T, Y, X), samples from 0 up, to (N, 1, Y, X).

    Only what does not depend on the frames' order is looked at: each pixel's maximum, mean and standard deviation in the window.
    """

    def __init__(self, widths=(32, 48, 64), pool=1):
        super().__init__()
        self.pool = pool
        self.score = Trunk(3, 1, widths, 2)

    def forward(self, x):
        if self.pool > 1:
            x = F.avg_pool2d(x, self.pool)
        x = F.relu(x)
        mean = x.mean(1, keepdim=True)
        spread = torch.sqrt(((x - mean) ** 2).mean(1, keepdim=True))
        y = self.score(torch.log(1 + torch.cat([x.max(1, keepdim=True).values, mean, spread], 1)))
        return F.interpolate(y, scale_factor=self.pool, mode="bilinear", align_corners=False) if self.pool > 1 else y


class UpscaleNetwork(nn.Module):
    """An odd window of frames to its middle frame on a grid twice as fine. (N, T, Y, X) to (N, 1, 2Y, 2X)."""

    def __init__(self, frames=5, width=32, blocks=4):
        super().__init__()
        self.frames = frames
        self.enlarge = nn.ModuleDict({
            "enter": nn.Conv2d(frames, width, 3, padding=1),
            "blocks": nn.ModuleList([Residual(width) for _ in range(blocks)]),
            "leave": nn.Conv2d(width, 4, 3, padding=1),
        })

    def forward(self, x):
        middle = x[:, self.frames // 2 : self.frames // 2 + 1]
        y = F.relu(self.enlarge["enter"](x))
        for block in self.enlarge["blocks"]:
            y = block(y)
        y = F.pixel_shuffle(self.enlarge["leave"](y), 2)
        return y + F.interpolate(middle, scale_factor=2, mode="bilinear", align_corners=False)
