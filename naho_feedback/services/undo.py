"""Undo: a new event that takes back an earlier one; the journal keeps both."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

import msgspec

from naho_feedback.contracts.store import Store
from naho_feedback.domain.events import Actor, Change, Entry, Op, Undo, patch, put, remove
from naho_feedback.domain.notes import Note
from naho_feedback.domain.records import Record
from naho_feedback.errors import RefusedError
from naho_feedback.i18n import gettext as _


class Undone(msgspec.Struct, frozen=True, kw_only=True):
    """What was taken back.

    Attributes:
        event: the event that was undone.
        op: what it had done.
        ids: the records that it had touched.
    """

    event: str
    op: Op
    ids: tuple[str, ...]


def undo_note_change(store: Store, *, session: str = "", actor: str = Actor.COMMAND) -> Undone:
    """Take back the latest change of a note that was not taken back yet.

    Args:
        store: the store.
        session: look at this session's notes only; ``""`` looks at all.
        actor: who asks.

    Raises:
        RefusedError: if there is nothing left to take back.
    """
    store.refresh()
    entries = list(store.history())
    undone = {e.body["of"] for e in entries if e.table == Undo.table and e.body}
    events = [list(group) for _event, group in groupby(entries, key=_event_of)]
    sessions = _sessions_of_notes(entries)
    for position in range(len(events) - 1, -1, -1):
        event = events[position]
        if event[0].event in undone or any(e.table == Undo.table for e in event):
            continue
        notes = [e for e in event if e.table == Note.table]
        if not notes or (session and sessions.get(notes[0].id) != session):
            continue
        before = _fold(events[:position], {e.id for e in notes})
        changes = [_inverse(entry, before.get(entry.id)) for entry in reversed(notes)]
        store.append([*changes, put(Undo(of=event[0].event))], actor)
        return Undone(event=event[0].event, op=notes[0].op, ids=tuple(e.id for e in notes))
    raise RefusedError(_("There is nothing to undo."))


def undo_record(store: Store, record: Record, *, actor: str = Actor.COMMAND) -> None:
    """Take back a record that nobody changed since: an entry counted, a declaration.

    Its id is the event that made it, so the journal need not be read for it.

    Raises:
        NotFoundError: if it is gone already.
    """
    store.append([remove(type(record), record.id), put(Undo(of=record.id))], actor)


def _event_of(entry: Entry) -> str:
    return entry.event


def _sessions_of_notes(entries: Iterable[Entry]) -> dict[str, str]:
    return {
        e.id: e.body["session"]
        for e in entries
        if e.table == Note.table and e.op == Op.PUT and e.body and "session" in e.body
    }


def _fold(events: Iterable[list[Entry]], ids: set[str]) -> dict[str, dict[str, Any]]:
    """Return the documents as they stood after the events, for some ids of the notes table."""
    documents: dict[str, dict[str, Any]] = {}
    for entry in (entry for event in events for entry in event):
        if entry.table != Note.table or entry.id not in ids:
            continue
        if entry.op == Op.REMOVE:
            documents.pop(entry.id, None)
        elif entry.op == Op.PUT:
            documents[entry.id] = dict(entry.body or {})
        else:
            documents.setdefault(entry.id, {}).update(entry.body or {})
    return documents


def _inverse(entry: Entry, before: dict[str, Any] | None) -> Change:
    type_: type[Record] = Note
    if before is None:
        return remove(type_, entry.id)
    if entry.op == Op.PATCH:
        whole = msgspec.convert(before, Note, strict=False)
        return patch(type_, entry.id, **{name: getattr(whole, name) for name in entry.body or {}})
    return put(msgspec.convert(before, Note, strict=False), entry.id)
