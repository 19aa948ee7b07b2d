r"""Exporter ``csv``: one file per kind, for a spreadsheet or for a machine.

What is written, in the folder of the option ``folder`` (else ``csv-<audience>`` where the
workspace keeps what was asked for; a relative folder counts from where the command was typed):

* one ``<id>.csv`` for each table of the view: ``themes.csv``, ``reach.csv``, ...;
* ``verbatims.csv`` and ``actions.csv`` when there is something in them (or when an earlier
  export left one, so that a quote that was withdrawn does not live on in it);
* ``notes.csv`` for team and raw only, ``responses.csv`` for raw only.

Two forms:

========== ============================================ ===================================
\\          for people (French Excel)                    ``plain = true``, for machines
========== ============================================ ===================================
encoding   UTF-8 with BOM                               UTF-8
separator  ``;`` and CRLF                               ``,`` and LF
header     words in the view's language                 stable ids
0.315      ``0,315``                                    ``0.315``
small      ``moins de 5`` / ``fewer than 5``            ``<5``
protected  ``masqué`` / ``hidden``                      ``hidden``
yes, no    ``oui`` ``non`` / ``yes`` ``no``             ``true`` ``false``
themes     labels                                       ids
invented   a last column ``DÉMONSTRATION``              a last column ``DÉMONSTRATION``
========== ============================================ ===================================

Every cell stands in quotes, so ``csv.reader(open(path, newline=""))`` gives back any text,
NUL and lone carriage returns included; an unknown figure is an empty cell.

**Formulas.** With ``neutralise`` (the rule) a text cell, headers included, gets a leading
``'`` if a spreadsheet could take it for a formula, *or* if it begins with ``'`` already. So
one rule takes it back from every cell: drop one leading ``'``; see ``undo_neutralise``.
Numbers are never touched. Limit: opened with another separator than its own, a file may be cut
inside a text; no prefix at the front of the cell guards against that.

A file that this exporter did not write, or that somebody changed since, is never overwritten.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import ClassVar

from naho_feedback.api import (
    Audience,
    Delivery,
    Exporter,
    Localized,
    NahoError,
    Options,
    Plan,
    PlanAction,
    PlanItem,
    PluginContext,
    Receipt,
    View,
    hookimpl,
    nearest_present,
    neutralise,
    undo_neutralise,
    write_whole,
)

from .disk import NOTHING, fingerprint, is_ours
from .sheet import CsvFile, CsvOptions, files

__all__ = ["CsvExporter", "CsvOptions", "neutralise", "register_exporters", "undo_neutralise"]


class CsvExporter(Exporter):
    """Writes a view as CSV files; see the module's own words.

    Args:
        context: gives the labels of themes, the language, the demo mark and the output folder.
    """

    name: ClassVar[str] = "csv"
    label: ClassVar[Localized] = Localized("Fichiers CSV (tableur)", "CSV files (spreadsheet)")
    options: ClassVar[type[Options]] = CsvOptions

    def __init__(self, context: PluginContext) -> None:
        self._context = context

    def plan(self, view: View, receipts: Mapping[str, Delivery], options: Options) -> Plan:
        """Return what would be written, by comparing with what stands in the folder.

        A key is ``file:`` and the file's path inside the output folder, such as
        ``file:csv-manager/themes.csv``, or the whole path for a folder elsewhere: the same
        table for another audience is another file.

        Raises:
            TypeError: if the options are not :class:`CsvOptions`.
        """
        chosen = _checked(options)
        folder = self._folder(view, chosen)
        blocked = self._blocked(folder, view.audience)
        items = (
            self._item(file, folder / file.name, receipts, blocked)
            for file in files(view, chosen, self._context.taxonomy)
        )
        return Plan(target=str(folder), items=tuple(item for item in items if item))

    def send(self, plan: Plan, view: View, options: Options) -> Iterator[Receipt]:
        """Write what the plan creates or updates, each file whole or not at all.

        Raises:
            NahoError: if the view is no longer what the preview showed, if a file that is not
                ours appeared since, or if the disk refuses.
        """
        chosen = _checked(options)
        folder = self._folder(view, chosen)
        known = {self._key(folder / f.name): f for f in files(view, chosen, self._context.taxonomy)}
        wanted = [i for i in plan.items if i.action in (PlanAction.CREATE, PlanAction.UPDATE)]
        for item in wanted:
            if item.key not in known or known[item.key].digest != item.digest:
                raise NahoError(
                    self._say(
                        "Les données ont changé depuis l'aperçu.",
                        "The data changed since the preview.",
                    ),
                    self._say("Refaites l'aperçu.", "Make the preview again."),
                )
        for item in wanted:
            file = known[item.key]
            path = folder / file.name
            try:
                appeared = item.action == PlanAction.CREATE and fingerprint(path)
                if appeared and appeared != file.digest:
                    raise NahoError(self._not_ours(path))
                # In our own folder nobody else reads it; elsewhere somebody chose who does.
                ours = path.is_relative_to(self._context.output_dir.resolve())
                private = ours or view.audience.sees_records
                write_whole(path, file.data, private=private)
            except OSError as error:
                raise NahoError(
                    self._say(
                        f"{path} n'a pas pu être écrit\u00a0: ", f"{path} could not be written: "
                    )
                    + f"{error.strerror or type(error).__name__}.",
                    self._say(
                        "S'il est ouvert dans un tableur, fermez-le.",
                        "If a spreadsheet has it open, close it there.",
                    ),
                ) from error
            yield Receipt(key=item.key, reference=str(path), detail=self._size(file))

    # ---- what would happen ---------------------------------------------------------------

    def _item(
        self, file: CsvFile, path: Path, receipts: Mapping[str, Delivery], blocked: str
    ) -> PlanItem | None:
        """Return the preview's line; None for an optional file that nobody would miss."""
        key = self._key(path)
        present = fingerprint(path)
        ours = is_ours(path, present, receipts.get(key))
        detail = self._size(file)
        if file.optional and not file.rows and not ours:
            return None
        if present == file.digest:
            action = PlanAction.LEAVE
        elif blocked:
            action, detail = PlanAction.REFUSE, blocked
        elif present != NOTHING and not ours:
            action, detail = PlanAction.REFUSE, self._not_ours(path)
        else:
            action = PlanAction.UPDATE if present else PlanAction.CREATE
        return PlanItem(key=key, action=action, title=file.name, detail=detail, digest=file.digest)

    def _blocked(self, folder: Path, audience: Audience) -> str:
        """Return why nothing may be written to the folder, or ``""``."""
        nearest = nearest_present(folder)
        if not nearest.is_dir():
            return self._say(f"{nearest} n'est pas un dossier.", f"{nearest} is not a folder.")
        if not os.access(nearest, os.W_OK | os.X_OK):
            return self._say(
                f"Le dossier {nearest} n'est pas ouvert en écriture\u00a0; choisissez-en un autre.",
                f"The folder {nearest} cannot be written to; choose another one.",
            )
        for name in _foreign_records(audience):
            if fingerprint(folder / name) != NOTHING:
                return self._say(
                    f"Ce dossier contient {name}, qui n'est pas pour ce public\u00a0; "
                    "choisissez-en un autre.",
                    f"This folder holds {name}, which is not for this audience; "
                    "choose another one.",
                )
        return ""

    def _not_ours(self, path: Path) -> str:
        return self._say(
            f"{path.name} n'a pas été écrit par nous, ou a été modifié depuis\u00a0: "
            "renommez-le ou déplacez-le.",
            f"{path.name} was not written by us, or was changed since: rename it or move it away.",
        )

    def _folder(self, view: View, options: CsvOptions) -> Path:
        if options.folder:
            try:
                return Path(options.folder).expanduser().resolve()
            except (OSError, RuntimeError, ValueError) as error:  # "~nobody", NUL, a loop of links
                raise NahoError(
                    self._say(
                        "Ce nom de dossier ne peut pas être lu.",
                        "This folder name cannot be read.",
                    ),
                    self._say("Donnez un autre dossier.", "Give another folder."),
                ) from error
        return (self._context.output_dir / f"csv-{view.audience}").resolve()

    def _key(self, path: Path) -> str:
        root = self._context.output_dir.resolve()
        shown = path.relative_to(root) if path.is_relative_to(root) else path
        return f"file:{shown.as_posix()}"

    def _size(self, file: CsvFile) -> str:
        lines = self._say(
            f"{file.rows} ligne{'s' if file.rows > 1 else ''}",
            f"{file.rows} row{'' if file.rows == 1 else 's'}",
        )
        size = len(file.data)
        return f"{file.title}, {lines}, " + self._say(f"{size} octets", f"{size} bytes")

    def _say(self, fr: str, en: str) -> str:
        return self._context.translate(Localized(fr, en))


def _foreign_records(audience: Audience) -> tuple[str, ...]:
    """Return the files of records that this audience must not find in its folder."""
    match audience:
        case Audience.RAW:
            return ()
        case Audience.TEAM:
            return ("responses.csv",)
        case _:
            return ("notes.csv", "responses.csv")


def _checked(options: Options) -> CsvOptions:
    if not isinstance(options, CsvOptions):
        msg = f"expected CsvOptions, got {type(options).__name__}"
        raise TypeError(msg)
    return options


@hookimpl
def register_exporters(context: PluginContext) -> Iterable[Exporter]:
    """Return the CSV exporter."""
    return (CsvExporter(context),)
