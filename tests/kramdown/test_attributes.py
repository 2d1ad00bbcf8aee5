from hypothesis import given
from hypothesis import strategies as st

from sphinx_pressroom.kramdown.attributes import (
    Attributes,
    parse_attributes,
    resolve_references,
)


def test_all_kinds():
    """A list gives its classes, its id, its pairs and its references."""
    found = parse_attributes(" .one.two #top key=\"a b\" other='c' name ")
    pairs = (("key", "a b"), ("other", "c"))
    assert found == Attributes(("one", "two"), "top", pairs, ("name",))


def test_class_and_id_as_pairs():
    """The pairs class and id count as classes and id."""
    assert parse_attributes('class="a b" id="x"') == Attributes(("a", "b"), "x")


def test_escapes():
    """A backslash protects a brace and a quotation mark in a value."""
    assert parse_attributes(r'k="a\}b\"c"').pairs == (("k", 'a}b"c'),)


def test_merged():
    """The later list's id wins, and no class is there twice."""
    merged = parse_attributes("#a .x").merged(parse_attributes("#b .x .y"))
    assert merged == Attributes(("x", "y"), "b")


def test_references_with_circles():
    """References are followed through definitions, and circles end."""
    known = {"a": parse_attributes(".one b"), "b": parse_attributes(".two a")}
    assert resolve_references(parse_attributes("a .own none"), known).classes == (
        "two",
        "one",
        "own",
    )


@given(st.text())
def test_any_text(text):
    """No text makes the parser fail."""
    assert isinstance(parse_attributes(text), Attributes)
