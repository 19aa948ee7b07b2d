"""From the start of a program to its frames, and the memory that it has then."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import psutil

from naho_feedback.cli.demo import make_demo
from table import Row, medians, ratio
from terminal import TAKEN_OVER, Terminal
from walls import NEWEST, make_wall

BARE: Final = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("a bare Textual application")
Bare().run()
"""
KEYS: Final = b"F8"
"""Stands in the line of keys, which is painted last of a whole frame."""
FIGURES: Final = b"630"
"""Stands on the demo's dashboard only once the records were read, counted and gated."""
F3: Final = b"\x1bOR"

Case = Callable[[], float]


def naho(root: str) -> list[str]:
    """Return the command that opens the app, as the installed one does it."""
    return [sys.executable, "-m", "naho_feedback.cli.entry", "-w", root]


def _bare() -> float:
    with Terminal([sys.executable, "-c", BARE]) as terminal:
        return terminal.wait_for_bytes(b"bare Textual") - terminal.started


def _painted(root: str) -> float:
    with Terminal(naho(root)) as terminal:
        return terminal.wait_for_bytes(KEYS) - terminal.started


def _live(root: str) -> float:
    with Terminal(naho(root)) as terminal:
        return terminal.wait_for_bytes(KEYS, after=TAKEN_OVER) - terminal.started


def _figures(root: str) -> float:
    with Terminal(naho(root)) as terminal:
        return terminal.wait_for_bytes(FIGURES, after=TAKEN_OVER) - terminal.started


def _wall(root: str) -> float:
    """Press F3 as soon as the app lives; the notes are on the wall."""
    with Terminal(naho(root)) as terminal:
        terminal.wait_for_bytes(KEYS, after=TAKEN_OVER)
        terminal.send(F3)
        return terminal.wait_for_bytes(NEWEST.encode()) - terminal.started


def starts(folder: Path, rounds: int) -> list[Row]:
    """Measure all frames in turn, each once a round, and return their rows."""
    hundred, many = make_wall(folder / "100", 100), make_wall(folder / "10000", 10_000)
    demo = str(make_demo(folder / "demo").root)
    cases: dict[str, Case] = {
        "bare": _bare,
        "painted": lambda: _painted(many),
        "live": lambda: _live(many),
        "live 100": lambda: _live(hundred),
        "figures": lambda: _figures(demo),
        "wall": lambda: _wall(many),
    }
    times: dict[str, list[float]] = {name: [] for name in cases}
    for number in range(rounds + 1):
        for name, case in cases.items():
            found = case()
            if number:  # the first round warms the caches, and lets the first frame be kept
                times[name].append(found)
    bare = times["bare"]
    return [
        Row("bare Textual, its line of text", medians(bare), "", None),
        Row("first frame (prepaint)", *ratio(times["painted"], bare), 0.12),
        Row("first live frame, 10,000 notes", *ratio(times["live"], bare), 1.35),
        Row("the same to 100 notes", "", ratio(times["live"], times["live 100"])[1], 1.05),
        Row("dashboard's figures (demo)", *ratio(times["figures"], bare), None),
        Row("wall with 10,000 notes, F3 at once", *ratio(times["wall"], bare), None),
        _memory(many),
    ]


def _memory(root: str) -> Row:
    """Compare resident memory: the wall with all notes on it, and the bare app."""
    with Terminal([sys.executable, "-c", BARE]) as bare, Terminal(naho(root)) as ours:
        bare.wait_for_bytes(b"bare Textual")
        ours.wait_for_bytes(KEYS, after=TAKEN_OVER)
        ours.send(F3)
        ours.wait_for_bytes(NEWEST.encode())
        ours.drain(2.0)
        used = [psutil.Process(t.pid).memory_info().rss / 2**20 for t in (ours, bare)]
    said = f"{used[0]:.0f} MB to {used[1]:.0f} MB"
    return Row("memory, wall with 10,000 notes", said, f"{used[0] / used[1]:.2f}", 1.35)
