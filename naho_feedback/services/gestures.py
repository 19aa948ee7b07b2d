"""Gestures: what people did to a wall, in their words, latest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, Final

import msgspec

from naho_feedback.contracts.store import Store
from naho_feedback.domain.clusters import Cluster
from naho_feedback.domain.events import Op
from naho_feedback.domain.notes import Note
from naho_feedback.domain.records import receipt
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.themes import UNSORTED, Placement, ThemeSource
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services import wording
from naho_feedback.services.capture import Capture
from naho_feedback.services.wall_history import Step, Touched, WallHistory

_NAMED: Final = 3
"""As many receipts are named; the others are counted."""


class Did(StrEnum):
    """What a gesture did to the notes that it names."""

    ADDED = "added"
    REWORDED = "reworded"
    MOVED = "moved"
    DOTS = "dots"
    REVIEWED = "reviewed"
    REMOVED = "removed"
    RESTORED = "restored"
    PLACED = "placed"
    GROUPED = "grouped"
    SPLIT = "split"
    TITLED = "titled"


class Gesture(msgspec.Struct, frozen=True, kw_only=True):
    """One change of a wall.

    Attributes:
        event: its event.
        at: Unix time in milliseconds.
        session: the session's id.
        did: what it did.
        op: what it did to its notes' records.
        notes: their ids; for a title alone there are none.
        column: id of the column that they hang in since, where it is one.
        dots: how many dots the note has since.
        theme: id of the theme that they were placed in.
        title: the group's title since, as typed.
        undone: whether it is taken back now.
    """

    event: str
    at: int
    session: str
    did: Did
    op: Op
    notes: tuple[str, ...]
    column: str = ""
    dots: int = 0
    theme: str = UNSORTED
    title: str = ""
    undone: bool = False


class Gestures:
    """Tells what was done to a wall.

    Args:
        store: whose journal is read.
        capture: finds sessions and their columns.
        themes: the themes' names.
    """

    def __init__(self, store: Store, capture: Capture, themes: ThemeSource) -> None:
        self._store = store
        self._capture = capture
        self._themes = themes

    def latest(self, session: str = "", *, limit: int = 0) -> list[Gesture]:
        """Return what people did, latest first; reads the journal.

        Args:
            session: the session's id; ``""`` takes all.
            limit: at most so many; 0 takes all.

        Raises:
            StoreError: if it cannot be read.
        """
        steps = [s for s in WallHistory(self._store).steps if not session or s.session == session]
        wanted = steps[-limit:] if limit else steps
        return [told(step) for step in reversed(wanted)]

    def words(self, gesture: Gesture) -> str:
        """Return the sentence about a gesture, such as ``A-421 moved to Enablers``.

        It never repeats a note's words, which may have been taken down for what they say; a
        group's title, which is typed too, stands at its end.
        """
        unsorted = gesture.did == Did.PLACED and gesture.theme == UNSORTED
        say = _to_be_sorted if unsorted else _SAID[gesture.did]
        said = say(len(gesture.notes)).format(
            notes=_named(gesture.notes),
            column=self._column(gesture),
            dots=ngettext("{n} dot", "{n} dots", gesture.dots).format(
                n=wording.number(gesture.dots)
            ),
            theme=self._themes.taxonomy.label(gesture.theme),
        )
        if gesture.did in {Did.GROUPED, Did.TITLED} and gesture.title:
            said = _("{gesture}: “{title}”").format(gesture=said, title=gesture.title)
        return said

    def _column(self, gesture: Gesture) -> str:
        session = self._store.get(Session, gesture.session)
        if session is None:
            return gesture.column
        column = self._capture.format_of(session).column(gesture.column)
        return str(column.name) if column else gesture.column


def told(step: Step) -> Gesture:
    """Return what a step was."""
    notes = [one for one in step.touched if one.entry.table == Note.table]
    placed = [one for one in step.touched if one.entry.table == Placement.table]
    clusters = [one for one in step.touched if one.entry.table == Cluster.table]
    did = _did(notes, placed)
    named = _about(did, notes)
    first = (named[0].after or {}) if named else {}
    titles = [str(one.after.get("title", "")) for one in clusters if one.after is not None]
    ids = [one.entry.id for one in named] or [_note_of(one) for one in placed]
    return Gesture(
        event=step.event,
        at=step.at,
        session=step.session,
        did=did,
        op=named[0].entry.op if named else Op.PATCH,
        notes=tuple(dict.fromkeys(ids)),
        column=str(first.get("column", "")),
        dots=int(first.get("dots", 0)),
        theme=str((placed[0].after or {}).get("theme", UNSORTED)) if placed else UNSORTED,
        title=titles[0] if titles else "",
        undone=bool(step.taken_back_by),
    )


def _did(notes: Sequence[Touched], placed: Sequence[Touched]) -> Did:
    if not notes:
        return Did.PLACED if placed else Did.TITLED
    if any(one.entry.op == Op.REMOVE for one in notes):
        return Did.REMOVED
    put = next((one for one in notes if one.entry.op == Op.PUT), None)
    if put is not None and put.before is None:
        return Did.RESTORED if put.known else Did.ADDED
    changed = {name for one in notes for name in _changed(one)}
    if "cluster" in changed:
        joined = any((one.after or {}).get("cluster") for one in notes)
        return Did.GROUPED if joined else Did.SPLIT
    for name, did in (("column", Did.MOVED), ("text", Did.REWORDED), ("dots", Did.DOTS)):
        if name in changed:
            return did
    return Did.REVIEWED if "review" in changed else Did.REWORDED


def _about(did: Did, notes: Sequence[Touched]) -> list[Touched]:
    """Return the notes that a gesture was about, without those that a group's end touched."""
    if did == Did.REMOVED:
        return [one for one in notes if one.entry.op == Op.REMOVE]
    return list(notes)


