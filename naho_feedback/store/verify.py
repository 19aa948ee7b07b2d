"""Looking at a journal without touching it: is every byte what was written?

Reading needs no lock, since files are only appended to: what is still being written stands at
the end of the last one and is no damage.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import msgspec

from naho_feedback.errors import StoreError
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.store import disk
from naho_feedback.store.failures import failed
from naho_feedback.store.generations import file_name, generations, sha256_of
from naho_feedback.store.line import Header, decode_header, header_length
from naho_feedback.store.quarantine import QUARANTINE, Damage
from naho_feedback.store.scan import scan, stretches

_HEADER: Final = 1 << 16


class FileReport(msgspec.Struct, frozen=True, kw_only=True):
    """What one file of a journal looks like.

    Attributes:
        name: its name.
        size: its bytes.
        lines: its proved lines, without the header.
        damage: stretches that are not what was written.
        unfinished: bytes at its end of a write that never finished, or has not yet.
        crc: the checksum at its end.
        changed: whether it is no more what its successor's header says that it was.
    """

    name: str
    size: int
    lines: int
    damage: tuple[Damage, ...] = ()
    unfinished: int = 0
    crc: int = 0
    changed: bool = False


class Verification(msgspec.Struct, frozen=True, kw_only=True):
    """What a journal looks like.

    Attributes:
        files: its files, in order.
        missing: names of files that should be there and are not.
        set_aside: how many damaged pieces earlier openings copied into the quarantine file.
    """

    files: tuple[FileReport, ...]
    missing: tuple[str, ...] = ()
    set_aside: int = 0

    @property
    def is_sound(self) -> bool:
        """Whether every byte is what was written; an unfinished write at the end is no damage."""
        return not self.missing and not any(file.damage or file.changed for file in self.files)

    @property
    def lines(self) -> int:
        """How many lines are proved."""
        return sum(file.lines for file in self.files)


def verify(folder: Path) -> Verification:
    """Read every byte of a journal and return what it looks like; nothing is changed.

    Args:
        folder: the data folder, or a backup.

    Raises:
        StoreError: if there is no journal, if it cannot be read, or if it is of a newer version.
    """
    try:
        numbers = generations(folder) if folder.is_dir() else []
        if not numbers:
            raise StoreError(_("There is no journal in {folder}.").format(folder=folder))
        files: list[FileReport] = []
        for number in numbers:
            report, header = _look(folder / file_name(number), is_last=number == numbers[-1])
            if files and number - 1 in numbers and header is not None:
                files[-1] = _compared(files[-1], header, folder)
            files.append(report)
        missing = sorted(set(range(1, numbers[-1])) - set(numbers))
        return Verification(
            files=tuple(files),
            missing=tuple(map(file_name, missing)),
            set_aside=_set_aside(folder / QUARANTINE),
        )
    except OSError as error:
        raise failed(error) from error


def _look(path: Path, *, is_last: bool) -> tuple[FileReport, Header | None]:
    fd = disk.open_private(path, os.O_RDONLY)
    try:
        size = os.fstat(fd).st_size
        start = disk.read_at(fd, 0, min(size, _HEADER))
        header = decode_header(start[: header_length(start)])
        end = crc = lines = 0
        for stretch, after in stretches(fd, 0, size, 0):
            end, crc, lines = end + len(stretch), after, lines + stretch.count(b"\n")
        rest = disk.read_at(fd, end, size - end)
    finally:
        os.close(fd)
    found = scan(rest, crc)
    lines += len(found.good)
    damage = [
        Damage(
            file=path.name, offset=end + span.start, length=span.end - span.start, kept=span.kept
        )
        for span in found.damage
    ]
    unfinished = len(rest) - found.end
    if unfinished and not (is_last and b"\n" not in rest[found.end :]):
        damage.append(Damage(file=path.name, offset=end + found.end, length=unfinished, kept=False))
        unfinished = 0
    report = FileReport(
        name=path.name,
        size=size,
        lines=max(0, lines - (header is not None)),
        damage=tuple(damage),
        unfinished=unfinished,
        crc=found.crc,
    )
    return report, header


def _compared(parent: FileReport, header: Header, folder: Path) -> FileReport:
    """Return the parent's report, with whether it is what its child's header says."""
    if header.parent_crc == f"{parent.crc:08x}" and not parent.damage:
        # Each checksum is right. Only somebody who worked all of them out anew is left.
        changed = sha256_of(folder / parent.name) != header.parent_sha256
    else:
        changed = header.parent_crc != f"{parent.crc:08x}"
    return msgspec.structs.replace(parent, changed=changed)


def _set_aside(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0


def sentences(found: Verification) -> list[str]:
    """Return what was found, for a person; the first sentence is the verdict."""
    told = [
        _("The journal is sound: {lines} lines in {files} files.").format(
            lines=found.lines, files=len(found.files)
        )
        if found.is_sound
        else _("The journal is damaged: {lines} lines in {files} files are sound.").format(
            lines=found.lines, files=len(found.files)
        )
    ]
    told += [_("{file} is missing.").format(file=name) for name in found.missing]
    for file in found.files:
        for damage in file.damage:
            text = (
                _("{file}, byte {offset}: {length} bytes are damaged; what they said is known.")
                if damage.kept
                else _("{file}, byte {offset}: {length} bytes are damaged; what they said is lost.")
            )
            told.append(text.format(file=file.name, offset=damage.offset, length=damage.length))
        if file.changed:
            told.append(_("{file} is not what it was when it was finished.").format(file=file.name))
        if file.unfinished:
            told.append(
                _("{file} ends with {length} bytes of an entry that was never finished.").format(
                    file=file.name, length=file.unfinished
                )
            )
    if found.set_aside:
        told.append(
            ngettext(
                "{count} damaged piece is kept in {file}.",
                "{count} damaged pieces are kept in {file}.",
                found.set_aside,
            ).format(count=found.set_aside, file=QUARANTINE)
        )
    return told
