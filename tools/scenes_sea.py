"""Scenes at sea, and the curve of the sea level."""

from __future__ import annotations

import math
import random

from drawing import (
    CORAL,
    HEIGHT,
    LAND,
    NAVY,
    PALE_SEA,
    SEA,
    WHITE,
    WIDTH,
    Sheet,
    mixed,
    noise,
    rgb,
    wave,
)
from PIL import Image, ImageChops, ImageMath


def sea_level_curve() -> Sheet:
    """Plot the yearly mean sea level from 1897 to 2023 in centimetres above that of 1897."""
    sheet = Sheet.blank(WHITE, scale=4)
    for mark in range(0, 30, 5):
        y = 800 - mark * 26
        sheet.line([(150, y), (1540, y)], "#c9d6dc" if mark else NAVY, 1.5 if mark else 3)
        sheet.figure(100, y, str(mark), 30, NAVY)
    for year in (1900, 1920, 1940, 1960, 1980, 2000, 2020):
        x = 150 + (year - 1897) * 10.9
        sheet.line([(x, 800), (x, 814)], NAVY, 2)
        sheet.figure(x, 842, str(year), 30, NAVY)
    sheet.figure(100, 54, "cm", 30, NAVY)
    trend = [(150 + t * 10.9, 800 - 26 * _rise(t)) for t in range(127)]
    years = [(150 + (year - 1897) * 10.9, 800 - 26 * level) for year, level in sea_level_series()]
    sheet.polygon([(150, 800), *trend, (trend[-1][0], 800)], "#3b88a630")
    sheet.line(years, "#3b88a6", 3)
    for point in years:
        sheet.dot(*point, 4.5, SEA)
    sheet.line(trend, CORAL, 7)
    sheet.dot(*trend[-1], 13, CORAL)
    return sheet


def sea_level_series() -> list[tuple[int, float]]:
    """Return year and mean level, in centimetres above that of 1897, with invented weather."""
    rng = random.Random(127)
    weather = [0.0, *(rng.gauss(0, 0.9) for _ in range(125)), 0.0]
    return [(1897 + t, max(-0.3, _rise(t) + weather[t])) for t in range(127)]


def _rise(years: float) -> float:
    return 0.105 * years + (9.6 * ((years - 80) / 46) ** 2 if years > 80 else 0)


def tide_gauge() -> Sheet:
    """Draw the tide gauge: hut, stilling well and staff on a granite quay."""
    sheet, rng = Sheet.blank(PALE_SEA), random.Random(3)
    sheet.gradient("#bfdfe8", "#f6efe0", 0, 560)
    sheet.polygon([(0, 560), *wave(0, 1600, 545, 8, 700), (1600, 560)], "#93b3ae")
    for number, colour in enumerate(("#6fb0c4", "#4d97b3", "#3b88a6", "#2c7390", "#205a75")):
        level = 560 + number * 62
        sheet.polygon([(0, 900), *wave(0, 1600, level, 7, 260, number), (1600, 900)], colour)
    sheet.box(760, 380, 840, 520, "#8b8378")
    for row in range(9):
        for column in range(9):
            shade = rng.choice(("#8b8378", "#978f83", "#7f776c", "#a0988b"))
            x = 760 + column * 100 - (row % 2) * 50
            sheet.box(max(762, x), 384 + row * 58, 96 if x > 760 else 46, 54, shade)
    sheet.box(740, 362, 880, 22, "#6a6359")
    _gauge_hut(sheet)
    sheet.box(640, 430, 64, 440, "#c8ced0")
    sheet.box(640, 430, 16, 440, "#e4e8e9")
    for y in (470, 640, 800):
        sheet.box(700, y, 62, 12, NAVY)
    for step in range(22):
        sheet.box(560, 420 + step * 21, 40, 21, WHITE if step % 2 else CORAL)
    sheet.polygon([(0, 900), *wave(0, 762, 742, 9, 190, 1), (762, 900)], "#205a75b0")
    return sheet


