"""Scenes of the shore from the air, and of a building on it."""

from __future__ import annotations

import math
import random

from drawing import CORAL, GREEN, LAND, NAVY, SAND, SEA, WHITE, Point, Sheet, broken, rounded, wave


def survey_map() -> Sheet:
    """Draw the surveyed coast with depth bands, rivers, islands and flight lines."""
    sheet, rng = Sheet.blank("#4d97b3", scale=4), random.Random(2026)
    anchors: list[Point] = [
        (560, -80),
        (620, 60),
        (470, 150),
        (640, 235),
        (690, 330),
        (560, 400),
        (760, 470),
        (930, 520),
        (1010, 470),
        (1020, 600),
        (900, 700),
        (1010, 820),
        (990, 990),
    ]
    coast = broken(rounded(anchors, 1), 0.2, rng, 4)
    isles = [_isle(rng, x, y, r) for x, y, r in ((430, 560, 52), (330, 330, 34), (760, 760, 40))]
    for width, colour in ((300, "#5ca4bd"), (210, "#72b3c7"), (130, "#92c6d4"), (62, "#b9dce2")):
        for shore in (coast, *isles):
            sheet.ribbon(shore, colour, width)
    sheet.polygon([*coast, (1700, 990), (1700, -80)], LAND)
    for isle in isles:
        sheet.polygon(isle, LAND)
    _rivers(sheet, rng)
    for shore in (coast, *isles):
        sheet.line(shore, NAVY, 3)
    _flight_lines(sheet, anchors)
    _map_frame(sheet)
    return sheet


def _isle(rng: random.Random, x: float, y: float, radius: float) -> list[Point]:
    corners = [
        (x + radius * math.cos(a) * 1.5, y + radius * math.sin(a))
        for a in (0, 1.2, 2.4, 3.7, 5, math.tau)
    ]
    return broken(corners, 0.2, rng, 4)


def _rivers(sheet: Sheet, rng: random.Random) -> None:
    main = broken([(1012, 530), (1130, 500), (1270, 560), (1420, 500), (1650, 540)], 0.16, rng, 5)
    arms = [
        broken([(1270, 560), (1330, 690), (1300, 930)], 0.15, rng, 5),
        broken([(1130, 500), (1180, 330), (1350, 190), (1380, -20)], 0.15, rng, 5),
        broken([(650, 270), (800, 230), (930, 120), (1010, -20)], 0.15, rng, 5),
    ]
    for number, part in enumerate(zip(main, main[1:], strict=False)):
        sheet.ribbon(part, SEA, max(6, 24 - number / 4))
    for arm in arms:
        sheet.ribbon(arm, SEA, 6)


def _flight_lines(sheet: Sheet, anchors: list[Point]) -> None:
    for offset in (-46, -22, 2, 26):
        path = [(x + offset - 8, y) for x, y in rounded(anchors, 4)]
        for start, end in zip(path[::2], path[1::2], strict=False):
            sheet.line([start, end], CORAL, 3)


def _map_frame(sheet: Sheet) -> None:
    for x in range(200, 1600, 200):
        sheet.line([(x, 0), (x, 900)], "#12304a28", 1.2)
    for y in range(150, 900, 200):
        sheet.line([(0, y), (1600, y)], "#12304a28", 1.2)
    for part, colour in enumerate((NAVY, WHITE, NAVY, WHITE)):
        sheet.box(80 + part * 60, 820, 60, 12, colour)
    sheet.figure(80, 800, "0", 22, NAVY)
    sheet.figure(320, 800, "20 km", 22, NAVY)
    sheet.polygon([(110, 60), (132, 130), (110, 114)], NAVY)
    sheet.polygon([(110, 60), (88, 130), (110, 114)], WHITE)
    sheet.figure(110, 40, "N", 26, NAVY)


def laser_profile() -> Sheet:
    """Draw a section from the sea to the polder as points measured from the air."""
    sheet, rng = Sheet.blank("#f7f4ec", scale=4), random.Random(12)
    sheet.polygon([(1010, 120), (260, 800), (1420, 700)], "#d9583b18")
    for foot in range(300, 1420, 70):
        sheet.line([(1010, 120), (foot, _ground(foot))], "#d9583b30", 1.5)
    sheet.polygon([(0, 690), (520, 690), (0, 860)], "#3b88a638")
    for _ in range(15000):
        x = rng.uniform(0, 1600)
        depth = abs(rng.gauss(0, 1))
        shade = (
            "#12304a"
            if depth < 0.5
            else "#3b88a6"
            if x < 520
            else "#7d9a68"
            if x > 760
            else "#c9a45c"
        )
        sheet.dot(x, _ground(x) + depth * 16, 1.9, shade)
    for x, height in ((900, 92), (948, 118), (996, 84), (1330, 70), (1460, 96)):
        _pine(sheet, rng, x, height)
    for x in (1120, 1190, 1255):
        _house(sheet, rng, x)
    _aircraft(sheet, 1010, 112)
    return sheet


def _ground(x: float) -> float:
    shelf = 850 - 190 * min(1.0, x / 560)
    dune = 120 * math.exp(-(((x - 700) / 95) ** 2)) + 70 * math.exp(-(((x - 860) / 60) ** 2))
    return shelf - dune + 6 * math.sin(x / 37) + (28 if x > 960 else 28 * max(0.0, (x - 900) / 60))


