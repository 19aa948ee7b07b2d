"""Thirty notes sorted in a real terminal, as fast as tmux types, found, merged and taken back."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from tests.real.conftest import Mouse, Tmux

NOTES: Final = 30
TYPED: Final = "1é3" * (NOTES // 3)
"""Digits with and without Shift, as they come from an AZERTY keyboard."""


class Sorting:
    """A window on the screen of themes.

    Args:
        tmux: the window.
        workspace: its folder.
    """

    def __init__(self, tmux: Tmux, workspace: Path) -> None:
        self.tmux = tmux
        self._command = [str(Path(sys.executable).parent / "naho"), "-w", str(workspace)]
        subprocess.run(
            [self._command[0], "init", str(workspace), "--label", "B"],
            check=True,
            capture_output=True,
            stdin=subprocess.DEVNULL,
        )
        self.run("session", "open", "--workshop", "post-it", "--site", "lens")
        self.run("note", "add", "-", "--column", "freins", stdin=self._lines())
        tmux.line(f"naho -w {workspace}")
        tmux.until("Tableau de bord")
        tmux.keys("F6")
        tmux.until(f"{NOTES} à classer")

    def _lines(self) -> str:
        return "\n".join(f"zzz{n:02} zzz" for n in range(NOTES))

    def run(self, *arguments: str, stdin: str | None = None) -> str:
        """Run a command of ours beside the window; return what it prints."""
        done = subprocess.run(
            [*self._command, *arguments], check=True, capture_output=True, text=True, input=stdin
        )
        return done.stdout

    def counts(self) -> list[int]:
        """Return how many notes lie in the themes that have any, the largest first."""
        themes = json.loads(self.run("theme", "list", "--json"))
        counted = Counter({theme["id"]: theme["notes"] for theme in themes if theme["id"]})
        return [count for _id, count in counted.most_common() if count]


def test_thirty_notes_by_number_keys_and_all_taken_back(
    tmux: Tmux, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every key places its own note, however fast they come."""
    sorting = Sorting(tmux, tmp_path / "semaine")
    began = time.perf_counter()
    tmux.type(TYPED)
    tmux.until(" 0 à classer", every=0.004)
    took = time.perf_counter() - began
    tmux.until(lambda _screen: sorting.counts() == [10, 10, 10])
    tmux.type("u" * NOTES)
    tmux.until(f"{NOTES} à classer")
    tmux.until(lambda _screen: sorting.counts() == [])
    with capsys.disabled():
        sys.stdout.write(f"\nthirty notes sorted in {took * 1000:.0f} ms by one burst of keys\n")


def test_notes_are_found_placed_from_the_list_and_their_theme_is_merged(
    tmux: Tmux, tmp_path: Path
) -> None:
    """Everything typed in one go: what opens a line waits for nothing."""
    sorting = Sorting(tmux, tmp_path / "semaine")
    tmux.type("/zzz07")
    tmux.until("1 sur 30")
    tmux.keys("Enter")
    tmux.type("mmatériel")
    tmux.until("Matériel, postes")
    tmux.keys("Enter")
    tmux.until("Maintenant dans")
    tmux.until(lambda _screen: sorting.counts() == [1])
    tmux.type("ffiabilité")
    tmux.until("Performance et fiabilité")
    tmux.keys("Enter")
    tmux.until("fait maintenant partie de")
    assert "materiel" not in sorting.run("theme", "list")
    tmux.type("u")
    tmux.until("de nouveau un thème à part")
    assert "materiel" in sorting.run("theme", "list")


def test_a_number_is_clicked(tmux: Tmux, tmp_path: Path) -> None:
    """By mouse: the note, then the theme."""
    sorting = Sorting(tmux, tmp_path / "semaine")
    mouse = Mouse(tmux)
    mouse.click("zzz27")
    mouse.click("2 Appui")
    tmux.until("29 à classer")
    tmux.until(lambda _screen: sorting.counts() == [1])