def _gauge_hut(sheet: Sheet) -> None:
    sheet.box(620, 344, 150, 22, NAVY)
    sheet.line([(672, 366), (672, 430)], NAVY, 6)
    sheet.box(850, 190, 230, 172, LAND)
    sheet.polygon([(828, 196), (965, 110), (1102, 196)], NAVY)
    sheet.box(880, 232, 62, 130, CORAL)
    sheet.box(985, 236, 62, 62, "#2c7390")
    sheet.box(985, 264, 62, 5, LAND)
    sheet.line([(1040, 156), (1040, 40)], NAVY, 6)
    sheet.polygon([(1040, 40), (1110, 58), (1040, 76)], CORAL)
    sheet.line([(770, 350), (850, 330)], NAVY, 5)


def wave_band() -> Sheet:
    """Draw rows of waves: an ornament that says nothing."""
    sheet = Sheet.blank("#e9f3f5")
    tones = [mixed(rgb("#cfe5ea"), rgb("#12304a"), number / 9) for number in range(10)]
    for number, tone in enumerate(tones):
        crest = wave(0, 1600, 150 + number * 78, 34, 400, number * 1.3)
        sheet.polygon([(0, 900), *crest, (1600, 900)], "#{:02x}{:02x}{:02x}".format(*tone))
    return sheet


def survey_ship() -> Sheet:
    """Draw the survey ship and the fan of its echo sounder down to the sea floor."""
    sheet, rng = Sheet.blank(WHITE, scale=4), random.Random(64)
    sheet.gradient("#dcecf0", "#f7f0e2", 0, 380)
    sheet.gradient("#4d97b3", "#0d2740", 380, 900)
    floor = [
        (x, 742 - 34 * math.sin(x / 210) + 12 * math.sin(x / 61) + rng.uniform(-5, 5))
        for x in range(0, 1601, 20)
    ]
    for beam in range(37):
        angle = math.radians(-60 + beam * 120 / 36)
        x = 800 + math.tan(angle) * 370
        sheet.line([(800, 420), (x, 790)], "#f8d79a70", 2)
    sheet.polygon([(800, 420), (800 - 641, 790), (800 + 641, 790)], "#f8d79a1c")
    sheet.polygon([(0, 900), *floor, (1600, 900)], "#6d5b45")
    sheet.polygon([(0, 900), *[(x, y + 26) for x, y in floor], (1600, 900)], "#54452f")
    for x, y in floor[8:73]:
        sheet.dot(x, y, 6, CORAL)
    _hull(sheet)
    sheet.polygon([(0, 392), *wave(0, 1600, 378, 5, 150), (1600, 392)], "#4d97b3c0")
    return sheet


def _hull(sheet: Sheet) -> None:
    sheet.polygon([(470, 300), (1180, 292), (1110, 412), (540, 412)], NAVY)
    sheet.polygon([(522, 388), (1124, 388), (1110, 412), (540, 412)], CORAL)
    sheet.box(560, 222, 430, 78, LAND)
    sheet.box(690, 150, 250, 74, LAND)
    for x in range(590, 970, 50):
        sheet.dot(x, 262, 10, SEA)
    sheet.box(712, 168, 206, 26, "#205a75")
    sheet.line([(780, 150), (780, 44)], NAVY, 8)
    sheet.line([(742, 84), (818, 84)], NAVY, 5)
    sheet.oval(780, 60, 34, 7, NAVY)
    sheet.polygon([(590, 222), (640, 222), (640, 160), (604, 160)], CORAL)
    sheet.line([(490, 298), (430, 190), (520, 296)], NAVY, 7)
    sheet.line([(990, 292), (1090, 240), (1160, 292)], NAVY, 4)


