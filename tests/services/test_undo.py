"""Undo: each change is taken back by a new event, latest first."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from naho_feedback.domain.events import Actor, Undo, put
from naho_feedback.domain.notes import Note
from naho_feedback.domain.programme import Programme
from naho_feedback.domain.sessions import OpeningDay, Session
from naho_feedback.domain.themes import Placement
from naho_feedback.errors import RefusedError
from naho_feedback.services.capture import Capture
from naho_feedback.services.clock import Clock
from naho_feedback.services.clustering import Clustering
from naho_feedback.services.undo import Undone, redo_change, undo_change
from naho_feedback.store import open_store
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


def test_what_was_taken_back_is_done_again_in_turn(
    capture: Capture, session: Session, store: MemoryStore
) -> None:
    states = [wall(capture)]
    note = capture.add_note(session, "freins", "un", dots=2)
    states.append(wall(capture))
    capture.edit_note(note.id, text="deux", dots=5)
    states.append(wall(capture))
    capture.remove_note(note.id)
    states.append(wall(capture))
    for _time in range(3):
        undo_change(store)
    for after in states[1:]:
        redo_change(store)
        assert wall(capture) == after
    with pytest.raises(RefusedError):
        redo_change(store)
    for before in reversed(states[:-1]):
        undo_change(store)
        assert wall(capture) == before


def test_something_new_ends_the_redo_of_its_own_wall_only(
    capture: Capture, session: Session, store: MemoryStore
) -> None:
    other = capture.open_session("post-it", "bethune")
    for here in (session, other):
        capture.add_note(here, "", "un")
        undo_change(store, session=here.id)
    capture.add_note(session, "", "deux")
    with pytest.raises(RefusedError):
        redo_change(store, session=session.id)
    redo_change(store, session=other.id)
    assert sorted(n.text for n in capture.notes()) == ["deux", "un"]


def test_several_notes_and_their_group_are_taken_back_as_one(
    capture: Capture, session: Session, store: MemoryStore, clock: Clock
) -> None:
    clustering = Clustering(store, capture, clock)
    notes = [capture.add_note(session, "", text) for text in ("un", "deux", "trois")]
    cluster = clustering.group(notes[:2], "Titre")
    hanging = capture.notes()
    undone = [undo_change(store)]
    assert clustering.clusters(session.id) == []
    assert capture.notes() == notes
    redo_change(store)
    assert clustering.clusters(session.id) == [cluster]
    assert capture.notes() == hanging
    capture.remove_notes(notes[:1])
    undone.append(undo_change(store))
    assert capture.notes() == hanging
    assert clustering.clusters(session.id) == [cluster]
    ids = tuple(note.id for note in notes)
    assert [(u.op, u.ids, u.gesture.did) for u in undone] == [
        ("patch", ids[:2], "grouped"),
        ("remove", ids[:1], "removed"),
    ]


def test_a_change_of_two_walls_at_once_is_one_step_of_each(
    capture: Capture, session: Session, store: MemoryStore
) -> None:
    other = capture.open_session("post-it", "bethune")
    notes = [capture.add_note(here, "freins", "un") for here in (session, other)]
    capture.move_notes(notes, "idees")
    undo_change(store, session=session.id)
    assert [n.column for n in capture.notes()] == ["freins", "idees"]


def test_imports_and_what_touches_several_walls_are_never_taken_back(
    capture: Capture, session: Session, store: MemoryStore
) -> None:
    other = capture.open_session("post-it", "bethune")
    here, there = (Note(session=s.id, column="freins", text="x") for s in (session, other))
    store.append([put(here)], Actor.IMPORT)
    store.append([put(here), put(there)], Actor.WALL)
    with pytest.raises(RefusedError):
        undo_change(store)
    assert len(capture.notes()) == 3


def test_the_day_that_a_note_opened_stays_open_when_the_note_is_taken_back(
    capture: Capture, store: MemoryStore
) -> None:
    house = capture.open_session("maison", "lens")
    note = capture.add_note(house, "", "bonjour")
    undo_change(store)
    redo_change(store)
    assert capture.notes() == [note]
    assert store.count(OpeningDay) == 1


def test_a_theme_given_by_hand_goes_back_to_the_groupers_and_wins_again(
    capture: Capture, session: Session, store: MemoryStore
) -> None:
    note = capture.add_note(session, "", "un")
    by_machine = Placement(note=note.id, theme="temps", by="keywords")
    by_hand = Placement(note=note.id, theme="formation", by="person", locked=True)
    store.append([put(by_hand)], Actor.COMMAND)
    undo_change(store)
    assert list(store.all(Placement)) == []
    store.append([put(by_machine)], Actor.COMMAND)
    redo_change(store)
    assert [p.theme for p in store.all(Placement)] == ["formation"]


def test_two_windows_that_undo_at_once_take_back_one_step_and_nothing_else(
    capture: Capture, session: Session, store: MemoryStore
) -> None:
    capture.add_note(session, "", "un")
    last = capture.add_note(session, "", "deux")
    undo_change(store)
    # The other window had read the journal just before: it names the same step again.
    store.append([put(Undo(of=last.id))], Actor.WALL)
    redo_change(store)
    assert [n.text for n in capture.notes()] == ["un", "deux"]
    undo_change(store)
    undo_change(store)
    assert capture.notes() == []


def test_two_windows_that_redo_at_once_do_one_step_again_and_nothing_else(
    capture: Capture, session: Session, store: MemoryStore
) -> None:
    capture.add_note(session, "", "un")
    undo_change(store)
    (undo,) = (entry.event for entry in store.history() if entry.table == "undos")
    redo_change(store)
    store.append([put(Undo(of=undo))], Actor.WALL)  # the other window's redo, a moment later
    with pytest.raises(RefusedError):
        redo_change(store)
    undo_change(store)
    assert capture.notes() == []


@pytest.mark.parametrize("act", [undo_change, redo_change])
def test_it_works_after_reopening_and_in_another_process(
    tmp_path: Path, programme: Programme, clock: Clock, act: Callable[..., Undone]
) -> None:
    with closing(open_store(tmp_path / "data")) as store:
        capture = Capture(store, programme, clock)
        session = capture.open_session("post-it", "lens")
        capture.add_note(session, "", "un")
        capture.move_notes(capture.notes(), "idees")
        if act is redo_change:
            undo_change(store)
    code = (
        "import sys; from pathlib import Path; from naho_feedback.store import open_store;"
        f"from naho_feedback.services.undo import {act.__name__};"
        f"print({act.__name__}(open_store(Path(sys.argv[1])), session=sys.argv[2]).gesture.did)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "data"), session.id],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "moved\n"
    with closing(open_store(tmp_path / "data")) as store:
        (note,) = store.all(Note)
        assert note.column == ("freins" if act is undo_change else "idees")
