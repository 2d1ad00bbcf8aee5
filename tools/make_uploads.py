"""Draw the pictures and write the papers of the press room's `uploads/`.

    python -m pip install pillow reportlab pyyaml
    python tools/make_uploads.py [FOLDER]

Everything is made from this folder alone: `drawing.py` is the sheet, `scenes_*.py` and
`portraits.py` are the pictures, `papers.py` and `papers.yml` the PDFs; the tide readings come
from the curve in `scenes_sea.py`. Every random number comes from a fixed seed, the fonts are
Pillow's own and the PDF standard ones, and the PDFs bear no clock, so the same versions of Pillow
and reportlab give the same bytes on each run. Pictures are 1600 by 900 pixels for the web and,
where a print file is offered, 3200 by 1800; portraits are 480 by 480. `coupe-maregraphe.svg` is
written by hand and is not touched.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path

import yaml
from drawing import Sheet
from papers import write_paper
from PIL import Image
from portraits import PORTRAITS, portrait
from scenes_land import (
    laser_profile,
    quay_building,
    salt_marsh,
    survey_map,
)
from scenes_paper import old_chart, register_page
from scenes_sea import (
    sea_floor,
    sea_level_curve,
    sea_level_series,
    storm_buoy,
    survey_ship,
    tide_gauge,
    wave_band,
)

HERE = Path(__file__).parent
SCENES: dict[str, Callable[[], Sheet]] = {
    "carte-trait-fin.jpg": survey_map,
    "profil-laser.jpg": laser_profile,
    "centre-lorient.jpg": quay_building,
    "carte-ancienne.jpg": old_chart,
    "registre-1897.jpg": register_page,
    "pre-sale.jpg": salt_marsh,
    "niveau-mer-1897-2023.png": sea_level_curve,
    "maregraphe-lorient.jpg": tide_gauge,
    "vagues.png": wave_band,
    "navire-estran.jpg": survey_ship,
    "fond-sonar.jpg": sea_floor,
    "bouee-houle.jpg": storm_buoy,
}
IN_PRINT = {
    "carte-trait-fin.jpg",
    "centre-lorient.jpg",
    "carte-ancienne.jpg",
    "niveau-mer-1897-2023.png",
    "navire-estran.jpg",
}


def save(image: Image.Image, target: Path) -> None:
    """Save a picture, a PNG with a palette of 128 colours."""
    if target.suffix == ".png":
        image.quantize(128, dither=Image.Dither.NONE).save(target, optimize=True)
    else:
        image.save(target, quality=82, optimize=True, progressive=True)


def draw_pictures(folder: Path) -> None:
    """Draw every scene for the web, the named ones for print too, and the portraits."""
    for name, scene in SCENES.items():
        image, target = scene().image, folder / name
        save(image.resize((1600, 900), Image.Resampling.LANCZOS), target)
        if name in IN_PRINT:
            large = image.resize((3200, 1800), Image.Resampling.LANCZOS)
            save(large, target.with_stem(f"{target.stem}-hd"))
    for name in PORTRAITS:
        image = portrait(name).image.resize((480, 480), Image.Resampling.LANCZOS)
        save(image, folder / f"portrait-{name}.png")


def write_series(target: Path) -> None:
    """Write the yearly mean sea level as CSV."""
    rows = ["annee;niveau_cm", *(f"{year};{level:.1f}" for year, level in sea_level_series())]
    target.write_text("\n".join(rows) + "\n", encoding="utf-8", newline="\n")


def main(folder: Path) -> None:
    """Make all files of `uploads/`."""
    folder.mkdir(parents=True, exist_ok=True)
    draw_pictures(folder)
    write_series(folder / "niveau-mer-1897-2023.csv")
    papers = yaml.safe_load((HERE / "papers.yml").read_text(encoding="utf-8"))
    with chdir(folder):
        for name, paper in papers.items():
            write_paper(paper, Path(name))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "uploads")