def _pine(sheet: Sheet, rng: random.Random, x: float, height: float) -> None:
    base = _ground(x)
    for _ in range(420):
        angle, reach = rng.uniform(0, math.tau), math.sqrt(rng.random())
        sheet.dot(
            x + 40 * reach * math.cos(angle),
            base - height + 26 * reach * math.sin(angle),
            1.9,
            "#4f7346",
        )
    for step in range(40):
        sheet.dot(x + rng.uniform(-3, 3), base - step * height / 40, 1.7, "#7a5c3e")


def _house(sheet: Sheet, rng: random.Random, x: float) -> None:
    base = _ground(x)
    for _ in range(330):
        side = rng.uniform(-24, 24)
        sheet.dot(x + side, base - 34 - (24 - abs(side)) * 0.8, 1.9, CORAL)
        sheet.dot(x + rng.choice((-24, 24)), base - rng.uniform(0, 34), 1.9, NAVY)


def _aircraft(sheet: Sheet, x: float, y: float) -> None:
    sheet.oval(x, y, 78, 15, NAVY)
    sheet.polygon([(x - 70, y - 4), (x - 104, y - 46), (x - 84, y - 46), (x - 40, y - 6)], NAVY)
    sheet.polygon([(x + 14, y - 20), (x - 34, y - 20), (x - 26, y - 27), (x + 14, y - 27)], NAVY)
    sheet.line([(x + 80, y - 26), (x + 80, y + 26)], NAVY, 4)


def quay_building() -> Sheet:
    """Draw the research centre on its quay at dusk, mirrored in the basin."""
    sheet, rng = Sheet.blank(WHITE, scale=4), random.Random(7)
    sheet.gradient("#2b5876", "#f2b98a", 0, 640)
    sheet.dot(1260, 560, 70, "#fbe3c0")
    sheet.gradient("#c98f73", "#16344d", 640, 900)
    for level, colour in ((600, "#7d7f8c"), (622, "#5f6a7c")):
        sheet.polygon([(0, 645), *wave(0, 1600, level, 12, 520, level), (1600, 645)], colour)
    _wing(sheet, rng, 250, 400, 560, 240)
    _wing(sheet, rng, 810, 310, 330, 330)
    sheet.polygon([(230, 400), (830, 380), (830, 402), (230, 414)], "#0c2236")
    sheet.polygon([(790, 310), (1160, 276), (1160, 302), (790, 324)], "#0c2236")
    sheet.line([(1060, 280), (1060, 120)], "#0c2236", 6)
    sheet.ring(1060, 120, 26, "#0c2236", 5)
    sheet.box(0, 638, 1600, 20, "#0c2236")
    for bollard in range(60, 1600, 190):
        sheet.box(bollard, 622, 10, 18, "#0c2236")
    for _ in range(260):
        x, y, reach = rng.uniform(0, 1600), rng.uniform(668, 895), rng.uniform(20, 90)
        lit = 250 < x < 1140 and rng.random() < 0.6
        sheet.line([(x, y), (x + reach, y)], "#f8d79a90" if lit else "#0c223670", 2.4)
    return sheet


def _wing(
    sheet: Sheet, rng: random.Random, x: float, y: float, width: float, height: float
) -> None:
    sheet.box(x, y, width, height, "#12304a")
    columns, rows = int(width // 46), int(height // 58)
    for column in range(columns):
        for row in range(rows):
            lit = rng.choice(("#f8d79a", "#f8d79a", "#f3c07a", "#3a5a74", "#33526b"))
            sheet.box(x + 16 + column * 46, y + 24 + row * 58, 30, 38, lit)


def salt_marsh() -> Sheet:
    """Draw a salt marsh seen from above: basins, dikes and branching creeks."""
    sheet, rng = Sheet.blank(GREEN), random.Random(31)
    shades = ("#8fae79", "#7d9a68", "#a9bd83", "#9ec4c8", "#7fb1bd", "#c9c08c", "#6f8f5f")
    for column in range(-1, 15):
        for row in range(-1, 10):
            x, y = column * 125 + (row % 2) * 50, row * 104
            jitter = [(rng.uniform(-11, 11), rng.uniform(-9, 9)) for _ in range(4)]
            corners = ((6, 6), (118, 6), (118, 97), (6, 97))
            field = [
                (x + cx + jx, y + cy + jy)
                for (cx, cy), (jx, jy) in zip(corners, jitter, strict=True)
            ]
            sheet.polygon(field, rng.choice(shades))
            sheet.line([*field, field[0]], "#57704a", 3)
    _creek(sheet, rng, (-40, 620), 0.12, 46, 5)
    for x, y in ((260, 250), (930, 180), (1290, 660), (620, 770)):
        sheet.polygon(
            [(x - 20, y), (x, y - 18), (x + 20, y), (x + 20, y + 22), (x - 20, y + 22)], CORAL
        )
        sheet.polygon([(x - 20, y), (x, y - 18), (x, y + 22), (x - 20, y + 22)], "#f4eee0")
    return sheet


def _creek(
    sheet: Sheet, rng: random.Random, start: Point, angle: float, width: float, depth: int
) -> None:
    if depth == 0:
        return
    reach = 90 + width * 7.5
    end = (start[0] + reach * math.cos(angle), start[1] + reach * math.sin(angle))
    path = broken([start, end], 0.22, rng, 5)
    sheet.ribbon(path, SAND, width + 10)
    for turn in (-0.55, 0.4):
        _creek(sheet, rng, end, angle + turn + rng.uniform(-0.2, 0.2), width * 0.62, depth - 1)
    sheet.ribbon(path, SEA, width)
    if depth > 2:
        sheet.ribbon(path, "#7fb6c9", width * 0.35)
