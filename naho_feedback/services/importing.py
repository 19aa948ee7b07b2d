"""Importing: a dry run that changes nothing, then one session of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from naho_feedback.contracts.catalogue import PluginCatalogue, Problem
from naho_feedback.contracts.plugins import (
    BadRow,
    Collector,
    IncomingNote,
    IncomingRow,
    SourceShape,
)
from naho_feedback.contracts.store import Store
from naho_feedback.domain.events import Actor, put
from naho_feedback.domain.notes import Note, find_format
from naho_feedback.domain.personal_data import refuse_nir
from naho_feedback.domain.programme import Programme
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.text import folded, spelt
from naho_feedback.errors import NahoError, NotFoundError, PluginError, UsageError
from naho_feedback.i18n import gettext as _
from naho_feedback.services.checked import checked_dots, checked_text
from naho_feedback.services.clock import Clock

R = TypeVar("R")

_BATCH: Final = 500
"""Notes a transaction."""


class ImportRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What a person asks for.

    Attributes:
        source: the file.
        collector: which collector reads it; ``""`` chooses by the file's ending.
        mapping: our field to the source's column, over what is suggested.
        workshop: workshop id, or ``""``.
        site: site id, or ``""``.
        format: the wall's columns; notes of an unknown column go to the first one.
        skip_duplicates: leave out notes whose words came earlier in the file or are stored.
    """

    source: Path
    collector: str = ""
    mapping: dict[str, str] = {}
    workshop: str = ""
    site: str = ""
    format: str = "mur-libre"
    skip_duplicates: bool = False


class Duplicate(msgspec.Struct, frozen=True):
    """A row whose words are already there; ``of`` is a line, or 0 for a stored note."""

    line: int
    of: int


class ImportPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What an import would do: the dry run.

    Attributes:
        notes: what would be taken.
        duplicates: rows that say what another one said; taken unless told otherwise.
        bad: rows that are refused, with their line and the reason.
    """

    request: ImportRequest
    shape: SourceShape
    mapping: dict[str, str]
    notes: tuple[IncomingNote, ...]
    duplicates: tuple[Duplicate, ...]
    bad: tuple[BadRow, ...]


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """What an import did."""

    session: Session
    notes: int
    bad: tuple[BadRow, ...]
    duplicates: tuple[Duplicate, ...]


class Importing:
    """Plans and runs imports.

    Args:
        store: where notes go.
        plugins: where collectors come from.
        programme: the workshops and sites that may be named.
        clock: the time.
    """

    def __init__(
        self, store: Store, plugins: PluginCatalogue, programme: Programme, clock: Clock
    ) -> None:
        self._store = store
        self._plugins = plugins
        self._programme = programme
        self._clock = clock

    def plan(self, request: ImportRequest) -> ImportPlan:
        """Read the source and say what would happen; nothing is stored.

        Raises:
            NahoError: if the file cannot be read or names are unknown.
        """
        self._check_names(request)
        refuse_nir(request.source.name)  # it becomes the title of the notes' session
        collector = self._collector(request.source, request.collector)

        def read() -> tuple[SourceShape, dict[str, str], list[IncomingNote | BadRow]]:
            shape = collector.inspect(request.source)
            mapping = shape.mapping | request.mapping
            return shape, mapping, list(collector.read(request.source, mapping))

        shape, mapping, incoming = self._kept_safe(collector, request.source, read)
        notes, bad = _checked(incoming, request)
        duplicates = self._duplicates(notes)
        if request.skip_duplicates:
            lines = {duplicate.line for duplicate in duplicates}
            notes = [note for note in notes if note.line not in lines]
        return ImportPlan(
            request=request,
            shape=shape,
            mapping=mapping,
            notes=tuple(notes),
            duplicates=tuple(duplicates),
            bad=tuple(sorted(bad, key=lambda row: row.line)),
        )

    def text_column(self, source: Path) -> str:
        """Return the column of a file that holds texts, ``""`` where none looks like it.

        Raises:
            NahoError: if the file cannot be read.
        """
        chosen = self._collector(source, "")
        shape = self._kept_safe(chosen, source, lambda: chosen.inspect(source))
        return shape.mapping.get("text", "")

    def read_rows(
        self, source: Path, collector: str = ""
    ) -> tuple[tuple[str, ...], list[IncomingRow | BadRow]]:
        """Return a file's columns and all its rows, for what is no note.

        Raises:
            NahoError: if the file cannot be read.
        """
        chosen = self._collector(source, collector)

        def read() -> tuple[tuple[str, ...], list[IncomingRow | BadRow]]:
            incoming = chosen.rows(source)
            return incoming.columns, list(incoming.rows)

        return self._kept_safe(chosen, source, read)

    def run(self, plan: ImportPlan, *, actor: str = Actor.IMPORT) -> Imported:
        """Store what the plan says, in a session of its own that is closed at the end.

        Raises:
            StoreError: if something could not be written; what was written before stays.
        """
        request, now = plan.request, self._clock.now_ms()
        session = Session(
            workshop=request.workshop,
            site=request.site,
            format=request.format,
            title=request.source.name,
            opened=now,
        )
        (id_,) = self._store.append([put(session)], actor)
        session = msgspec.structs.replace(session, id=id_, closed=now)
        notes = [
            Note(
                session=id_,
                column=note.column,
                text=note.text,
                dots=note.dots,
                origin=note.origin,
                at=now,
            )
            for note in plan.notes
        ]
        for start in range(0, len(notes), _BATCH):
            self._store.append([put(note) for note in notes[start : start + _BATCH]], actor)
        self._store.append([put(msgspec.structs.replace(session, id=""), id_)], actor)
        return Imported(session=session, notes=len(notes), bad=plan.bad, duplicates=plan.duplicates)

    # ---- reading -------------------------------------------------------------------------

    def _kept_safe(self, collector: Collector, source: Path, read: Callable[[], R]) -> R:
        """Call a plugin, whose failure is its own."""
        try:
            return read()
        except NahoError:
            raise
        except (Exception, SystemExit) as error:
            # A row may be quoted in the message, so only the type is kept.
            self._plugins.report(
                Problem(plugin=collector.name, doing="import", error=type(error).__name__)
            )
            raise PluginError(
                _("{file} could not be read.").format(file=source.name),
                _("See: naho plugin list"),
            ) from error

    # ---- checking ------------------------------------------------------------------------

    def _check_names(self, request: ImportRequest) -> None:
        checks = (
            (request.workshop, self._programme.workshop, _("There is no workshop {name}.")),
            (request.site, self._programme.site, _("There is no site {name}.")),
        )
        for name, look_up, message in checks:
            if name and look_up(name) is None:
                raise NotFoundError(message.format(name=name))
        if find_format(request.format).id != request.format:
            raise NotFoundError(_("There is no format {name}.").format(name=request.format))

    def _collector(self, source: Path, name: str) -> Collector:
        collectors = self._plugins.collectors()
        if name:
            if name in collectors:
                return collectors[name]
            raise PluginError(
                _("There is no collector {name}.").format(name=name),
                _("Installed: {names}.").format(names=", ".join(sorted(collectors)) or "-"),
            )
        suffix = source.suffix.lower()
        for collector in collectors.values():
            if suffix in collector.suffixes:
                return collector
        known = sorted({s for collector in collectors.values() for s in collector.suffixes})
        raise UsageError(
            _("No collector reads {suffix} files.").format(suffix=suffix or "?"),
            _("Known: {names}.").format(names=", ".join(known) or "-"),
        )

    def _duplicates(self, notes: list[IncomingNote]) -> list[Duplicate]:
        seen: dict[str, int] = {spelt(note.text): 0 for note in self._store.all(Note)}
        found: list[Duplicate] = []
        for note in notes:
            words = spelt(note.text)
            if words in seen:
                found.append(Duplicate(note.line, seen[words]))
            else:
                seen[words] = note.line
        return found


def _checked(
    incoming: list[IncomingNote | BadRow], request: ImportRequest
) -> tuple[list[IncomingNote], list[BadRow]]:
    columns = find_format(request.format).columns
    names = {
        folded(word): column.id
        for column in columns
        for word in (column.id, column.name.fr, column.name.en, column.one.fr, column.one.en)
    }
    notes: list[IncomingNote] = []
    bad: list[BadRow] = []
    for row in incoming:
        if isinstance(row, BadRow):
            bad.append(row)
            continue
        try:
            notes.append(
                msgspec.structs.replace(
                    row,
                    text=checked_text(row.text),
                    dots=checked_dots(row.dots),
                    column=names.get(folded(row.column.strip()), columns[0].id),
                )
            )
        except NahoError as error:
            bad.append(BadRow(line=row.line, reason=error.message))
    return notes, bad
