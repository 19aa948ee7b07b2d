"""First frames of the app on the demo, against a bare Textual app; printed as ratios.

They start in turn on a pseudo-terminal of 120x40. The bare app's frame is its one line of text.
Ours are two: the *live* frame, with header and keys, when the first key press is answered; and
the *figures*, when the week's 630 visitors stand on the dashboard, read from the journal,
counted and gated. Only the ratios of one run mean anything.

    python benchmarks/tui.py [ROUNDS]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from naho_feedback.cli.demo import make_demo
from terminal import Terminal

BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("a bare Textual application")
Bare().run()
"""
LIVE = "F8"
"""Stands in the line of keys, which is painted with the first frame that takes keys."""
FIGURES = "630"
"""Stands on the dashboard only once the records were read and counted."""


def frames(argv: list[str], *texts: str) -> list[float]:
    """Return the seconds from the start of a program until its screen shows each text."""
    with Terminal(argv) as terminal:
        return [terminal.wait_for(_holds(text)) for text in texts]


def _holds(text: str) -> Callable[[str], bool]:
    return lambda screen: text in screen


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    times: dict[str, list[float]] = {"bare": [], "live": [], "figures": []}
    with tempfile.TemporaryDirectory() as folder:
        workspace = str(make_demo(Path(folder) / "demo").root)
        ours = [sys.executable, "-m", "naho_feedback.cli.main", "-w", workspace]
        floor = [sys.executable, "-c", BARE]
        for number in range(rounds + 1):
            found = frames(floor, "bare Textual") + frames(ours, LIVE, FIGURES)
            if number:  # the first round warms the caches
                for name, frame in zip(times, found, strict=True):
                    times[name].append(frame)
    for name, seconds in times.items():
        ratios = [one / bare for one, bare in zip(seconds, times["bare"], strict=True)]
        print(
            f"{name:8} median {statistics.median(seconds) * 1000:5.0f} ms"
            f"   min {min(seconds) * 1000:5.0f} ms"
            f"   to bare: median of pairs {statistics.median(ratios):.2f},"
            f" minima {min(seconds) / min(times['bare']):.2f}"
        )


if __name__ == "__main__":
    main()
