"""``naho import``: notes from a file, after a dry run."""

from __future__ import annotations

from pathlib import Path

import click

from naho_feedback.cli import console
from naho_feedback.cli.hits import tell_to_review
from naho_feedback.cli.parts import argument, fail, flag, option, verb, yes_option
from naho_feedback.cli.shapes import ImportOut
from naho_feedback.cli.state import State
from naho_feedback.domain.records import receipt
from naho_feedback.domain.text import one_line
from naho_feedback.errors import FileError, UsageError
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services.importing import Imported, ImportPlan, ImportRequest

_FEW = 10
"""Duplicates that the text form lists; the JSON form has them all."""

_FIELDS = ("text", "column", "dots")


def build() -> click.Command:
    """Return ``naho import``."""
    return verb(
        "import",
        _import,
        help=_(
            "Bring notes in from a file. First says what would happen; stores it in a session of "
            "its own once you agree."
        ),
        examples=(
            "naho import notes.csv",
            "naho import notes.csv --map text=Commentaire --map dots=Votes --yes",
        ),
        params=[
            argument("file"),
            option(
                "--map",
                "mapping",
                multiple=True,
                metavar="FIELD=COLUMN",
                help=_("Which column of the file holds text, column or dots."),
            ),
            option("--collector", metavar="NAME", help=_("What reads it; else by its ending.")),
            option("--workshop", metavar="ID", help=_("The workshop that the notes come from.")),
            option("--site", metavar="ID", help=_("The site that they come from.")),
            option(
                "--format", default="mur-libre", metavar="ID", help=_("The columns of their wall.")
            ),
            flag("--skip-duplicates", help=_("Leave out rows that say what another one says.")),
            yes_option(),
        ],
    )


def _import(
    state: State,
    *,
    file: str,
    mapping: tuple[str, ...],
    collector: str,
    workshop: str,
    site: str,
    format: str,
    skip_duplicates: bool,
    yes: bool,
    as_json: bool,
) -> None:
    importing = state.naho.importing
    request = ImportRequest(
        source=readable(file),
        collector=collector,
        mapping=_mapping(mapping),
        workshop=workshop,
        site=site,
        format=format,
        skip_duplicates=skip_duplicates,
    )
    plan = importing.plan(request)
    if not as_json:
        _show_plan(plan)
    agreed = bool(plan.notes) and (yes or (not as_json and _asked(plan)))
    done = importing.run(plan) if agreed else None
    if as_json:
        console.out_json(ImportOut.of(plan, done))
    else:
        _show_done(plan, done)
    if done is not None:
        tell_to_review(sum(state.naho.detectors.finds(note.text) for note in plan.notes))
    if plan.bad and (done or yes):
        fail()


def readable(file: str) -> Path:
    """Return the path of a file that is there.

    Raises:
        FileError: if it is not.
    """
    path = Path(file)
    name = one_line(str(path))
    try:
        if path.is_file():
            return path
        is_there = path.exists()
    except (OSError, ValueError):  # a folder that may not be entered, a name that none can have
        is_there = False
    if is_there:
        raise FileError(name, 0, _("This is not a file."), _("Name a file."))
    raise FileError(name, 0, _("There is no such file."), _("Check its name."))


def _mapping(pairs: tuple[str, ...]) -> dict[str, str]:
    """Return ``FIELD=COLUMN`` pairs as a mapping.

    Raises:
        UsageError: if one is not written so, or names a field that notes have not.
    """
    mapping: dict[str, str] = {}
    for pair in pairs:
        field, sign, column = pair.partition("=")
        if not sign or field not in _FIELDS:
            raise UsageError(
                _("{pair} maps nothing.").format(pair=one_line(pair)),
                _("Write FIELD=COLUMN; the fields are {names}.").format(names=", ".join(_FIELDS)),
            )
        mapping[field] = column
    return mapping


def _asked(plan: ImportPlan) -> bool:
    question = ngettext("Store {n} note?", "Store {n} notes?", len(plan.notes))
    return console.can_ask() and console.confirm(question.format(n=len(plan.notes)))


# ---- words ---------------------------------------------------------------------------------


def _show_plan(plan: ImportPlan) -> None:
    name = one_line(plan.request.source.name)
    console.out(f"{name}: {one_line(plan.shape.note)}" if plan.shape.note else name)
    for field, column in plan.mapping.items():
        console.out(f"  {field} ← {one_line(column)}")
    n = len(plan.notes)
    console.out(ngettext("{n} note would be stored", "{n} notes would be stored", n).format(n=n))
    if plan.duplicates:
        _show_duplicates(plan)
    if plan.bad:
        n = len(plan.bad)
        console.out(ngettext("{n} row is refused", "{n} rows are refused", n).format(n=n))
    for row in plan.bad:
        console.say(
            _("{file}:{line}: {reason}").format(
                file=name, line=row.line, reason=one_line(row.reason)
            )
        )


def _show_duplicates(plan: ImportPlan) -> None:
    n = len(plan.duplicates)
    said = (
        ngettext("{n} duplicate, left out", "{n} duplicates, left out", n)
        if plan.request.skip_duplicates
        else ngettext("{n} duplicate among them", "{n} duplicates among them", n)
    )
    console.out(said.format(n=n))
    for twin in plan.duplicates[:_FEW]:
        words = (
            _("  line {line} says the same as line {of}")
            if twin.of
            else _("  line {line} says the same as a note that is here already")
        )
        console.out(words.format(line=twin.line, of=twin.of))
    if n > _FEW:
        console.out(_("  and {n} more; --json lists them all").format(n=n - _FEW))


def _show_done(plan: ImportPlan, done: Imported | None) -> None:
    if done is not None:
        console.out(
            ngettext(
                "{n} note stored in session {session}.",
                "{n} notes stored in session {session}.",
                done.notes,
            ).format(n=done.notes, session=receipt(done.session.id))
        )
    elif not plan.notes:
        console.say(_("There is nothing to store."))
    else:
        console.say(_("Nothing was stored. To store it, add --yes."))
