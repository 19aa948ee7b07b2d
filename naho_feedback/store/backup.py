"""Dated copies of a journal in a ring, and putting one back.

A copy may be taken while others write, because files are only appended to: it holds whole
lines up to some moment. Putting one back never deletes: the present files are copied aside
first. A copy is older than what people were told since, so the journal goes on under a new
writer's name afterwards and gives no receipt twice.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from naho_feedback.errors import NotFoundError, StoreError
from naho_feedback.i18n import gettext as _
from naho_feedback.store import disk
from naho_feedback.store.failures import failed
from naho_feedback.store.generations import file_name, generations
from naho_feedback.store.journal import LOCK_FILE, Journal
from naho_feedback.store.lock import FileLock
from naho_feedback.store.quarantine import QUARANTINE
from naho_feedback.store.verify import Verification, verify

KEEP: Final = 10
"""How many copies a ring holds."""

_FORMAT: Final = "%Y-%m-%dT%H-%M-%S"  # no colons: a stick is often FAT
_NAME: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}")
_PART: Final = ".part"
_PIECE: Final = 1 << 20
_STALE: Final = 3600
"""Seconds after which an unfinished copy belongs to nobody any more."""


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """A copy.

    Attributes:
        folder: where it stands.
        found: what it looked like, read back from there.
        removed: names of older copies that made room for it.
    """

    folder: Path
    found: Verification
    removed: tuple[str, ...] = ()


class Restored(msgspec.Struct, frozen=True, kw_only=True):
    """What putting a copy back did.

    Attributes:
        lines: how many lines the journal holds again.
        aside: where the files that stood there before are now; None if there were none.
    """

    lines: int
    aside: Path | None


def backups(ring: Path) -> list[Path]:
    """Return the copies in a ring, oldest first; an unfinished one is none."""
    if not ring.is_dir():
        return []
    return sorted(path for path in ring.iterdir() if path.is_dir() and _NAME.fullmatch(path.name))


def taken_at(backup: Path) -> dt.datetime:
    """Return when a copy was taken, by its name, in local time."""
    return dt.datetime.strptime(backup.name, _FORMAT).astimezone()


def back_up(folder: Path, ring: Path, at: dt.datetime, keep: int = KEEP) -> Backup:
    """Copy the journal into a ring of dated copies, read the copy back, remove the oldest.

    A copy of a damaged journal is kept too, but it pushes no other out of the ring.

    Args:
        folder: the data folder; others may write meanwhile.
        ring: the folder of the copies, such as one on a stick; made if it is not there.
        at: now.
        keep: how many copies the ring holds, at least 1.

    Raises:
        StoreError: if there is no journal, or if it could not be copied; nothing is left then.
    """
    target = ring / at.strftime(_FORMAT)
    part = ring / (target.name + _PART)
    try:
        if target.exists():
            raise StoreError(_("There is a copy of this very second already."))
        shutil.rmtree(part, ignore_errors=True)
        ring.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.mkdir(mode=0o700)
        _sweep(ring, at)
        try:
            _copy(folder, part)
            found = verify(part)
            part.rename(target)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        disk.sync_folder(ring)
        removed = _make_room(ring, keep) if found.is_sound else ()
    except OSError as error:
        raise failed(error) from error
    return Backup(folder=target, found=found, removed=removed)


def restore(backup: Path, folder: Path, at: dt.datetime) -> Restored:
    """Put a copy back in the place of a journal, whose files are copied aside first.

    Whoever still has the journal open notices and writes nothing more; on Windows it is refused
    until they are closed.

    Args:
        backup: the copy.
        folder: the data folder.
        at: now.

    Raises:
        NotFoundError: if there is no such copy.
        StoreError: if the copy is damaged, or if something could not be read or written; the
            journal's own files are complete then, there or aside.
    """
    if not backup.is_dir():
        raise NotFoundError(_("There is no copy {name}.").format(name=backup.name))
    found = verify(backup)
    if not found.is_sound:
        raise StoreError(
            _("The copy {name} is damaged; nothing was changed.").format(name=backup.name),
            _("Take an older one."),
        )
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = FileLock(folder / LOCK_FILE)
        try:
            lock.acquire()
            aside = _put_aside(folder, at)
            for number in reversed(generations(folder)):  # the one that may be open first
                (folder / file_name(number)).unlink()
            _copy(backup, folder)
        finally:
            lock.close()
    except OSError as error:
        raise failed(error) from error
    journal = Journal(folder)
    try:
        journal.seal(as_new_writer=True)
    finally:
        journal.close()
    return Restored(lines=found.lines, aside=aside)


def _copy(source: Path, target: Path) -> None:
    """Copy a journal's files, durably, each up to its last line's end."""
    for number in generations(source):
        _copy_file(source / file_name(number), target / file_name(number))
    if (source / QUARANTINE).exists() and source != target:
        _copy_file(source / QUARANTINE, target / QUARANTINE)
    disk.sync_folder(target)


def _copy_file(source: Path, target: Path) -> None:
    with suppress(FileNotFoundError):
        target.unlink()
    fd = disk.open_private(target, os.O_WRONLY | os.O_CREAT)
    try:
        with source.open("rb") as file:
            rest = b""
            while piece := file.read(_PIECE):
                whole = (rest + piece).rfind(b"\n") + 1
                data, rest = (rest + piece)[:whole], (rest + piece)[whole:]
                disk.write_all(fd, data)
        disk.sync(fd)
    finally:
        os.close(fd)


def _put_aside(folder: Path, at: dt.datetime) -> Path | None:
    """Copy the files of a journal into a folder beside them; each byte, torn ends too."""
    names = [file_name(number) for number in generations(folder)]
    if not names:
        return None
    aside = folder / f"replaced-{at.strftime(_FORMAT)}"
    aside.mkdir(mode=0o700)
    for name in (*names, *([QUARANTINE] if (folder / QUARANTINE).exists() else [])):
        fd = disk.open_private(aside / name, os.O_WRONLY | os.O_CREAT)
        try:
            with (folder / name).open("rb") as file:
                while piece := file.read(_PIECE):
                    disk.write_all(fd, piece)
            disk.sync(fd)
        finally:
            os.close(fd)
    disk.sync_folder(aside)
    disk.sync_folder(folder)
    return aside


def _make_room(ring: Path, keep: int) -> tuple[str, ...]:
    """Remove what is too many: of several copies of one day the older ones first.

    An app that is closed ten times in a day must not push yesterday's copy out.
    """
    kept, removed = backups(ring), []
    while len(kept) > max(1, keep):
        of_day = Counter(path.name[:10] for path in kept)
        gone = next((path for path in kept if of_day[path.name[:10]] > 1), kept[0])
        shutil.rmtree(gone)
        kept.remove(gone)
        removed.append(gone.name)
    return tuple(removed)


def _sweep(ring: Path, at: dt.datetime) -> None:
    """Remove what copies left behind that were killed; one that is being made is younger."""
    for part in ring.glob(f"*{_PART}"):
        name = part.name.removesuffix(_PART)
        if _NAME.fullmatch(name) and (at - taken_at(part.with_name(name))).total_seconds() > _STALE:
            shutil.rmtree(part, ignore_errors=True)
