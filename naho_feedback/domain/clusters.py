"""Groups of notes on a wall: what people hung together, and the sentence that they put above it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Final

from naho_feedback.domain.events import Change, patch, remove
from naho_feedback.domain.notes import Note
from naho_feedback.domain.records import Record

TITLE_LIMIT: Final = 200
"""Most characters of a group's title: a sentence, not a note."""

SMALLEST: Final = 2
"""Fewest notes that make a group."""


class Cluster(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A group of notes; which ones they are stands in :attr:`Note.cluster`.

    Attributes:
        session: the session's id.
        title: a sentence as typed, ``""`` where nobody gave one.
        at: Unix time in milliseconds.
    """

    table: ClassVar[str] = "clusters"
    session: str = ""
    title: str = ""
    at: int = 0


def shared_column(notes: Iterable[Note]) -> str:
    """Return the column that all notes of a group hang in; ``""`` where they differ."""
    columns = {note.column for note in notes}
    return columns.pop() if len(columns) == 1 else ""


def left_behind(
    wall: Sequence[Note], leaving: Iterable[str], clusters: Iterable[Cluster]
) -> list[Change]:
    """Return what becomes of groups that notes leave: one with too few notes dissolves.

    The notes that leave are not changed by it: the caller knows where they go.

    Args:
        wall: the notes of one session.
        leaving: ids of the notes that leave their groups.
        clusters: the groups that there are.
    """
    known = {cluster.id for cluster in clusters}
    gone = set(leaving)
    staying: dict[str, list[Note]] = {}
    for note in wall:
        if note.cluster in known:
            others = staying.setdefault(note.cluster, [])
            if note.id not in gone:
                others.append(note)
    touched = {note.cluster for note in wall if note.id in gone and note.cluster in known}
    changes: list[Change] = []
    for cluster in sorted(touched):
        if len(staying[cluster]) < SMALLEST:
            changes += [patch(Note, note.id, cluster="") for note in staying[cluster]]
            changes.append(remove(Cluster, cluster))
    return changes
