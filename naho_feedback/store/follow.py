"""Following the file: how far this process has read it, and what the lines add up to.

Whole stretches are verified in one call and taken in. What does not verify is left alone until
the caller holds the lock: then it is set aside, and cut if it stands at the end.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from naho_feedback.errors import StoreError
from naho_feedback.i18n import gettext as _
from naho_feedback.store import disk
from naho_feedback.store.line import Line, decode, decode_header, header_length, is_torn_header
from naho_feedback.store.quarantine import Damage, Quarantine
from naho_feedback.store.scan import scan, stretches
from naho_feedback.store.tables import Tables

_PIECE: Final = 1 << 16
"""Lines are decoded this many bytes at a time, which stays in the processor's cache."""


class Follower:
    """What was read of a journal file so far.

    Args:
        fd: the file, open for reading and writing; it stays the caller's.
        path: where it stands.
        clock: returns Unix time in milliseconds.

    Attributes:
        tables: what the lines add up to.
        writer: the writer that the header names; ``""`` before it is read or if it is damaged.
        next: the next free sequence number of that writer.
        lamport: the highest logical time seen.
        end: the place up to which the file is verified and taken in.
        crc: the checksum there.
        damage: what was found that is not what was written.
    """

    def __init__(self, fd: int, path: Path, clock: Callable[[], int]) -> None:
        self.tables = Tables()
        self.damage: list[Damage] = []
        self.writer = ""
        self.next = 1
        self.lamport = self.end = self.crc = 0
        self._fd = fd
        self._path = path
        self._clock = clock

    def follow(self) -> bool:
        """Take in verified lines; return whether whole lines are left that do not verify.

        Raises:
            OSError: if the disk is broken.
            StoreError: if it is no journal, or one of a newer version.
        """
        size = os.fstat(self._fd).st_size
        if size == self.end:
            return False
        if size < self.end:
            self._start_again(size)
        for stretch, crc in stretches(self._fd, self.end, size, self.crc):
            if self.end == 0:
                header = decode_header(stretch[: header_length(stretch)])
                if header is None:
                    raise self._no_journal()
                self.writer = header.writer
            for lines in decoded(stretch):
                self._take_in(lines)
            self.end, self.crc = self.end + len(stretch), crc
        return b"\n" in disk.read_at(self._fd, self.end, size - self.end)

    def wrote(self, line: Line | None, length: int, crc: int) -> None:
        """Take in what the caller appended itself; None stands for a header."""
        if line is not None:
            self._take_in([line])
        self.end, self.crc = self.end + length, crc

    def repair(self) -> None:
        """Set aside what does not verify, cut it off the end, take in the rest.

        The caller holds the lock, so what is not finished here never will be.

        Raises:
            OSError: if the disk is full or broken; nothing was cut then.
            StoreError: if it is no journal; nothing was changed then.
        """
        size = os.fstat(self._fd).st_size
        if size == self.end:
            return
        data = disk.read_at(self._fd, self.end, size - self.end)
        found = scan(data, self.crc)
        if self.end == 0:
            self._begin(data, found.good)
        for span in found.damage:
            self._set_aside(data, span.start, span.end, kept=span.kept)
        if found.end < len(data):
            self._set_aside(data, found.end, len(data), cut=True)
            os.ftruncate(self._fd, self.end + found.end)
            disk.sync(self._fd)
        for line in found.good:
            for lines in decoded(line):
                self._take_in(lines)
        self.end, self.crc = self.end + found.end, found.crc

    def _take_in(self, taken: list[Line]) -> None:
        self.tables.take_in(taken)
        self.lamport = max(self.lamport, *(line.lamport for line in taken))
        start = f"{self.writer}-"
        for line in reversed(taken):  # a writer's numbers only grow, so its last line decides
            if line.event.startswith(start):
                self.next = line.number + line.count
                break

    def _start_again(self, size: int) -> None:
        """The file is shorter than what was read of it: say so, and believe the file."""
        self._found(size, self.end - size, cut=True)
        self.tables.reset()
        self.writer = ""
        self.next = 1
        self.lamport = self.end = self.crc = 0

    def _begin(self, data: bytes, good: list[bytes]) -> None:
        """Take the writer from the header if that was proved, else only the numbers so far.

        A damaged header costs the writer's name: the caller goes on under a new one, which
        cannot name two events alike, and after the highest number, so that no receipt is
        given twice.
        """
        decode_header(data[: data.find(b"\n") + 1])  # a newer format is refused, damaged or not
        if not good:
            if not is_torn_header(data):
                raise self._no_journal()
        elif (header := decode_header(good[0])) is not None:
            self.writer = header.writer
        else:
            lines = (line for stretch in good for some in decoded(stretch) for line in some)
            self.next = max(line.number + line.count for line in lines)

    def _set_aside(
        self, data: bytes, start: int, end: int, *, kept: bool = False, cut: bool = False
    ) -> None:
        damage = self._found(self.end + start, end - start, kept=kept, cut=cut)
        Quarantine(self._path.parent).set_aside(damage, data[start:end], self._clock())

    def _found(self, offset: int, length: int, *, kept: bool = False, cut: bool = False) -> Damage:
        damage = Damage(file=self._path.name, offset=offset, length=length, kept=kept, cut=cut)
        if damage not in self.damage:
            self.damage.append(damage)
        return damage

    def _no_journal(self) -> StoreError:
        return StoreError(
            _("{file} is no journal, or its beginning is lost.").format(file=self._path),
            _("Nothing was changed. Put the last backup in its place, or move the file away."),
        )


def decoded(stretch: bytes) -> Iterator[list[Line]]:
    """Yield the lines of a verified stretch, some at a time, without the file's header.

    Raises:
        StoreError: if they are not of this format.
    """
    start, end = header_length(stretch), len(stretch)
    while start < end:
        stop = end if end - start <= _PIECE else stretch.rfind(b"\n", start, start + _PIECE) + 1
        if stop == 0:  # a line longer than a piece
            stop = stretch.find(b"\n", start) + 1
        yield decode(stretch[start:stop])
        start = stop


def read_lines(path: Path, end: int) -> Iterator[Line]:
    """Yield every line of a journal file, read from the disk, up to a verified place.

    Raises:
        OSError: if the disk is broken.
        StoreError: if it is of a newer version.
    """
    fd = disk.open_private(path, os.O_RDONLY)
    try:
        position = crc = 0
        for stretch, after in stretches(fd, 0, end, 0):
            yield from _flat(decoded(stretch))
            position, crc = position + len(stretch), after
        if position < end:
            for line in scan(disk.read_at(fd, position, end - position), crc).good:
                yield from _flat(decoded(line))
    finally:
        os.close(fd)


def _flat(pieces: Iterable[list[Line]]) -> Iterator[Line]:
    for piece in pieces:
        yield from piece
