"""A workshop played in a real terminal: thirty notes, three merges of groups, five undos.

Nobody waits between a key and the next one that needs it: each step is taken as soon as the
screen shows the one before, and what the slowest of them took is printed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

from tests.real.conftest import Mouse, Tmux

COLUMNS: Final = ("freins", "leviers", "idees")
EACH: Final = 10
UNDONE: Final = (4, 3, 2, 3, 2)
"""Titles of groups in view after each of five undos: merged, made, made, merged, made."""

Seen = str | Callable[[str], bool]


class Played:
    """A window on the wall, and how long each step took to be seen.

    Args:
        tmux: the window.
        workspace: its folder.
    """

    def __init__(self, tmux: Tmux, workspace: Path) -> None:
        self.tmux = tmux
        self.took: list[tuple[float, str]] = []
        self._command = [str(Path(sys.executable).parent / "naho"), "-w", str(workspace)]
        tmux.line(f"naho init {workspace} --label B < /dev/null && clear")
        tmux.until(lambda screen: screen.strip() == "$")
        self.run("session", "open", "--workshop", "post-it", "--site", "lens")
        tmux.line(f"naho -w {workspace}")
        tmux.until("Tableau de bord")
        tmux.keys("F3")
        tmux.until("Frein ▸")

    def run(self, *arguments: str) -> str:
        """Run a command of ours beside the window; return what it prints."""
        done = subprocess.run(
            [*self._command, *arguments], check=True, capture_output=True, text=True
        )
        return done.stdout

    def step(self, act: Callable[[], None], seen: Seen) -> str:
        """Do something, wait until the screen shows it, and return the screen."""
        began = time.perf_counter()
        act()
        screen = self.tmux.until(seen, every=0.004)
        wanted = seen if isinstance(seen, str) else seen.__doc__ or ""
        self.took.append((time.perf_counter() - began, wanted))
        return screen

    def keys(self, *names: str, seen: Seen) -> str:
        """Press keys."""
        return self.step(partial(self.tmux.keys, *names), seen)

    def write_notes(self, to_column: Callable[[str], None]) -> None:
        """Write the notes, column after column, as fast as tmux types."""
        for place, column in enumerate(COLUMNS):
            to_column(column)
            for number in range(EACH):
                text = f"{column} numéro {number}"
                hung = f"{place * EACH + number + 1} post-it"
                self.step(partial(self.tmux.type, text), text)
                self.keys("Enter", seen=hung)

    def notes(self) -> list[dict[str, Any]]:
        """Return its notes."""
        notes: list[dict[str, Any]] = json.loads(self.run("note", "list", "--json"))
        return notes

    def groups(self) -> list[int]:
        """Return how many notes each group has, the largest first."""
        counted = Counter(note["cluster"] for note in self.notes() if note.get("cluster"))
        return sorted(counted.values(), reverse=True)

    def tell(self, capsys: pytest.CaptureFixture[str], how: str) -> None:
        """Print what a person would have waited for."""
        slowest, what = max(self.took)
        median = sorted(took for took, _what in self.took)[len(self.took) // 2]
        with capsys.disabled():
            print(  # noqa: T201
                f"\na workshop by {how}: {len(self.took)} steps, median {median * 1000:.0f} ms, "
                f"slowest {slowest * 1000:.0f} ms ({what}); tmux and its look are in it"
            )


def titles(count: int) -> Callable[[str], bool]:
    """Return whether so many groups have their title on the screen."""

    def seen(screen: str) -> bool:
        return screen.count("┏━ Groupe") == count  # a selected card has a sign there

    seen.__doc__ = f"{count} groups"
    return seen


def check(played: Played) -> None:
    """What is kept is what was played, and the last undo is done again."""
    notes = played.notes()
    assert sorted(note["text"] for note in notes) == sorted(
        f"{column} numéro {number}" for column in COLUMNS for number in range(EACH)
    )
    assert Counter(note["column"] for note in notes) == dict.fromkeys(COLUMNS, EACH)
    assert played.groups() == [4, 2]
    played.run("note", "redo")
    assert played.groups() == [4, 2, 2]


def test_by_keyboard(tmux: Tmux, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    played = Played(tmux, tmp_path / "semaine")

    def to_column(column: str) -> None:
        if column != COLUMNS[0]:
            tmux.keys("Tab")

    played.write_notes(to_column)
    played.keys("Escape", seen="Modifier")
    for merged in range(len(COLUMNS)):
        played.keys("Space", "Down", "Space", seen="2 choisis")
        played.keys("g", seen=titles(merged + 1))
        played.keys("Down", "Space", "Down", "Space", seen="2 choisis")
        played.keys("g", seen=titles(merged + 2))
        played.keys("a", "Up", "Up", "a", seen="4 choisis")
        played.keys("g", seen=titles(merged + 1))
        played.keys("Left", "Home", seen="Modifier")
    for shown in UNDONE:
        played.keys("u", seen=titles(shown))
    check(played)
    played.tell(capsys, "keyboard")


def test_by_mouse(tmux: Tmux, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    played, mouse = Played(tmux, tmp_path / "semaine"), Mouse(tmux)
    heads = dict(zip(COLUMNS, ("Freins", "Leviers", "! Idées"), strict=True))

    def to_column(column: str) -> None:
        played.step(partial(mouse.click, heads[column]), f"{heads[column].rstrip('s')} ▸")

    played.write_notes(to_column)
    for merged, column in enumerate(COLUMNS):
        note = [f"{column} numéro {number}" for number in range(EACH)]
        played.step(partial(mouse.drag, note[8], note[9]), titles(merged + 1))
        played.step(partial(mouse.drag, note[6], note[7]), titles(merged + 2))
        # By its title, two rows above its first note's words, a group is dragged whole.
        played.step(partial(mouse.drag, note[7], note[8], above=2), titles(merged + 1))
    for shown in UNDONE:
        played.step(partial(mouse.click, "u Annuler"), titles(shown))
    check(played)
    played.tell(capsys, "mouse")
