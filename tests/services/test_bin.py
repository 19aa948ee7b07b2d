"""The bin: what was taken down is listed as it was typed, and comes back."""

from __future__ import annotations

import pytest

from naho_feedback.domain.notes import Origin
from naho_feedback.domain.sessions import Session
from naho_feedback.errors import NotFoundError
from naho_feedback.services.bin import Bin
from naho_feedback.services.capture import Capture
from naho_feedback.services.clock import Clock
from naho_feedback.services.clustering import Clustering
from naho_feedback.services.undo import undo_change
from naho_feedback.store.memory import MemoryStore


@pytest.fixture
def store() -> MemoryStore:
    """A store whose clock moves on by a second with each event."""
    times = iter(range(1_000, 1_000_000, 1_000))
    return MemoryStore(lambda: next(times))


@pytest.fixture
def the_bin(store: MemoryStore) -> Bin:
    return Bin(store)


def test_what_was_taken_down_is_listed_latest_first_with_when(
    capture: Capture, session: Session, the_bin: Bin
) -> None:
    one = capture.add_note(session, "idees", " un  mot ", dots=2, origin=Origin.PAPER)
    two = capture.add_note(session, "", "deux")
    capture.edit_note(one.id, dots=4)
    capture.remove_note(one.id)
    capture.remove_note(two.id)
    listed = the_bin.notes(session.id)
    assert [b.note.text for b in listed] == ["deux", " un  mot "]
    assert (listed[1].note.id, listed[1].note.dots, listed[1].note.origin) == (one.id, 4, "paper")
    assert [b.at for b in listed] == [6_000, 5_000]


def test_the_bin_of_one_session_holds_no_other_sessions_notes(
    capture: Capture, session: Session, the_bin: Bin
) -> None:
    other = capture.open_session("post-it", "bethune")
    for here, text in ((session, "ici"), (other, "ailleurs")):
        capture.remove_note(capture.add_note(here, "", text).id)
    assert [b.note.text for b in the_bin.notes(other.id)] == ["ailleurs"]
    assert [b.note.text for b in the_bin.notes()] == ["ailleurs", "ici"]


def test_several_are_put_back_as_one_change_and_leave_the_bin(
    capture: Capture, session: Session, store: MemoryStore, the_bin: Bin
) -> None:
    notes = [capture.add_note(session, "", text) for text in ("un", "deux", "trois")]
    capture.remove_notes(notes)
    the_bin.restore([notes[0].receipt.lower(), notes[2].id, notes[0].id])
    assert capture.notes() == [notes[0], notes[2]]
    assert [b.note for b in the_bin.notes()] == [notes[1]]
    undo_change(store)
    assert capture.notes() == []
    assert {b.note.text for b in the_bin.notes()} == {"un", "deux", "trois"}


def test_one_that_is_not_in_the_bin_puts_none_back(
    capture: Capture, session: Session, the_bin: Bin
) -> None:
    note = capture.add_note(session, "", "un")
    capture.remove_note(note.id)
    for wrong in ("A-999", capture.add_note(session, "", "là").receipt):
        with pytest.raises(NotFoundError, match=wrong):
            the_bin.restore([note.receipt, wrong])
    assert [n.text for n in capture.notes()] == ["là"]


def test_an_addition_that_was_taken_back_is_in_the_bin_too(
    capture: Capture, session: Session, store: MemoryStore, the_bin: Bin
) -> None:
    note = capture.add_note(session, "", "perdu")
    undo_change(store)
    capture.add_note(session, "", "autre")
    assert [b.note for b in the_bin.notes()] == [note]
    the_bin.restore([note.id])
    assert {n.text for n in capture.notes()} == {"perdu", "autre"}


def test_a_note_comes_back_to_its_group_if_there_still_is_one(
    capture: Capture, session: Session, store: MemoryStore, clock: Clock, the_bin: Bin
) -> None:
    clustering = Clustering(store, capture, clock)
    notes = [capture.add_note(session, "", text) for text in ("un", "deux", "trois")]
    cluster = clustering.group(notes)
    capture.remove_note(notes[0].id)
    assert [n.cluster for n in the_bin.restore([notes[0].id])] == [cluster.id]
    capture.remove_note(notes[0].id)
    clustering.split(notes[1:])
    assert [n.cluster for n in the_bin.restore([notes[0].id])] == [""]
    assert [n.cluster for n in capture.notes()] == ["", "", ""]
