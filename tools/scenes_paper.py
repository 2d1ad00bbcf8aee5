"""Scenes on paper: an old chart and a page of a register."""

from __future__ import annotations

import math
import random

from drawing import Point, Sheet, broken


def old_chart() -> Sheet:
    """Draw a chart of the eighteenth century: wind roses, hatched shore and soundings."""
    sheet, rng = Sheet.blank("#ead9b5", scale=4), random.Random(1843)
    for _ in range(260):
        sheet.oval(
            rng.uniform(0, 1600),
            rng.uniform(0, 900),
            rng.uniform(20, 130),
            rng.uniform(10, 70),
            "#b98d4a0c",
        )
    for rose_x, rose_y in ((1180, 560), (380, 180)):
        for part in range(16):
            angle = part * math.tau / 16
            sheet.line(
                [
                    (rose_x, rose_y),
                    (rose_x + 1900 * math.cos(angle), rose_y + 1900 * math.sin(angle)),
                ],
                "#7a573055",
                1.4,
            )
    coast = broken(
        [
            (-40, 640),
            (150, 520),
            (260, 610),
            (420, 560),
            (470, 430),
            (620, 470),
            (700, 320),
            (900, 300),
            (930, 170),
            (1140, 140),
            (1220, -40),
        ],
        0.2,
        rng,
        5,
    )
    for shore_x, shore_y in coast:
        level = shore_y + 2
        sheet.line([(shore_x, level), (shore_x + rng.uniform(26, 60), level)], "#5b3f2299", 1.4)
    sheet.polygon([*coast, (-40, -40)], "#e3cc9c")
    sheet.line(coast, "#4a3118", 4)
    for _ in range(90):
        x, y = rng.uniform(200, 1540), rng.uniform(300, 860)
        if y > 760 - x * 0.46 and math.dist((x, y), (1180, 560)) > 150:
            sheet.figure(x, y, str(rng.randint(3, 48)), 19, "#5b3f22")
    _rose(sheet, 1180, 560, 118)
    for inset, width in ((22, 8), (38, 2)):
        frame: list[Point] = [
            (inset, inset),
            (1600 - inset, inset),
            (1600 - inset, 900 - inset),
            (inset, 900 - inset),
        ]
        sheet.line([*frame, frame[0]], "#4a3118", width)
    return sheet


def _rose(sheet: Sheet, x: float, y: float, radius: float) -> None:
    sheet.dot(x, y, radius * 0.72, "#ead9b5")
    for length, turn in ((0.72, math.pi / 4), (1.0, 0.0)):
        for part in range(4):
            angle = turn + part * math.pi / 2
            tip = (x + radius * length * math.cos(angle), y + radius * length * math.sin(angle))
            for side, colour in ((-1, "#4a3118"), (1, "#b4472e")):
                flank = angle + side * math.pi / 4
                foot = (x + radius * 0.2 * math.cos(flank), y + radius * 0.2 * math.sin(flank))
                sheet.polygon([(x, y), tip, foot], colour)
    sheet.ring(x, y, radius * 0.72, "#4a3118", 2)


def register_page() -> Sheet:
    """Draw a page of the tide register of 1897: ruled columns and ink."""
    sheet, rng = Sheet.blank("#5c4634"), random.Random(1897)
    sheet.polygon([(150, 50), (1470, 30), (1490, 900), (140, 900)], "#3d2d20")
    sheet.polygon([(170, 40), (1440, 40), (1450, 900), (160, 900)], "#f1e4c4")
    sheet.box(800, 40, 5, 860, "#c9b48a")
    sheet.polygon([(805, 40), (880, 40), (880, 900), (805, 900)], "#b89b6422")
    for row in range(150, 900, 46):
        sheet.line([(190, row), (1420, row)], "#6f90a880", 1.5)
    for column in (330, 480, 630, 960, 1110, 1260):
        sheet.line([(column, 110), (column, 900)], "#b4472e80", 2)
    sheet.figure(480, 82, "1897", 40, "#2b2a4a")
    sheet.figure(1110, 82, "1898", 40, "#2b2a4a")
    for left in (200, 350, 500, 650, 835, 980, 1130, 1280):
        for row in range(190, 900, 46):
            _scribble(sheet, rng, left, row)
    for radius, dx in ((26, 0), (9, 38), (5, 52)):
        sheet.dot(1330 + dx, 640 + dx / 3, radius, "#2b2a4ac8")
    return sheet


def _scribble(sheet: Sheet, rng: random.Random, x: float, y: float) -> None:
    width, phase = rng.uniform(50, 105), rng.uniform(0, 6)
    points = [
        (x + t, y - 9 + 9 * math.sin(t / 4.2 + phase) * (0.45 + 0.55 * math.sin(t / 11 + phase)))
        for t in range(0, round(width), 2)
    ]
    sheet.line(points, "#2b2a4a", 2.6)
