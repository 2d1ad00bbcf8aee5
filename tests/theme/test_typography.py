"""No-break spaces in French passages, and nowhere else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_pressroom.typography import typeset

if TYPE_CHECKING:
    from conftest import Project

# In the tables, "_" stands for U+00A0 and "~" for U+202F.
SET = [
    ("Qui appeler ?", "Qui appeler~?"),
    ("Vraiment ?! Oui !", "Vraiment~?! Oui~!"),
    ("la coque ; le moteur", "la coque~; le moteur"),
    ("Tempêtes : l’alerte", "Tempêtes_: l’alerte"),
    (" : suite d’un mot en gras", "_: suite d’un mot en gras"),
    ("le « cabotage » reprend", "le «_cabotage_» reprend"),
    ("le «cabotage» reprend", "le «_cabotage_» reprend"),
    ("(Pourquoi ?)", "(Pourquoi~?)"),
    ("4 187 km de côtes", "4~187_km de côtes"),
    ("12 345 678,90 €", "12~345~678,90_€"),
    ("en 2026 120 personnes", "en 2026 120 personnes"),
    ("23 % et 17,9 M€", "23_% et 17,9_M€"),
    ("9 h 30", "9_h_30"),
    ("il fait 30 °C", "il fait 30_°C"),
    ("5 800 m² de bureaux", "5~800_m² de bureaux"),
    ("52 milliards de points", "52_milliards de points"),
    ("le 18 novembre 2026", "le 18_novembre 2026"),
    ("le 1er septembre", "le 1er_septembre"),
    ("le décret n° 2026-14", "le décret n°_2026-14"),
    ("M. Nord et Mme Sud", "M._Nord et Mme_Sud"),
    ("MM. Nord, Mlle Est, Drs Sud et Pr Ouest", "MM._Nord, Mlle_Est, Drs_Sud et Pr_Ouest"),
    ("art. 5, p. 7, n°s 2 et chap. 1", "art._5, p._7, n°s_2 et chap._1"),
    ("\u0663 km", "\u0663_km"),
    ("au XIXe siècle", "au XIXe_siècle"),
    ("deux\nlignes :\nla suite", "deux\nlignes_:\nla suite"),
]
KEPT = [
    "https://presse.example/a?b=c",
    "à 14:20, au 10:30",
    "10 minutes plus tard",
    "3 l’emportent",
    "un::deux",
    ":tag:",
    "06 39 98 01 56",
    "déjà~; posé_: ici",
    "Pourquoi? (Québec)",
    "de la SM. Nord, au XIXe, siècle",
    "les Prés Verts, 1,5 000 voix",
]


def marks(text: str) -> str:
    """Write no-break spaces as marks."""
    return text.replace("\u00a0", "_").replace("\u202f", "~")


def spaces(text: str) -> str:
    """Write marks as no-break spaces."""
    return text.replace("_", "\u00a0").replace("~", "\u202f")


@pytest.mark.parametrize(("written", "expected"), SET)
def test_set(written: str, expected: str) -> None:
    """A French text gets the spaces that the printing house's rules ask for."""
    assert marks(typeset(written, "fr")) == expected
    assert marks(typeset(written, "fr-CA")) == expected


@pytest.mark.parametrize("written", KEPT)
def test_kept(written: str) -> None:
    """What is no French prose, or has its spaces already, stays."""
    assert typeset(spaces(written), "fr") == spaces(written)


@pytest.mark.parametrize("language", ["en", "de-AT", "frr", "fro", ""])
@pytest.mark.parametrize(("written", "_expected"), SET)
def test_other_languages(written: str, _expected: str, language: str) -> None:
    """A text in another language stays."""
    assert typeset(written, language) == written


PIECES = st.lists(
    st.sampled_from(
        [
            "«",
            "»",
            " ",
            "\n",
            ":",
            ";",
            "?",
            "1",
            "234",
            "km",
            "%",
            "h",
            "a",
            "M.",
            "É",
            "\u00a0",
            "\u202f",
            "(",
            ")",
            "mai",
            "n°",
        ]
    )
    | st.text(max_size=3)
).map("".join)


@given(PIECES)
@example("« » ? :")
def test_nothing_is_lost(text: str) -> None:
    """Only spaces change, only guillemets get new ones, and to set a text again changes nothing."""
    made = typeset(text, "fr")
    assert typeset(made, "fr") == made
    inside = re.compile(r"(?<=«)[ \n\u00a0\u202f]+|[ \n\u00a0\u202f]+(?=»)")
    folded = [re.sub(r"[ \n\u00a0\u202f]+", " ", inside.sub("", one)) for one in (made, text)]
    assert folded[0] == folded[1]


FRENCH = """\
---
title: "Bac : retour lundi"
date: 2026-03-18
language: fr
lead: "Prix : *12 %* ; « bas »"
contacts: [{name: Ada Nord, phones: "+33 199 000 143"}]
quotes: [{text: "Ready : go !", author: Bo, language: en}]
---

Qui appeler ? Le code `a : b ; c` et **gras** : suite à 1 200 km.

```python
a = 1 ; b
```
"""
ENGLISH = '---\ntitle: "A : B"\ndate: 2026-03-17\nlanguage: en\n---\n\nWhy : not ? 1 200 km.\n'


def test_a_french_release(build: Project) -> None:
    """All prose of a French release is set, in every block; code, numbers to dial and English not."""
    built = build({"releases/a.md": FRENCH, "releases/b.md": ENGLISH})
    soup = BeautifulSoup(built.page("releases/a"), "html.parser")
    assert soup.h1
    assert marks(soup.h1.get_text()).startswith("Bac_: retour lundi")
    text = marks(soup.get_text())
    assert "Prix_: 12_%~; «_bas_»" in text
    assert "Qui appeler~? Le code a : b ; c et gras_: suite à 1~200_km." in text
    assert "a = 1 ; b" in text
    assert "+33 1 99 00 01 43" in text
    assert "Ready : go !" in text
    assert "18_mars 2026" in text
    assert (
        "Why : not ? 1 200 km." in BeautifulSoup(built.page("releases/b"), "html.parser").get_text()
    )


def test_wherever_it_is_named(build: Project) -> None:
    """Lists, neighbours, breadcrumb, title and archives of an English site name it as it is set."""
    built = build(
        {
            "index.md": "# Room\n\nWhy : not ?\n\n```{press:releases}\n```\n",
            "releases/a.md": FRENCH,
            "releases/b.md": ENGLISH,
        },
        html_theme="pressroom",
    )
    for page in ("index", "archive/index", "releases/b", "releases/a"):
        text = marks(built.page(page).partition("<body>")[2])
        assert "Bac_: retour lundi" in text, page
        assert "Bac : retour lundi" not in text, page
    assert "Why : not ?" in built.page("index")
    assert ">A : B<" in built.page("archive/index")


@pytest.mark.parametrize(("builder", "file"), [("text", "a.txt"), ("latex", "*.tex")])
def test_every_builder(build: Project, builder: str, file: str) -> None:
    """Other builders get the same text."""
    built = build({"releases/a.md": FRENCH}, builder=builder)
    texts = [marks(found.read_text("utf-8")) for found in built.out.rglob(file)]
    assert any("Qui appeler~?" in text for text in texts)


def test_a_french_page(build: Project) -> None:
    """A page that is no release follows the site's language."""
    built = build({"index.md": "# Qui appeler ?\n\n- 5 km : loin\n"}, language="fr")
    assert "5_km_: loin" in marks(built.page("index"))
