"""What a letter in the capture line costs while the engine of themes refits, to when it rests.

    python benchmarks/typing_during_refit.py [BLOCKS [PRESSES [NOTES]]]

One app on a pseudo-terminal of 120x40, on a wall of 5,000 different notes. A thread of it asks for
one regrouping after the other, as the screens' workers do, as long as a file is there. Blocks of
keys with and without that file take turns, so whatever else the machine does meets both. Time is
counted from the key to the first byte that the app paints.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

import psutil

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.events import put
from naho_feedback.domain.notes import Note
from naho_feedback.workspace import init_demo_workspace
from table import Row, print_table
from terminal import TAKEN_OVER, Terminal
from tui_keys import press
from tui_start import F3, KEYS
from walls import NEWEST

APP: Final = """
import sys, threading, time
from pathlib import Path
from naho_feedback.bootstrap import open_naho
from naho_feedback.tui.run import run
root, go, fits = (Path(argument) for argument in sys.argv[1:])
naho = open_naho(root)

def refit():
    while not naho.is_open:
        time.sleep(0.1)
    while True:
        while not go.exists():
            time.sleep(0.005)
        with fits.open("a") as file:
            file.write("begun ")
            file.flush()
            began = time.perf_counter()
            naho.regrouping.propose(grouper="themes")
            file.write(f"{time.perf_counter() - began}\\n")

threading.Thread(target=refit, daemon=True).start()
run(naho)
"""
"""The app, and a thread of it that refits while a file is there."""

KEY: Final = (b"a", b"\x7f")
"""A letter, and taking it back: the line stays as short as people's are."""
DEMO: Final = Path(__file__).parents[1] / "naho_feedback" / "data" / "demo_week.json"
PATIENCE: Final = 300
"""Seconds after which a refit must have ended."""
COLUMNS: Final = ("freins", "leviers", "idees")


class Times(NamedTuple):
    """What was measured.

    Attributes:
        working: seconds from each key to its paint, while the engine works.
        resting: the same while it rests.
        refits: seconds that each refit took.
        processor: seconds of the processor that the engine had for them.
    """

    working: list[float]
    resting: list[float]
    refits: list[float]
    processor: float


class Refits:
    """Starts and stops the app's refits.

    Args:
        folder: where the files lie that say so.
    """

    def __init__(self, folder: Path) -> None:
        self.go = folder / "go"
        self.log = folder / "fits"

    @property
    def seconds(self) -> list[float]:
        """How long each took that is done."""
        return [float(line.split()[1]) for line in self._lines if len(line.split()) == 2]

    @property
    def _lines(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []

    @property
    def is_running(self) -> bool:
        """Whether one has begun and not ended."""
        return len(self._lines) > len(self.seconds)

    def begin(self, terminal: Terminal) -> None:
        """Let refits begin, and wait until one has."""
        self.go.touch()
        self._wait(terminal, is_running=True)

    def stop(self, terminal: Terminal) -> None:
        """Let them end, and wait until the last one has."""
        self.go.unlink()
        self._wait(terminal, is_running=False)

    def _wait(self, terminal: Terminal, *, is_running: bool) -> None:
        for _tick in range(PATIENCE * 100):
            if self.is_running == is_running:
                return
            terminal.drain(0.01)
        msg = "the refits neither begin nor end"
        raise TimeoutError(msg)


def main() -> None:
    blocks, presses, notes = (
        int(sys.argv[at]) if len(sys.argv) > at else default
        for at, default in ((1, 10), (2, 40), (3, 5_000))
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        root = make_wall(folder / "wall", notes)
        refits = Refits(folder)
        command = [sys.executable, "-c", APP, str(root), str(refits.go), str(refits.log)]
        with Terminal(command) as terminal:
            terminal.wait_for_bytes(KEYS, after=TAKEN_OVER)
            terminal.send(F3)
            terminal.wait_for_bytes(NEWEST.encode(), 60.0)
            refits.begin(terminal)  # the first one imports what it needs
            refits.stop(terminal)
            terminal.drain(1.0)
            times = measured(terminal, refits, blocks, presses)
    print(f"{notes} notes, {blocks} blocks of {presses} keys each way;", end=" ")
    print(f"{len(times.refits)} refits of {statistics.median(times.refits):.1f} s", end=" ")
    print(f"and {times.processor / len(times.refits):.1f} CPU s;", end=" ")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n")
    print_table(rows(times))


def measured(terminal: Terminal, refits: Refits, blocks: int, presses: int) -> Times:
    """Type in turn while the engine works and while it rests."""
    working: list[float] = []
    resting: list[float] = []
    (child,) = psutil.Process(terminal.pid).children()
    before, done = sum(child.cpu_times()[:2]), len(refits.seconds)
    for _block in range(blocks):
        refits.begin(terminal)
        working += [press(terminal, KEY[n % 2]).seconds for n in range(presses)]
        refits.stop(terminal)
        resting += [press(terminal, KEY[n % 2]).seconds for n in range(presses)]
    processor = sum(child.cpu_times()[:2]) - before
    return Times(working, resting, refits.seconds[done:], processor)


def rows(times: Times) -> list[Row]:
    """Return the table."""
    found = []
    for what, at, aim in (("median", 50, 1.2), ("95th of 100", 95, 1.2)):
        working, resting = (
            statistics.quantiles(seconds, n=100)[at - 1]
            for seconds in (times.working, times.resting)
        )
        said = f"{working * 1000:.1f} ms to {resting * 1000:.1f} ms"
        found.append(Row(f"a letter during a refit, {what}", said, f"{working / resting:.2f}", aim))
    longest = f"{max(times.working) * 1000:.0f} ms to {max(times.resting) * 1000:.0f} ms"
    found.append(Row("the longest of all", longest, "", None))
    return found


def make_wall(folder: Path, notes: int) -> Path:
    """Return a workspace sorted by the engine, with so many notes, no two of them alike."""
    naho = Naho(init_demo_workspace(folder), plugins=False)
    session = naho.capture.open_session("post-it", "lens")
    texts = different_texts(notes - 1)
    for first in range(0, notes, 1000):
        naho.store.append(
            [
                put(
                    Note(
                        session=session.id,
                        column=COLUMNS[number % len(COLUMNS)],
                        text=NEWEST if number == notes - 1 else texts[number],
                        at=session.opened + number,
                    )
                )
                for number in range(first, min(notes, first + 1000))
            ],
            "benchmark",
        )
    naho.close()
    settings = folder / "naho.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace('grouper = "keywords"', 'grouper = "themes"'), "utf-8")
    return folder


def different_texts(count: int) -> list[str]:
    """Return texts made of halves of the demo's notes."""
    said = [note["text"].split() for note in json.loads(DEMO.read_text("utf-8"))["notes"]]
    pairs = (
        (said[n % len(said)], said[(n + n // len(said) + 1) % len(said)]) for n in range(10**6)
    )
    texts: dict[str, None] = {}
    for one, other in pairs:
        texts[" ".join([*one[: len(one) // 2 + 1], *other[len(other) // 2 :]])] = None
        if len(texts) == count:
            break
    return list(texts)


if __name__ == "__main__":
    main()