def _changed(touched: Touched) -> set[str]:
    before, after = touched.before or {}, touched.after or {}
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def _note_of(touched: Touched) -> str:
    document: Any = touched.after or touched.before or {}
    return str(document.get("note", ""))


def _named(ids: Sequence[str]) -> str:
    names = [receipt(id_) for id_ in ids]
    more = len(names) - _NAMED
    if more <= 1:  # "and 1 other" is no shorter than its name
        return ", ".join(names)
    return _("{notes} and {n} others").format(notes=", ".join(names[:_NAMED]), n=more)


def _to_be_sorted(n: int) -> str:
    return ngettext("{notes} to be sorted again", "{notes} to be sorted again", n)


_SAID: Final[dict[Did, Callable[[int], str]]] = {
    Did.ADDED: lambda n: ngettext("{notes} added to {column}", "{notes} added to {column}", n),
    Did.REWORDED: lambda n: ngettext("{notes} reworded", "{notes} reworded", n),
    Did.MOVED: lambda n: ngettext("{notes} moved to {column}", "{notes} moved to {column}", n),
    Did.DOTS: lambda n: ngettext("{notes}: {dots}", "{notes}: {dots}", n),
    Did.REVIEWED: lambda n: ngettext(
        "{notes}: reviewed for quoting", "{notes}: reviewed for quoting", n
    ),
    Did.REMOVED: lambda n: ngettext("{notes} taken down", "{notes} taken down", n),
    Did.RESTORED: lambda n: ngettext("{notes} put back", "{notes} put back", n),
    Did.PLACED: lambda n: ngettext("{notes} sorted into {theme}", "{notes} sorted into {theme}", n),
    Did.GROUPED: lambda n: ngettext("{notes} grouped", "{notes} grouped", n),
    Did.SPLIT: lambda n: ngettext(
        "{notes} taken out of the group", "{notes} taken out of the group", n
    ),
    Did.TITLED: lambda _n: _("A group's title changed"),
}
