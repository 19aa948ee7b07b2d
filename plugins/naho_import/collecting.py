"""What all collectors here share: rows by their columns, made into notes or given as they are."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from naho_feedback.api import (
    BadRow,
    Collector,
    Incoming,
    IncomingNote,
    IncomingRow,
    IncomingRows,
    Localized,
    NahoError,
    PluginContext,
    SourceShape,
)

from .cutting import NAMES, suggested

_DOTS: Final = re.compile(r"\s*(\d{1,6})(?:[.,]0+)?\s*", re.ASCII)


@dataclass(frozen=True)
class Row:
    """One row: where it begins, and its values by column, or why it cannot be taken."""

    line: int
    values: Mapping[str, Any]
    fault: str = ""


@dataclass(frozen=True)
class Opened:
    """A source that was looked at.

    Attributes:
        columns: names, in order.
        note: how it was understood.
        rows: those that are not empty, read when they are asked for.
    """

    columns: tuple[str, ...]
    note: str
    rows: Iterator[Row]


class RowCollector(Collector):
    """Reads rows of notes, or of anything else.

    Args:
        context: gives the language of reasons and messages.
    """

    def __init__(self, context: PluginContext) -> None:
        self._context = context

    @abstractmethod
    def open(self, source: Path, *, whole: bool, headed: bool = False) -> Opened:
        """Look at a source.

        Args:
            source: the file.
            whole: whether columns that begin late count too; they may take a look at every row.
            headed: whether the first row names the columns for certain.

        Raises:
            NahoError: if the file cannot be read, is empty or is of another kind.
        """

    def inspect(self, source: Path) -> SourceShape:
        """Return the columns, a suggested mapping, and how the file was understood.

        Raises:
            NahoError: if the file cannot be read, is empty or is of another kind.
        """
        opened = self.open(source, whole=False)
        return SourceShape(
            columns=opened.columns, mapping=suggested(opened.columns), note=opened.note
        )

    def read(self, source: Path, mapping: Mapping[str, str]) -> Iterator[Incoming]:
        """Yield one value for each row that is not empty.

        Args:
            source: the file.
            mapping: our field (``text``, ``column``, ``dots``) to the source's column name;
                an empty name leaves the field out.

        Raises:
            NahoError: if the file cannot be read or a mapped column is not there.
        """
        opened = self.open(source, whole=True)
        wanted = {field: name for field, name in mapping.items() if name}
        self._check(wanted, opened.columns)
        return (self._incoming(row, wanted) for row in opened.rows)

    def rows(self, source: Path) -> IncomingRows:
        """Return each row that is not empty, all its values as texts.

        Raises:
            NahoError: if the file cannot be read.
        """
        opened = self.open(source, whole=True, headed=True)
        return IncomingRows(opened.columns, (_as_it_stands(row) for row in opened.rows))

    def _check(self, wanted: Mapping[str, str], columns: Sequence[str]) -> None:
        """Refuse a mapping that names what is not there, before the first row."""
        there = ", ".join(columns) or "-"
        for field, name in wanted.items():
            if field not in NAMES:
                raise NahoError(
                    self._say(f"Champ inconnu\u00a0: {field}.", f"Unknown field: {field}."),
                    self._say("Connus\u00a0: ", "Known: ") + ", ".join(NAMES) + ".",
                )
            if name not in columns:
                raise NahoError(
                    self._say(f"Il n'y a pas de colonne {name}.", f"There is no column {name}."),
                    self._say(f"Colonnes\u00a0: {there}.", f"Columns: {there}."),
                )
        if "text" not in wanted:
            raise NahoError(
                self._say(
                    "Quelle colonne contient le texte\u00a0?", "Which column holds the text?"
                ),
                self._say(f"Colonnes\u00a0: {there}.", f"Columns: {there}."),
            )

    def _incoming(self, row: Row, wanted: Mapping[str, str]) -> Incoming:
        """Return the row's note, or why there is none; the reason never repeats the row."""
        text, column, dots = (
            row.values.get(wanted[field]) if field in wanted else None for field in NAMES
        )
        fault = row.fault
        count = _DOTS.fullmatch(str(dots)) if dots not in (None, "") else None
        if fault:
            pass
        elif text is None or text == "" or (isinstance(text, str) and not text.strip()):
            fault = self._say("pas de texte", "no text")
        elif not isinstance(text, str):
            fault = self._say("le texte n'est pas une chaîne", "the text is not a string")
        elif not isinstance(column, str | int | None):
            fault = self._say("colonne illisible", "unreadable column")
        elif count is None and str(dots or "").strip():
            fault = self._say("les points ne sont pas un nombre", "the dots are not a number")
        else:
            return IncomingNote(
                line=row.line,
                text=text,
                column="" if column is None else str(column).strip(),
                dots=int(count[1]) if count else 0,
            )
        return BadRow(line=row.line, reason=fault)

    def _say(self, fr: str, en: str) -> str:
        return self._context.translate(Localized(fr, en))


def _as_it_stands(row: Row) -> IncomingRow | BadRow:
    if row.fault:
        return BadRow(line=row.line, reason=row.fault)
    values = {
        name: "" if value is None else value if isinstance(value, str) else f"{value}"
        for name, value in row.values.items()
    }
    return IncomingRow(line=row.line, values=values)
