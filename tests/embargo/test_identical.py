"""The strongest test: a public build is the same with an embargoed release in the source as without.

It compares whole output folders, so that whatever is written later joins it without being asked.
"""

import pytest
from canaries import LIFT, PUBLIC, SECRET, SLUG, release

CHANGED = {"releases/2026/public-6.md": next(iter(PUBLIC.values())).replace("bridge 1", "bridge 6")}
"""What the newsroom publishes while the other release waits."""
WAYS = [
    pytest.param("html", ("-j", "1"), "auto", id="html"),
    pytest.param("html", ("-j", "2"), "auto", id="html, two processes", marks=pytest.mark.long),
    pytest.param(
        "dirhtml", ("-j", "2"), "auto", id="dirhtml, two processes", marks=pytest.mark.long
    ),
    pytest.param("html", ("-j", "1"), "sphinx", id="Sphinx's search", marks=pytest.mark.long),
    pytest.param("html", ("-j", "2"), "sphinx", id="Sphinx's search, two", marks=pytest.mark.long),
]
KINDS = {
    "embargo": "date: 2026-03-31 09:00 +02:00\nembargo: 2026-03-31 09:00 Europe/Paris",
    "draft": "date: 2026-03-01\nstatus: draft",
    "planned": "date: 2026-03-31 09:00 +02:00",
}
"""All that keeps a release from the public."""
OTHERS = ["singlehtml", "epub", "latex", "text", "gettext", "press-pdf", "man"]


def secret(kind, *, static=True):
    """Give the files of the release; a static folder's are the site keeper's, and stay with it."""
    kept = {name: content for name, content in SECRET.items() if static or name[0] != "_"}
    return {**kept, f"{SLUG}.md": release(KINDS[kind])}


def differing(one, other):
    """Name the files that are not the same in two outputs."""
    first, second = one.files(), other.files()
    return sorted(
        name for name in first.keys() | second.keys() if first.get(name) != second.get(name)
    )


@pytest.mark.parametrize(("builder", "options", "search"), WAYS)
def test_clean_and_incremental(room, builder, options, search):
    """Page for page and byte for byte, the output does not tell that there is such a release."""
    conf = f'press_search = "{search}"\n'
    with_it, without = room(secret("embargo"), conf=conf), room(conf=conf)
    first = with_it(LIFT - 60, *options, builder=builder, seed="1")
    second = without(LIFT - 60, *options, builder=builder, seed="2")
    assert first.code == second.code == 0
    assert len(first.files()) > 40
    assert differing(first, second) == []
    assert second.traces() == {}
    later = [
        build(LIFT - 1, *options, builder=builder, change=CHANGED) for build in (with_it, without)
    ]
    assert differing(*later) == []
    assert "releases/2026/public-6.md" in CHANGED
    assert any("public-6" in name for name in later[0].files())


@pytest.mark.long
@pytest.mark.parametrize("kind", ["draft", "planned"])
def test_whatever_keeps_it_back(room, kind):
    """Nor is there a trace of a draft, or of a release whose date has not come."""
    runs = [room(secret(kind))(LIFT - 1), room()(LIFT - 1)]
    assert differing(*runs) == []
    assert runs[0].traces() == {}


@pytest.mark.long
def test_when_it_comes_between(room):
    """A release that is put into a room that is published already changes no byte of it."""
    build = room()
    before = build(LIFT - 60).files()
    after = build(LIFT - 30, change=SECRET)
    assert after.files() == before
    assert after.traces() == {}


@pytest.mark.long
@pytest.mark.parametrize("builder", OTHERS)
def test_other_builders(room, builder):
    """No builder's output tells that there is such a release."""
    runs = [build(LIFT - 1, builder=builder) for build in (room(secret("embargo")), room())]
    assert runs[0].code == runs[1].code == 0, runs[0].log
    if builder != "epub":  # it names its book anew in each build
        assert differing(*runs) == []
    assert runs[0].files().keys() == runs[1].files().keys()
    assert runs[0].traces() == {}


@pytest.mark.long
def test_a_single_difference_is_seen(room):
    """The comparison is no empty one: another public word is a difference."""
    other = {"releases/2026/public-1.md": PUBLIC["releases/2026/public-1.md"] + "\nMore.\n"}
    assert "releases/2026/public-1.html" in differing(room()(LIFT), room(other)(LIFT))
