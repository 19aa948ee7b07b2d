"""Collector ``csv``: notes from CSV, TSV, text and JSON Lines files.

**Encoding.** UTF-8 with or without BOM, UTF-16 with BOM, else Windows-1252 as older
spreadsheets write it. A few stray bytes in a UTF-8 file are read as Windows-1252 one by one.

**Separator.** ``sep=;`` on the first line, else the separator under which the first line holds
a name that we know (``NAMES`` in ``cutting.py``), else the one that cuts nine lines in ten into
the same number of cells and does not look like punctuation, else none: one note a line.

**Header.** Names are compared without case, accents and punctuation. A first line without a
known name is a header if there are several columns and none of its cells is empty, a number or
long; otherwise it is data already, and the columns are called ``1``, ``2``, ... A file of one
column without a known name, and a ``.txt`` file, hold one note a line, called ``text``.

**Rows.** A row is refused, with the physical line where it begins, when it has not as many
cells as the header (a text cut in two by its own semicolon would lose its end), when its quotes
never close, when it has no text, or when its dots are not a whole number. Empty rows are
skipped. Everything else is taken as it stands; the host checks and stores it.

**JSON Lines.** An object a line, with the same names, or a bare string.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Final

from naho_feedback.api import (
    BadRow,
    Collector,
    FileError,
    Incoming,
    IncomingNote,
    Localized,
    NahoError,
    PluginContext,
    SourceShape,
    hookimpl,
)

from .cutting import (
    NAMES,
    SAMPLE,
    SEPARATORS,
    Layout,
    decoded,
    json_values,
    keys,
    layout_of,
    records,
    suggested,
)

_DOTS: Final = re.compile(r"\s*(\d{1,6})(?:[.,]0+)?\s*", re.ASCII)
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class _Row:
    """One row: where it begins, and its values by our field, or why it cannot be taken."""

    line: int
    values: Mapping[str, Any]
    fault: str = ""


class CsvCollector(Collector):
    """Reads rows of notes; see the module's own words.

    Args:
        context: gives the language of reasons and messages.
    """

    name: ClassVar[str] = "csv"
    label: ClassVar[Localized] = Localized("Fichier CSV, texte ou JSON", "CSV, text or JSON file")
    suffixes: ClassVar[tuple[str, ...]] = (".csv", ".tsv", ".txt", ".jsonl")

    def __init__(self, context: PluginContext) -> None:
        self._context = context

    def inspect(self, source: Path) -> SourceShape:
        """Return the columns, a suggested mapping, and how the file was understood.

        The bytes are looked at once to be sure of the encoding; only the first 200 lines are
        cut into cells.

        Raises:
            NahoError: if the file cannot be read, is empty or is a workbook.
        """
        lines, encoding = self._lines(source)
        if source.suffix.lower() == ".jsonl":
            columns = keys(json_values(lines[:SAMPLE]))
            note = self._say(f"JSON Lines, encodage {encoding}", f"JSON Lines, encoding {encoding}")
            return SourceShape(columns=columns, mapping=suggested(columns), note=note)
        layout = layout_of(lines, source.suffix.lower())
        return SourceShape(
            columns=layout.columns,
            mapping=suggested(layout.columns),
            note=self._described(layout, encoding),
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
        lines, _encoding = self._lines(source)
        wanted = {field: name for field, name in mapping.items() if name}
        if source.suffix.lower() == ".jsonl":
            values = list(json_values(lines))
            self._check(wanted, keys(values))
            rows = self._json_rows(values, wanted)
        else:
            layout = layout_of(lines, source.suffix.lower())
            self._check(wanted, layout.columns)
            rows = self._cell_rows(lines, layout, wanted)
        return (self._incoming(row) for row in rows)

    # ---- the file ------------------------------------------------------------------------

    def _lines(self, source: Path) -> tuple[list[str], str]:
        """Return the physical lines with their ends, and the encoding's name."""
        try:
            data = source.read_bytes()
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise FileError(
                source.name, 0, f"{self._say('illisible', 'unreadable')} ({why})."
            ) from (error)
        if data.startswith(_WORKBOOKS):
            raise FileError(
                source.name,
                0,
                self._say("c'est un classeur, pas un texte.", "this is a workbook, not a text."),
                self._say(
                    "Dans le tableur\u00a0: Enregistrer sous, CSV UTF-8.",
                    "In the spreadsheet: Save as, CSV UTF-8.",
                ),
            )
        try:
            text, encoding = decoded(data)
        except UnicodeDecodeError as error:
            raise FileError(
                source.name, 0, self._say("encodage illisible.", "unreadable encoding.")
            ) from error
        if not text.strip():
            raise FileError(source.name, 0, self._say("le fichier est vide.", "the file is empty."))
        return list(io.StringIO(text, newline="")), encoding

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

    # ---- rows ----------------------------------------------------------------------------

    def _cell_rows(
        self, lines: Sequence[str], layout: Layout, wanted: Mapping[str, str]
    ) -> Iterator[_Row]:
        places = {field: layout.columns.index(name) for field, name in wanted.items()}
        width = len(layout.columns)
        for line, cells in records(lines, layout.skip, layout.separator, quoted=layout.quoted):
            if cells is None:
                yield _Row(line, {}, self._say("guillemets mal fermés", "quotes never close"))
                continue
            if not any(cell.strip() for cell in cells):
                continue
            while len(cells) > width and not cells[-1].strip():
                cells.pop()  # spreadsheets add empty cells at the end
            if len(cells) != width:
                n = len(cells)
                fault = self._say(f"{n} cases au lieu de {width}", f"{n} cells instead of {width}")
                yield _Row(line, {}, fault)
                continue
            yield _Row(line, {field: cells[place] for field, place in places.items()})

    def _json_rows(
        self, values: Iterable[tuple[int, object]], wanted: Mapping[str, str]
    ) -> Iterator[_Row]:
        for line, value in values:
            if isinstance(value, str):
                value = {"text": value}  # noqa: PLW2901 - a bare string is short for this
            if isinstance(value, dict):
                yield _Row(line, {field: value.get(name) for field, name in wanted.items()})
            else:
                fault = self._say("ni objet ni chaîne JSON", "neither a JSON object nor a string")
                yield _Row(line, {}, fault)

    def _incoming(self, row: _Row) -> Incoming:
        """Return the row's note, or why there is none; the reason never repeats the row."""
        text, column, dots = (row.values.get(field) for field in NAMES)
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

    # ---- words ---------------------------------------------------------------------------

    def _described(self, layout: Layout, encoding: str) -> str:
        if layout.separator:
            cut = self._say("séparateur ", "separator ") + SEPARATORS.get(
                layout.separator, layout.separator
            )
        else:
            cut = self._say("un post-it par ligne", "one note a line")
        said = [cut, self._say(f"encodage {encoding}", f"encoding {encoding}")]
        if not layout.header:
            said.append(self._say("sans ligne de titres", "no header line"))
        return ", ".join(said)

    def _say(self, fr: str, en: str) -> str:
        return self._context.translate(Localized(fr, en))


@hookimpl
def register_collectors(context: PluginContext) -> Iterable[Collector]:
    """Return the collector of CSV, text and JSON Lines files."""
    return (CsvCollector(context),)
