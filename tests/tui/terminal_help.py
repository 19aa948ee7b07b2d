"""The app on a pseudo-terminal of its own."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

START = """
import fcntl, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # as a terminal's own shell: closing it hangs up
from pathlib import Path
from naho_feedback.bootstrap import open_naho
from naho_feedback.tui.run import run
naho = open_naho(Path(sys.argv[1]), plugins=False)
try:
    run(naho, survey=sys.argv[2])
finally:
    naho.close()
"""

SIZE = {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}


class Terminal:
    """A pseudo-terminal of 80x24 with the app in it, or another program.

    Args:
        root: the workspace's folder.
        survey: a questionnaire that is handed over at once.
        command: a program to start instead of the app alone, with its arguments.
        environment: variables on top of this process's own.
    """

    def __init__(
        self,
        root: Path,
        survey: str = "",
        *,
        command: list[str] | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        import pty

        self._ours, theirs = pty.openpty()
        self.process = subprocess.Popen(
            command or [sys.executable, "-c", START, str(root), survey],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=os.environ | SIZE | dict(environment or {}),
            start_new_session=True,
        )
        os.close(theirs)
        self.said = b""

    @property
    def fd(self) -> int:
        """Our end of it, whose modes are those that the app finds."""
        return self._ours

    def until(self, text: bytes, seconds: float = 30) -> None:
        """Read until the app wrote something."""
        self.until_so(lambda: text in self.said, seconds)

    def until_so(self, met: Callable[[], bool], seconds: float = 30) -> None:
        """Read until something is so."""
        deadline = time.monotonic() + seconds
        while not met():
            assert time.monotonic() < deadline, self.said[-2000:]
            if select.select([self._ours], [], [], 0.2)[0]:
                try:
                    self.said += os.read(self._ours, 65536)
                except OSError:  # the other end was closed
                    assert met(), self.said[-2000:]

    def type(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self._ours, keys)

    def hang_up(self) -> None:
        """Close the window."""
        os.close(self._ours)
        self._ours = os.open(os.devnull, os.O_RDONLY)

    def close(self) -> None:
        """End what is left."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._ours)
