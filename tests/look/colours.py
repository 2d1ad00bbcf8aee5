"""Contrast as WCAG reckons it, between the colours that a browser has computed."""

from __future__ import annotations

from typing import Any

RATIO = """
(element, [ink, where]) => {
  // Any notation of CSS becomes a pixel.
  const rgba = colour => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    const paper = canvas.getContext("2d", {willReadFrequently: true});
    paper.fillStyle = colour;
    paper.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = paper.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3]));
  const light = rgb => {
    const [r, g, b] = rgb.map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = from => {
    const layers = [];
    for (let one = from; one; one = one.parentElement) {
      if (getComputedStyle(one).backgroundImage !== "none") return null;
      const colour = rgba(getComputedStyle(one).backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    const dark = matchMedia("(prefers-color-scheme: dark)").matches
      && getComputedStyle(document.documentElement).colorScheme.includes("dark");
    return layers.reverse().reduce((below, top) => over(top, below), dark ? [18, 18, 18] : [255, 255, 255]);
  };
  const below = ground(where === "outside" ? element.parentElement : element);
  if (!below) return null;
  const ours = over(rgba(getComputedStyle(element)[ink]), below);
  const [bright, dim] = [light(ours), light(below)].sort((a, b) => b - a);
  return (bright + 0.05) / (dim + 0.05);
}
"""


def ratio(element: Any, ink: str = "color", where: str = "inside") -> float | None:
    """Reckon the contrast of an element's colour with what lies below it.

    ``ink`` is the property of the colour; ``where`` is ``outside`` for an outline, which stands on
    what is around the element. None where a picture lies below.
    """
    found = element.evaluate(RATIO, [ink, where])
    return None if found is None else float(found)


def enough(element: Any) -> float:
    """Tell the ratio that the text of an element needs: less where it is large."""
    size, weight = element.evaluate(
        "e => { const s = getComputedStyle(e); return [parseFloat(s.fontSize), s.fontWeight]; }"
    )
    return 3.0 if size >= 24 or (size >= 18.66 and int(weight) >= 700) else 4.5
