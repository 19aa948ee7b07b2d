"""The permanence: days that open and close, and what a note does at a closed door."""

from __future__ import annotations

import datetime as dt

import pytest

from naho_feedback.domain.events import put
from naho_feedback.domain.notes import Note, Origin
from naho_feedback.domain.programme import Programme
from naho_feedback.domain.sessions import OpeningDay, Session
from naho_feedback.errors import NotFoundError, RefusedError
from naho_feedback.services.capture import Capture
from naho_feedback.services.clock import Clock, local_time
from naho_feedback.services.permanence import Permanence
from naho_feedback.services.status import workspace_status
from naho_feedback.store.memory import MemoryStore
from tests.conftest import FakePlugins


class Hand:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at("2017-02-27 09:00")

    def at(self, text: str) -> None:
        self.time = dt.datetime.strptime(text, "%Y-%m-%d %H:%M").astimezone()

    def __call__(self) -> dt.datetime:
        return self.time


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def ticking(hand: Hand) -> Clock:
    return Clock(now=hand)


@pytest.fixture
def capture(store: MemoryStore, programme: Programme, ticking: Clock) -> Capture:
    return Capture(store, programme, ticking)


@pytest.fixture
def permanence(store: MemoryStore, ticking: Clock) -> Permanence:
    return Permanence(store, ticking)


@pytest.fixture
def house(capture: Capture) -> Session:
    return capture.open_session("maison", "lens")


def clock_of(ms: int | None) -> str:
    return f"{local_time(ms):%Y-%m-%d %H:%M}" if ms is not None else ""


class TestDays:
    def test_one_key_opens_and_closes_the_day(
        self, permanence: Permanence, house: Session, hand: Hand
    ) -> None:
        opened = permanence.toggle(house)
        assert (opened.is_open, opened.day.day) == (True, "2017-02-27")
        hand.at("2017-02-27 17:30")
        closed = permanence.toggle(house)
        assert not closed.is_open
        assert clock_of(closed.day.closed) == "2017-02-27 17:30"
        assert permanence.session() == house

    def test_a_day_closed_by_mistake_is_opened_again_and_stays_one_day(
        self, permanence: Permanence, house: Session
    ) -> None:
        for _press in range(3):
            permanence.toggle(house)
        (day,) = permanence.days(house.id)
        assert day.closed is None
        assert permanence.open_day(house) == day

    def test_opening_twice_and_closing_twice_are_refused_with_the_command(
        self, permanence: Permanence, house: Session
    ) -> None:
        with pytest.raises(RefusedError, match="naho house open"):
            permanence.close_today(house)
        permanence.open_today(house)
        with pytest.raises(RefusedError, match="naho house close"):
            permanence.open_today(house)

    def test_only_a_permanence_opens_each_day(
        self, permanence: Permanence, capture: Capture
    ) -> None:
        with pytest.raises(RefusedError):
            permanence.open_today(capture.open_session("post-it", "lens"))

    def test_an_ended_permanence_closes_its_day_and_never_opens_again(
        self, permanence: Permanence, capture: Capture, house: Session
    ) -> None:
        permanence.open_today(house)
        capture.close_session(house.id)
        (day,) = permanence.days()
        assert (day.closed is not None, day.left_open) == (True, False)
        with pytest.raises(RefusedError):
            permanence.open_today(house)
        with pytest.raises(NotFoundError, match="naho house open --site"):
            permanence.session()

    def test_two_laptops_one_day_is_told_once_and_closed_as_one(
        self, permanence: Permanence, store: MemoryStore, house: Session
    ) -> None:
        opened = permanence.open_today(house).day
        other = OpeningDay(session=house.id, day=opened.day, opened=opened.opened - 60_000)
        store.append([put(other)], "x")
        (day,) = permanence.days(house.id)
        assert (day.opened, day.closed) == (other.opened, None)
        permanence.close_today(house)
        assert permanence.open_day(house) is None
        assert all(record.closed for record in store.all(OpeningDay))


