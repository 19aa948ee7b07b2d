"""The programme's parts as rows that fit a width."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from rich.text import Text

from naho_feedback.domain.programme import Programme
from naho_feedback.domain.text import one_line
from naho_feedback.i18n import gettext as _
from naho_feedback.services.programme_fields import Entry, Field, PartKind
from naho_feedback.services.typed import day_text, typed_day
from naho_feedback.tui.screens.form import FormLine

_LEAST: Final = 8


@dataclass(frozen=True)
class PartRow:
    """One part: the word that commands call it by, and what the list shows of it."""

    word: str
    part: Any
    cells: tuple[str, ...]


def part_rows(kind: PartKind[Any], programme: Programme) -> list[PartRow]:
    """Return the parts of a kind; numbered ones show their number first."""
    rows = []
    for word, part in kind.parts(programme):
        cells = tuple(map(one_line, kind.cells(part, programme)))
        rows.append(PartRow(word, part, cells if _has_id(kind) else (word, *cells)))
    return rows


def part_columns(kind: PartKind[Any]) -> tuple[str, ...]:
    """Return the words above the columns."""
    names = tuple(_(name) for name in kind.columns)
    return names if _has_id(kind) else (_("No."), *names)


def _has_id(kind: PartKind[Any]) -> bool:
    return any(field.id == "id" for field in kind.fields)


def column_widths(names: tuple[str, ...], rows: list[PartRow], width: int) -> list[int]:
    """Return how wide each column may be: the widest give way until all stand side by side."""
    widths = [
        max([Text(name).cell_len, *(Text(row.cells[place]).cell_len for row in rows)])
        for place, name in enumerate(names)
    ]
    while sum(widths) + 2 * len(widths) > width and max(widths) > _LEAST:
        widths[widths.index(max(widths))] -= 1
    return widths


def form_lines(
    kind: PartKind[Any], programme: Programme, row: PartRow | None
) -> tuple[FormLine, ...]:
    """Return the lines of a part's form; ``row`` is None for a new one."""
    values = kind.values(row.part) if row else {}
    return tuple(
        FormLine(
            field.id,
            _(field.label),
            value=_value(field, values.get(field.id, "")),
            hint=_(field.help),
            choices=field.choices(programme) if field.entry == Entry.CHOICE else (),
        )
        for field in kind.fields
        if row is None or not field.once
    )


def _value(field: Field, value: str) -> str:
    return day_text(typed_day(value)) if value and field.entry == Entry.DAY else value