def sea_floor() -> Sheet:
    """Draw a sonar survey of the sea floor: depth as colour, slope as shade."""
    rng = random.Random(5)
    relief = noise((WIDTH, HEIGHT), rng)
    tilt = Image.linear_gradient("L").convert("F").resize((WIDTH, HEIGHT)).rotate(0)
    depth = ImageMath.lambda_eval(lambda a: a["r"] * 330 - 110 + a["t"] * 0.45, r=relief, t=tilt)
    level = depth.convert("L")
    stops = ("#f7e8b0", "#e9a15b", "#cf5a4a", "#7d3c74", "#33407f", "#14254f")
    channels = [level.point(_ramp(stops, channel)) for channel in range(3)]
    colour = Image.merge("RGB", channels)
    east = relief.transform(relief.size, Image.Transform.AFFINE, (1, 0, 3, 0, 1, 3))
    shade = ImageMath.lambda_eval(lambda a: (a["r"] - a["e"]) * 2400 + 245, r=relief, e=east)
    grey = shade.convert("L").resize((WIDTH, HEIGHT))
    shaded = ImageChops.multiply(colour, Image.merge("RGB", (grey, grey, grey)))
    sheet = Sheet(shaded.resize((WIDTH * 2, HEIGHT * 2), Image.Resampling.BICUBIC), 2)
    edge = [(x, 70 + 24 * math.sin(x / 180) + rng.uniform(-3, 3)) for x in range(0, 1601, 8)]
    sheet.polygon([(0, 0), *edge, (1600, 0)], "#0d1b2a")
    low = [(x, 838 + 20 * math.sin(x / 230) + rng.uniform(-3, 3)) for x in range(0, 1601, 8)]
    sheet.polygon([(0, 900), *low, (1600, 900)], "#0d1b2a")
    return sheet


def _ramp(stops: tuple[str, ...], channel: int) -> list[int]:
    span = 255 / (len(stops) - 1)
    table = []
    for value in range(256):
        lower = min(int(value / span), len(stops) - 2)
        table.append(mixed(rgb(stops[lower]), rgb(stops[lower + 1]), value / span - lower)[channel])
    return table


def storm_buoy() -> Sheet:
    """Draw a wave buoy in heavy seas."""
    sheet, rng = Sheet.blank(WHITE), random.Random(9)
    sheet.gradient("#24384d", "#8fa3ab", 0, 560)
    for _ in range(220):
        x, y = rng.uniform(-50, 1650), rng.uniform(-20, 520)
        sheet.line([(x, y), (x - 16, y + 44)], "#dfe9ec55", 1.6)
    sheet.polygon([(0, 900), *wave(0, 1600, 440, 34, 620, 2), (1600, 900)], "#5d8494")
    sheet.polygon([(0, 900), *wave(0, 1600, 540, 62, 760, 0.4), (1600, 900)], "#3e6c80")
    _buoy(sheet, 930, 470)
    for number, colour in enumerate(("#2b566c", "#1c4258", "#12304a")):
        crest = wave(
            0, 1600, 640 + number * 88, 70 - number * 12, 900 - number * 120, 1.9 + number * 2
        )
        sheet.polygon([(0, 900), *crest, (1600, 900)], colour)
        sheet.line(crest, "#dfe9ecb0", 5)
    return sheet


def _buoy(sheet: Sheet, x: float, y: float) -> None:
    sheet.polygon(
        [(x - 120, y + 60), (x + 130, y + 96), (x + 90, y + 190), (x - 110, y + 160)], "#e9b23c"
    )
    sheet.polygon(
        [(x - 120, y + 60), (x + 130, y + 96), (x + 122, y + 116), (x - 118, y + 82)], "#c98f1f"
    )
    for foot, head in (((-70, 68), (24, -200)), ((90, 92), (40, -196)), ((10, 78), (32, -200))):
        sheet.line([(x + foot[0], y + foot[1]), (x + head[0], y + head[1])], "#e9b23c", 9)
    sheet.line([(x - 36, y - 20), (x + 72, y - 4)], "#e9b23c", 7)
    sheet.polygon([(x - 4, y - 130), (x + 76, y - 120), (x + 70, y - 70), (x - 10, y - 80)], NAVY)
    sheet.dot(x + 34, y - 216, 20, CORAL)
    sheet.ring(x + 34, y - 216, 44, "#f6c9b455", 8)
