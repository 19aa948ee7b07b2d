"""The disk is full, or its limit is reached: what is refused leaves nothing, the rest is kept."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from naho_feedback.domain.events import put
from naho_feedback.domain.notes import Note
from naho_feedback.errors import StoreError
from tests.faults import sabotage
from tests.faults.work import State, open_small, state_of
from tests.telling import Tell


@contextmanager
def full_now_and_then(random: Random) -> Iterator[None]:
    """Refuse a third of all writes, after a part of their bytes."""
    real = os.write

    def write(fd: int, data: bytes) -> int:
        if random.random() < 0.66:
            return real(fd, data)
        if random.random() < 0.5 and len(data) > 1:
            real(fd, data[: random.randrange(1, len(data))])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.MonkeyPatch.context() as patcher:
        patcher.setattr(os, "write", write)
        yield


def refused_now_and_then(folder: Path, notes: int, random: Random) -> str:
    """Write on such a disk and return what is wrong afterwards."""
    store = open_small(folder)
    kept: State = {}
    refused = 0
    with full_now_and_then(random):
        for n in range(notes):
            try:
                text = f"{n} " + "x" * random.randrange(300)
                (id_,) = store.append([put(Note(text=text))], "wall")
            except StoreError:
                refused += 1
            else:
                if id_ in kept:
                    return f"{id_} was given twice"
                kept[id_] = text
    assert refused
    if state_of(store) != kept:
        return "memory is not what was accepted"
    store.close()
    try:
        again = open_small(folder)
    except StoreError as error:
        return f"cannot be opened: {error}"
    found, damage = state_of(again), again.damage
    again.close()
    if found != kept:
        return f"{len(found)} reopened of {len(kept)} accepted"
    return f"damage: {damage}" if damage else ""


class TestRefusedWrites:
    def test_what_is_refused_leaves_nothing(self, tmp_path: Path, quick_disk: None) -> None:
        assert refused_now_and_then(tmp_path / "data", 60, Random(1)) == ""

    @pytest.mark.torture
    def test_two_hundred_such_disks(self, tmp_path: Path, quick_disk: None, tell: Tell) -> None:
        found = [refused_now_and_then(tmp_path / str(n), 60, Random(n)) for n in range(200)]
        wrong = [what for what in found if what]
        tell("writes refused half way, sealing", journals=200, wrong=len(wrong))
        assert wrong == []

    def test_a_sabotage_is_caught(
        self, tmp_path: Path, quick_disk: None, monkeypatch: pytest.MonkeyPatch, tell: Tell
    ) -> None:
        sabotage.no_rollback(monkeypatch)
        found = [refused_now_and_then(tmp_path / str(n), 60, Random(n)) for n in range(5)]
        wrong = [what for what in found if what]
        tell("full disk, sabotage: no_rollback", journals=5, caught=len(wrong))
        assert wrong


FILL = """
import sys
from pathlib import Path
from naho_feedback.domain.events import put
from naho_feedback.domain.notes import Note
from naho_feedback.errors import StoreError
from naho_feedback.store import JournalStore
if sys.argv[2] != "0":
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
store = JournalStore(Path(sys.argv[1]), seal_at=100_000)
accepted = refused = 0
while refused < 5:
    try:
        store.append([put(Note(text="x" * 100))], "wall")
        accepted += 1
    except StoreError:
        refused += 1
print(accepted, store.count(Note))
"""


def fill(folder: Path, limit: int = 0) -> int:
    """Write in a process of its own until the disk refuses; return what was accepted."""
    command = [sys.executable, "-c", FILL, str(folder), str(limit)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)
    accepted, counted = map(int, done.stdout.split())
    assert accepted == counted
    store = open_small(folder)
    assert (store.count(Note), store.damage) == (accepted, ())
    store.close()
    return accepted


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither of these limits")
class TestRealLimits:
    def test_the_system_s_limit_for_a_file(self, tmp_path: Path, tell: Tell) -> None:
        accepted = fill(tmp_path / "data", 30_000)
        tell("RLIMIT_FSIZE of 30,000 bytes", accepted=accepted, lost=0)
        assert accepted > 100

    @pytest.mark.torture
    def test_a_disk_of_256_kilobytes(self, tmp_path: Path, tell: Tell) -> None:
        mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(tmp_path)]
        if subprocess.run(mount, check=False, capture_output=True).returncode:
            pytest.skip("no right to mount a small disk here")
        try:
            accepted = fill(tmp_path / "data")
        finally:
            subprocess.run(["umount", str(tmp_path)], check=True)
        tell("a real disk of 256 KB, full", accepted=accepted, lost=0)
        assert accepted > 500
