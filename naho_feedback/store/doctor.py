"""What is the matter with a data folder, in plain words: what ``naho doctor`` shows.

Nothing is changed. Each finding says what was looked at, whether it is well, and what to do.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Final

import msgspec

from naho_feedback.errors import StoreError
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.store.backup import backups, taken_at
from naho_feedback.store.generations import file_name, generations
from naho_feedback.store.journal import UNSURE_FILE
from naho_feedback.store.line import Line
from naho_feedback.store.place import why_not
from naho_feedback.store.read import read_lines
from naho_feedback.store.verify import sentences, verify

SPACE: Final = 200_000_000
"""Free bytes below which somebody should make room."""
BACKUP_DAYS: Final = 1


class Health(StrEnum):
    """How a finding is."""

    WELL = "well"
    WARNING = "warning"
    BAD = "bad"


class Finding(msgspec.Struct, frozen=True):
    """One thing that was looked at.

    Attributes:
        health: how it is.
        sentence: what was found.
        hint: what to do, or ``""``.
    """

    health: Health
    sentence: str
    hint: str = ""


def examine(folder: Path, ring: Path, at: dt.datetime) -> list[Finding]:
    """Look at a data folder and its copies and return what was found, the worst first.

    Args:
        folder: the data folder.
        ring: the folder of its copies.
        at: now, with a time zone.
    """
    found = [*_place(folder), *_space(folder), *_journal(folder, at), *_copies(ring, at)]
    order = list(Health)
    return sorted(found, key=lambda finding: -order.index(finding.health))


def _place(folder: Path) -> Iterator[Finding]:
    reason = why_not(folder)
    if reason:
        yield Finding(Health.BAD, reason, _("Move the workspace to this computer's own disk."))
    else:
        yield Finding(Health.WELL, _("The data folder is on this computer's own disk."))
    if folder.exists() and not os.access(folder, os.W_OK):
        yield Finding(
            Health.BAD,
            _("The data folder cannot be written."),
            _("Ask whoever looks after this computer for the right to write there."),
        )


def _space(folder: Path) -> Iterator[Finding]:
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    free = shutil.disk_usage(there).free
    sentence = _("{megabytes} MB are free on the disk.").format(megabytes=free // 1_000_000)
    if free < SPACE:
        yield Finding(Health.WARNING, sentence, _("Free some space before the next session."))
    else:
        yield Finding(Health.WELL, sentence)


def _journal(folder: Path, at: dt.datetime) -> Iterator[Finding]:
    try:
        found = verify(folder)
        last = max((line.unix_ms for line in _last_lines(folder)), default=0)
    except StoreError as error:
        yield Finding(Health.BAD, error.message, error.hint)
        return
    verdict, *details = sentences(found)
    if found.is_sound:
        yield Finding(Health.WELL, verdict)
    else:
        advice = _("The rest is kept. Keep a copy of the data folder and show it to your support.")
        yield Finding(Health.BAD, verdict, advice)
    for detail in details:
        yield Finding(Health.WARNING, detail)
    if (folder / UNSURE_FILE).exists():
        yield Finding(
            Health.WARNING,
            _("The disk failed while something was written."),
            _("Check the last entry, make a backup, and have the disk looked at."),
        )
    if last > at.timestamp() * 1000 + 60_000:
        yield Finding(
            Health.WARNING,
            _("The computer's clock is behind the last entry."),
            _("Set the clock: entries would seem older than they are."),
        )


def _last_lines(folder: Path) -> Iterator[Line]:
    for number in generations(folder)[-2:]:  # the last file may hold nothing yet
        path = folder / file_name(number)
        yield from read_lines(path, path.stat().st_size)


def _copies(ring: Path, at: dt.datetime) -> Iterator[Finding]:
    copies = backups(ring)
    advice = _("Type naho backup, best on a stick.")
    if not copies:
        yield Finding(Health.WARNING, _("There is no backup."), advice)
        return
    days = (at - taken_at(copies[-1])).days
    sentence = ngettext(
        "The last backup is {days} day old.", "The last backup is {days} days old.", days
    ).format(days=days)
    if days > BACKUP_DAYS:
        yield Finding(Health.WARNING, sentence, advice)
    else:
        yield Finding(Health.WELL, sentence)
