"""The app in a real terminal: it starts, and leaves the terminal as it was."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from naho_feedback.workspace import init_demo_workspace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

_START = """
import sys
from pathlib import Path
from naho_feedback.bootstrap import open_naho
from naho_feedback.tui.run import run
naho = open_naho(Path(sys.argv[1]), plugins=False)
try:
    run(naho, survey=sys.argv[2])
finally:
    naho.close()
"""


class _Terminal:
    """A pseudo-terminal with the app in it."""

    def __init__(self, root: Path, survey: str = "") -> None:
        import pty

        self._ours, theirs = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-c", _START, str(root), survey],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"},
            start_new_session=True,
        )
        os.close(theirs)
        self.said = b""

    def until(self, text: bytes, seconds: float = 30) -> None:
        """Read until the app wrote something."""
        deadline = time.monotonic() + seconds
        while text not in self.said:
            assert time.monotonic() < deadline, self.said[-2000:]
            if select.select([self._ours], [], [], 0.2)[0]:
                try:
                    self.said += os.read(self._ours, 65536)
                except OSError:  # the other end was closed
                    assert text in self.said, self.said[-2000:]

    def type(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self._ours, keys)

    def close(self) -> None:
        """End what is left."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._ours)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_leaves_a_clean_terminal(tmp_path: Path, name: str) -> None:
    """The alternate screen is left and the cursor is back; the exit status is 0."""
    init_demo_workspace(tmp_path / "ws")
    terminal = _Terminal(tmp_path / "ws")
    try:
        terminal.until(b"Questionnaires")
        terminal.process.send_signal(getattr(signal, name))
        terminal.until(b"\x1b[?1049l")
        terminal.until(b"\x1b[?25h")
        assert terminal.process.wait(20) == 0
    finally:
        terminal.close()


def test_a_questionnaire_can_be_handed_over_at_once(tmp_path: Path) -> None:
    """The app's keys do nothing in front of a visitor."""
    init_demo_workspace(tmp_path / "ws")
    terminal = _Terminal(tmp_path / "ws", "sortie-30s")
    try:
        terminal.until(b"Sortie d'atelier")
        terminal.type(b"\x11")  # ctrl+q
        terminal.type(b"\x1bOR")  # F3
        with pytest.raises(subprocess.TimeoutExpired):
            terminal.process.wait(1)
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.process.wait(20) == 0
    finally:
        terminal.close()
