"""The door: exact counts of a day, totals with their source, the last one taken back."""

from __future__ import annotations

import pytest

from naho_feedback.domain.programme import Programme
from naho_feedback.domain.responses import UniqueVisitors, Visit
from naho_feedback.errors import NotFoundError, RefusedError, UsageError
from naho_feedback.services.capture import Capture
from naho_feedback.services.clock import Clock
from naho_feedback.services.door import Door
from naho_feedback.store.memory import MemoryStore


@pytest.fixture
def door(store: MemoryStore, programme: Programme, clock: Clock, capture: Capture) -> Door:
    return Door(store, programme, clock, capture)


class TestCounting:
    def test_a_day_is_counted_by_site_and_role(self, door: Door, capture: Capture) -> None:
        for role in ("medecin", "autre", "autre"):
            capture.add_visit("lens", role=role)
        capture.add_visit("bethune", count=7, day="2017-03-02")
        counts = door.counts()
        assert counts.day == "2017-03-03"
        assert counts.cells == {("lens", "medecin"): 1, ("lens", "autre"): 2}
        assert counts.total == 3
        assert counts.last is not None
        assert counts.last.role == "autre"
        assert door.counts("2017-03-02").cells == {("bethune", ""): 7}
        assert door.between("2017-03-01", "2017-03-03") == 10

    def test_visits_become_people_only_when_that_is_declared(
        self, door: Door, capture: Capture
    ) -> None:
        capture.add_visit("lens")
        assert door.counts().declared == ()
        declared = capture.declare_unique("2017-02-27", "2017-03-03", "badges")
        assert door.counts().declared == (declared,)
        assert door.counts("2017-03-04").declared == ()


class TestTotals:
    def test_a_total_is_added_with_its_source(self, door: Door) -> None:
        visit = door.enter_total("lens", 148, role="autre", source="compté à la porte")
        assert (visit.count, visit.source, visit.day) == (148, "compté à la porte", "2017-03-03")

    def test_a_whole_day_stores_what_is_missing_or_too_much(
        self, door: Door, capture: Capture
    ) -> None:
        capture.add_visit("lens", role="autre", count=10)
        capture.add_visit("lens", role="medecin", count=4)
        capture.add_visit("bethune", role="autre", count=99)
        assert door.enter_total("lens", 20, source="x", whole=True).count == 6
        assert door.enter_total("lens", 8, role="autre", source="x", whole=True).count == -2
        assert door.counts().total == 20 - 2 + 99
        with pytest.raises(UsageError):
            door.enter_total("lens", 18, source="x", whole=True)

    def test_a_whole_day_of_nobody_takes_all_away(self, door: Door, capture: Capture) -> None:
        capture.add_visit("lens", count=3)
        assert door.enter_total("lens", 0, source="x", whole=True).count == -3

    @pytest.mark.parametrize(("count", "source"), [(5, " "), (-1, "x"), (0, "x")])
    def test_a_total_without_source_or_sense_is_refused(
        self, door: Door, count: int, source: str
    ) -> None:
        with pytest.raises(UsageError):
            door.enter_total("lens", count, source=source)
        assert door.counts().total == 0

    def test_an_unknown_site_is_refused(self, door: Door) -> None:
        with pytest.raises(NotFoundError):
            door.enter_total("lille", 3, source="x")


class TestUndo:
    def test_the_last_entry_of_the_day_goes_by_an_event(
        self, door: Door, capture: Capture, store: MemoryStore
    ) -> None:
        first = capture.add_visit("lens")
        capture.add_visit("lens", count=5, day="2017-03-02")
        second = capture.add_visit("bethune")
        assert [door.undo(), door.undo()] == [second, first]
        with pytest.raises(RefusedError):
            door.undo()
        assert door.counts("2017-03-02").total == 5
        undone = [e.body["of"] for e in store.history() if e.table == "undos" and e.body]
        assert undone == [second.id, first.id]

    def test_a_declaration_can_be_taken_back_once(
        self, door: Door, capture: Capture, store: MemoryStore
    ) -> None:
        declared = capture.declare_unique("2017-03-03", "2017-03-03", "badges")
        door.take_back(declared)
        assert store.count(UniqueVisitors) == 0
        with pytest.raises(NotFoundError):
            door.take_back(declared)

    def test_an_entry_is_taken_back_once(
        self, door: Door, capture: Capture, store: MemoryStore
    ) -> None:
        visit = capture.add_visit("lens")
        door.take_back(visit)
        with pytest.raises(NotFoundError):
            door.take_back(visit)
        assert store.count(Visit) == 0
