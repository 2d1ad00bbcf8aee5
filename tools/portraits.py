"""Portraits of people who do not exist, drawn from a few shapes."""

from __future__ import annotations

import math

from drawing import NAVY, WHITE, Sheet

PORTRAITS = {
    "solene": ("#cfe5ea", "#8d4a32", "#f0c9a8", "#12304a", "long"),
    "bastien": ("#e6cf9c", "#3b2a22", "#c98d66", "#3b88a6", "short"),
    "marijke": ("#e7d5cf", "#c9a45c", "#f3d3b8", "#5f7d54", "bob"),
}


def portrait(name: str) -> Sheet:
    """Draw one of the three abstract portraits, 480 units square."""
    ground, hair, skin, coat, cut = PORTRAITS[name]
    sheet = Sheet.blank(ground, size=(480, 480))
    if cut != "short":
        reach = 150 if cut == "long" else 122
        sheet.oval(240, 190, 112, 122, hair)
        sheet.box(128, 190, 224, reach, hair)
    sheet.oval(240, 520, 190, 170, coat)
    sheet.box(206, 270, 68, 90, skin)
    sheet.polygon([(206, 352), (274, 352), (240, 402)], skin)
    sheet.oval(240, 212, 78, 96, skin)
    _fringe(sheet, cut, hair)
    sheet.polygon([(206, 352), (240, 400), (186, 396)], WHITE)
    sheet.polygon([(274, 352), (240, 400), (294, 396)], WHITE)
    for x in (212, 268):
        sheet.dot(x, 214, 6.5, NAVY)
    sheet.line([(222, 262), (240, 268), (258, 262)], "#a8543f", 5)
    if cut == "short":
        for x in (212, 268):
            sheet.ring(x, 214, 22, NAVY, 4)
        sheet.line([(234, 212), (246, 212)], NAVY, 4)
    return sheet


def _fringe(sheet: Sheet, cut: str, hair: str) -> None:
    arc = [
        (240 + 84 * math.cos(a / 20 * math.pi), 196 - 104 * math.sin(a / 20 * math.pi))
        for a in range(21)
    ]
    middle = {"long": (200, 120), "short": (262, 148), "bob": (240, 166)}[cut]
    sheet.polygon([*arc, middle], hair)
