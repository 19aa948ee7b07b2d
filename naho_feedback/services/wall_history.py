"""The history of walls: what people did to them, step by step, and what is taken back of it.

The journal is replayed: a change of a wall goes on its session's stack of steps, an undo moves
the step that it names to the other stack, a redo moves it back, and a new change empties that
other stack. Nothing is kept beside the journal, so every process sees the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

import msgspec

from naho_feedback.contracts.store import Store
from naho_feedback.domain.clusters import Cluster
from naho_feedback.domain.events import Actor, Entry, Op, Undo
from naho_feedback.domain.notes import Note
from naho_feedback.domain.records import Record
from naho_feedback.domain.themes import Placement
from naho_feedback.services.theming import PERSON

Document = Mapping[str, Any]
Key = tuple[str, str]
"""Table and id."""

WALL_TABLES: Final[dict[str, type[Record]]] = {
    type_.table: type_ for type_ in (Note, Cluster, Placement)
}
"""What a wall is made of; nothing else is ever undone with it."""


class Touched(msgspec.Struct, frozen=True, gc=False):
    """One document that a step changed.

    Attributes:
        entry: the change as it stands in the journal.
        before: the document before it, None where there was none.
        after: the document after it, None where it went.
        known: whether there was such a document at any time before.
    """

    entry: Entry
    before: Document | None
    after: Document | None
    known: bool


class Step(msgspec.Struct, eq=False, gc=False):
    """One change of one wall by people: a whole transaction.

    Attributes:
        event: its event.
        at: Unix time in milliseconds; for display only.
        session: id of the wall's session.
        touched: the notes, groups and themes decided by people that it changed.
        taken_back_by: the event of the undo that holds now, ``""`` where none does.
        place: grows with each change, undo and redo; the highest is the latest.
    """

    event: str
    at: int
    session: str
    touched: tuple[Touched, ...]
    taken_back_by: str = ""
    place: int = 0


class Gone(msgspec.Struct, frozen=True, gc=False):
    """A note that is on no wall any more.

    Attributes:
        id: its id.
        document: as it was at last.
        at: when it went, Unix time in milliseconds.
    """

    id: str
    document: Document
    at: int


@dataclass(slots=True)
class _Stacks:
    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)


_NOT_AT_THE_WALL: Final = frozenset({Actor.IMPORT, Actor.KIOSK})


class WallHistory:
    """Every step of the walls, replayed from the journal once.

    Imports, publications and what groupers propose are no steps, nor is what visitors wrote at a
    kiosk (an undo at the wall must not take down their words), nor is a transaction that touched
    several walls: an undo in one room must not change another.

    Args:
        store: whose journal is read.

    Attributes:
        steps: all steps, oldest first.
        gone: notes that are on no wall any more, by id, in the order in which they went.
    """

    def __init__(self, store: Store) -> None:
        store.refresh()
        self.steps: list[Step] = []
        self.gone: dict[str, Gone] = {}
        self._documents: dict[Key, Document | None] = {}
        self._stacks: dict[str, _Stacks] = {}
        self._by_event: dict[str, Step] = {}
        self._place = 0
        for event, entries in groupby(store.history(), key=attrgetter("event")):
            self._take_in(event, tuple(entries))

    def last_done(self, session: str = "") -> Step | None:
        """Return the step that an undo takes back; of any session for ``""``."""
        tops = [s.done[-1] for s in self._stacks_of(session) if s.done]
        return max(tops, key=attrgetter("place"), default=None)

    def last_undone(self, session: str = "") -> Step | None:
        """Return the step that a redo does again; of any session for ``""``."""
        tops = [s.undone[-1] for s in self._stacks_of(session) if s.undone]
        return max(tops, key=attrgetter("place"), default=None)

    def _stacks_of(self, session: str) -> Iterable[_Stacks]:
        if session:
            return [self._stacks[session]] if session in self._stacks else []
        return self._stacks.values()

    # ---- replaying -----------------------------------------------------------------------

    def _take_in(self, event: str, entries: tuple[Entry, ...]) -> None:
        touched = [self._apply(entry) for entry in entries if entry.table in WALL_TABLES]
        undo = next((e for e in entries if e.table == Undo.table and e.op == Op.PUT), None)
        self._place += 1
        if undo is not None:
            self._turn(event, str((undo.body or {}).get("of", "")))
            return
        mine = tuple(filter(_is_a_persons, touched))
        sessions = {self._session_of(one) for one in mine}
        if not mine or len(sessions) > 1 or entries[0].actor in _NOT_AT_THE_WALL:
            return
        session = sessions.pop()
        if not session:
            return
        step = Step(event, entries[0].at, session, mine, place=self._place)
        stacks = self._stacks.setdefault(session, _Stacks())
        stacks.done.append(step)
        stacks.undone.clear()
        self.steps.append(step)
        self._by_event[event] = step

    def _turn(self, event: str, of: str) -> None:
        """Take in an undo of a step, or a redo: the undo of an undo."""
        step = self._by_event.get(of)
        if step is None:  # an entry at the door, or something that was no step
            return
        stacks = self._stacks[step.session]
        if of == step.event and _take(stacks.done, step):
            stacks.undone.append(step)
            step.taken_back_by = event
            self._by_event[event] = step
        elif of == step.taken_back_by and _take(stacks.undone, step):
            stacks.done.append(step)
            step.taken_back_by = ""
        step.place = self._place

    def _apply(self, entry: Entry) -> Touched:
        key = (entry.table, entry.id)
        known = key in self._documents
        before = self._documents.get(key)
        after: Document | None
        match entry.op:
            case Op.PUT:
                after = entry.body or {}
            case Op.PATCH:
                after = {**(before or {}), **(entry.body or {})}
            case Op.REMOVE:
                after = None
        self._documents[key] = after
        if entry.table == Note.table:
            gone = self.gone.pop(entry.id, None)
            if after is None:
                last = before if before is not None else gone.document if gone else {}
                self.gone[entry.id] = Gone(entry.id, last, entry.at)
        return Touched(entry, before, after, known)

    def _session_of(self, touched: Touched) -> str:
        document = touched.after if touched.after is not None else touched.before or {}
        if touched.entry.table == Placement.table:
            note = str(document.get("note", ""))
            kept = self._documents.get((Note.table, note))
            if kept is None:
                kept = self.gone[note].document if note in self.gone else {}
            document = kept
        return str(document.get("session", ""))


def _take(stack: list[Step], step: Step) -> bool:
    """Take a step off a stack, most often its top; return whether it was there."""
    if stack and stack[-1] is step:
        stack.pop()
        return True
    if step in stack:
        stack.remove(step)
        return True
    return False


def _is_a_persons(touched: Touched) -> bool:
    """Whether a change is one of people: what groupers propose is not."""
    if touched.entry.table != Placement.table:
        return True
    return (touched.after or {}).get("by") == PERSON
