"""First frames of other Textual apps beside ours; run once by hand, see docs/performance.md.

    python benchmarks/peers.py BIN [ROUNDS]

BIN is the folder of programs of an environment in which kanban-tui and harlequin are installed
(Python 3.12 or newer). A first frame has twenty characters that can be seen; what our app paints
before Textual takes over does not count as one.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from table import Row, medians, print_table, ratio
from terminal import TAKEN_OVER, Terminal
from tui_start import BARE, naho
from walls import make_wall

_SEQUENCE: Final = re.compile(rb"\x1b(?:\[[0-9;?<>=$]*[a-zA-Z]|\][^\x07\x1b]*(?:\x07|\x1b\\)|.)")
_SEEN: Final = 20


def first_frame(argv: list[str], home: str) -> float:
    """Return the seconds from the start of a program to its first frame."""
    variables = {"HOME": home, "XDG_DATA_HOME": home, "XDG_CONFIG_HOME": home}
    with Terminal(argv, environment=variables) as terminal:
        written, end = b"", time.perf_counter() + 30
        while time.perf_counter() < end:
            written += terminal.read(end) or b""
            painted = _SEQUENCE.sub(b"", written.partition(TAKEN_OVER)[2])
            if _visible(painted) >= _SEEN:
                return time.perf_counter() - terminal.started
    msg = f"{argv[0]} painted nothing"
    raise TimeoutError(msg)


def _visible(painted: bytes) -> int:
    return sum(not char.isspace() for char in painted.decode("utf-8", "ignore"))


def main() -> None:
    programs, rounds = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 9
    with tempfile.TemporaryDirectory() as folder:
        cases = {
            "bare": [sys.executable, "-c", BARE],
            "ours, 10,000 notes": naho(make_wall(Path(folder) / "wall", 10_000)),
            "kanban-tui": [str(programs / "ktui")],
            "harlequin": [str(programs / "harlequin")],
        }
        times: dict[str, list[float]] = {name: [] for name in cases}
        for number in range(rounds + 1):
            for name, argv in cases.items():
                found = first_frame(argv, folder)
                if number:  # the first round warms the caches
                    times[name].append(found)
    rows = [Row("bare Textual", medians(times["bare"]), "", None)]
    for name, seconds in list(times.items())[1:]:
        rows.append(Row(name, *ratio(seconds, times["bare"]), None))
    ours = times["ours, 10,000 notes"]
    rows.append(Row("ours to kanban-tui", "", ratio(ours, times["kanban-tui"])[1], 0.45))
    print_table(rows)


if __name__ == "__main__":
    main()
