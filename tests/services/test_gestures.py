"""Gestures: what was done to a wall, in words, latest first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from naho_feedback.domain.events import Actor, put
from naho_feedback.domain.notes import Note, Review
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.themes import Placement, Taxonomy, Theme, Words
from naho_feedback.i18n import Localized, set_language
from naho_feedback.services.bin import Bin
from naho_feedback.services.capture import Capture
from naho_feedback.services.clock import Clock
from naho_feedback.services.clustering import Clustering
from naho_feedback.services.gestures import Gestures
from naho_feedback.services.undo import redo_change, undo_change
from naho_feedback.store.memory import MemoryStore

TAXONOMY = Taxonomy(
    version=1,
    themes=(
        Theme(
            id="formation",
            label=Localized("Formation", "Training"),
            definition=Localized("", ""),
            keywords=Words(),
        ),
    ),
)


@pytest.fixture
def gestures(store: MemoryStore, capture: Capture) -> Gestures:
    set_language("en")
    return Gestures(store, capture, TAXONOMY)


@pytest.fixture
def notes(capture: Capture, session: Session) -> list[Note]:
    """Six notes: M-2 to M-7."""
    return [capture.add_note(session, "freins", f"mot {n}") for n in range(6)]


class Done:
    """The services that a case uses."""

    def __init__(self, store: MemoryStore, capture: Capture, clock: Clock) -> None:
        self.store = store
        self.capture = capture
        self.clustering = Clustering(store, capture, clock)

    def place(self, note: Note, theme: str) -> None:
        placement = Placement(note=note.id, theme=theme, by="person", locked=True)
        self.store.append([put(placement)], Actor.WALL)

    def restore(self, note: Note) -> None:
        self.capture.remove_note(note.id)
        Bin(self.store).restore([note.id])


CASES: dict[str, tuple[Callable[[Done, list[Note]], object], str]] = {
    "moved": (lambda d, n: d.capture.move_note(n[0].id, "leviers"), "M-2 moved to Enablers"),
    "several": (
        lambda d, n: d.capture.move_notes(n, "leviers"),
        "M-2, M-3, M-4 and 3 others moved to Enablers",
    ),
    "four": (
        lambda d, n: d.capture.move_notes(n[:4], "leviers"),
        "M-2, M-3, M-4, M-5 moved to Enablers",
    ),
    "reworded": (lambda d, n: d.capture.edit_note(n[0].id, text="autre", dots=2), "M-2 reworded"),
    "dots": (lambda d, n: d.capture.edit_note(n[0].id, dots=2), "M-2: 2 dots"),
    "one dot": (lambda d, n: d.capture.edit_note(n[0].id, dots=1), "M-2: 1 dot"),
    "reviewed": (
        lambda d, n: d.capture.edit_note(n[0].id, review=Review.QUOTABLE),
        "M-2: reviewed for quoting",
    ),
    "removed": (lambda d, n: d.capture.remove_note(n[0].id), "M-2 taken down"),
    "restored": (lambda d, n: d.restore(n[0]), "M-2 put back"),
    "placed": (lambda d, n: d.place(n[0], "formation"), "M-2 sorted into Training"),
    "unplaced": (lambda d, n: d.place(n[0], ""), "M-2 to be sorted again"),
    "grouped": (lambda d, n: d.clustering.group(n[:2]), "M-2, M-3 grouped"),
    "titled group": (
        lambda d, n: d.clustering.group(n[:2], "Le {matin}"),
        "M-2, M-3 grouped: “Le {matin}”",
    ),
    "titled": (
        lambda d, n: d.clustering.rename(d.clustering.group(n[:2]), "La nuit"),
        "A group's title changed: “La nuit”",
    ),
    "split": (
        lambda d, n: (d.clustering.group(n[:3]), d.clustering.split(n[:1])),
        "M-2 taken out of the group",
    ),
    "removed from a pair": (
        lambda d, n: (d.clustering.group(n[:2]), d.capture.remove_note(n[0].id)),
        "M-2 taken down",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_kind_of_change_is_told_in_words(
    gestures: Gestures,
    store: MemoryStore,
    capture: Capture,
    clock: Clock,
    notes: list[Note],
    case: str,
) -> None:
    act, words = CASES[case]
    act(Done(store, capture, clock), notes)
    (latest,) = gestures.latest(limit=1)
    assert gestures.words(latest) == words


def test_the_words_are_french_in_french_and_agree_with_the_number(
    gestures: Gestures, capture: Capture, notes: list[Note]
) -> None:
    set_language("fr")
    capture.move_note(notes[0].id, "leviers")
    capture.move_notes(notes[:2], "idees")
    said = [gestures.words(g) for g in gestures.latest(limit=3)]
    assert said == [
        "M-2, M-3 déplacés vers Idées",
        "M-2 déplacé vers Leviers",
        "M-7 ajouté à Freins",
    ]


def test_the_latest_comes_first_and_what_is_taken_back_is_marked(
    gestures: Gestures, capture: Capture, session: Session, store: MemoryStore
) -> None:
    note = capture.add_note(session, "", "un")
    capture.edit_note(note.id, dots=3)
    undo_change(store)
    assert [(g.did, g.undone) for g in gestures.latest()] == [("dots", True), ("added", False)]
    redo_change(store)
    assert [g.undone for g in gestures.latest(session.id)] == [False, False]
    assert [g.did for g in gestures.latest(session.id, limit=1)] == ["dots"]


def test_nothing_that_was_typed_on_a_note_is_repeated(
    gestures: Gestures, capture: Capture, session: Session
) -> None:
    capture.remove_note(capture.add_note(session, "", "Dupont").id)
    said = "".join(gestures.words(g) for g in gestures.latest())
    assert "Dupont" not in said


def test_another_walls_gestures_are_not_told(
    gestures: Gestures, capture: Capture, session: Session, notes: list[Note]
) -> None:
    other = capture.open_session("post-it", "bethune")
    capture.add_note(other, "", "ailleurs")
    assert [g.session for g in gestures.latest(other.id)] == [other.id]
    assert len(gestures.latest(session.id)) == len(notes)
