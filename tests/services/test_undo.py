"""Undo: each change is taken back by a new event, latest first."""

import pytest

from naho_feedback.domain.notes import Note
from naho_feedback.domain.sessions import Session
from naho_feedback.errors import RefusedError
from naho_feedback.services.capture import Capture
from naho_feedback.services.undo import undo_change
from naho_feedback.store.memory import MemoryStore


def wall(capture: Capture) -> list[tuple[str, str, str, int]]:
    return sorted((n.id, n.text, n.column, n.dots) for n in capture.notes())


def test_every_kind_of_change_is_taken_back_in_turn(
    capture: Capture, session: Session, store: MemoryStore
) -> None:
    states = [wall(capture)]
    note = capture.add_note(session, "freins", "un", dots=2)
    states.append(wall(capture))
    capture.edit_note(note.id, text="deux", dots=5)
    states.append(wall(capture))
    capture.move_note(note.id, "idees")
    states.append(wall(capture))
    capture.remove_note(note.id)
    for before in reversed(states):
        undo_change(store)
        assert wall(capture) == before
    with pytest.raises(RefusedError):
        undo_change(store)


def test_undo_looks_at_the_asked_session_only(
    capture: Capture, session: Session, store: MemoryStore
) -> None:
    first = capture.add_note(session, "", "ici")
    other = capture.open_session("post-it", "bethune")
    capture.add_note(other, "", "ailleurs")
    undone = undo_change(store, session=session.id)
    assert undone.ids == (first.id,)
    assert [n.text for n in capture.notes()] == ["ailleurs"]


def test_undo_is_an_event_and_the_journal_keeps_both(
    capture: Capture, session: Session, store: MemoryStore
) -> None:
    note = capture.add_note(session, "", "un")
    undo_change(store)
    ops = [(e.op, e.table) for e in store.history() if e.table in ("notes", "undos")]
    assert ops == [("put", "notes"), ("remove", "notes"), ("put", "undos")]
    assert store.get(Note, note.id) is None
