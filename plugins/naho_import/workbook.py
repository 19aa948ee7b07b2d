"""Collector ``xlsx``: rows of the first sheet of a workbook that holds any.

The first row that is not empty names the columns. Formulas count as their results, as the
spreadsheet last worked them out; a date is written ``2017-02-27``, a whole number without point.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar, Final

from naho_feedback.api import FileError, Localized

from .collecting import Opened, Row, RowCollector
from .cutting import named

_MOST_BYTES: Final = 50_000_000


class WorkbookCollector(RowCollector):
    """Reads rows of workbooks; see the module's own words."""

    name: ClassVar[str] = "xlsx"
    label: ClassVar[Localized] = Localized("Classeur", "Workbook")
    suffixes: ClassVar[tuple[str, ...]] = (".xlsx", ".xlsm", ".xls", ".ods")

    def open(self, source: Path, *, whole: bool, headed: bool = False) -> Opened:
        """Look at a workbook; all of it is read at once.

        Raises:
            NahoError: if the file cannot be read, is too large or holds no row.
        """
        del whole, headed  # all of it is read anyhow, and its first row always names columns
        name, rows = self._sheet(source)
        first = next((place for place, row in enumerate(rows) if any(row)), None)
        if first is None:
            raise FileError(
                source.name, 0, self._say("le classeur est vide.", "the workbook is empty.")
            )
        columns = named([str(cell) for cell in rows[first]])
        note = self._say(f"feuille \u00ab\u00a0{name}\u00a0\u00bb", f"sheet “{name}”")
        return Opened(columns, note, _rows(columns, rows, first + 1))

    def _sheet(self, source: Path) -> tuple[str, list[list[str]]]:
        """Return the name and the cells of the first sheet that holds any."""
        # Late: whoever imports no workbook does not pay for the library.
        from python_calamine import CalamineError, CalamineWorkbook, PasswordError

        try:
            if source.stat().st_size > _MOST_BYTES:
                raise FileError(source.name, 0, self._say("trop gros.", "too large."))
            book = CalamineWorkbook.from_path(source)
            for name in book.sheet_names:
                rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                if any(any(cell != "" for cell in row) for row in rows):
                    return name, [[_plain(cell) for cell in row] for row in rows]
        except PasswordError as error:
            raise FileError(
                source.name,
                0,
                self._say("il est protégé par un mot de passe.", "it has a password."),
                self._say(
                    "Enregistrez-le sans mot de passe.", "Save it without its password first."
                ),
            ) from error
        except (CalamineError, OSError) as error:
            raise FileError(
                source.name,
                0,
                self._say("ce n'est pas un classeur lisible.", "no workbook that can be read."),
                self._say(
                    "Dans le tableur\u00a0: Enregistrer sous, CSV UTF-8.",
                    "In the spreadsheet: Save as, CSV UTF-8.",
                ),
            ) from error
        return "", []


def _plain(cell: object) -> str:
    """Return a cell as people would type it."""
    match cell:
        case bool():
            return str(int(cell))
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case dt.datetime() if cell.time() == dt.time():
            return cell.date().isoformat()
        case _:
            return str(cell)


def _rows(columns: Sequence[str], rows: Sequence[Sequence[str]], start: int) -> Iterator[Row]:
    for place in range(start, len(rows)):
        cells = rows[place]
        if any(cell.strip() for cell in cells):
            yield Row(place + 1, dict(zip(columns, cells, strict=True)))
