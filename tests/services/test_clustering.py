"""Groups: hung together, merged whole, taken apart; each is one change."""

from __future__ import annotations

import pytest

from naho_feedback.domain.clusters import TITLE_LIMIT, Cluster, shared_column
from naho_feedback.domain.events import put
from naho_feedback.domain.notes import Note
from naho_feedback.domain.sessions import Session
from naho_feedback.errors import NotFoundError, PersonalDataError, RefusedError, UsageError
from naho_feedback.services.capture import Capture
from naho_feedback.services.clock import Clock
from naho_feedback.services.clustering import Clustering
from naho_feedback.store.memory import MemoryStore

NIR = "1 85 02 62 118 123 83"


@pytest.fixture
def clustering(store: MemoryStore, capture: Capture, clock: Clock) -> Clustering:
    return Clustering(store, capture, clock)


@pytest.fixture
def notes(capture: Capture, session: Session) -> list[Note]:
    """Six notes in two columns: three barriers, then three ideas."""
    columns = ["freins"] * 3 + ["idees"] * 3
    return [capture.add_note(session, column, f"n{i}") for i, column in enumerate(columns)]


def groups(capture: Capture, clustering: Clustering, session: Session) -> dict[str, set[str]]:
    """Return the words of each group's notes by its title; every note hangs in a known one."""
    titles = {cluster.id: cluster.title for cluster in clustering.clusters(session.id)}
    found: dict[str, set[str]] = {title: set() for title in titles.values()}
    for note in capture.notes(session.id):
        if note.cluster:
            found[titles[note.cluster]].add(note.text)
    return found


def events(store: MemoryStore) -> int:
    return len({entry.event for entry in store.history()})


def test_notes_hang_together_and_keep_their_columns(
    capture: Capture, clustering: Clustering, session: Session, notes: list[Note]
) -> None:
    cluster = clustering.group([notes[0], notes[4]], "Les clics du matin")
    assert groups(capture, clustering, session) == {"Les clics du matin": {"n0", "n4"}}
    assert [n.column for n in capture.notes(session.id)] == [n.column for n in notes]
    inside = [n for n in capture.notes(session.id) if n.cluster == cluster.id]
    assert shared_column(inside) == ""
    assert shared_column(inside[:1]) == "freins"


def test_grouping_one_of_a_group_brings_its_whole_group_into_the_oldest(
    capture: Capture, clustering: Clustering, session: Session, notes: list[Note]
) -> None:
    oldest = clustering.group(notes[0:2], "")
    clustering.group(notes[2:4], "Deux")
    clustering.group(notes[4:6], "Trois")
    merged = clustering.group([notes[5], notes[3], notes[0]])
    assert merged.id == oldest.id
    assert groups(capture, clustering, session) == {"Deux": {f"n{i}" for i in range(6)}}


def test_a_note_on_its_own_joins_a_group_that_keeps_its_title(
    capture: Capture, clustering: Clustering, session: Session, notes: list[Note]
) -> None:
    first = clustering.group(notes[0:2], "Un")
    assert clustering.group([notes[5], notes[1]]) == first
    assert groups(capture, clustering, session) == {"Un": {"n0", "n1", "n5"}}
    clustering.group([notes[0]], "Autrement dit")
    assert groups(capture, clustering, session) == {"Autrement dit": {"n0", "n1", "n5"}}


@pytest.mark.parametrize(
    "act",
    [
        lambda c, n: c.group(n[0:3], "x"),
        lambda c, n: c.group([n[3], n[4], n[5]], "y"),
        lambda c, n: c.split([n[3]]),
    ],
)
def test_each_call_is_one_event(
    clustering: Clustering, store: MemoryStore, notes: list[Note], act: object
) -> None:
    clustering.group(notes[3:5], "z")
    before = events(store)
    assert callable(act)
    act(clustering, notes)
    assert events(store) == before + 1


def test_the_same_group_again_writes_nothing(
    clustering: Clustering, store: MemoryStore, notes: list[Note]
) -> None:
    clustering.group(notes[0:2], "Un")
    before = events(store)
    clustering.group(notes[0:2], "Un")
    clustering.rename(clustering.group(notes[0:2]), "Un")
    assert events(store) == before


