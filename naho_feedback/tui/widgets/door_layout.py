"""How much room each part of the counting table gets; arithmetic only, no terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from textual.content import Content

from naho_feedback.tui.widgets.figures import HEIGHT

KEY: Final = 4
"""Cells for ``[a]`` and the space after it."""

_GAP: Final = 2
_LEAST_NAME: Final = 8
_MOST_NAME: Final = 24
_LEAST_CELL: Final = 8
_MOST_CELL: Final = 20
_LEAST_TOTAL: Final = 6
_HEADER: Final = 2


@dataclass(frozen=True)
class Table:
    """What a table must show.

    Attributes:
        names: the widest site's name, in cells.
        digits: the widest figure, in characters.
        rows: how many sites.
        columns: how many roles.
    """

    names: int
    digits: int
    rows: int
    columns: int


@dataclass(frozen=True)
class Room:
    """Where things stand, in cells and lines.

    Attributes:
        name: width of the sites' names.
        cell: width of one cell, its gap included.
        total: width of the sites' totals; 0 where there is no room for them.
        line: height of a row, its blank line included.
        big: whether figures are three lines high.
        rows: how many rows are seen at once.
        columns: how many columns are seen at once.
        header: lines of the roles' names.
    """

    name: int
    cell: int
    total: int
    line: int
    big: bool
    rows: int
    columns: int
    header: int = _HEADER


def room(table: Table, width: int, height: int) -> Room:
    """Return the layout for a size: as large as it fits, else a window onto the table."""
    for big in (True, False):
        cell = max(_LEAST_CELL, KEY + table.digits * (3 if big else 1) + _GAP)
        line = HEIGHT + 1 if big else 2
        wide = _columns(table, width, cell)
        fits = (
            wide.columns == table.columns
            and wide.name + 1 + wide.columns * wide.cell <= width
            and table.rows * line <= height - _HEADER
        )
        if fits or not big:
            break
    lines = max(1, height - _HEADER)
    if not big and table.rows * line > lines:
        line = 1
    return Room(
        name=wide.name,
        cell=wide.cell,
        total=wide.total,
        line=line,
        big=big,
        rows=max(1, min(table.rows, lines // line)),
        columns=wide.columns,
    )


@dataclass(frozen=True)
class _Across:
    name: int
    cell: int
    total: int
    columns: int


def _columns(table: Table, width: int, cell: int) -> _Across:
    total = max(_LEAST_TOTAL, table.digits + _GAP)
    full = min(_MOST_NAME, max(_LEAST_NAME, table.names))
    for name, kept in ((full, total), (full, 0)):
        room_left = width - name - 1 - kept
        if table.columns * cell <= room_left:
            widest = min(_MOST_CELL, room_left // max(1, table.columns))
            return _Across(name, max(cell, widest), kept, table.columns)
    shorter = width - 1 - table.columns * cell
    if shorter >= _LEAST_NAME:
        return _Across(shorter, cell, 0, table.columns)
    return _Across(_LEAST_NAME, cell, 0, max(1, (width - _LEAST_NAME - 1) // cell))


def broken(name: str, width: int) -> tuple[str, str]:
    """Return a role's name on two lines, broken at a space or a hyphen where it can be."""
    name = name.strip()
    if Content(name).cell_length <= width:
        return "", name
    cuts = [i + 1 for i, sign in enumerate(name) if sign in " -"]
    fitting = [i for i in cuts if Content(name[:i].rstrip()).cell_length <= width]
    cut = fitting[-1] if fitting else 0
    first, second = name[:cut].rstrip(), name[cut:]
    if not first:
        head = Content(name).truncate(width - 1).plain.rstrip()
        first, second = f"{head}-", name[len(head) :]
    return first, Content(second).truncate(width, ellipsis=True).plain
