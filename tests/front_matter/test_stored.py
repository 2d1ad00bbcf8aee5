"""Records in the cache: what comes back is what went in, and no older one."""

import pickle

from sphinx_pressroom.records import Release
from sphinx_pressroom.records.text import Located


def test_what_comes_back():
    """A release comes out of a pickle as it was, twice as well as once."""
    one = Release(title="Ferry", date="2026-03-01", lead=Located("It sails."), tags=["harbour"])
    again = pickle.loads(pickle.dumps(one))
    assert again == one
    assert pickle.loads(pickle.dumps(again)) == one
    assert repr(again) == repr(one)


def test_a_copy_that_differs():
    """A copy with another value is stored with that value, though the original was stored before."""
    one = Release(title="Ferry", date="2026-03-01")
    pickle.dumps(one)
    other = pickle.loads(pickle.dumps(one)).model_copy(update={"title": "Tram"})
    assert pickle.loads(pickle.dumps(other)).title == "Tram"


def test_one_for_two():
    """Two tables that hold one release hold one afterwards."""
    one = Release(title="Ferry", date="2026-03-01")
    first, second = pickle.loads(pickle.dumps(({"a": one}, {"a": one})))
    assert first["a"] is second["a"]
