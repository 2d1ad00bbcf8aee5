"""The sheet that scenes are drawn on: a 16:9 page measured in units of 1600 by 900."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont, ImageMath

Point = tuple[float, float]
WIDTH, HEIGHT = 1600, 900

NAVY = "#12304a"
SEA = "#3b88a6"
PALE_SEA = "#cfe5ea"
LAND = "#f4eee0"
SAND = "#e6cf9c"
GREEN = "#7d9a68"
CORAL = "#d9583b"
WHITE = "#ffffff"


@dataclass(frozen=True)
class Sheet:
    """Draw shapes in page units on an image that is `scale` times as large."""

    image: Image.Image
    scale: int

    @classmethod
    def blank(cls, colour: str, scale: int = 2, size: tuple[int, int] = (WIDTH, HEIGHT)) -> Sheet:
        """Return an empty sheet of one colour; `size` is in page units."""
        return cls(Image.new("RGB", (size[0] * scale, size[1] * scale), colour), scale)

    @property
    def _pen(self) -> ImageDraw.ImageDraw:
        return ImageDraw.Draw(self.image, "RGBA")

    def _pixels(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.scale, y * self.scale) for x, y in points]

    def polygon(self, points: Sequence[Point], fill: str) -> None:
        """Fill the polygon; `fill` may carry an alpha channel."""
        self._pen.polygon(self._pixels(points), fill=fill)

    def line(self, points: Sequence[Point], fill: str, width: float = 2) -> None:
        """Draw an open line with round joints."""
        pixels = max(1, round(width * self.scale))
        self._pen.line(self._pixels(points), fill=fill, width=pixels, joint="curve")

    def ribbon(self, points: Sequence[Point], fill: str, width: float) -> None:
        """Draw a broad opaque line; round ends and joints stay clean where it bends sharply."""
        pixels = round(width * self.scale)
        self._pen.line(self._pixels(points), fill=fill, width=pixels)
        for x, y in points:
            self.dot(x, y, width / 2, fill)

    def dot(self, x: float, y: float, radius: float, fill: str) -> None:
        """Fill a circle."""
        self.oval(x, y, radius, radius, fill)

    def oval(self, x: float, y: float, rx: float, ry: float, fill: str) -> None:
        """Fill an ellipse around its centre."""
        box = self._pixels([(x - rx, y - ry), (x + rx, y + ry)])
        self._pen.ellipse([*box[0], *box[1]], fill=fill)

    def ring(self, x: float, y: float, radius: float, outline: str, width: float = 2) -> None:
        """Draw the outline of a circle."""
        box = self._pixels([(x - radius, y - radius), (x + radius, y + radius)])
        self._pen.ellipse([*box[0], *box[1]], outline=outline, width=round(width * self.scale))

    def box(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        """Fill a rectangle given by its top left corner."""
        corners = self._pixels([(x, y), (x + width, y + height)])
        self._pen.rectangle([*corners[0], *corners[1]], fill=fill)

    def figure(self, x: float, y: float, text: str, size: float, fill: str) -> None:
        """Write a short label around its centre, in the font that Pillow carries."""
        font = ImageFont.load_default(size * self.scale)
        self._pen.text((x * self.scale, y * self.scale), text, fill, font, anchor="mm")

    def gradient(self, top: str, bottom: str, start: float, end: float) -> None:
        """Fill the band from `start` to `end` with a vertical change of colour."""
        upper, lower = rgb(top), rgb(bottom)
        for row in range(round(start), round(end)):
            share = (row - start) / (end - start)
            self.box(0, row, self.image.width, 1.5, to_hex(mixed(upper, lower, share)))


def rgb(colour: str) -> tuple[int, int, int]:
    """Read `#rrggbb`."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def to_hex(colour: tuple[int, int, int]) -> str:
    """Write `#rrggbb`."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def mixed(
    first: tuple[int, int, int], second: tuple[int, int, int], share: float
) -> tuple[int, int, int]:
    """Mix two colours; a share of 0 is the first, of 1 the second."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def broken(
    points: Sequence[Point], rough: float, rng: random.Random, depth: int = 6
) -> list[Point]:
    """Make a line ragged by moving midpoints, less at each of `depth` passes."""
    line = list(points)
    for _ in range(depth):
        finer = [line[0]]
        for (x0, y0), (x1, y1) in zip(line, line[1:], strict=False):
            shift = rough * rng.uniform(-1, 1) * math.dist((x0, y0), (x1, y1))
            length = math.dist((x0, y0), (x1, y1)) or 1
            normal = ((y0 - y1) / length, (x1 - x0) / length)
            finer += [((x0 + x1) / 2 + normal[0] * shift, (y0 + y1) / 2 + normal[1] * shift)]
            finer += [(x1, y1)]
        line = finer
    return line


def rounded(points: Sequence[Point], passes: int = 3) -> list[Point]:
    """Round the corners of a line by cutting them (Chaikin)."""
    line = list(points)
    for _ in range(passes):
        pairs = list(zip(line, line[1:], strict=False))
        cut = [
            (a[0] * (1 - t) + b[0] * t, a[1] * (1 - t) + b[1] * t)
            for a, b in pairs
            for t in (0.25, 0.75)
        ]
        line = [line[0], *cut, line[-1]]
    return line


def noise(size: tuple[int, int], rng: random.Random, octaves: int = 7) -> Image.Image:
    """Return a float image of smooth random relief between 0 and about 1."""
    total, weight, height = Image.new("F", size, 0.0), 0.5, 2
    for _ in range(octaves):
        width = max(2, round(height * size[0] / size[1]))
        cells = Image.frombytes("L", (width, height), rng.randbytes(width * height))
        layer = cells.convert("F").resize(size, Image.Resampling.BICUBIC)
        weighed = layer.point(lambda value, share=weight / 255: value * share + 0)
        total = ImageMath.lambda_eval(lambda a: a["t"] + a["l"], t=total, l=weighed)
        weight, height = weight / 2, height * 2
    return total


def wave(
    start: float, end: float, level: float, height: float, length: float, phase: float = 0
) -> list[Point]:
    """Return a sine wave from `start` to `end`, sampled every 4 units."""
    steps = int((end - start) / 4) + 1
    return [
        (start + 4 * i, level + height * math.sin((start + 4 * i) / length * math.tau + phase))
        for i in range(steps)
    ]
