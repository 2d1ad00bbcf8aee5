"""When an embargo ends: what can be written, in all time zones and on the nights clocks change."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_pressroom import clock
from sphinx_pressroom.front_matter import Text
from sphinx_pressroom.problems import Position
from sphinx_pressroom.records import Release
from sphinx_pressroom.records.life import begins, ends, lift
from sphinx_pressroom.records.schema import release_adapter
from sphinx_pressroom.standing import as_of, lifts, soonest

ZONES = sorted(zone for zone in available_timezones() if "/" in zone)
minutes = st.datetimes(datetime(1975, 1, 1), datetime(2037, 12, 31)).map(
    lambda when: when.replace(second=0, microsecond=0)
)


def text(value):
    """Make what the front matter gives."""
    return Text.at(value, Position("x.md", 1, 1))


def release(**fields) -> Release:
    """Make a release from texts."""
    return release_adapter().validate_python({"title": "Bridge", "date": None, **fields})


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-03-31T09:00:00+02:00", "2026-03-31T07:00:00"),
        ("2026-03-31 09:00 +0200", "2026-03-31T07:00:00"),
        ("2026-03-31 09:00:30 -05:30", "2026-03-31T14:30:30"),
        ("2026-03-31T09:00Z", "2026-03-31T09:00:00"),
        ("2026-03-31 09:00 UTC", "2026-03-31T09:00:00"),
        ("2026-03-31 09:00 Europe/Paris", "2026-03-31T07:00:00"),
        ("2026-01-31 09:00 (Europe/Paris)", "2026-01-31T08:00:00"),
        ("2026-03-29 01:59 Europe/Paris", "2026-03-29T00:59:00"),
        ("2026-03-29 03:00 Europe/Paris", "2026-03-29T01:00:00"),
        ("2026-10-25 01:59 Europe/Paris", "2026-10-24T23:59:00"),
        ("2026-10-25 03:00 Europe/Paris", "2026-10-25T02:00:00"),
        ("2026-10-25 02:30 +02:00", "2026-10-25T00:30:00"),
        ("2026-04-05 12:00 Pacific/Chatham", "2026-04-04T23:15:00"),
    ],
)
def test_what_is_understood(written, expected):
    """A day, a time and a zone, by offset or by name, are one moment."""
    assert lift(text(written)) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("2026-03-31", "is a day; write the time"),
        ("2026-03-31 Europe/Paris", "is a day; write the time"),
        ("2026-03-31 09:00", "has no time zone"),
        ("2026-03-31 09:00 CEST", "there is no time zone 'CEST'"),
        ("2026-03-31 09:00 Europe/Lutetia", "there is no time zone 'Europe/Lutetia'"),
        ("2026-03-31 09:00 ../../etc/passwd", "expected day, time and zone"),
        ("2026-03-31 09:00 +02:00 Europe/Paris", "two time zones"),
        (
            "2026-10-25 02:30 Europe/Paris",
            "comes twice that night; write 2026-10-25 02:30 +02:00 or",
        ),
        ("2026-03-29 02:30 Europe/Paris", "never comes"),
        ("2026-04-05 03:00 Pacific/Chatham", "comes twice"),
        ("tomorrow at nine", "expected day, time and zone"),
        ("2026-02-30 09:00 Z", "expected day, time and zone"),
    ],
)
def test_what_is_not(written, says):
    """What could mean two moments, or none, is an error that says how to write it."""
    with pytest.raises(ValueError, match=says.replace("/", ".").replace("+", ".")):
        lift(text(written))


def moments(local: datetime, zone: ZoneInfo) -> list[datetime]:
    """Find all moments at which the clocks of a zone show a time, by looking at them all."""
    quarter = timedelta(minutes=15)
    start = local.replace(tzinfo=UTC) - timedelta(hours=27)
    near = {start + step * quarter for step in range(4 * 54)}
    # Offsets of old may be of any number of seconds: look a little around each, too.
    offsets = {one.astimezone(zone).utcoffset() for one in near}
    candidates = {local.replace(tzinfo=UTC) - offset for offset in offsets}
    return sorted(one for one in candidates if one.astimezone(zone).replace(tzinfo=None) == local)


@given(minutes, st.sampled_from(ZONES))
@example(datetime(2026, 10, 25, 2, 30), "Europe/Paris")
@example(datetime(2026, 3, 29, 2, 30), "Europe/Paris")
@example(datetime(2011, 12, 30, 12, 0), "Pacific/Apia")
@example(datetime(1993, 8, 21, 12, 0), "Pacific/Kwajalein")
def test_every_zone(local, zone):
    """A local time is read where its zone's clocks show it once, and refused where not."""
    found = moments(local, ZoneInfo(zone))
    written = text(f"{local:%Y-%m-%d %H:%M} {zone}")
    if len(found) == 1:
        assert lift(written) == found[0]
        return
    with pytest.raises(ValueError, match="comes twice" if found else "never comes"):
        lift(written)


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)),
    st.integers(-14 * 60, 14 * 60),
)
def test_the_second(local, offset):
    """A release is withheld to the last second before the moment, and not from it on."""
    sign = "+" if offset >= 0 else "-"
    hours, rest = divmod(abs(offset), 60)
    until = f"{local:%Y-%m-%dT%H:%M:%S}{sign}{hours:02}:{rest:02}"
    moment = int(datetime.fromisoformat(until).timestamp())
    one = {"a": release(embargo={"until": text(until)})}
    assert [lifts(one)["a"] > now for now in (moment - 1, moment, moment + 1)] == [
        True,
        False,
        False,
    ]


