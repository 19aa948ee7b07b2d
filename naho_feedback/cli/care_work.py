"""What ``naho verify``, ``backup``, ``restore`` and ``doctor`` do.

None of them opens the journal: they are for the day on which it cannot be opened.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from naho_feedback.cli import console
from naho_feedback.cli.care_shapes import (
    BackupOut,
    CopyOut,
    DoctorOut,
    FindingOut,
    RestoreOut,
    VerificationOut,
)
from naho_feedback.cli.parts import fail
from naho_feedback.cli.state import State
from naho_feedback.domain.text import one_line
from naho_feedback.errors import StoreError
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.store.care import Care
from naho_feedback.store.doctor import Health
from naho_feedback.store.verify import Verification, sentences, verify

_MARKS: Final = {Health.WELL: "✓", Health.WARNING: "!", Health.BAD: "✗"}


def _care(state: State, ring: str = "") -> Care:
    workspace = state.workspace
    return Care(workspace.data_dir, Path(ring).absolute() if ring else workspace.backups_dir)


# ---- verify --------------------------------------------------------------------------------


def verify_journal(state: State, *, as_json: bool) -> None:
    """Say whether the journal is what was written; end with status 1 if it is not.

    Raises:
        StoreError: if there is none, or if it cannot be read.
    """
    found = _care(state).verify()
    if as_json:
        console.out_json(VerificationOut.of(found))
    else:
        console.out_lines(map(one_line, sentences(found)))
    if not found.is_sound:
        fail()


# ---- backup --------------------------------------------------------------------------------


def back_up(state: State, *, ring: str, as_json: bool) -> None:
    """Take a copy and say where it is; end with status 1 if the journal is damaged.

    Raises:
        StoreError: if there is no journal, or if it cannot be copied.
    """
    made = _care(state, ring).back_up()
    if as_json:
        console.out_json(BackupOut.taken_now(made.folder, made.found, made.removed))
    else:
        console.out(one_line(str(made.folder)))
        n = made.found.lines
        console.say(ngettext("{n} line, read back.", "{n} lines, read back.", n).format(n=n))
    if not made.found.is_sound:
        console.say(_("The journal is damaged, and so is this copy. See: naho verify"))
        fail()


def list_copies(state: State, *, ring: str, as_json: bool) -> None:
    """List the copies, the latest first, each read whole."""
    copies = [CopyOut.of(copy, _looked_at(copy)) for copy in reversed(_care(state, ring).copies())]
    if as_json:
        console.out_json(copies)
        return
    if not copies:
        console.say(_("There is no backup."))
    console.out_lines(console.aligned([_row(copy) for copy in copies]))


def _row(copy: CopyOut) -> tuple[str, str, str]:
    lines = ngettext("{n} line", "{n} lines", copy.lines).format(n=copy.lines)
    return copy.name, lines, _("sound") if copy.sound else _("damaged")


def _looked_at(folder: Path) -> Verification | None:
    """Return what a journal or a copy looks like, None where it cannot even be read."""
    try:
        return verify(folder)
    except StoreError:
        return None


# ---- restore -------------------------------------------------------------------------------


def restore(state: State, *, name: str, ring: str, yes: bool, as_json: bool) -> None:
    """Say what putting a copy back would do, then do it with a yes; else end with status 1.

    Raises:
        NotFoundError: if there is no such copy.
        StoreError: if it is damaged, or if something cannot be read or written.
    """
    care = _care(state, ring)
    copy = care.find(name)
    in_it = verify(copy)
    shape = CopyOut.of(copy, in_it)
    present = _looked_at(care.folder)
    lines = None if present is None else present.lines
    if not as_json:
        _preview(shape, lines)
    agreed = yes or (
        not as_json
        and console.can_ask()
        and console.confirm(_("Put this copy in the place of the journal?"))
    )
    if not agreed:
        if as_json:
            console.out_json(RestoreOut(copy=shape, present_lines=lines, done=False, aside=None))
        console.say(_("Nothing was changed. To put the copy back, add --yes."))
        fail()
    done = care.restore(copy)
    aside = None if done.aside is None else str(done.aside)
    if as_json:
        console.out_json(RestoreOut(copy=shape, present_lines=lines, done=True, aside=aside))
        return
    console.out(_("The copy is the journal now."))
    if aside is not None:
        console.out(_("What it replaced is in {folder}.").format(folder=one_line(aside)))


def _preview(copy: CopyOut, present: int | None) -> None:
    when = (copy.taken or copy.name).replace("T", " ")
    n = copy.lines
    console.out(
        ngettext("Copy of {when}: {n} line.", "Copy of {when}: {n} lines.", n).format(
            when=one_line(when), n=n
        )
    )
    if present is None:
        console.out(_("There is no journal here that can be read."))
        return
    console.out(
        ngettext("Journal now: {n} line.", "Journal now: {n} lines.", present).format(n=present)
    )
    if present > n:
        missing = present - n
        console.out(
            ngettext(
                "{n} line that was written since would not be in it; it is kept aside.",
                "{n} lines that were written since would not be in it; they are kept aside.",
                missing,
            ).format(n=missing)
        )


# ---- doctor --------------------------------------------------------------------------------


def examine(state: State, *, as_json: bool) -> None:
    """Say what is the matter and what to do; end with status 1 if something is bad."""
    findings = _care(state).examine()
    worst = findings[0].health if findings else Health.WELL
    if as_json:
        shapes = tuple(map(FindingOut.of, findings))
        console.out_json(DoctorOut(health=worst, findings=shapes))
    else:
        for finding in findings:
            console.out(f"{_MARKS[finding.health]} {one_line(finding.sentence)}")
            if finding.hint:
                console.out(f"  → {one_line(finding.hint)}")
    if worst == Health.BAD:
        fail()
