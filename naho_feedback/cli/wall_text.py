"""A wall in words: an outline that a screen reader reads well, and a page of large letters."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Final

from naho_feedback.domain.notes import Note
from naho_feedback.domain.text import one_line
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services.outline import ColumnPart, GroupPart, ThemePart, WallOutline
from naho_feedback.services.wording import number

_STEP: Final = "  "
_LARGE: Final = 40
"""Cells of a projector's line: with letters twice as large an 80-column window holds it."""


def outline_lines(wall: WallOutline, about: str) -> Iterator[str]:
    """Yield an outline: everything is said in words, nothing by a sign, a colour or a place.

    Args:
        wall: the wall.
        about: what people call its session; may be typed text.
    """
    yield _("Wall: {about}.").format(about=one_line(about))
    yield f"{_counted(wall.count, wall.dots)}. {_state(wall)}"
    for place, column in enumerate(wall.columns, 1):
        yield ""
        yield _("Column {n} of {all}: {name}, {count}.").format(
            n=place,
            all=len(wall.columns),
            name=one_line(str(column.column.name)),
            count=_counted(column.count, column.dots),
        )
        yield from _column_lines(column)


def _column_lines(column: ColumnPart) -> Iterator[str]:
    for theme in column.themes:
        yield _STEP + _("Theme: {name}, {count}.").format(
            name=one_line(theme.label), count=_notes(theme.count)
        )
        for group in theme.groups:
            yield from _group_lines(group)


def _group_lines(group: GroupPart) -> Iterator[str]:
    indent = _STEP * 2
    if group.id:
        yield indent + _group_head(group)
        indent += _STEP
    for numbered in group.notes:
        yield indent + _("{n}. {note}").format(n=numbered.number, note=_note(numbered.note))


def _group_head(group: GroupPart) -> str:
    here = len(group.notes)
    count = _notes(here)
    if here != group.size:
        count = _("{n} of {all} notes").format(n=number(here), all=number(group.size))
    if not group.title:
        return _("Group without a title, {count}.").format(count=count)
    return _("Group: {title}, {count}.").format(title=one_line(group.title), count=count)


def _note(note: Note) -> str:
    said = one_line(note.text)
    end = "" if said.endswith((".", "!", "?", "…")) else "."  # a reader pauses there
    return " ".join(filter(None, (f"{said}{end}", _dots(note.dots), f"({note.receipt})")))


def _dots(dots: int) -> str:
    if not dots:
        return ""
    return ngettext("{n} dot.", "{n} dots.", dots).format(n=number(dots))


def _notes(count: int) -> str:
    return ngettext("{n} note", "{n} notes", count).format(n=number(count))


def _counted(notes: int, dots: int) -> str:
    said = _notes(notes)
    if not dots:
        return said
    return f"{said}, " + ngettext("{n} dot", "{n} dots", dots).format(n=number(dots))


def _state(wall: WallOutline) -> str:
    return _("The session is open.") if wall.session.is_open else _("The session is closed.")


# ---- large letters -------------------------------------------------------------------------


def projector_lines(wall: WallOutline, about: str, width: int) -> Iterator[str]:
    """Yield a page for a screen with large letters: short lines, room between, titles in capitals.

    Args:
        wall: the wall.
        about: what people call its session; may be typed text.
        width: cells of the terminal.
    """
    room = max(12, min(_LARGE, width))
    yield from _wrapped(one_line(about).upper(), room)
    yield from _wrapped(_counted(wall.count, wall.dots), room)
    for column in wall.columns:
        name = one_line(str(column.column.name)).upper()
        yield ""
        yield "=" * room
        yield from _wrapped(f"{column.column.polarity.sign} {name} ({number(column.count)})", room)
        yield "=" * room
        for theme in column.themes:
            yield from _large_theme(theme, room)


def _large_theme(theme: ThemePart, room: int) -> Iterator[str]:
    yield ""
    yield from _wrapped(f"{one_line(theme.label).upper()} ({number(theme.count)})", room)
    for group in theme.groups:
        if group.id:
            yield ""
            yield from _wrapped(_group_head(group), room)
        for numbered in group.notes:
            yield ""
            note = numbered.note
            said = " ".join(filter(None, (one_line(note.text), "●" * min(note.dots, 10))))
            if note.dots:
                said = f"{said} {number(note.dots)}"
            start = f"{numbered.number}. "
            yield from _wrapped(said, room, start=start)


def _wrapped(text: str, room: int, *, start: str = "") -> list[str]:
    indent = " " * len(start)
    return textwrap.wrap(text, room, initial_indent=start, subsequent_indent=indent)
