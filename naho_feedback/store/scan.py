"""Reading the file back: whole stretches in one call, and line by line past damage.

Each line's checksum covers everything before it, so a line is proved by the checksum of the
line before. Where that one is broken, two other ways to know the state before a line are
tried: from the digits at the end of the broken line (its body is damaged, its digits are
not), and from the digits that its body should have had (its body is whole, its end is not).
The line that follows proves which of them is right.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import Final, NamedTuple
from zlib import crc32

from naho_feedback.store.disk import read_at
from naho_feedback.store.line import CLOSING, TAIL, seal, verify

_STRETCH: Final = 1 << 20
_JOINT: Final = re.compile(rb'[0-9a-f]{8}"\][^\n](?=\[")')
"""The end of a line whose line feed was damaged, and the start of the next."""
_SEALED: Final = re.compile(rb'[0-9a-f]{8}"\]\n\Z')


class Span(NamedTuple):
    """Bytes that are not what was written.

    Attributes:
        start: where they start in the data scanned.
        end: where they end.
        kept: whether what they should have been could be worked out and proved.
    """

    start: int
    end: int
    kept: bool


class Scan(NamedTuple):
    """What a scan found.

    Attributes:
        good: the proved lines, as they were written.
        damage: what stands between them.
        end: where the last proved line ends; nothing after it is proved.
        crc: the checksum that the next line continues.
    """

    good: list[bytes]
    damage: list[Span]
    end: int
    crc: int


def stretches(fd: int, start: int, end: int, crc: int) -> Iterator[tuple[bytes, int]]:
    """Yield whole verified lines and the checksum at their end, a stretch at a time.

    It stops at the first stretch that is not what was written, and before a torn last line.

    Args:
        fd: the file.
        start: where to read from, the start of a line.
        end: where to stop.
        crc: the checksum at ``start``.

    Raises:
        OSError: if the disk is broken.
    """
    while start < end:
        size = _STRETCH
        data = read_at(fd, start, min(size, end - start))
        while (whole := data.rfind(b"\n") + 1) == 0 and size < end - start:
            size *= 2  # a line longer than a stretch
            data = read_at(fd, start, min(size, end - start))
        lines = data[:whole]
        after = verify(lines, crc) if lines else None
        if after is None:
            return
        yield lines, after
        start, crc = start + whole, after


def scan(data: bytes, crc: int) -> Scan:
    """Return the proved lines of ``data``, whatever stands between them.

    Args:
        data: the file from the start of a line on.
        crc: the checksum at that place.
    """
    good: list[bytes] = []
    damage: list[Span] = []
    queue = deque(re.findall(rb"[^\n]*\n|[^\n]+\Z", data))
    pending: list[bytes] = []  # read, and not proved by anything yet
    start = end = 0
    while queue:
        line = queue.popleft()
        proof = _prove(line, pending, crc)
        if proof is None:
            pending.append(line)
            start += len(line)
            continue
        if proof.before is not None:
            good.append(proof.before)
        if pending:
            damage.append(Span(end, start, kept=proof.before is not None))
        whole, length = proof.line, len(proof.line)
        if whole != line[:length]:
            damage.append(Span(start, start + length, kept=True))
        if length < len(line):
            queue.appendleft(line[length:])
        good.append(whole)
        pending = []
        start += length
        end, crc = start, proof.crc
    return Scan(good, damage, end, crc)


class _Proof(NamedTuple):
    """A line as it was written, the checksum after it, and the line before if it was healed."""

    line: bytes
    crc: int
    before: bytes | None


def _prove(line: bytes, pending: list[bytes], crc: int) -> _Proof | None:
    states = list(_states(pending, crc))
    joints = (line[: joint.end()] for joint in _JOINT.finditer(line))
    for candidate in (line, *joints):
        whole = candidate[:-1] + CLOSING[-1:]
        for state, before in states:
            after = verify(whole, state)
            if after is not None:
                return _Proof(whole, after, before)
    return None


def _states(pending: list[bytes], crc: int) -> Iterator[tuple[int, bytes | None]]:
    """Yield what the checksum may have been before the next line, and the line healed by it."""
    if not pending:
        yield crc, None
        return
    last = pending[-1]
    if len(pending) == 1 and len(last) > TAIL:
        found = crc32(last[:-TAIL], crc)
        tail = seal(found)
        yield crc32(tail, found), last[:-TAIL] + tail
    if _SEALED.search(last):
        yield crc32(last[-TAIL:], int(last[-TAIL : -len(CLOSING)], 16)), None
