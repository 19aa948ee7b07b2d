"""Undo and redo: new events that take back earlier ones; the journal keeps them all.

An :class:`naho_feedback.domain.events.Undo` names what its own transaction takes back: a step of
a wall (an undo) or the event of an undo (a redo). See
:mod:`naho_feedback.services.wall_history` for what can be undone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from naho_feedback.contracts.store import Store
from naho_feedback.domain.events import Actor, Change, Op, Undo, patch, put, remove
from naho_feedback.domain.records import Record
from naho_feedback.domain.themes import Placement
from naho_feedback.errors import RefusedError
from naho_feedback.i18n import gettext as _
from naho_feedback.services.gestures import Gesture, told
from naho_feedback.services.wall_history import WALL_TABLES, Document, Step, Touched, WallHistory


class Undone(msgspec.Struct, frozen=True, kw_only=True):
    """What was taken back, or done again.

    Attributes:
        event: the event that was undone or done again.
        op: what it had done to its notes.
        ids: the notes that it had touched.
        text: the words of its first note as it was last, ``""`` where it touched none.
        gesture: what it was, for people.
    """

    event: str
    op: Op
    ids: tuple[str, ...]
    text: str
    gesture: Gesture


def undo_change(store: Store, *, session: str = "", actor: str = Actor.COMMAND) -> Undone:
    """Take back the latest change of a wall that was not taken back yet, as a whole.

    What is gone by another way stays gone.

    Args:
        store: the store.
        session: look at this session's wall only; ``""`` looks at all.
        actor: who asks.

    Raises:
        RefusedError: if there is nothing left to take back.
        StoreError: if it could not be written.
    """
    step = WallHistory(store).last_done(session)
    if step is None:
        raise RefusedError(_("There is nothing to undo."))
    changes = [c for touched in reversed(step.touched) for c in _back(store, touched)]
    store.append([*changes, put(Undo(of=step.event))], actor)
    return _undone(step)


def redo_change(store: Store, *, session: str = "", actor: str = Actor.COMMAND) -> Undone:
    """Do again what the latest undo took back, until something new is done.

    Args:
        store: the store.
        session: look at this session's wall only; ``""`` looks at all.
        actor: who asks.

    Raises:
        RefusedError: if nothing was taken back, or something was done since.
        StoreError: if it could not be written.
    """
    step = WallHistory(store).last_undone(session)
    if step is None:
        raise RefusedError(_("There is nothing to do again."))
    changes = [c for touched in step.touched for c in _again(store, touched)]
    store.append([*changes, put(Undo(of=step.taken_back_by))], actor)
    return _undone(step)


def undo_record(store: Store, record: Record, *, actor: str = Actor.COMMAND) -> None:
    """Take back a record that nobody changed since: an entry counted, a declaration.

    Its id is the event that made it, so the journal need not be read for it.

    Raises:
        NotFoundError: if it is gone already.
    """
    store.append([remove(type(record), record.id), put(Undo(of=record.id))], actor)


def _undone(step: Step) -> Undone:
    gesture = told(step)
    first = gesture.notes[0] if gesture.notes else ""
    texts = (_text(touched) for touched in step.touched if touched.entry.id == first)
    return Undone(
        event=gesture.event,
        op=gesture.op,
        ids=gesture.notes,
        text=next(texts, ""),
        gesture=gesture,
    )


def _text(touched: Touched) -> str:
    document = touched.after if touched.after is not None else touched.before
    return str((document or {}).get("text", ""))


def _back(store: Store, touched: Touched) -> list[Change]:
    """Return what makes a document as it was before."""
    entry = touched.entry
    if entry.op == Op.PATCH:
        return _patched(store, touched, touched.before or {})
    return _made(store, touched, touched.before)


def _again(store: Store, touched: Touched) -> list[Change]:
    """Return what makes a document as it was after."""
    if touched.entry.op == Op.PATCH:
        return _patched(store, touched, touched.after or {})
    return _made(store, touched, touched.after)


def _patched(store: Store, touched: Touched, wanted: Document) -> list[Change]:
    type_ = WALL_TABLES[touched.entry.table]
    if store.get(type_, touched.entry.id) is None:
        return []
    whole = _record(type_, wanted)
    fields: dict[str, Any] = {name: getattr(whole, name) for name in touched.entry.body or {}}
    return [patch(type_, touched.entry.id, **fields)]


def _made(store: Store, touched: Touched, wanted: Document | None) -> list[Change]:
    type_, id_ = WALL_TABLES[touched.entry.table], touched.entry.id
    if wanted is None:
        return [remove(type_, id_)] if store.get(type_, id_) is not None else []
    record = _record(type_, wanted)
    return [*_others(store, record, id_), put(record, id_)]


def _others(store: Store, record: Record, id_: str) -> Iterable[Change]:
    """Return the removal of what a grouper placed while a person's placement was taken back."""
    if not isinstance(record, Placement):
        return ()
    return [
        remove(Placement, other.id)
        for other in store.all(Placement)
        if other.note == record.note and other.id != id_
    ]


def _record(type_: type[Record], document: Document) -> Record:
    return msgspec.convert(document, type_, strict=False)
