"""What a durable note costs beside the least that any durable note can cost.

The floor is a bare append of the same bytes and an fsync, alternated with the store's own
append in one run, because only neighbours in time are comparable: a disk that others use is
ten times slower a second later. SQLite (WAL, synchronous=FULL) and TinyDB's own JSONStorage
take turns in the same run. A ratio below 1 would be a durability bug until explained.

    python benchmarks/store.py [--notes 1000 100000 1000000] [--rounds 400]
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from tinydb import TinyDB

import store_processes
from naho_feedback.domain.events import patch, put
from naho_feedback.domain.notes import Note
from naho_feedback.store import JournalStore, disk, open_store

TEXT = "Trop de clics pour prescrire un antalgique la nuit, et l'imprimante du couloir. " * 2
NOTE = Note(session="A7K2-1", column="freins", text=TEXT, at=1488200000000)
BATCH = 1000
CPU_ROUNDS = 400
JSON_ROUNDS = 5
"""TinyDB's JSONStorage writes its whole file each time: seconds at 100,000 notes."""


def timed(work: Callable[[], object]) -> float:
    """Return seconds on the wall."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def quantile(values: list[float], q: float) -> float:
    """Return a quantile of the values."""
    return sorted(values)[int(q * (len(values) - 1))]


def no_sync(fd: int) -> None:
    """Stand in for the disk where only our own work is measured."""
    del fd


def filled(folder: Path, notes: int) -> JournalStore:
    """Return a store of that many notes, a line each, as people type them; not flushed."""
    store = open_store(folder)
    real, disk.sync = disk.sync, no_sync
    try:
        for _note in range(notes):
            store.append([put(NOTE)], "wall")
    finally:
        disk.sync = real
    store.db.journal.seal()  # flushes it all, so that it costs nobody's turn
    return store


def files(folder: Path) -> list[Path]:
    """Return the journal's files."""
    return sorted(folder.glob("0*.jsonl"))


class Turns:
    """Takes one turn of each contestant after the other, starting with another one each time."""

    def __init__(self) -> None:
        self.contestants: dict[str, Callable[[], object]] = {}
        self.seconds: dict[str, list[float]] = {}

    def add(self, name: str, work: Callable[[], object]) -> None:
        """Add a contestant."""
        self.contestants[name] = work
        self.seconds[name] = []

    def run(self, rounds: int) -> None:
        """Take turns."""
        names = list(self.contestants)
        for n in range(rounds):
            for turn in range(len(names)):
                name = names[(n + turn) % len(names)]
                self.seconds[name].append(timed(self.contestants[name]))

    def ratios(self, name: str, floor: str) -> str:
        """Return the contestant's quantiles as multiples of the floor's."""
        ours, bare = self.seconds[name], self.seconds[floor]
        paired = statistics.median(a / b for a, b in zip(ours, bare, strict=True))
        p50, p99 = (quantile(ours, q) / quantile(bare, q) for q in (0.5, 0.99))
        return f"paired p50 {paired:.2f}, p50 {p50:.2f}, p99 {p99:.2f}"


