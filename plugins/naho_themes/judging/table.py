"""A table of figures: for people as aligned lines, for programs as plain values."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

Value = str | int | float | None


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """What one measure found.

    Attributes:
        title: what was measured, on what.
        columns: names of the columns.
        rows: a value for each column; None where there is none.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def lines(self) -> tuple[str, ...]:
        """Return the table as Markdown, which a terminal shows well too."""
        cells = [list(self.columns), *[[_shown(value) for value in row] for row in self.rows]]
        widths = [max(len(row[at]) for row in cells) for at in range(len(self.columns))]
        rule = ["-" * width for width in widths]
        body = [_line(row, widths) for row in (cells[0], rule, *cells[1:])]
        return (self.title, "", *body, "")

    def data(self) -> dict[str, object]:
        """Return the table for JSON: one object a row."""
        rows = [dict(zip(self.columns, row, strict=True)) for row in self.rows]
        return {"title": self.title, "rows": rows}


def _shown(value: Value) -> str:
    if value is None:
        return ""
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
    return f"| {' | '.join(cells)} |"
