"""Processes that share documents out: they give what one gives, and say what one says."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest
from ferries import RELEASE, content, ferries
from sphinx.errors import SphinxParallelError
from sphinx.util.parallel import ParallelTasks

from sphinx_pressroom import reading
from sphinx_pressroom.collection import affected
from sphinx_pressroom.domain import press_domain
from sphinx_pressroom.outputs import workers

FILES = ferries(12)


def test_the_same(project, monkeypatch):
    """Two processes that share the documents leave the files, and say the words, that one does."""
    shared = []
    for name in ("read", "write"):
        way = getattr(workers, name)
        monkeypatch.setattr(
            workers, name, lambda *given, way=way: (shared.append(len(given[1])), way(*given))
        )
    files = {**FILES, "releases/r5.md": RELEASE.format(number=5, more=", [see](missing.md)")}
    alone, together = (project()(files, parallel=number) for number in (1, 2))
    assert shared == [13, 13]
    assert content(together) == content(alone)
    assert "missing.md" in alone.warnings
    assert together.warnings.count("missing.md") == alone.warnings.count("missing.md")


def test_front_matter(project, monkeypatch):
    """Processes that read front matter find what one does: records, mistakes, drafts, in order."""
    shared = []
    share_out = reading.share_out
    monkeypatch.setattr(
        reading, "share_out", lambda *given: (shared.append(len(given[0])), share_out(*given))
    )
    wrong = {
        f"releases/w{n}.md": RELEASE.format(number=n, more="").replace("tags", "tagz")
        for n in range(1, 9)
    }
    draft = {
        "releases/draft.md": RELEASE.format(number=9, more="").replace("tags", "draft: true #")
    }
    files = {**FILES, **wrong, **draft}
    alone, together = (project()(files, parallel=number) for number in (1, 2))
    assert shared == [21]
    assert content(together) == content(alone)
    told = [
        [line.partition("releases/")[2] for line in built.warnings.splitlines() if "tagz" in line]
        for built in (alone, together)
    ]
    assert told[0] == told[1]
    assert len(told[0]) == 8
    public = sorted(name.removesuffix(".md") for name in (*FILES, *wrong) if name.endswith(".md"))
    assert list(press_domain(together.app.env).sources) == public


def test_few_documents(build, monkeypatch):
    """For a few documents, however many there are, no processes are started."""
    build(FILES, parallel=2)
    for name in ("read", "write"):
        monkeypatch.setattr(workers, name, None)
    monkeypatch.setattr(ParallelTasks, "add_task", None)
    built = build({"releases/r3.md": RELEASE.format(number=3, more=" soon")}, parallel=2)
    assert "sails again soon" in built.page("releases/r3")


def test_a_release_is_added(project, monkeypatch):
    """What stands around all pages is told by two processes as by one; the same pages change."""
    monkeypatch.setattr(affected, "MOST", 0)
    monkeypatch.setattr(workers, "MANY", 3)
    shared, share_out = [], workers.share_out
    monkeypatch.setattr(
        workers, "share_out", lambda *given: (shared.append(given[0]), share_out(*given))[1]
    )
    new = {"releases/new.md": RELEASE.format(number=13, more=" at last")}
    pages = {}
    for number in (1, 2):
        build = project()
        before = content(build(FILES, parallel=number))
        shared.clear()
        after = content(build(new, parallel=number))
        pages[number] = {path for path in after if after[path] != before.get(path)}
        assert [len(one) for one in shared if "releases/r7" in one] == [13] * (number - 1)
    assert pages[1] == pages[2]
    assert {"releases/new.html", "releases/r12.html"} <= pages[1]


def test_somebody_else_resolves(build, monkeypatch):
    """What an extension notes while documents are resolved is there when all are written."""
    module, seen = ModuleType("notes"), set()
    module.setup = lambda app: (
        app.connect("doctree-resolved", lambda app, doctree, docname: seen.add(docname)),
        {"parallel_read_safe": True, "parallel_write_safe": True},
    )[1]
    monkeypatch.setitem(sys.modules, "notes", module)
    module.note = module.setup
    build(FILES, parallel=2, extensions=["myst_parser", "sphinx_pressroom", "notes"])
    assert {f"releases/r{n}" for n in range(1, 13)} < seen


def test_a_process_that_fails(build, monkeypatch):
    """A mistake in a process that writes ends the build, with what it was."""
    write = workers._write

    def fail(builder, docname):
        if docname == "releases/r9":
            raise LookupError("no pier")
        write(builder, docname)

    monkeypatch.setattr(workers, "_write", fail)
    with pytest.raises(SphinxParallelError, match="no pier"):
        build(FILES, parallel=2)


def test_trees_in_memory(build, monkeypatch):
    """Between reading and writing a few trees stay in memory; all pages are there all the same."""
    monkeypatch.setattr(workers, "KEPT", 3)
    seen = []
    look = workers.forget

    def forget(env):
        look(env)
        seen.append(len(env._write_doc_doctree_cache))

    monkeypatch.setattr(workers, "forget", forget)
    built = build(FILES)
    assert max(seen) == 3
    assert built.app.env._pickled_doctree_cache == {}
    assert "Ferry 12 returns" in built.page("releases/r12")
