"""First live frame of the app on the demo, against a bare Textual app; printed as a ratio.

Both start in turn on a pseudo-terminal of 120x40. The bare app's frame is its one line of text;
ours is the dashboard with the week's figures in it. Only the ratio of one run means anything.

    python benchmarks/tui.py [ROUNDS]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
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
VISITORS = "630"
"""Stands on the dashboard only once the records were read and counted."""


def first_frame(argv: list[str], text: str) -> float:
    """Return the seconds from the start of a program until its screen shows the text."""
    with Terminal(argv) as terminal:
        return terminal.wait_for(lambda screen: text in screen)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with tempfile.TemporaryDirectory() as folder:
        workspace = str(make_demo(Path(folder) / "demo").root)
        ours = [sys.executable, "-m", "naho_feedback.cli.main", "-w", workspace]
        bare = [sys.executable, "-c", BARE]
        times: dict[str, list[float]] = {"bare": [], "naho": []}
        for number in range(rounds + 1):
            pair = (first_frame(bare, "bare Textual"), first_frame(ours, VISITORS))
            if number:  # the first round warms the caches
                times["bare"].append(pair[0])
                times["naho"].append(pair[1])
    ratios = [ours / bare for bare, ours in zip(times["bare"], times["naho"], strict=True)]
    for name, seconds in times.items():
        median, best = statistics.median(seconds), min(seconds)
        print(f"{name:5} median {median * 1000:5.0f} ms   min {best * 1000:5.0f} ms")
    print(f"first live frame, naho / bare: median of pairs {statistics.median(ratios):.2f}", end="")
    print(f", ratio of the minima {min(times['naho']) / min(times['bare']):.2f}")


if __name__ == "__main__":
    main()
