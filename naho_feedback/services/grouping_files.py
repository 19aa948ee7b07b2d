"""Themes for a file's rows: nothing is stored, the rows come back with a theme each."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import msgspec

from naho_feedback.contracts.catalogue import PluginCatalogue
from naho_feedback.contracts.files import write_whole
from naho_feedback.contracts.plugins import BadRow, GroupingInput, IncomingRow, Proposal
from naho_feedback.domain.notes import Note, Origin
from naho_feedback.domain.text import is_blank, neutralise
from naho_feedback.domain.themes import UNSORTED, Taxonomy
from naho_feedback.errors import UsageError
from naho_feedback.i18n import gettext as _
from naho_feedback.services.asking_groupers import Answered, Asked
from naho_feedback.services.importing import Importing

ADDED: Final = ("theme", "label", "confidence", "why")
"""The columns that are added; one that the file has already gets ``theme_`` in front."""

_SEPARATORS: Final = ",;\t|"


class FileGrouping(msgspec.Struct, frozen=True, kw_only=True):
    """A file's rows with their themes.

    Attributes:
        source: the file.
        grouper: who placed them.
        columns: the file's columns, then those added.
        rows: a text for each column.
        placed: rows that have a theme.
        themes: different themes among them.
        bad: rows that could not be read, with their line and the reason; they are left out.
        instead_of: the configured grouper, where the light one stood in for it.
    """

    source: Path
    grouper: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    placed: int
    themes: int
    bad: tuple[BadRow, ...]
    instead_of: str = ""


class GroupingFiles:
    """Asks a grouper about files.

    Args:
        importing: reads files by the collectors that are installed.
        plugins: where groupers come from.
        grouper: the name of the configured grouper.
        languages: the languages of the programme, most frequent first.
    """

    def __init__(
        self,
        importing: Importing,
        plugins: PluginCatalogue,
        *,
        grouper: str,
        languages: tuple[str, ...],
    ) -> None:
        self._importing = importing
        self._plugins = plugins
        self._grouper = grouper
        self._languages = languages

    def group(
        self,
        source: Path,
        taxonomy: Taxonomy | None,
        *,
        grouper: str = "",
        themes: int = 0,
        discover: bool = False,
    ) -> FileGrouping:
        """Return a file's rows with a theme each.

        Args:
            source: a file with a column of texts.
            taxonomy: the themes to place into; None finds all themes in the file itself.
            grouper: which grouper; ``""`` takes the configured one.
            themes: how many themes to find; 0 leaves it to the grouper.
            discover: whether themes are looked for among rows that fit nowhere.

        Raises:
            UsageError: if no column holds texts.
            NahoError: if the file cannot be read.
            PluginError: if the grouper is not installed or fails.
        """
        columns, incoming = self._importing.read_rows(source)
        rows = [row for row in incoming if isinstance(row, IncomingRow)]
        text = self._importing.text_column(source)
        if text not in columns:
            raise UsageError(
                _("No column of {file} holds texts.").format(file=source.name),
                _("Call it text. Found: {names}.").format(names=", ".join(columns) or "-"),
            )
        notes = [
            Note(id=str(row.line), text=row.values.get(text, ""), origin=Origin.IMPORT)
            for row in rows
        ]
        given = GroupingInput(
            notes=tuple(note for note in notes if not is_blank(note.text)),
            decisions=(),
            taxonomy=taxonomy or Taxonomy(version=1, themes=()),
            languages=self._languages,
            discover=discover or taxonomy is None,
            themes=themes,
            keep=False,
        )
        asked = Asked(self._plugins, grouper or self._grouper, may_fall_back=not grouper)
        answered = asked.regroup(given)
        label = _labels(answered, given.taxonomy)
        proposals = [answered.proposals.get(note.id) for note in notes]
        used = {p.theme for p in proposals if p is not None} - {UNSORTED}
        return FileGrouping(
            source=source,
            grouper=answered.grouper,
            columns=(*columns, *(f"theme_{n}" if n in columns else n for n in ADDED)),
            rows=tuple(
                (*(row.values.get(name, "") for name in columns), *_cells(proposal, label))
                for row, proposal in zip(rows, proposals, strict=True)
            ),
            placed=sum(p is not None and p.theme != UNSORTED for p in proposals),
            themes=len(used),
            bad=tuple(row for row in incoming if isinstance(row, BadRow)),
            instead_of=answered.instead_of,
        )


def write_grouping(grouping: FileGrouping, target: Path, *, plain: bool = False) -> None:
    """Write the rows as CSV, with the separator and the byte order mark of the file they are of.

    Args:
        grouping: the rows.
        target: the file; one that is there is replaced.
        plain: leave cells alone that a spreadsheet would take for a formula; otherwise an
            apostrophe stands before them.

    Raises:
        OSError: if it cannot be written.
    """
    separator, mark = _form(grouping.source, grouping.columns[: -len(ADDED)])
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    for row in (grouping.columns, *grouping.rows):
        writer.writerow(row if plain else [neutralise(cell) for cell in row])
    write_whole(target, mark + out.getvalue().encode())


def _form(source: Path, columns: Sequence[str]) -> tuple[str, bytes]:
    """Return the separator and the byte order mark that a file was written with."""
    mark = b"\xef\xbb\xbf"
    with source.open("rb") as file:
        first = file.readline()
    head = first.removeprefix(mark).decode("utf-8", "replace")
    names = [name.strip() for name in columns]
    for separator in _SEPARATORS if len(names) > 1 else ():
        cells = next(csv.reader([head], delimiter=separator), [])
        if [cell.strip() for cell in cells] == names:
            return separator, mark if first.startswith(mark) else b""
    return ",", mark if first.startswith(mark) else b""


def _labels(answered: Answered, taxonomy: Taxonomy) -> Callable[[str], str]:
    def label(theme: str) -> str:
        found = answered.themes.get(theme)
        return found.label if found else taxonomy.label(theme)

    return label


def _cells(proposal: Proposal | None, label: Callable[[str], str]) -> tuple[str, str, str, str]:
    if proposal is None or proposal.theme == UNSORTED:
        return "", "", "", ""
    return (
        proposal.theme,
        label(proposal.theme),
        f"{proposal.confidence:.2f}",
        ", ".join(proposal.words),
    )
