"""Around which documents something may have changed when some releases have."""

from __future__ import annotations

import random

import pytest

from sphinx_pressroom.collection import affected, around, shown
from sphinx_pressroom.digests import digest_of
from sphinx_pressroom.outputs.builder import NeverStale
from sphinx_pressroom.outputs.feeds import links

BASE = {"html_baseurl": "https://press.example/"}
TAGS = ["Harbour", "harbour", "Roads", "Water", "Été", "ete"]
FIELDS = {
    "series": ["Spring", "spring", "Tides"],
    "event": ["Fair"],
    "language": ["en", "fr", "fr-CA"],
    "type": ["statement", "release"],
    "related": ["/releases/r1.md", "/releases/r9.md"],
    "corrects": ["/releases/r2.md", "/releases/r5.md"],
    "withdrawn": ["2026-02-01"],
}


def release(source: random.Random, number: int) -> str:
    """Write a release with some of all that others may show of it, or be related by."""
    lines = [f"title: Ferry {source.choice('ABC')} {number}"]
    if source.random() < 0.9:
        lines.append(f"date: 2026-0{source.randint(1, 9)}-0{source.randint(1, 3)}")
    lines.append(f"tags: {source.sample(TAGS, source.randint(0, 2))}")
    lines.append(f"categories: {source.sample(['News', 'Port'], source.randint(0, 1))}")
    for field, values in FIELDS.items():
        if source.random() < 0.15:
            lines.append(f"{field}: {source.choice(values)}")
    return "\n".join(["---", *lines, "---", "", "The ferry sails again.", ""])


@pytest.fixture
def found(monkeypatch):
    """Note, at each build, what is named as affected, and what has really changed."""
    noted = []
    own = NeverStale.outdated

    def outdated(self):
        names = own(self)
        real = {
            docname
            for docname, made in self.before.pages.items()
            if docname in self.env.found_docs
            and made.around
            != digest_of((shown.around(self.env, docname), links(self.env, docname)))
        }
        noted.append((self.affected, real, set(names)))
        return names

    monkeypatch.setattr(NeverStale, "outdated", outdated)
    return noted


@pytest.mark.parametrize(("seed", "nearest"), [(0, 12), (1, 12), (2, 1), (34, 2)])
def test_whatever_changes(build, found, monkeypatch, seed, nearest):
    """Whatever comes, goes and changes, all documents around which that shows are named."""
    for module in (around, affected):
        monkeypatch.setattr(module, "NEAREST", nearest)
    source = random.Random(seed)
    files = {f"releases/r{number}.md": release(source, number) for number in range(20)}
    build({**files, "about.md": "# About\n\nSee [](releases/r3.md), {press:tag}`Water`.\n"}, **BASE)
    known = 0
    for _ in range(8):
        number = source.randint(0, 24)
        name = f"releases/r{number}.md"
        gone = name in files and source.random() < 0.3
        change = None if gone else release(source, number)
        files.pop(name, None) if gone else files.update({name: change})
        build({name: change})
        named, real, outdated = found[-1]
        assert named is None or real <= named
        assert real <= outdated
        known += named is not None
    assert known >= 4


def edited(build, found, **change):
    """Build twenty releases, every fifth of a tag, then one more; tell what is named."""
    text = "---\ntitle: Pier {0}\ndate: 2026-03-{1:02}\ntags: [t{2}]\n---\n\nThe pier is open.\n"
    files = {f"releases/r{n:02}.md": text.format(n, n + 1, n % 5) for n in range(20)}
    build(files, **{**BASE, **change})
    build({"releases/new.md": text.format("new", 31, 2)})
    return found[-1][0]


def test_one_more(build, found, monkeypatch):
    """Of many releases the near ones of its tag, and the one before it, are asked about."""
    for module in (around, affected):
        monkeypatch.setattr(module, "NEAREST", 0)
    assert edited(build, found) == {f"releases/{name}" for name in ("r17", "r19", "new")}


@pytest.mark.parametrize(("tagged", "named"), [(6, 3), (7, 9)])
def test_a_tag_counts_less(build, found, monkeypatch, tagged, named):
    """All of a tag are asked about when it counts less, with eight releases but not with seven."""
    for module in (around, affected):
        monkeypatch.setattr(module, "NEAREST", 1)
    text = "---\ntitle: Pier {0}\ndate: 2026-03-{0:02}\ntags: [pier]\n---\n\nIt is open.\n"
    build({f"releases/r{n}.md": text.format(n) for n in range(1, tagged + 1)}, **BASE)
    build({"releases/new.md": text.format(28)})
    assert len(found[-1][0]) == min(named, tagged + 1)


def test_in_collections(build, found):
    """Where releases stand in collections of their own, all are asked about."""
    assert edited(build, found, press_collections={"pier": {"tag": "t2"}}) is None


def test_of_very_many(build, found, monkeypatch):
    """Where more have changed than is worth it, all are asked about."""
    monkeypatch.setattr(affected, "MOST", 0)
    assert edited(build, found) is None


def test_an_edited_text(build, found):
    """Around an edited text nothing changes."""
    build({"releases/a.md": "---\ntitle: A\ndate: 2026-01-01\n---\n\nOne.\n"}, **BASE)
    build({"releases/a.md": "---\ntitle: A\ndate: 2026-01-01\n---\n\nTwo.\n"})
    named, real, _ = found[-1]
    assert named == real == set()


def test_another_builder_in_between(build, found):
    """What another builder has read meanwhile is not taken for what this one has seen."""
    first = "---\ntitle: A\ndate: 2026-01-01\ntags: [x]\n---\n\nOne.\n"
    build({"releases/a.md": first, "releases/b.md": first.replace("A", "B")}, **BASE)
    build({"releases/a.md": first.replace("A", "C")}, builder="dirhtml")
    again = build({"releases/c.md": first.replace("A", "D")}, builder="html")
    assert found[-1][0] is None
    assert "C" in again.page("releases/b")
