"""A disk whose power can be cut: what a program wrote to a folder, and what may be left of it.

While a :class:`Trace` watches, the program works on a real folder. Afterwards every moment of
its work can be cut: what was flushed is there, and of the 512-byte sectors written since, any
subset; a file's size is any between the flushed one and the last; a name that was not flushed
with its folder may be missing. A flush that fails drops what it should have written, as Linux
does: a later flush of the same file does not bring it back.

Assumed: a sector is written whole or not at all, and a disk that says "flushed" is honest.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from naho_feedback.store import disk
from tests.faults.sabotage import Sabotage

SECTOR = 512


class Step(NamedTuple):
    """One thing that a program asked of the disk, or an ``ack`` or ``start`` of ours."""

    kind: str
    name: str = ""
    offset: int = 0
    data: bytes = b""


class _File:
    """One file on the simulated disk."""

    def __init__(self) -> None:
        self.cache = bytearray()
        self.kept = bytearray()
        self.dirty: set[int] = set()
        self.named = False

    def write(self, offset: int, data: bytes) -> None:
        self.cache.extend(bytes(max(0, offset + len(data) - len(self.cache))))
        self.cache[offset : offset + len(data)] = data
        self.dirty.update(range(offset // SECTOR, (offset + len(data) - 1) // SECTOR + 1))

    def truncate(self, size: int) -> None:
        del self.cache[size:]

    def flush(self) -> None:
        self._resize(self.kept, len(self.cache))
        for sector in self.dirty:
            self._copy(sector, self.kept)
        self.dirty.clear()

    def fail_to_flush(self, random: Random) -> None:
        """Drop what was dirty; some of it may have been written."""
        self._resize(self.kept, len(self.cache))
        for sector in self.dirty:
            if random.random() < 0.5:
                self._copy(sector, self.kept)
        self.dirty.clear()

    def after_a_cut(self, random: Random) -> bytes:
        sizes = sorted((len(self.kept), len(self.cache)))
        image = bytearray(self.kept)
        self._resize(image, random.choice([*sizes, random.randint(*sizes)]))
        for sector in self.dirty:
            if random.random() < 0.5:
                self._copy(sector, image)
        return bytes(image)

    @staticmethod
    def _resize(data: bytearray, size: int) -> None:
        del data[size:]
        data.extend(bytes(size - len(data)))

    def _copy(self, sector: int, image: bytearray) -> None:
        start = sector * SECTOR
        piece = self.cache[start : min(start + SECTOR, len(image))]
        image[start : start + len(piece)] = piece


class Image(NamedTuple):
    """What a cut left.

    Attributes:
        files: content by name.
        acknowledged: how many pieces of work had been acknowledged.
        started: how many had been started.
    """

    files: dict[str, bytes]
    acknowledged: int
    started: int


class Trace:
    """What happened, in order.

    Attributes:
        steps: everything.
        fail_at: the number of the flush that fails, counted from 0; None for none.
    """

    def __init__(self, fail_at: int | None = None) -> None:
        self.steps: list[Step] = []
        self.fail_at = fail_at
        self._names: dict[int, str] = {}
        self._flushes = 0

    def start(self) -> None:
        """Note that a piece of work begins."""
        self.steps.append(Step("start"))

    def ack(self) -> None:
        """Note that it was acknowledged."""
        self.steps.append(Step("ack"))

    @contextmanager
    def watching(self, break_it: Sabotage | None = None) -> Iterator[None]:
        """Write down what a store, perhaps a sabotaged one, asks of the disk; flush nothing."""
        real_open, real_write, real_truncate = disk.open_private, os.write, os.ftruncate

        def open_private(path: Path, flags: int) -> int:
            fd = real_open(path, flags)
            self._names[fd] = path.name
            self.steps.append(Step("open", path.name))
            return fd

        def write(fd: int, data: bytes) -> int:
            size = os.fstat(fd).st_size
            done = real_write(fd, data)
            if fd in self._names:
                self.steps.append(Step("write", self._names[fd], size, bytes(data[:done])))
            return done

        def truncate(fd: int, size: int) -> None:
            real_truncate(fd, size)
            self.steps.append(Step("truncate", self._names[fd], size))

        with pytest.MonkeyPatch.context() as patcher:
            patcher.setattr(disk, "open_private", open_private)
            patcher.setattr(os, "write", write)
            patcher.setattr(os, "ftruncate", truncate)
            patcher.setattr(disk, "sync", self._sync)
            patcher.setattr(disk, "sync_folder", lambda _folder: self._folder())
            if break_it is not None:
                break_it(patcher)
            yield

    def _sync(self, fd: int) -> None:
        fails = self._flushes == self.fail_at
        self._flushes += 1
        self.steps.append(Step("fail" if fails else "sync", self._names[fd]))
        if fails:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    def _folder(self) -> None:
        self.steps.append(Step("folder"))

    def image(self, cut: int, random: Random) -> Image:
        """Return what may be left when the power goes before step ``cut``."""
        files: dict[str, _File] = {}
        acknowledged = started = 0
        for step in self.steps[:cut]:
            file = files.setdefault(step.name, _File()) if step.name else _File()
            if step.kind == "write":
                file.write(step.offset, step.data)
            elif step.kind == "truncate":
                file.truncate(step.offset)
            elif step.kind == "sync":
                file.flush()
            elif step.kind == "fail":
                file.fail_to_flush(random)
            elif step.kind == "folder":
                for known in files.values():
                    known.named = True
            acknowledged += step.kind == "ack"
            started += step.kind == "start"
        left = {
            name: file.after_a_cut(random)
            for name, file in files.items()
            if file.named or random.random() < 0.5
        }
        return Image(left, acknowledged, started)


Check = Callable[[Image], str]
"""Returns what is wrong with what a program makes of an image, or ``""``."""


def failures(trace: Trace, check: Check, images: int, random: Random) -> list[str]:
    """Cut the power that often, at random moments, and return what was found wrong."""
    found = []
    for _n in range(images):
        wrong = check(trace.image(random.randrange(len(trace.steps) + 1), random))
        if wrong:
            found.append(wrong)
    return found
