"""Public pages that name what is withheld: an error at their place, no title, no path, no text."""

import canaries
import pytest
from bs4 import BeautifulSoup
from canaries import LIFT, SECRET, SLUG

from sphinx_pressroom.problems import Subtype

HEAD = "---\norphan: true\n---\n# Other page\n\n"
LINKS = {
    "Markdown": f"See [our news]({SLUG}.md) soon.\n",
    "from the root": f"See [our news](/{SLUG}.md) soon.\n",
    "autolink": f"See <project:{SLUG}.md> soon.\n",
    "nothing between": f"See [](/{SLUG}.md) soon.\n",
    "heading": f"See [our news]({SLUG}.md#part) soon.\n",
    "role": f"See {{doc}}`our news </{SLUG}>` soon.\n",
    "role without words": f"See {{doc}}`/{SLUG}` soon.\n",
    "any": f"See {{any}}`/{SLUG}` soon.\n",
    "download": f"See {{download}}`our news <{SLUG}.md>` soon.\n",
    "page": f"See [our news](/{SLUG}.html) soon.\n",
    "address": f"See [our news](https://press.rivers.example/{SLUG}.html) soon.\n",
}
INCLUDES = {
    "include": f"```{{include}} {SLUG}.md\n```\n",
    "include in rST": f"```{{eval-rst}}\n.. include:: {SLUG}.md\n```\n",
    "literalinclude": f"```{{literalinclude}} {SLUG}.md\n```\n",
    "csv-table": f"```{{csv-table}} Table\n:file: {SLUG}.md\n```\n",
    "raw": f"```{{raw}} html\n:file: {SLUG}.md\n```\n",
}
TREES = {
    "toctree": f"```{{toctree}}\n{SLUG}\n```\n",
    "toctree with words": f"```{{toctree}}\nOur news <{SLUG}>\n```\n",
    "glob": "```{toctree}\n:glob:\nreleases/2026/*\n```\n",
}


@pytest.fixture
def told(build, monkeypatch):
    """Build a room with another page, and give the build and every trace of the release."""

    def run(page, now=LIFT - 1):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(now))
        files = {**canaries.SHARED, **SECRET, "other.md": HEAD + page}
        built = build(files, html_theme="pressroom")
        found = canaries.traces(built.out.parent)
        log = built.warnings + built.app.status.getvalue()
        return built, found, canaries.found_in(log.encode())

    return run


@pytest.mark.parametrize("page", LINKS.values(), ids=LINKS)
def test_links(told, page):
    """A link to a withheld release is an error at its line; its words stay, no path gets out."""
    built, found, log = told(page)
    assert [(one.path, one.line, one.subtype) for one in built.located] == [
        ("other.md", 6, "embargo")
    ]
    assert (found, log) == ({}, set())
    text = " ".join(BeautifulSoup(built.page("other"), "html.parser").main.get_text().split())
    assert "See" in text
    assert "soon." in text
    assert ("our news" in text) == ("our news" in page)


@pytest.mark.parametrize("page", INCLUDES.values(), ids=INCLUDES)
def test_includes(told, page):
    """A page that takes in a withheld file shows nothing of it, and is told so."""
    built, found, log = told(page)
    ours = [line for line in built.warnings.splitlines() if "[press.embargo]" in line]
    assert len(ours) == 1
    assert "other.md" in ours[0]
    assert (found, log) == ({}, set())
    assert "Other page" in built.page("other")


@pytest.mark.parametrize("page", TREES.values(), ids=TREES)
def test_tables_of_contents(told, page):
    """A table of contents does not show what is withheld; naming it is an error."""
    built, found, log = told(page)
    assert (found, log) == ({}, set())
    assert len(built.warnings.splitlines()) == (0 if "glob" in page else 1)
    assert "Open bridge 1" in built.page("other") or "glob" not in page


def test_when_it_is_public(told):
    """The link and the words come with the release, though the page has not changed."""
    told(LINKS["Markdown"])
    built, _, _ = told(LINKS["Markdown"], LIFT)
    assert built.warnings == ""
    assert f'href="{SLUG}.html"' in built.page("other")


@pytest.mark.parametrize("field", ["related", "replaces", "corrects", "translations"])
def test_fields(build, monkeypatch, field):
    """A public release that names a withheld one in a field is told so, and does not show it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(LIFT - 1))
    alone = SECRET[f"{SLUG}.md"].replace(
        "embargo: 2026-03-31 09:00 Europe/Paris",
        "embargo: {until: 2026-03-31 09:00 Europe/Paris, alone: true}",
    )
    public = f"---\ntitle: Old bridge\ndate: 2026-01-01\n{field}: [/{SLUG}.md]\n---\nText.\n"
    files = {**canaries.SHARED, **SECRET, f"{SLUG}.md": alone, "releases/old.md": public}
    built = build(files)
    assert [(one.path, one.line, one.subtype) for one in built.located] == [
        ("releases/old.md", 4, "embargo")
    ]
    assert canaries.traces(built.out.parent) == {}
    assert canaries.found_in(built.warnings.encode()) == set()
    assert "Old bridge" in built.page("releases/old")


def test_downloads_and_contacts_of_others(build, monkeypatch):
    """A public release that offers a withheld file of text is told so without its name."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(LIFT - 1))
    public = (
        f"---\ntitle: Old bridge\ndate: 2026-01-01\ndownloads: [/{SLUG}.md]\n"
        "contacts: [nobody]\n---\nText.\n"
    )
    built = build({**canaries.SHARED, **SECRET, "releases/old.md": public})
    assert [(one.line, one.subtype) for one in built.located] == [(5, "unknown_id"), (4, "file")]
    assert canaries.found_in(built.warnings.encode()) == set()
    assert "secret" not in built.warnings


def test_the_errors_are_errors(told):
    """What may not get out is an error, and not a warning."""
    built, _, _ = told(LINKS["Markdown"])
    assert "ERROR" in built.warnings
    assert Subtype.EMBARGO.code in built.warnings
