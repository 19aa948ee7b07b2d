"""``naho theme check``: what would sort notes badly in a list of themes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from naho_feedback.cli import console
from naho_feedback.cli.parts import argument, fail, verb
from naho_feedback.cli.state import State
from naho_feedback.cli.theme_shapes import ThemeCheckOut, ThemeFindingOut
from naho_feedback.domain.text import one_line
from naho_feedback.errors import FileError, WorkspaceError
from naho_feedback.i18n import N_, ngettext
from naho_feedback.i18n import gettext as _
from naho_feedback.services.theme_check import FindingKind

if TYPE_CHECKING:
    from naho_feedback.bootstrap import Naho
    from naho_feedback.services.theme_check import HouseWord

_HEADS: Final = {
    "unusable": N_("The list cannot be used"),
    "two_themes": N_("A keyword in two themes"),
    "untranslated": N_("Not translated"),
    "empty": N_("Themes that no note will find"),
    "example": N_("Examples that speak of another theme"),
    "flood": N_("Keywords that flood"),
}
"""What each kind of finding is called."""


def command() -> click.Command:
    """Return the verb."""
    return verb(
        "check",
        _check,
        help=_(
            "Check the themes of this workspace, or a file of themes, and what the keywords "
            "make of the notes here."
        ),
        examples=("naho theme check", "naho theme check themes.toml --json"),
        params=[argument("file", required=False, default=None)],
    )


def _check(state: State, *, file: str | None, as_json: bool) -> None:
    checked = _checked(state, Path(file) if file is not None else None)
    if as_json:
        console.out_json(checked)
    else:
        console.out_lines(_lines(checked))
    if not checked.ok:
        fail()


def _checked(state: State, path: Path | None) -> ThemeCheckOut:
    from naho_feedback.services.theme_check import check_themes
    from naho_feedback.workspace.taxonomy import themes_document, themes_path

    naho = _workspace(state, needed=path is None)
    if path is None:
        path = themes_path(state.workspace.root)
        words = _house_words(naho)
    else:
        words = []
    try:
        document, faults = themes_document(path)
    except FileError as error:
        return _out(error.file, [_finding(FindingKind.UNUSABLE, error, error.line)])
    notes = [note.text for note in naho.capture.notes()] if naho is not None else []
    found = check_themes(document.value, faults, notes=notes, words=words)
    return _out(
        document.name,
        [
            _finding(kind, error, error.line if error.key else 0)
            for kind, group in groupby(found, key=lambda finding: finding.kind)
            for error in document.errors(finding.fault for finding in group)
        ],
    )


def _workspace(state: State, *, needed: bool) -> Naho | None:
    try:
        return state.naho
    except WorkspaceError:
        if needed:
            raise
        return None  # a file may be checked before there is a workspace


def _house_words(naho: Naho | None) -> list[HouseWord]:
    from naho_feedback.services.theme_check import HouseWord

    if naho is None:
        return []
    try:
        living = naho.themes.taxonomy.living
    except FileError:  # the list itself cannot be used, which is told anyway
        return []
    return [HouseWord(kept.word, living(kept.theme)) for kept in naho.themes.words()]


def _finding(kind: FindingKind, error: FileError, line: int) -> ThemeFindingOut:
    where = f"{error.file}:{error.line}: " if error.line else f"{error.file}: "
    return ThemeFindingOut(
        kind=kind.value,
        error=kind.is_error,
        line=line,
        key=error.key,
        message=error.message.removeprefix(where),
        hint=error.hint,
    )


def _out(file: str, findings: list[ThemeFindingOut]) -> ThemeCheckOut:
    errors = sum(finding.error for finding in findings)
    return ThemeCheckOut(
        file=file,
        ok=not errors,
        errors=errors,
        remarks=len(findings) - errors,
        findings=tuple(findings),
    )


def _lines(checked: ThemeCheckOut) -> Iterator[str]:
    """Yield the findings kind by kind, then how many there are."""
    name = one_line(checked.file)
    for kind, group in groupby(checked.findings, key=lambda finding: finding.kind):
        yield _(_HEADS[kind])
        for finding in group:
            yield "  " + one_line(f"{_where(name, finding)}: {finding.message} {finding.hint}")
        yield ""
    if not checked.findings:
        yield _("{file}: good").format(file=name)
        return
    errors = ngettext("{n} error", "{n} errors", checked.errors).format(n=checked.errors)
    remarks = ngettext("{n} remark", "{n} remarks", checked.remarks).format(n=checked.remarks)
    yield f"{name}: {errors}, {remarks}"


def _where(name: str, finding: ThemeFindingOut) -> str:
    if finding.line:
        return f"{name}:{finding.line}"
    return name if finding.kind == FindingKind.UNUSABLE else _("word of this house")
