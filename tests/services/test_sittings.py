"""Events with attendance only, and the agenda of a week."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from naho_feedback.domain.programme import Programme, SessionKind
from naho_feedback.domain.sessions import Session
from naho_feedback.errors import NotFoundError, RefusedError, UsageError
from naho_feedback.services.capture import Capture
from naho_feedback.services.clock import Clock, local_time
from naho_feedback.services.permanence import Permanence
from naho_feedback.services.sittings import Sittings
from naho_feedback.store.memory import MemoryStore


@pytest.fixture
def sittings(store: MemoryStore, programme: Programme, clock: Clock, capture: Capture) -> Sittings:
    return Sittings(store, programme, clock, capture)


def test_an_event_is_kept_in_one_go_and_takes_no_note(sittings: Sittings, capture: Capture) -> None:
    start = dt.datetime(2017, 2, 27, 9, 30)  # noqa: DTZ001 - as a person types it
    event = sittings.record_event(
        "discours", "lens", start=start, minutes=30, attendance=85, title="Discours du maire"
    )
    assert (event.kind, event.attendance, event.is_open) == (SessionKind.EVENT, 85, False)
    assert f"{local_time(event.opened):%d %H:%M}" == "27 09:30"
    assert (event.closed or 0) - event.opened == 30 * 60_000
    assert capture.find(Session, event.receipt) == event
    assert capture.session_title(event) == "Discours du maire"
    assert capture.current_session() is None
    with pytest.raises(RefusedError):
        capture.add_note(event, "", "x")


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"workshop": "post-it"}, RefusedError),
        ({"workshop": "bal"}, NotFoundError),
        ({"site": "paris"}, NotFoundError),
        ({"attendance": -1}, UsageError),
        ({"minutes": 0}, UsageError),
        ({"title": "1 85 05 78 006 084 91"}, RefusedError),
    ],
)
def test_what_makes_no_event_is_refused_and_not_kept(
    sittings: Sittings, capture: Capture, wrong: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        sittings.record_event(**({"workshop": "discours", "site": "lens"} | wrong))
    assert capture.sessions() == []


def test_an_event_to_come_is_planned_without_a_number(sittings: Sittings) -> None:
    later = dt.datetime(2017, 3, 10, 9).astimezone()
    with pytest.raises(RefusedError):
        sittings.record_event("discours", "lens", start=later, attendance=10)
    assert sittings.record_event("discours", "lens", start=later).attendance is None


def test_attendance_is_corrected_and_taken_back(
    sittings: Sittings, capture: Capture, session: Session
) -> None:
    assert sittings.set_attendance(session.receipt, 27).attendance == 27
    assert capture.session(session.id).attendance == 27
    sittings.set_attendance(session.id, None)
    assert capture.session(session.id).attendance is None
    with pytest.raises(UsageError):
        sittings.set_attendance(session.id, 100_000)


def test_a_permanence_has_no_attendance(sittings: Sittings, capture: Capture) -> None:
    house = capture.open_session("maison", "lens")
    with pytest.raises(RefusedError, match="naho visit add"):
        sittings.set_attendance(house.id, 5)


def test_no_session_takes_a_negative_attendance(capture: Capture) -> None:
    with pytest.raises(UsageError):
        capture.open_session("post-it", "lens", attendance=-3)


def test_the_week_runs_from_monday_and_shows_the_house_on_the_days_it_was_open(
    sittings: Sittings, capture: Capture, store: MemoryStore, clock: Clock
) -> None:
    house = capture.open_session("maison", "lens")
    Permanence(store, clock).open_today(house)
    workshop = capture.open_session("post-it", "bethune")
    sittings.record_event("discours", "lens", start=dt.datetime(2017, 2, 27, 9).astimezone())
    sittings.record_event("discours", "lens", start=dt.datetime(2017, 3, 6, 9).astimezone())
    week = sittings.week()
    assert [day.day.isoformat() for day in week][:: len(week) - 1] == ["2017-02-27", "2017-03-05"]
    assert [len(day.items) for day in week] == [1, 0, 0, 0, 2, 0, 0]
    friday = {item.session.id: item for item in week[4].items}
    assert friday[house.id].end is None
    assert friday[workshop.id].site_name == "Béthune"
    assert [len(d.items) for d in sittings.week(dt.date(2017, 3, 8))] == [1, 0, 0, 0, 0, 0, 0]
