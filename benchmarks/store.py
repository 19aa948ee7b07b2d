"""What a durable note costs beside the least that any durable note can cost.

The floor is a bare append of the same bytes and an fsync, alternated with the store's own
append in one run, because only neighbours in time are comparable: a disk that others use is
ten times slower a second later. A ratio below 1 would be a durability bug until explained.

    python benchmarks/store.py [--notes 1000 100000] [--rounds 400]
"""

from __future__ import annotations

import argparse
import gc
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from naho_feedback.domain.events import put
from naho_feedback.domain.notes import Note
from naho_feedback.store import JournalStore, disk, open_store

TEXT = "Trop de clics pour prescrire un antalgique la nuit, et l'imprimante du couloir. " * 2
NOTE = Note(session="A7K2-1", column="freins", text=TEXT, at=1488200000000)
BATCH = 1000


def timed(work: Callable[[], object]) -> float:
    """Return seconds on the wall."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def filled(folder: Path, notes: int) -> JournalStore:
    """Return a store with that many notes."""
    store = open_store(folder)
    for _batch in range(notes // BATCH):
        store.append([put(NOTE)] * BATCH, "import")
    return store


def last_line(folder: Path) -> bytes:
    """Return the bytes of the journal's last line."""
    return (folder / "000001.jsonl").read_bytes().splitlines(keepends=True)[-1]


def inserts(folder: Path, notes: int, rounds: int) -> None:
    """Print what an append costs beside a bare one."""
    store = filled(folder / str(notes), notes)
    store.append([put(NOTE)], "wall")
    line = last_line(folder / str(notes))
    bare = os.open(folder / f"bare{notes}", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def bare_append() -> None:
        os.write(bare, line)
        os.fsync(bare)

    ours, floor = [], []
    for n in range(rounds):
        for _turn in range(2):  # who goes first changes too
            if (n + _turn) % 2:
                ours.append(timed(lambda: store.append([put(NOTE)], "wall")))
            else:
                floor.append(timed(bare_append))
    os.close(bare)
    cpu = cpu_of_an_append(store, rounds)
    p50, p99 = (
        f"{quantile(ours, q) / quantile(floor, q):.2f} ({quantile(floor, q) * 1e6:.0f} us)"
        for q in (0.5, 0.99)
    )
    mean = f"{statistics.fmean(ours) / statistics.fmean(floor):.2f}"
    print(f"{notes:>9,} notes: append / bare p50 {p50}, p99 {p99}, mean {mean}; CPU {cpu:.1f} us")
    store.close()


def quantile(values: list[float], q: float) -> float:
    """Return a quantile of the values."""
    return sorted(values)[int(q * (len(values) - 1))]


def no_sync(fd: int) -> None:
    """Stand in for the disk where only our own work is measured."""
    del fd


def cpu_of_an_append(store: JournalStore, rounds: int) -> float:
    """Return microseconds of processor time, the disk's own excepted."""
    real, disk.sync = disk.sync, no_sync
    try:
        start = time.process_time()
        for _n in range(rounds):
            store.append([put(NOTE)], "wall")
        return (time.process_time() - start) / rounds * 1e6
    finally:
        disk.sync = real


def opening(folder: Path, notes: int) -> None:
    """Print what a verified opening costs beside decoding each line and nothing else."""
    path = folder / str(notes)
    decode = msgspec.json.Decoder().decode

    def floor() -> None:
        gc.disable()
        try:
            with (path / "000001.jsonl").open("rb") as lines:
                kept = [decode(line) for line in lines]
            kept.clear()
        finally:
            gc.enable()

    ours, bare = [], []
    for _n in range(3):
        ours.append(timed(lambda: open_store(path).close()))
        bare.append(timed(floor))
    ratio = min(ours) / min(bare)
    print(f"{notes:>9,} notes: open / decode per line {ratio:.2f} ({min(ours) * 1e3:.0f} ms)")


def batch(folder: Path) -> None:
    """Print what one transaction of a thousand notes costs."""
    store = open_store(folder / "batch")
    real, disk.sync = disk.sync, no_sync
    try:
        start = time.process_time()
        for _n in range(10):
            store.append([put(NOTE)] * BATCH, "import")
        each = (time.process_time() - start) / 10 * 1e3
        print(f"{BATCH:>9,} notes in one transaction: CPU {each:.1f} ms")
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
    with tempfile.TemporaryDirectory(dir=options.folder) as home:
        for notes in options.notes:
            inserts(Path(home), notes, options.rounds)
        for notes in options.notes:
            opening(Path(home), notes)
        batch(Path(home))


if __name__ == "__main__":
    main()