class TestLeftOpen:
    def test_a_day_left_open_is_closed_on_its_own_date_at_the_last_thing_heard(
        self, permanence: Permanence, capture: Capture, house: Session, hand: Hand
    ) -> None:
        permanence.open_today(house)
        hand.at("2017-02-27 16:40")
        capture.add_note(house, "", "une idée")
        hand.at("2017-03-01 08:50")
        (day,) = permanence.close_left_open()
        assert (day.day, day.left_open) == ("2017-02-27", True)
        assert clock_of(day.closed) == "2017-02-27 16:40"
        assert permanence.close_left_open() == ()

    def test_a_silent_day_ends_when_it_began(
        self, permanence: Permanence, house: Session, hand: Hand
    ) -> None:
        opened = permanence.open_today(house).day
        hand.at("2017-02-28 08:50")
        (day,) = permanence.close_left_open()
        assert day.closed == opened.opened

    def test_an_evening_that_lasts_past_midnight_is_still_on(
        self, permanence: Permanence, house: Session, hand: Hand
    ) -> None:
        hand.at("2017-02-27 20:30")
        permanence.open_today(house)
        hand.at("2017-02-28 01:15")
        assert permanence.close_left_open() == ()
        turned = permanence.toggle(house)
        assert (turned.is_open, turned.day.day) == (False, "2017-02-27")
        assert clock_of(turned.day.closed) == "2017-02-28 01:15"

    def test_opening_a_new_day_says_which_one_was_left_open(
        self, permanence: Permanence, house: Session, hand: Hand
    ) -> None:
        permanence.open_today(house)
        hand.at("2017-02-28 09:00")
        turned = permanence.toggle(house)
        assert (turned.is_open, turned.day.day) == (True, "2017-02-28")
        assert [day.day for day in turned.left_open] == ["2017-02-27"]

    def test_the_time_of_the_start_may_be_given(
        self, permanence: Permanence, house: Session
    ) -> None:
        permanence.open_today(house)
        later = dt.datetime(2017, 3, 2, 9).astimezone()
        assert [day.day for day in permanence.close_left_open(later)] == ["2017-02-27"]


class TestNotes:
    def test_a_note_opens_the_day_in_the_same_transaction(
        self, permanence: Permanence, capture: Capture, store: MemoryStore, house: Session
    ) -> None:
        note = capture.add_note(house, "", "une idée")
        assert permanence.open_day(house) is not None
        entries = list(store.history())
        assert [e.table for e in entries[-2:]] == [Note.table, OpeningDay.table]
        assert entries[-1].event.partition("-")[0] == note.id.partition("-")[0]
        assert store.get(Note, note.id) == note

    def test_papers_typed_behind_the_closed_door_open_nothing(
        self, permanence: Permanence, capture: Capture, house: Session, hand: Hand
    ) -> None:
        permanence.open_today(house)
        hand.at("2017-02-27 17:30")
        permanence.close_today(house)
        capture.add_note(house, "", "retrouvé dans la boîte")
        assert permanence.open_day(house) is None
        hand.at("2017-02-28 10:00")
        capture.add_note(house, "", "des cartes", origin=Origin.PAPER)
        assert permanence.open_day(house) is None

    def test_a_note_of_a_workshop_opens_no_house(
        self, permanence: Permanence, capture: Capture, house: Session
    ) -> None:
        capture.add_note(capture.open_session("post-it", "lens"), "", "x")
        assert permanence.days() == []


def test_the_dashboard_lists_the_house_only_while_its_day_is_open(
    permanence: Permanence,
    capture: Capture,
    store: MemoryStore,
    programme: Programme,
    plugins: FakePlugins,
    ticking: Clock,
    house: Session,
    hand: Hand,
) -> None:
    workshop = capture.open_session("post-it", "lens")

    def shown() -> dict[str, int]:
        status = workspace_status(store, capture, programme, plugins, ticking)
        return {line.id: line.since for line in status.open_sessions}

    assert set(shown()) == {workshop.id}
    hand.at("2017-03-01 09:15")
    opened = permanence.open_today(house).day.opened
    assert shown() == {workshop.id: workshop.opened, house.id: opened}
