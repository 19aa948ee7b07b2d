"""How soon a note of one process is painted on the wall of another, and what watching costs.

The app shows a session's wall on a pseudo-terminal of 120x40; this process appends notes to the
same workspace. A note's time runs from its receipt to the moment at which its text is read from
the terminal.

    python benchmarks/follow.py [--notes N] [--rounds R]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

import psutil

from naho_feedback.bootstrap import Naho
from naho_feedback.workspace import init_demo_workspace
from terminal import TAKEN_OVER, Terminal

QUIET_SECONDS = 10.0
COLUMNS = ("freins", "leviers", "idees")
F3 = b"\x1bOR"


def quantile(values: list[float], q: float) -> float:
    """Return a quantile of the values."""
    return sorted(values)[int(q * (len(values) - 1))]


def pause(number: int) -> float:
    """Return seconds between two notes, 0.15 to 0.35: never in step with the app's own looks."""
    return 0.15 + number * 37 % 201 / 1000


def processor_time(process: psutil.Process) -> float:
    """Return the seconds that a process has computed."""
    times = process.cpu_times()
    return float(times.user + times.system)


def quiet_share(terminal: Terminal, process: psutil.Process) -> float:
    """Return the share of one processor that the app takes while nothing happens."""
    before = processor_time(process)
    terminal.drain(QUIET_SECONDS)
    return (processor_time(process) - before) / QUIET_SECONDS


def measure(workspace_folder: Path, notes: int, rounds: int) -> None:
    """Print the times of one wall that holds that many notes already."""
    naho = Naho(init_demo_workspace(workspace_folder), plugins=False)
    session = naho.capture.open_session("post-it", "lens")
    for number in range(notes):
        naho.capture.add_note(session, COLUMNS[number % 3], f"Trop de clics la nuit {number}")
    command = [sys.executable, "-m", "naho_feedback.cli.main", "-w", str(workspace_folder)]
    with Terminal(command) as terminal:
        terminal.wait_for_bytes(b"F8", after=TAKEN_OVER)
        terminal.send(F3)
        terminal.wait_for(lambda screen: f"la nuit {notes - 1} " in screen)
        process = psutil.Process(terminal.pid)
        quiet = quiet_share(terminal, process)
        late, start, cpu = [], time.perf_counter(), processor_time(process)
        for number in range(rounds):
            text = f"vu{number:04d}"
            naho.capture.add_note(session, COLUMNS[number % 3], text)
            kept = time.perf_counter()
            late.append(terminal.wait_for_bytes(text.encode()) - kept)
            terminal.drain(pause(number))
        busy = (processor_time(process) - cpu) / (time.perf_counter() - start)
    naho.close()
    p50, p95, most = (quantile(late, q) * 1e3 for q in (0.5, 0.95, 1.0))
    print(
        f"{notes:>6,} notes on the wall: painted p50 {p50:.0f}, p95 {p95:.0f}, max {most:.0f} ms;"
        f" CPU of the app {quiet:.1%} while nothing happens, {busy:.1%} at four notes a second"
    )


def main() -> None:
    """Run everything in a folder of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, nargs="+", default=[30, 1_000])
    parser.add_argument("--rounds", type=int, default=100)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for notes in options.notes:
            measure(Path(folder) / str(notes), notes, options.rounds)


if __name__ == "__main__":
    main()