def sqlite(path: Path, notes: int) -> Callable[[], object]:
    """Return what inserts one note durably into SQLite."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("pragma journal_mode=wal")
    db.execute("pragma synchronous=full")
    db.execute("create table note (id integer primary key, body text)")
    body = msgspec.json.encode(NOTE).decode()
    db.execute("begin")
    db.executemany("insert into note (body) values (?)", ((body,) for _note in range(notes)))
    db.execute("commit")
    return lambda: db.execute("insert into note (body) values (?)", (body,))


def appends(folder: Path, notes: int, rounds: int) -> None:
    """Print what an append costs beside a bare one and beside SQLite's."""
    store = filled(folder / str(notes), notes)
    store.append([put(NOTE)], "wall")
    line = files(folder / str(notes))[-1].read_bytes().splitlines(keepends=True)[-1]
    bare = os.open(folder / f"bare{notes}", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def bare_append() -> None:
        os.write(bare, line)
        os.fsync(bare)

    turns = Turns()
    turns.add("ours", lambda: store.append([put(NOTE)], "wall"))
    turns.add("bare", bare_append)
    turns.add("SQLite", sqlite(folder / f"{notes}.sqlite", notes))
    turns.run(rounds)
    os.close(bare)
    fsync = quantile(turns.seconds["bare"], 0.5) * 1e3
    print(f"{notes:>9,} notes, append / bare (p50 {fsync:.2f} ms): {turns.ratios('ours', 'bare')}")
    print(f"{'':>9}        SQLite / bare: {turns.ratios('SQLite', 'bare')}")
    store.close()


def cpu_of_appends(folder: Path, sizes: list[int]) -> None:
    """Print microseconds of processor time of an append, the disk's own excepted, in turns.

    The best of ten: what else runs on the machine only ever adds.
    """
    stores = {notes: open_store(folder / str(notes)) for notes in sizes}
    best = dict.fromkeys(sizes, float("inf"))
    real, disk.sync = disk.sync, no_sync
    try:
        for _turn in range(10):
            for notes, store in stores.items():
                start = time.process_time()
                for _n in range(CPU_ROUNDS):
                    store.append([put(NOTE)], "wall")
                best[notes] = min(best[notes], (time.process_time() - start) / CPU_ROUNDS * 1e6)
    finally:
        disk.sync = real
        for store in stores.values():
            store.close()
    told = ", ".join(f"{cost:.1f} us at {notes:,}" for notes, cost in best.items())
    print(f"CPU of an append: {told}; largest / smallest {max(best.values()) / best[sizes[0]]:.2f}")


def json_storage(folder: Path, notes: int) -> None:
    """Print how much faster an append is than TinyDB's own storage, in turns."""
    store = open_store(folder / str(notes))
    database = TinyDB(folder / f"{notes}.json")
    document = msgspec.to_builtins(NOTE)
    database.insert_multiple(document for _note in range(notes))
    turns = Turns()
    ours = []
    turns.add("JSONStorage", lambda: database.insert(document))
    for _round in range(JSON_ROUNDS):
        turns.run(1)
        # The disk is still busy with the megabytes of the other when the first of these comes.
        ours += [timed(lambda: store.append([put(NOTE)], "wall")) for _n in range(20)]
    database.close()
    store.close()
    theirs = statistics.median(turns.seconds["JSONStorage"])
    ratio = theirs / statistics.median(ours)
    print(f"{notes:>9,} notes, TinyDB JSONStorage / ours: {ratio:,.0f} ({theirs:.2f} s)")


def per_line_decoder() -> tuple[str, Callable[[bytes], object]]:
    """Return orjson's loads, which the targets are set against, or what we have."""
    try:
        loads: Callable[[bytes], object] = importlib.import_module("orjson").loads
    except ImportError:
        return "msgspec", msgspec.json.Decoder().decode
    return "orjson", loads


def opening(folder: Path, notes: int, *, patched: bool) -> None:
    """Print what a verified opening costs beside decoding each line and nothing else."""
    path = folder / str(notes)
    if patched:
        store = open_store(path)
        real, disk.sync = disk.sync, no_sync
        ids = [note.id for note in store.all(Note)]
        for id_ in ids[:: len(ids) * 4 // notes or 4]:
            store.append([patch(Note, id_, dots=3)], "wall")
        disk.sync = real
        store.close()
    name, decode = per_line_decoder()

    def floor() -> None:
        gc.disable()
        try:
            kept = []
            for file in files(path):
                with file.open("rb") as lines:
                    kept += [decode(line) for line in lines]
            kept.clear()
        finally:
            gc.enable()

    turns = Turns()
    turns.add("ours", lambda: open_store(path).close())
    turns.add("floor", floor)
    turns.run(3)
    ours, bare = (min(turns.seconds[key]) for key in ("ours", "floor"))
    what = "with 20 % patches" if patched else "inserts only"
    print(f"{notes:>9,} notes, {what}: open / {name} per line {ours / bare:.2f} ({ours:.2f} s)")


MEMORY = """
import json, sys, psutil
from pathlib import Path
from naho_feedback.store import open_store
process = psutil.Process()
before = process.memory_full_info().uss
store = open_store(Path(sys.argv[1]))
print(json.dumps(process.memory_full_info().uss - before))
"""


def memory(folder: Path, notes: int) -> None:
    """Print what an open store holds in memory, as a multiple of its files."""
    path = folder / str(notes)
    command = [sys.executable, "-c", MEMORY, str(path)]
    held = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    size = sum(file.stat().st_size for file in files(path))
    print(f"{notes:>9,} notes: memory / files {held / size:.2f} ({held / 1e6:.0f} MB)")


def batch(folder: Path) -> None:
    """Print what one transaction of a thousand notes costs."""
    store = open_store(folder / "batch")
    real, disk.sync = disk.sync, no_sync
    best = float("inf")
    try:
        for _n in range(20):
            start = time.process_time()
            store.append([put(NOTE)] * BATCH, "import")
            best = min(best, time.process_time() - start)
        print(f"{BATCH:>9,} notes in one transaction: CPU {best * 1e3:.1f} ms")
    finally:
        disk.sync = real
        store.close()


def main() -> None:
    """Run everything in a folder of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--rounds", type=int, default=400)
    parser.add_argument("--folder", type=Path, default=None, help="on the disk to be measured")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        home = Path(name)
        for notes in options.notes:
            appends(home, notes, options.rounds)
        cpu_of_appends(home, options.notes)
        json_storage(home, min(max(options.notes), 100_000))
        batch(home)
        for notes in options.notes:
            opening(home, notes, patched=False)
        memory(home, max(options.notes))
        opening(home, max(options.notes), patched=True)
        store_processes.measure(home)


if __name__ == "__main__":
    main()
