"""Words that only a release under embargo has: nowhere before its time, in the open after it."""

import pytest
from canaries import LIFT, NEVER, SECRET, SLUG, WORDS, release

OUTPUTS = ["html", pytest.param("dirhtml", marks=pytest.mark.long)]


def first_is_told(run):
    """Tell whether the release has its page."""
    return any(name.startswith((f"{SLUG}.", f"{SLUG}/")) for name in run.files())


@pytest.mark.parametrize("builder", OUTPUTS)
def test_before_the_time_nothing_is_told(room, builder):
    """A second before the embargo ends, no word of the release is in output, cache or log."""
    run = room(SECRET)(LIFT - 1, builder=builder)
    assert run.code == 0, run.log
    assert run.traces() == {}
    assert "releases withheld: 1; next date: 2026-03-31T07:00:00Z" in run.log
    assert "WARNING" not in run.log


def test_before_the_time_the_cache_inside_the_output_tells_nothing(room):
    """Nor does Sphinx's cache, which lies inside the output when no place is given for it."""
    run = room(SECRET)(LIFT - 1, "-v", cache=False)
    assert (run.out / ".doctrees/environment.pickle").is_file()
    assert run.traces() == {}


@pytest.mark.parametrize("moment", [LIFT, pytest.param(LIFT + 1, marks=pytest.mark.long)])
def test_when_the_time_has_come_all_is_told(room, moment):
    """At the second at which the embargo ends, and after it, a build shows every public word."""
    run = room(SECRET)(moment)
    told = set().union(*run.traces().values())
    assert told >= set(WORDS) - NEVER
    assert "WARNING" not in run.log
    assert "withheld" not in run.log


def test_the_next_build_publishes(room):
    """The first build after the time reads the release alone, and leaves what a clean one would."""
    build = room(SECRET)
    build(LIFT - 1)
    later = build(LIFT)
    clean = room(SECRET)(LIFT)
    assert first_is_told(later)
    assert "1 added, 0 changed, 0 removed" in later.log
    assert later.files() == clean.files()


@pytest.mark.long
@pytest.mark.parametrize("how", ["embargo", "draft", "deleted", "clock"])
def test_what_is_taken_back_is_gone(room, how):
    """Of a release that is put under embargo again, made a draft or deleted, nothing remains."""
    build = room(SECRET)
    assert first_is_told(build(LIFT))
    later, now = "date: 2026-04-30 09:00 +02:00\nembargo: 2026-04-30 09:00 +02:00", LIFT + 5
    change = {
        "embargo": {f"{SLUG}.md": release(later)},
        "draft": {f"{SLUG}.md": release("date: 2026-03-31 09:00 +02:00\nstatus: draft")},
        "deleted": {name: None for name in SECRET if name != "contacts.yml"},
        "clock": {},
    }[how]
    if how == "deleted":
        change["boilerplates.yml"] = "house:\n  text: The house looks after rivers.\n"
    run = build(LIFT - 5 if how == "clock" else now, change=change)
    assert run.code == 0, run.log
    assert run.traces() == {}
    assert run.files() == room()(now).files()
