"""Tables of contents that stay closed: whoever looks at one sees the one that Sphinx made."""

from __future__ import annotations

import pickle
from copy import copy, deepcopy

import pytest
from docutils import nodes
from sphinx.environment import BuildEnvironment

from sphinx_pressroom.outputs import tables

FILES = {
    "releases/a.md": "---\ntitle: Ferry\ndate: 2026-03-01\n---\n\n## Pier\n\nA.\n\n### Rope\n\nB.\n",
    "guide.md": "# Guide\n\n## First\n\nText.\n",
    "index.md": "# Room\n\n```{toctree}\n:numbered:\n\nguide\n```\n",
}


@pytest.fixture
def table(project):
    """Give a table, as it is and closed."""
    env = project()(FILES, press_shortcuts=False).app.env
    made = env.tocs["releases/a"]
    plain = pickle.loads(pickle.dumps(made))
    tables.close(env)
    assert type(made) is tables.Closed
    return plain, made


@pytest.mark.parametrize("stored", [False, True])
@pytest.mark.parametrize(
    "look",
    [
        *(str, repr, len, nodes.Element.astext, nodes.Element.deepcopy, copy, deepcopy),
        lambda table: [type(node) for node in table.findall()],
        lambda table: [child.parent is table for child in table],
        lambda table: table[0][0].astext(),
        lambda table: (table.tagname, table["classes"], table.source, table.parent),
        lambda table: sorted(vars(table)),
    ],
)
def test_a_look(table, look, stored):
    """Whatever is asked for, a table tells what it is, and is a plain list from then on."""
    plain, made = table
    if stored:
        made = pickle.loads(pickle.dumps(made))
        assert type(made) is tables.Closed
    assert str(look(made)) == str(look(plain))
    assert type(made) is nodes.bullet_list
    assert "Rope" in made.astext()


def test_a_change(table):
    """A table can be changed; it is stored as it was changed."""
    _, made = table
    made.extra = 3
    made[0].append(nodes.Text("more"))
    again = pickle.loads(pickle.dumps(made))
    assert (again.extra, again[0][-1].astext()) == (3, "more")


def test_it_is_a_list(table):
    """A closed table is a list for who asks what it is, and stays closed."""
    _, made = table
    assert isinstance(made, nodes.bullet_list)
    assert made.__class__ is tables.Closed
    assert type(made) is tables.Closed


@pytest.mark.parametrize("parallel", [0, 2])
def test_a_build(build, parallel):
    """The environment is stored with closed tables; numbered sections keep their numbers."""
    more = {
        f"releases/r{n}.md": FILES["releases/a.md"].replace("Rope", f"Rope {n}") for n in range(9)
    }
    built = build({**FILES, **more}, parallel=parallel)
    with (built.app.doctreedir / "environment.pickle").open("rb") as file:
        env: BuildEnvironment = pickle.load(file)
    kinds = {name: type(table) for name, table in env.tocs.items()}
    assert kinds["releases/r3"] is tables.Closed
    assert "Rope 3" in env.tocs["releases/r3"].astext()
    assert "1.1. " in built.page("guide")
    assert 'href="#rope-3"' in built.page("releases/r3")
    again = build({"releases/r4.md": more["releases/r4.md"].replace("A.", "C.")})
    assert "1.1. " in again.page("guide")
