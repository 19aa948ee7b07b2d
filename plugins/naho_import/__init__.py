"""Collectors ``csv`` and ``xlsx``: rows of CSV, TSV, text and JSON Lines files, and workbooks.

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
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import ClassVar, Final

from naho_feedback.api import Collector, FileError, Localized, PluginContext, hookimpl

from .collecting import Opened, Row, RowCollector
from .cutting import (
    SAMPLE,
    SEPARATORS,
    Layout,
    decoded,
    json_values,
    keys,
    layout_of,
    records,
)
from .workbook import WorkbookCollector

_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class CsvCollector(RowCollector):
    """Reads rows of text files; see the module's own words."""

    name: ClassVar[str] = "csv"
    label: ClassVar[Localized] = Localized("Fichier CSV, texte ou JSON", "CSV, text or JSON file")
    suffixes: ClassVar[tuple[str, ...]] = (".csv", ".tsv", ".txt", ".jsonl")

    def open(self, source: Path, *, whole: bool, headed: bool = False) -> Opened:
        """Look at a file.

        The bytes are looked at once to be sure of the encoding; only the first 200 lines are
        cut into cells before rows are asked for.

        Raises:
            NahoError: if the file cannot be read, is empty or is a workbook.
        """
        lines, encoding = self._lines(source)
        if source.suffix.lower() == ".jsonl":
            values = list(json_values(lines if whole else lines[:SAMPLE]))
            note = self._say(f"JSON Lines, encodage {encoding}", f"JSON Lines, encoding {encoding}")
            return Opened(keys(values), note, self._json_rows(values))
        layout = layout_of(lines, source.suffix.lower(), headed=headed)
        return Opened(
            layout.columns, self._described(layout, encoding), self._cell_rows(lines, layout)
        )

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

    # ---- rows ----------------------------------------------------------------------------

    def _cell_rows(self, lines: Sequence[str], layout: Layout) -> Iterator[Row]:
        width = len(layout.columns)
        for line, cells in records(lines, layout.skip, layout.separator, quoted=layout.quoted):
            if cells is None:
                yield Row(line, {}, self._say("guillemets mal fermés", "quotes never close"))
                continue
            if not any(cell.strip() for cell in cells):
                continue
            while len(cells) > width and not cells[-1].strip():
                cells.pop()  # spreadsheets add empty cells at the end
            if len(cells) != width:
                n = len(cells)
                fault = self._say(f"{n} cases au lieu de {width}", f"{n} cells instead of {width}")
                yield Row(line, {}, fault)
                continue
            yield Row(line, dict(zip(layout.columns, cells, strict=True)))

    def _json_rows(self, values: Iterable[tuple[int, object]]) -> Iterator[Row]:
        for line, value in values:
            if isinstance(value, str):
                value = {"text": value}  # noqa: PLW2901 - a bare string is short for this
            if isinstance(value, dict):
                yield Row(line, value)
            else:
                fault = self._say("ni objet ni chaîne JSON", "neither a JSON object nor a string")
                yield Row(line, {}, fault)

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


@hookimpl
def register_collectors(context: PluginContext) -> Iterable[Collector]:
    """Return the collectors of text files and of workbooks."""
    return (CsvCollector(context), WorkbookCollector(context))