def test_a_day_lasts_everywhere():
    """A day has come when it begins on its first island, and is past when it ends on its last."""
    day = datetime(2026, 3, 31).date()
    assert begins(day) == datetime(2026, 3, 30, 10, tzinfo=UTC).timestamp()
    assert ends(day) == datetime(2026, 4, 1, 12, tzinfo=UTC).timestamp()


# -- several releases ----------------------------------------------------------------------------


def group(**embargoes):
    """Make releases that are translations of the first, and tell their hours of 31 March, in UTC."""
    names = list(embargoes)
    made = {
        f"releases/{name}": release(
            date=text("2026-03-01"),
            embargo=embargo,
            translations=[f"{names[0]}.md"] if name != names[0] else [],
        )
        for name, embargo in embargoes.items()
    }
    start = datetime(2026, 3, 31, tzinfo=UTC).timestamp()
    return {
        name.removeprefix("releases/"): (lift - start) / 3600 for name, lift in lifts(made).items()
    }


def at(hour, **more):
    """Make an embargo of an hour."""
    return {"until": text(f"2026-03-31 {hour:02}:00 Z"), **more}


def test_translations_wait_for_each_other():
    """Siblings in other languages follow the strictest embargo, also those that have none."""
    assert group(fr=at(7), en=at(9), de=at(8)) == {"fr": 9, "en": 9, "de": 9}
    assert group(fr=None, en=at(9)) == {"fr": 9, "en": 9}


def test_one_that_is_alone():
    """A translation that says so keeps its own time, and keeps no other waiting."""
    assert group(fr=at(7), en=at(9, alone=True)) == {"fr": 7, "en": 9}


def test_strangers_do_not_wait():
    """Releases that are no translations of each other keep their own times."""
    made = {"a": release(embargo=at(7)), "b": release(embargo=at(9))}
    assert len(set(lifts(made).values())) == 2


def test_changes_come_with_their_time():
    """A change that is announced for later is not in the record, and the next is known."""
    note = {"kind": "correction", "note": "Twelve, not ten."}
    made = release(changes=[{"at": text("2026-03-31 09:00 Z"), **note}])
    moment = datetime(2026, 3, 31, 9, tzinfo=UTC).timestamp()
    before, due = as_of(made, moment - 1)
    assert (before.changes, due) == ((), moment)
    assert as_of(made, moment) == (made, None)


def test_the_soonest():
    """Of some moments the first that is still ahead is the next."""
    assert soonest([5, None, 9, 7], 5) == 7
    assert soonest([5], 5) is None


def test_a_clock_at_the_end_of_all_calendars():
    """A clock that UTC cannot tell is refused as other values that are no instant."""
    with pytest.raises(ValueError, match="no calendar of UTC"):
        clock.instant("9999-12-31T23:59:59-12:00")
