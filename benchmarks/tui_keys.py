"""What a key costs: time to the first byte, processor time, bytes; several apps in turn."""

from __future__ import annotations

import statistics
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Final, NamedTuple

from table import Row
from terminal import TAKEN_OVER, Terminal
from tui_start import F3, KEYS, naho
from walls import NEWEST, make_wall

TYPED_IN: Final = """
from textual.app import App
from textual.widgets import Input
class Bare(App):
    def compose(self):
        yield Input(placeholder="a bare Input")
Bare().run()
"""
UP: Final = b"\x1b[A"
DOWN: Final = b"\x1b[B"
QUIET: Final = 0.03
"""Seconds without output after which a key is done with; a cursor blinks less often."""
REST: Final = 0.02


class Pressed(NamedTuple):
    """What one key cost: seconds to the first byte, seconds of the processor, bytes."""

    seconds: float
    processor: float
    bytes: int


def press(terminal: Terminal, key: bytes) -> Pressed:
    """Press a key, and wait until nothing more is painted."""
    terminal.drain(REST)
    before, written = _processor(terminal.pid), terminal.bytes_read
    started = time.perf_counter()
    terminal.send(key)
    first = terminal.wait_for_output(2.0)
    while terminal.wait_for_output(QUIET):
        pass
    used = _processor(terminal.pid) - before
    return Pressed((first or started + 2.0) - started, used, terminal.bytes_read - written)


def _processor(pid: int) -> float:
    """Return the seconds that all threads of a process had a processor."""
    files = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(file.read_text().split()[0]) for file in files) / 1e9


def keys(folder: Path, presses: int) -> list[Row]:
    """Measure keys on walls, in the capture line and in a bare Input, each in turn."""
    with ExitStack() as stack:
        bare = stack.enter_context(Terminal([sys.executable, "-c", TYPED_IN]))
        bare.wait_for_bytes(b"bare Input")
        walls = [
            stack.enter_context(_on_wall(make_wall(folder / f"keys {notes}", notes)))
            for notes in (10_000, 100_000, 100)
        ]
        many, most, capture = walls
        for wall in (many, most):
            press(wall, UP)  # from the capture line to the notes
            press(wall, UP)
        moves = [(press(many, key), press(most, key)) for key in [DOWN, UP] * (presses // 2)]
        for _step in range(20):  # down to where each step scrolls
            press(many, DOWN)
        scrolls = [(press(many, DOWN), press(bare, b"a")) for _key in range(presses)]
        typed = [(press(capture, b"a"), press(bare, b"a")) for _key in range(presses)]
    return [
        _cursor(moves),
        _processor_row(scrolls),
        _bytes_row([scroll for scroll, _typing in scrolls]),
        _typing(typed),
    ]


def _on_wall(root: str) -> Terminal:
    terminal = Terminal(naho(root))
    terminal.wait_for_bytes(KEYS, after=TAKEN_OVER)
    terminal.send(F3)
    terminal.wait_for_bytes(NEWEST.encode(), 60.0)
    terminal.drain(3.0)
    return terminal


def _cursor(moves: list[tuple[Pressed, Pressed]]) -> Row:
    many, most = (statistics.median(pair[i].seconds for pair in moves) for i in (0, 1))
    said = f"{most * 1000:.1f} ms to {many * 1000:.1f} ms"
    return Row("cursor move, 100,000 to 10,000 notes", said, f"{most / many:.2f}", 1.05)


def _processor_row(scrolls: list[tuple[Pressed, Pressed]]) -> Row:
    ours, typing = (statistics.median(pair[i].processor for pair in scrolls) for i in (0, 1))
    said = f"{ours * 1000:.1f} ms to {typing * 1000:.1f} ms"
    return Row(
        "processor for a scroll key, to a letter in an Input", said, f"{ours / typing:.2f}", 0.7
    )


def _bytes_row(scrolls: list[Pressed]) -> Row:
    kilobytes = statistics.median(scroll.bytes for scroll in scrolls) / 1000
    return Row("a scroll key at 120x40, in kB", f"{kilobytes:.1f} kB", f"{kilobytes:.1f}", 24)


def _typing(typed: list[tuple[Pressed, Pressed]]) -> Row:
    ours, bare = (
        statistics.quantiles([pair[i].seconds for pair in typed], n=20)[-1] for i in (0, 1)
    )
    said = f"{ours * 1000:.1f} ms to {bare * 1000:.1f} ms"
    what = "a letter in the capture line, p95, to a bare Input"
    return Row(what, said, f"{ours / bare:.2f}", 1.2)
