"""The review: what waits, what was decided, and when a decision no longer holds."""

from __future__ import annotations

import pytest

from naho_feedback.domain.audiences import Audience
from naho_feedback.domain.events import put
from naho_feedback.domain.notes import Note, Review
from naho_feedback.domain.personal_data import Detectors, LocalPattern
from naho_feedback.domain.programme import Programme
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.themes import Taxonomy
from naho_feedback.errors import NotFoundError, RefusedError
from naho_feedback.services.capture import Capture
from naho_feedback.services.clock import Clock
from naho_feedback.services.facets import FacetService
from naho_feedback.services.gate import Gate
from naho_feedback.services.review import Reviewing
from naho_feedback.services.undo import undo_change
from naho_feedback.store.memory import MemoryStore

NAME = "voir Mme Dupont en chambre 12"
BADGE = LocalPattern(id="matricule", pattern=r"\bH[0-9]{5}\b", fr="un matricule", en="a number")


@pytest.fixture
def detectors() -> Detectors:
    return Detectors([BADGE])


@pytest.fixture
def reviewing(
    store: MemoryStore, capture: Capture, detectors: Detectors, facets: FacetService
) -> Reviewing:
    return Reviewing(store, capture, detectors, facets)


@pytest.fixture
def notes(capture: Capture, session: Session) -> list[Note]:
    words = ("trop de clics", NAME, "on ose essayer", "badge H12345 perdu")
    return [capture.add_note(session, "", text) for text in words]


class TestWaiting:
    def test_those_with_a_hit_come_first_each_oldest_first(
        self, reviewing: Reviewing, notes: list[Note]
    ) -> None:
        plain, name, other, badge = notes
        waiting = reviewing.waiting()
        assert [reviewed.note for reviewed in waiting] == [name, badge, plain, other]
        assert [[kind.id for kind in reviewed.kinds] for reviewed in waiting] == [
            ["name", "room"],
            ["matricule"],
            [],
            [],
        ]

    def test_the_words_stand_as_they_would_be_quoted(
        self, reviewing: Reviewing, notes: list[Note]
    ) -> None:
        published = [reviewed.published for reviewed in reviewing.waiting()[:2]]
        assert published == ["voir [NOM] en [CHAMBRE]", "badge [MATRICULE] perdu"]
        assert notes[1].text == NAME

    def test_only_what_has_a_hit_and_no_decision_is_counted(
        self, reviewing: Reviewing, notes: list[Note]
    ) -> None:
        assert reviewing.count() == 2
        reviewing.decide(notes[1].id, Review.WITHHELD)
        assert reviewing.count() == 1
        reviewing.reword(notes[3], "badge perdu")
        assert reviewing.count() == 0
        reviewing.decide(notes[1].id, Review.NONE)
        assert reviewing.count() == 1

    def test_a_note_that_is_gone_waits_no_more(
        self, reviewing: Reviewing, capture: Capture, notes: list[Note]
    ) -> None:
        capture.remove_note(notes[1].id)
        assert reviewing.count() == 1
        assert notes[1].id not in [reviewed.note.id for reviewed in reviewing.waiting()]

    def test_one_session_can_be_read_alone(
        self, reviewing: Reviewing, capture: Capture, session: Session, notes: list[Note]
    ) -> None:
        other = capture.open_session("post-it", "bethune")
        added = capture.add_note(other, "", "bonjour")
        assert [reviewed.note for reviewed in reviewing.waiting(other.id)] == [added]
        assert len(reviewing.waiting(session.id)) == len(notes)


class TestDeciding:
    def test_only_confirmed_notes_are_published_and_redacted(
        self,
        reviewing: Reviewing,
        store: MemoryStore,
        programme: Programme,
        clock: Clock,
        notes: list[Note],
    ) -> None:
        gate = Gate(store, programme, Taxonomy(version=1, themes=()), {}, clock)
        store.append([put(Note(session=notes[0].session, text=f"x{n}")) for n in range(6)], "x")
        assert gate.view(Audience.PUBLIC).verbatims == ()
        reviewing.decide(notes[1].id, Review.QUOTABLE)
        reviewing.decide(notes[0].id, Review.WITHHELD)
        for audience in (Audience.PUBLIC, Audience.MANAGER):
            quotes = gate.view(audience).verbatims
            assert [quote.text for quote in quotes] == ["voir [NOM] en [CHAMBRE]"]
        assert len(reviewing.waiting()) == 8

    def test_other_words_take_the_decision_back(
        self, reviewing: Reviewing, capture: Capture, notes: list[Note]
    ) -> None:
        reviewing.decide(notes[0].id, Review.QUOTABLE)
        assert capture.edit_note(notes[0].id, dots=3).review == Review.QUOTABLE
        assert capture.edit_note(notes[0].id, text=notes[0].text).review == Review.QUOTABLE
        changed = capture.edit_note(notes[0].id, text="trop de clics, dit M. Durand")
        assert changed.review == Review.NONE
        assert capture.find(Note, notes[0].id).review == Review.NONE

    def test_new_words_may_come_with_a_new_decision(
        self, capture: Capture, notes: list[Note]
    ) -> None:
        changed = capture.edit_note(notes[1].id, text="voir la dame", review=Review.QUOTABLE)
        assert changed.review == Review.QUOTABLE

    def test_taking_the_edit_back_brings_words_and_decision_back(
        self, reviewing: Reviewing, capture: Capture, store: MemoryStore, notes: list[Note]
    ) -> None:
        reviewing.decide(notes[0].id, Review.QUOTABLE)
        capture.edit_note(notes[0].id, text="autre chose")
        undo_change(store)
        note = capture.find(Note, notes[0].id)
        assert (note.text, note.review) == (notes[0].text, Review.QUOTABLE)

    def test_words_that_changed_while_somebody_read_are_not_published(
        self, reviewing: Reviewing, capture: Capture, notes: list[Note]
    ) -> None:
        seen = reviewing.waiting()[-1].note
        capture.edit_note(seen.id, text="dit Mme Durand")
        with pytest.raises(RefusedError, match="autre chose"):
            reviewing.decide(seen.id, Review.QUOTABLE, seen=seen.text)
        with pytest.raises(RefusedError, match="autre chose"):
            reviewing.reword(seen, "x")
        assert capture.find(Note, seen.id).review == Review.NONE
        assert capture.find(Note, seen.id).text == "dit Mme Durand"

    def test_a_note_that_is_not_there_is_said(self, reviewing: Reviewing) -> None:
        with pytest.raises(NotFoundError):
            reviewing.decide("M000-99", Review.QUOTABLE)


class TestTakingBack:
    def test_a_decision_is_taken_back(self, reviewing: Reviewing, notes: list[Note]) -> None:
        after = reviewing.decide(notes[1].id, Review.QUOTABLE)
        assert reviewing.put_back(notes[1], after).review == Review.NONE
        assert reviewing.waiting()[0].note == notes[1]

    def test_other_words_are_taken_back(
        self, reviewing: Reviewing, capture: Capture, notes: list[Note]
    ) -> None:
        after = reviewing.reword(notes[1], "voir la patiente")
        reviewing.put_back(notes[1], after)
        assert capture.find(Note, notes[1].id) == notes[1]

    def test_what_somebody_changed_since_stays(
        self, reviewing: Reviewing, capture: Capture, notes: list[Note]
    ) -> None:
        after = reviewing.decide(notes[1].id, Review.WITHHELD)
        capture.edit_note(notes[1].id, text="nouveau")
        with pytest.raises(RefusedError):
            reviewing.put_back(notes[1], after)
        assert capture.find(Note, notes[1].id).text == "nouveau"