def test_a_group_left_with_one_note_dissolves(
    capture: Capture, clustering: Clustering, session: Session, notes: list[Note]
) -> None:
    clustering.group(notes[0:3], "Un")
    assert [n.text for n in clustering.split([notes[0], notes[5]])] == ["n0"]
    assert groups(capture, clustering, session) == {"Un": {"n1", "n2"}}
    clustering.split([notes[1]])
    assert groups(capture, clustering, session) == {}
    assert {n.cluster for n in capture.notes(session.id)} == {""}


def test_a_note_taken_down_leaves_no_group_of_one(
    capture: Capture, clustering: Clustering, session: Session, notes: list[Note]
) -> None:
    clustering.group(notes[0:3], "Un")
    clustering.group(notes[3:5], "Deux")
    capture.remove_note(notes[0].id)
    assert groups(capture, clustering, session) == {"Un": {"n1", "n2"}, "Deux": {"n3", "n4"}}
    capture.remove_notes([notes[1], notes[3]])
    assert groups(capture, clustering, session) == {}
    assert {n.cluster for n in capture.notes(session.id)} == {""}


def test_what_makes_no_group_is_refused_and_nothing_changes(
    capture: Capture, clustering: Clustering, store: MemoryStore, notes: list[Note]
) -> None:
    other = capture.add_note(capture.open_session("post-it", "bethune"), "", "ailleurs")
    before = events(store)
    for wrong in ([], [notes[0]], [notes[0], notes[0]], [notes[0], other]):
        with pytest.raises(RefusedError):
            clustering.group(wrong)
    with pytest.raises(RefusedError):
        clustering.split(notes)
    assert events(store) == before


@pytest.mark.parametrize(
    ("title", "error"), [("é" * (TITLE_LIMIT + 1), RefusedError), (NIR, PersonalDataError)]
)
def test_a_title_is_a_sentence_without_a_nir(
    clustering: Clustering, session: Session, notes: list[Note], title: str, error: type[Exception]
) -> None:
    with pytest.raises(error) as refused:
        clustering.group(notes[0:2], title)
    assert "85" not in str(refused.value)
    assert clustering.clusters(session.id) == []
    cluster = clustering.group(notes[0:2], "é" * TITLE_LIMIT)
    with pytest.raises(error):
        clustering.rename(cluster, title)
    assert clustering.rename(cluster, " \n").title == ""


def test_a_group_or_note_that_is_gone_is_said(
    capture: Capture, clustering: Clustering, notes: list[Note]
) -> None:
    cluster = clustering.group(notes[0:2])
    clustering.split(notes[0:2])
    with pytest.raises(NotFoundError):
        clustering.rename(cluster, "x")
    capture.remove_note(notes[0].id)
    with pytest.raises(NotFoundError):
        clustering.group(notes[0:2])


def test_a_note_in_a_group_that_nobody_knows_counts_as_on_its_own(
    capture: Capture, clustering: Clustering, store: MemoryStore, session: Session
) -> None:
    seule = Note(session=session.id, column="freins", text="seul", cluster="g" * 12)
    (id_,) = store.append([put(seule)], "test")
    note = capture.find(Note, id_)
    assert [n.cluster for n in clustering.split([note])] == [""]
    assert store.count(Cluster) == 0


class TestMovingSeveral:
    def test_several_notes_move_as_one_event(
        self, capture: Capture, store: MemoryStore, session: Session, notes: list[Note]
    ) -> None:
        before = events(store)
        moved = capture.move_notes([notes[0], notes[4], notes[0]], "Idées")
        assert [(n.text, n.column) for n in moved] == [("n0", "idees"), ("n4", "idees")]
        assert [n.column for n in capture.notes(session.id)] == (
            ["idees"] + ["freins"] * 2 + ["idees"] * 3
        )
        assert events(store) == before + 1

    def test_an_unknown_column_moves_none(
        self, capture: Capture, store: MemoryStore, notes: list[Note]
    ) -> None:
        before = events(store)
        with pytest.raises(UsageError):
            capture.move_notes(notes, "ancres")
        assert events(store) == before
