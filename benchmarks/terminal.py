"""A program on a pseudo-terminal, and what its screen shows over time."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Final, Self

import pyte

# Private modes and string sequences that pyte does not know; they draw nothing.
_UNDRAWN: Final = re.compile(
    rb"\x1b\[[<>=?][0-9;]*[ $!\"']*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[P_^][^\x1b]*\x1b\\"
)

TAKEN_OVER: Final = b"\x1b[?1000h"
"""Textual asks for the mouse when it begins; what was painted before is no live frame."""


class Terminal:
    """A child process on a terminal of its own; a context manager that ends it.

    Args:
        argv: the program and its arguments.
        columns: width in cells.
        rows: height in cells.
        environment: variables on top of this process's own.
    """

    def __init__(
        self,
        argv: Sequence[str],
        *,
        columns: int = 120,
        rows: int = 40,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.started = time.perf_counter()
        self.bytes_read = 0
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        # As on a user's machine, where a module is compiled once and not at every start.
        inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        variables = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            os.execvpe(  # noqa: S606 - a benchmark runs what it measures
                argv[0], list(argv), inherited | variables | dict(environment or {})
            )
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, size)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.kill(self._pid, signal.SIGKILL)
        os.close(self._fd)
        os.waitpid(self._pid, 0)

    def text(self) -> str:
        """Return what the screen shows."""
        return "\n".join(self._screen.display)

    @property
    def pid(self) -> int:
        """The program's process."""
        return self._pid

    def send(self, keys: bytes) -> None:
        """Type."""
        os.write(self._fd, keys)

    def wait_for(self, seen: Callable[[str], bool], seconds: float = 20.0) -> float:
        """Read until the screen shows what is wanted; return seconds since the start.

        Raises:
            TimeoutError: if it does not come, or the program ends.
        """
        end = time.perf_counter() + seconds
        while (data := self.read(end)) is not None:
            now = time.perf_counter()
            self._stream.feed(_UNDRAWN.sub(b"", data))
            if seen(self.text()):
                return now - self.started
        msg = f"not seen; the screen shows:\n{self.text()}"
        raise TimeoutError(msg)

    def wait_for_bytes(self, text: bytes, seconds: float = 20.0, *, after: bytes = b"") -> float:
        """Read until the program wrote this text in one piece; return when, on perf_counter.

        Nothing is drawn meanwhile, which would take longer than what is to be measured.

        Args:
            text: what is waited for.
            seconds: for how long.
            after: what must have been written before it, such as :data:`TAKEN_OVER`.

        Raises:
            TimeoutError: if it does not come, or the program ends.
        """
        end, written = time.perf_counter() + seconds, b""
        while (data := self.read(end)) is not None:
            now = time.perf_counter()
            written += data
            if text in written.partition(after)[2] if after else text in written:
                return now
        msg = f"{text!r} was not written"
        raise TimeoutError(msg)

    def wait_for_output(self, seconds: float) -> float | None:
        """Return when the program wrote something, on perf_counter; None if it did not."""
        data = self.read(time.perf_counter() + seconds)
        return None if data is None else time.perf_counter()

    def drain(self, seconds: float) -> None:
        """Read what the program writes for so long, so that it never waits for its terminal."""
        end = time.perf_counter() + seconds
        while self.read(end) is not None:
            pass

    def read(self, end: float) -> bytes | None:
        """Return the next bytes, or None at that time or once the program has ended."""
        left = end - time.perf_counter()
        if left <= 0 or not select.select([self._fd], [], [], left)[0]:
            return None
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:
            return None
        self.bytes_read += len(data)
        return data
