"""Several processes on one journal: writers beside SQLite's, threads, and a follower.

``benchmarks/store.py`` runs it; so does ``python benchmarks/store_processes.py``.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from naho_feedback.domain.events import put
from naho_feedback.domain.notes import Note
from naho_feedback.store import JournalStore, open_store

SECONDS = 3.0
OURS = """
import sys, time
from pathlib import Path
from naho_feedback.domain.events import put
from naho_feedback.domain.notes import Note
from naho_feedback.store import open_store
store = open_store(Path(sys.argv[1]))
def write(): store.append([put(Note(text="x" * 160))], "wall")
"""
SQLITE = """
import sqlite3, sys, time
db = sqlite3.connect(sys.argv[1] + ".sqlite", isolation_level=None, timeout=60)
db.execute("pragma journal_mode=wal")
db.execute("pragma synchronous=full")
db.execute("create table if not exists note (id integer primary key, body text)")
def write(): db.execute("insert into note (body) values (?)", ("x" * 260,))
"""
BARE = """
import os, sys, time
fd = os.open(sys.argv[1] + ".bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
def write():
    os.write(fd, b"x" * 260)
    os.fsync(fd)
"""
LOOP = """
print("ready", flush=True)
sys.stdin.readline()
end, n = time.perf_counter() + float(sys.argv[2]), 0
while time.perf_counter() < end:
    write()
    n += 1
print(n, flush=True)
"""
FOLLOW = """
import sys, time
from pathlib import Path
from naho_feedback.domain.notes import Note
from naho_feedback.store import open_store
store = open_store(Path(sys.argv[1]))
print("ready", flush=True)
late, start, cpu = [], time.perf_counter(), time.process_time()
while len(late) < 200:
    time.sleep(0.010)
    if store.refresh():
        now = time.time()
        notes = list(store.all(Note))[len(late):]
        late += [now - float(note.text) for note in notes]
late.sort()
share = (time.process_time() - cpu) / (time.perf_counter() - start)
print(f"follower at a 10 ms poll: state p50 {late[100] * 1e3:.1f}, p99 {late[198] * 1e3:.1f} ms,"
      f" CPU {share:.1%}")
"""


def rate(code: str, place: Path, writers: int) -> float:
    """Return how many notes a second that many processes keep together."""
    command = [sys.executable, "-c", code + LOOP, str(place), str(SECONDS)]
    processes = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _writer in range(writers)
    ]
    for process in processes:
        wait_until_ready(process)
    for process in processes:
        if process.stdin is not None:
            process.stdin.write("\n")
            process.stdin.flush()
    return sum(int(process.communicate()[0]) for process in processes) / SECONDS


def wait_until_ready(process: subprocess.Popen[str]) -> None:
    """Return once the process said that it has its store open."""
    if process.stdout is not None:
        process.stdout.readline()


def writers(home: Path) -> None:
    """Print what four processes keep together, in turns with SQLite's and a bare file's."""
    totals = {"ours": 0.0, "SQLite": 0.0, "bare": 0.0}
    for turn in range(2):
        for name, code in (("ours", OURS), ("SQLite", SQLITE), ("bare", BARE)):
            totals[name] += rate(code, home / f"four{turn}", 4)
    ours, theirs, bare = totals["ours"], totals["SQLite"], totals["bare"]
    print(
        f"4 processes: {ours / 2:,.0f} notes a second, {ours / theirs:.1f} times SQLite FULL,"
        f" {ours / bare:.2f} of a bare shared file"
    )


def threads(home: Path) -> None:
    """Print what eight threads of one process keep together, beside one."""

    def work(store: JournalStore, end: float, counts: list[int]) -> None:
        n = 0
        while time.perf_counter() < end:
            store.append([put(Note(text="x" * 160))], "wall")
            n += 1
        counts.append(n)

    store = open_store(home / "threads")
    rates = []
    for number in (1, 8):
        counts: list[int] = []
        end = time.perf_counter() + SECONDS
        crew = [threading.Thread(target=work, args=(store, end, counts)) for _n in range(number)]
        for thread in crew:
            thread.start()
        for thread in crew:
            thread.join()
        rates.append(sum(counts) / SECONDS)
    store.close()
    print(f"8 threads: {rates[1]:,.0f} notes a second, one: {rates[0]:,.0f}")


def follower(home: Path) -> None:
    """Print how late a following process knows, and what it pays."""
    command = [sys.executable, "-c", FOLLOW, str(home / "followed")]
    store = open_store(home / "followed")
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    wait_until_ready(process)
    for _note in range(200):
        store.append([put(Note(text=repr(time.time())))], "wall")
        time.sleep(0.037)
    print(process.communicate(timeout=60)[0].strip())
    store.close()


def measure(home: Path) -> None:
    """Print everything of this file."""
    writers(home)
    threads(home)
    follower(home)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        measure(Path(name))
