"""Which releases are related to one: those with most in common, then the nearest in time."""

from __future__ import annotations

from math import exp

from hypothesis import given
from hypothesis import strategies as st

from sphinx_pressroom.collection.around import _Relations

YEAR = 365 * 24 * 3600
NAMES = [f"r{number}" for number in range(12)]
scores = st.dictionaries(st.sampled_from(NAMES), st.sampled_from([0.2, 0.5, 1.0]), min_size=1)
moments = st.sampled_from([0.0, 1.0, 40.0, YEAR / 7, YEAR, 9.0 * YEAR])
kinds = st.sets(st.sampled_from(["water", "roads"]))
rooms = st.fixed_dictionaries(dict.fromkeys([*NAMES, "own"], st.tuples(moments, kinds)))


@given(rooms, scores, st.integers(1, 12))
def test_the_best(room, scores, most):
    """The best ones are as many of the first as are asked for when all of them are ranked."""
    relations = object.__new__(_Relations)
    relations.when = {name: when for name, (when, _) in room.items()}
    relations.categories = {name: frozenset(kinds) for name, (_, kinds) in room.items()}
    when, kinds = room["own"]

    def rank(name):
        apart = abs(when - room[name][0])
        alike = 0.3 if kinds & room[name][1] else 0.0
        return (-round(scores[name] + alike + 0.3 * exp(-apart / YEAR), 6), apart, name)

    found = relations._ranked("own", scores, most)
    assert found[:most] == sorted(scores, key=rank)[:most]
