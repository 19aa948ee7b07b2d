"""Following the journal: how far this process has read it, and what the lines add up to.

Whole stretches are verified in one call and taken in. What does not verify is left alone until
the caller holds the lock: then it is set aside, and cut if it stands at the end of the last
file. A sealed file is left for the next one as soon as that has been begun.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from threading import Lock

from naho_feedback.errors import StoreError
from naho_feedback.i18n import gettext as _
from naho_feedback.store import disk
from naho_feedback.store.generations import (
    SEAL,
    Parent,
    file_name,
    generations,
    next_with_content,
)
from naho_feedback.store.line import Header, Line, decode_header, header_length, is_torn_header
from naho_feedback.store.quarantine import Damage, Quarantine
from naho_feedback.store.read import decoded
from naho_feedback.store.scan import scan, stretches
from naho_feedback.store.tables import Tables


class Follower:
    """What was read of a journal so far.

    Args:
        folder: the data folder.
        clock: returns Unix time in milliseconds.
        closing: held while a file is left for the next; whoever uses :attr:`fd` without keeping
            this object to itself holds it too.

    Attributes:
        tables: what the lines add up to.
        store: the name in the headers; ``""`` before one is read or if it is damaged.
        writer: the writer that the last header names; ``""`` as above.
        next: the next free sequence number of that writer.
        lamport: the highest logical time seen.
        fd: the file that is read now, open for reading and appending.
        generation: its number.
        parent: the file before it.
        end: the place up to which it is verified and taken in.
        crc: the checksum there.
        sealed: whether its last line is its seal.
        damage: what was found that is not what was written.
    """

    store: str
    writer: str
    next: int
    lamport: int
    end: int
    crc: int
    parent: Parent | None
    sealed: bool
    _size: int
    _is_last: bool  # as seen under the lock, where no other can begin a file

    def __init__(self, folder: Path, clock: Callable[[], int], closing: Lock) -> None:
        self.tables = Tables()
        self.damage: list[Damage] = []
        self.fd = -1
        self.generation = 0
        self._folder = folder
        self._clock = clock
        self._closing = closing
        self._forget()

    @property
    def path(self) -> Path:
        """Where the file that is read now stands."""
        return self._folder / file_name(self.generation)

    def open(self) -> None:
        """Open the first file, making it if there is none.

        Raises:
            OSError: if it cannot be opened.
        """
        self._move_to(next(iter(generations(self._folder)), 1), os.O_CREAT)
        self._report_missing(1, self.generation)

    def close(self) -> None:
        """Release the file; a second time does nothing."""
        with self._closing:
            if self.fd >= 0:
                os.close(self.fd)
                self.fd = -1

    def follow(self) -> bool:
        """Take in verified lines; return whether whole lines are left that do not verify.

        Raises:
            OSError: if the disk is broken.
            StoreError: if it is no journal, one of a newer version, or was taken away.
        """
        unproved = self._follow_file()
        while self.sealed and os.fstat(self.fd).st_size == self.end and self._go_on():
            unproved = self._follow_file()
        return unproved

    @property
    def settled(self) -> bool:
        """Whether all of the file was taken in, as of the last look, and no other follows it."""
        return self._is_last and self._size == self.end

    def wrote(self, length: int, crc: int) -> None:
        """Move on past what the caller appended itself."""
        self.end += length
        self.crc, self._size = crc, self.end

    def wrote_line(self, line: Line, length: int, crc: int) -> None:
        """Take in the line that the caller appended itself, under the writer's name."""
        self.tables.take_in_one(line)
        self.lamport = line.lamport
        self.next += line.count
        self.sealed = line.op == SEAL
        self.wrote(length, crc)

    def repair(self) -> None:
        """Set aside what does not verify, cut it off the end, take in the rest.

        The caller holds the lock, so what is not finished here never will be.

        Raises:
            OSError: if the disk is full or broken; nothing was cut then.
            StoreError: if it is no journal; nothing was changed then.
        """
        size = os.fstat(self.fd).st_size
        while size != self.end or not self._is_last:
            later = next_with_content(self._folder, self.generation)
            if size != self.end:
                self._repair_file(size, may_cut=later is None)
            if later is None:
                self._is_last = True
                return
            self._go_on()
            self._follow_file()
            size = os.fstat(self.fd).st_size

    def create_next(self) -> None:
        """Make the file after this one, which is sealed, and go on in it; the caller locked.

        Raises:
            OSError: if the disk is full or broken.
        """
        self._move_to(self.generation + 1, os.O_CREAT)

    # ---- one file ------------------------------------------------------------------------

    def _follow_file(self) -> bool:
        status = os.fstat(self.fd)
        if status.st_nlink == 0:
            raise _taken_away()
        size = self._size = status.st_size
        if size == self.end:
            return False
        if size < self.end:
            self._start_again(size)
            size = self._size = os.fstat(self.fd).st_size
        for stretch, crc in stretches(self.fd, self.end, size, self.crc):
            if self.end == 0:
                header = decode_header(stretch[: header_length(stretch)])
                if header is None:
                    raise self._no_journal()
                self._begin(header)
            for lines in decoded(stretch):
                self._take_in(lines)
            self.end, self.crc = self.end + len(stretch), crc
        return b"\n" in disk.read_at(self.fd, self.end, size - self.end)

    def _take_in(self, taken: list[Line]) -> None:
        self.tables.take_in(taken)
        self.lamport = max(self.lamport, *[line.lamport for line in taken])
        start = f"{self.writer}-"
        for line in reversed(taken):  # a writer's numbers only grow, so its last line decides
            if line.event.startswith(start):
                self.next = line.number + line.count
                break
        self.sealed = taken[-1].op == SEAL

    def _repair_file(self, size: int, *, may_cut: bool) -> None:
        data = disk.read_at(self.fd, self.end, size - self.end)
        found = scan(data, self.crc)
        if self.end == 0:
            self._begin_damaged(data, found.good)
        for span in found.damage:
            self._set_aside(data, span.start, span.end, kept=span.kept)
        if found.end < len(data):
            self._set_aside(data, found.end, len(data), cut=may_cut)
            if may_cut:
                os.ftruncate(self.fd, self.end + found.end)
                disk.sync(self.fd)
        for line in found.good:
            for lines in decoded(line):
                self._take_in(lines)
        self.end, self.crc = self.end + (found.end if may_cut else len(data)), found.crc
        self._size = self.end

    def _start_again(self, size: int) -> None:
        """The file is shorter than what was read of it: say so, and believe the files."""
        self._found(size, self.end - size, cut=True)
        self.tables.reset()
        self._forget()
        first = next(iter(generations(self._folder)), self.generation)
        if first != self.generation:
            self._move_to(first)

    # ---- from file to file ---------------------------------------------------------------

    def _forget(self) -> None:
        self.store = self.writer = ""
        self.next = 1
        self.lamport = self.end = self.crc = self._size = 0
        self.parent = None
        self.sealed = self._is_last = False

    def _go_on(self) -> bool:
        """Open the file after this one if somebody has begun it."""
        later = next_with_content(self._folder, self.generation)
        if later is None:
            return False
        self._report_missing(self.generation + 1, later)
        self._move_to(later)
        return True

    def _move_to(self, generation: int, flags: int = 0) -> None:
        path = self._folder / file_name(generation)
        fd = disk.open_private(path, os.O_RDWR | os.O_APPEND | flags)
        with self._closing:
            if self.fd >= 0:
                os.close(self.fd)
            if 0 < self.generation < generation:
                self.parent = Parent(self.generation, self.crc)
            self.fd, self.generation = fd, generation
        self.end = self.crc = self._size = 0
        self.sealed = self._is_last = False

    def _begin(self, header: Header) -> None:
        """Take in a header."""
        if self.store and header.store != self.store:
            raise StoreError(
                _("{file} belongs to another journal.").format(file=self.path),
                _("Nothing was changed. Move the file out of the data folder, then open again."),
            )
        self.store, self.writer = header.store, header.writer
        parent = self.parent
        if parent is not None and header.parent_crc != f"{parent.crc:08x}":
            self._report_unfinished(parent)

    def _begin_damaged(self, data: bytes, good: list[bytes]) -> None:
        """Take the writer from the header if that was proved, else only the numbers so far.

        A damaged header of the first file costs the writer's name: the caller goes on under a
        new one, which cannot name two events alike, and after the highest number, so that no
        receipt is given twice.
        """
        decode_header(data[: data.find(b"\n") + 1])  # a newer format is refused, damaged or not
        if not good:
            if not is_torn_header(data):
                raise self._no_journal()
        elif (header := decode_header(good[0])) is not None:
            self._begin(header)
        elif not self.writer:
            lines = (line for stretch in good for some in decoded(stretch) for line in some)
            self.next = max(line.number + line.count for line in lines)

    # ---- damage --------------------------------------------------------------------------

    def _set_aside(
        self, data: bytes, start: int, end: int, *, kept: bool = False, cut: bool = False
    ) -> None:
        damage = self._found(self.end + start, end - start, kept=kept, cut=cut)
        Quarantine(self._folder).set_aside(damage, data[start:end], self._clock())

    def _found(self, offset: int, length: int, *, kept: bool = False, cut: bool = False) -> Damage:
        damage = Damage(file=self.path.name, offset=offset, length=length, kept=kept, cut=cut)
        if damage not in self.damage:
            self.damage.append(damage)
        return damage

    def _report_missing(self, first: int, stop: int) -> None:
        for generation in range(first, stop):
            self._report(Damage(file=file_name(generation), offset=0, length=0, kept=False))

    def _report_unfinished(self, parent: Parent) -> None:
        """The parent does not end as its child says: its end is gone, unless that was said."""
        name = file_name(parent.generation)
        if not any(damage.file == name and not damage.kept for damage in self.damage):
            size = (self._folder / name).stat().st_size
            self._report(Damage(file=name, offset=size, length=0, kept=False))

    def _report(self, damage: Damage) -> None:
        if damage not in self.damage:
            self.damage.append(damage)

    def _no_journal(self) -> StoreError:
        return StoreError(
            _("{file} is no journal, or its beginning is lost.").format(file=self.path),
            _("Nothing was changed. Put the last backup in its place, or move the file away."),
        )


def _taken_away() -> StoreError:
    return StoreError(
        _("The journal's file was removed or replaced while it was open."),
        _("Nothing more is written. Close every window of naho-feedback, then open one again."),
    )
