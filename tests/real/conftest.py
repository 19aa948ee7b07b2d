"""Real parts: a terminal multiplexer that types and reads, and a spreadsheet."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder; ``make test`` leaves it out."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.real)


def needed(program: str) -> str:
    """Return the path of a program; skip without it, except under CI, where it must be there."""
    path = shutil.which(program)
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(f"{program} is not installed: sh tests/real/install.sh")
        pytest.skip(f"{program} is not installed")
    return path


class Tmux:
    """One window in which somebody types."""

    def __init__(self, folder: Path, columns: int, rows: int) -> None:
        self._command = [needed("tmux"), "-S", str(folder / "tmux"), "-f", "/dev/null"]
        self._run("new-session", "-d", "-x", str(columns), "-y", str(rows), "sh")
        self._run("set-option", "-g", "escape-time", "10")

    def _run(self, *arguments: str) -> str:
        # What is imported for snapshots sets LINES and COLUMNS, which a program in the window
        # would believe more than its terminal.
        own = {name: of for name, of in os.environ.items() if name not in ("LINES", "COLUMNS")}
        done = subprocess.run(
            [*self._command, *arguments], check=True, capture_output=True, text=True, env=own
        )
        return done.stdout

    def line(self, command: str) -> None:
        """Type a shell command and Enter."""
        self.type(command)
        self.keys("Enter")

    def type(self, text: str) -> None:
        """Type characters as they are."""
        self._run("send-keys", "-l", text)

    def keys(self, *names: str) -> None:
        """Press keys by tmux's names."""
        for name in names:
            self._run("send-keys", name)

    def screen(self) -> str:
        """Return what is on the screen."""
        return self._run("capture-pane", "-p")

    def until(
        self, wanted: str | Callable[[str], bool], seconds: float = 20.0, *, every: float = 0.05
    ) -> str:
        """Wait until the screen shows what is wanted and return it; look every so many seconds."""
        if (screen := self._seen(wanted, seconds, every)) is not None:
            return screen
        pytest.fail(f"{wanted!r} did not come; the screen shows:\n{self.screen()}")

    def comes(self, wanted: str, seconds: float) -> bool:
        """Whether the screen shows what is wanted within some seconds."""
        return self._seen(wanted, seconds, 0.02) is not None

    def insist(self, key: str, wanted: str) -> None:
        """Press a key until it works: a kiosk takes none for its own that may be held down."""
        for _again in range(5):
            self.keys(key)
            if self.comes(wanted, 3.0):
                return
        self.until(wanted)

    def _seen(
        self, wanted: str | Callable[[str], bool], seconds: float, every: float
    ) -> str | None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            screen = self.screen()
            if wanted in screen if isinstance(wanted, str) else wanted(screen):
                return screen
            time.sleep(every)
        return None

    def process(self) -> int:
        """Return the process that the window was opened for."""
        return int(self._run("display-message", "-p", "#{pane_pid}"))

    def close(self) -> None:
        """End everything in the window."""
        subprocess.run([*self._command, "kill-server"], check=False, capture_output=True)


class Mouse:
    """A mouse in that window, as terminals send it.

    Args:
        tmux: the window.
    """

    def __init__(self, tmux: Tmux) -> None:
        self.tmux = tmux

    def cell_of(self, text: str) -> tuple[int, int]:
        """Return column and row of a text on the screen, counted from one."""
        for y, row in enumerate(self.tmux.screen().splitlines(), 1):
            if text in row:
                return row.index(text) + 2, y
        pytest.fail(f"{text!r} is not on the screen:\n{self.tmux.screen()}")

    def click(self, text: str) -> None:
        """Click on it."""
        x, y = self.cell_of(text)
        self.tmux.type(f"\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m")

    def drag(self, text: str, onto: str, *, above: int = 0) -> None:
        """Drag one text, or what stands so many rows above it, onto another."""
        (x, y), (to_x, to_y) = self.cell_of(text), self.cell_of(onto)
        y -= above
        self.tmux.type(
            f"\x1b[<0;{x};{y}M\x1b[<32;{x + 3};{y}M\x1b[<32;{to_x};{to_y}M\x1b[<0;{to_x};{to_y}m"
        )


@pytest.fixture(params=[(120, 40), (80, 24)], ids=["120x40", "80x24"])
def tmux(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Tmux]:
    """Return a window of each size, with our command on its path."""
    window = Tmux(tmp_path, *request.param)
    window.line(f"export PATH={Path(sys.executable).parent}:$PATH PS1='$ '")
    yield window
    window.close()
