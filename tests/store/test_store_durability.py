"""Durable before acknowledged; a write that fails leaves nothing; a flush that fails stops all."""

from __future__ import annotations

import errno
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from naho_feedback.domain.events import put
from naho_feedback.domain.notes import Note
from naho_feedback.errors import StoreError
from naho_feedback.store import JournalStore, disk, open_store
from naho_feedback.store.journal import Journal
from naho_feedback.store.lock import FileLock
from tests.store.conftest import texts, write_notes


def order_of_an_append(store: JournalStore, patcher: pytest.MonkeyPatch) -> list[str]:
    """Append one note and return what happened, in order."""
    happened: list[str] = []

    def watch(owner: object, name: str, word: str) -> None:
        real: Callable[..., object] = getattr(owner, name)

        def watched(*args: object) -> object:
            result = real(*args)
            happened.append(word)  # once it is done
            return result

        patcher.setattr(owner, name, watched)

    watch(FileLock, "acquire", "locked")
    watch(disk, "write_all", "written")
    watch(FileLock, "release", "unlocked")
    watch(disk, "sync", "flushed")
    store.subscribe(lambda _changes, _ids: happened.append("told"))
    store.append([put(Note(text="a"))], "wall")
    happened.append("acknowledged")
    return happened


IN_ORDER = ["locked", "written", "unlocked", "flushed", "told", "acknowledged"]


class TestOrder:
    def test_a_note_is_flushed_before_anybody_is_told(
        self, journal: JournalStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert order_of_an_append(journal, monkeypatch) == IN_ORDER

    def test_a_store_that_never_flushes_is_caught_by_that_check(
        self, journal: JournalStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The sabotage that shows that the check above can fail."""
        monkeypatch.setattr(Journal, "_flush", lambda _self, _mine: None)
        assert order_of_an_append(journal, monkeypatch) != IN_ORDER

    def test_a_store_that_flushes_under_the_lock_is_caught_by_that_check(
        self, journal: JournalStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The sabotage that would make several writers wait for each other's disk."""
        release = FileLock.release

        def flush_first(lock: FileLock) -> None:
            journal.db.journal._flush((1, 1 << 40))
            release(lock)

        monkeypatch.setattr(FileLock, "release", flush_first)
        assert order_of_an_append(journal, monkeypatch) != IN_ORDER

    def test_opening_flushes_what_a_killed_writer_left(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        open_store(folder).close()
        flushed: list[int] = []
        monkeypatch.setattr(disk, "sync", flushed.append)
        store = open_store(folder)
        assert len(flushed) == 1
        store.close()

    def test_a_new_file_s_name_is_made_durable(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folders: list[Path] = []
        monkeypatch.setattr(disk, "sync_folder", folders.append)
        open_store(folder).close()
        assert folders == [folder, folder.parent]


class TestThreads:
    """The threads of one process share flushes, and none is served by one that began too early."""

    @staticmethod
    def syncs_of_four(store: JournalStore, patcher: pytest.MonkeyPatch) -> int:
        """Let one thread lead a flush, three write meanwhile, and return how many flushes it took.

        Each thread checks that a flush began after its own note stood in the file.
        """
        begun, go = threading.Event(), threading.Event()
        starts: list[int] = []  # the file's length when each flush began
        served: list[bool] = []
        real = disk.sync

        def sync(fd: int) -> None:
            starts.append(os.fstat(fd).st_size)
            begun.set()
            assert go.wait(10)
            real(fd)

        def work(name: str) -> None:
            write_notes(store, name)
            end = data().index(f'"text":"{name}"'.encode())
            served.append(any(start > end for start in starts))

        file = store.db.journal._file.path
        data = file.read_bytes
        patcher.setattr(disk, "sync", sync)
        threads = [threading.Thread(target=work, args=(name,)) for name in "ABCD"]
        threads[0].start()
        assert begun.wait(10)
        for thread in threads[1:]:
            thread.start()
        while data().count(b'"text"') < 4:
            time.sleep(0.001)
        go.set()
        for thread in threads:
            thread.join(10)
        assert served == [True] * 4
        return len(starts)

    def test_those_who_wait_are_served_by_one_flush(
        self, journal: JournalStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert self.syncs_of_four(journal, monkeypatch) == 2

    def test_a_mark_that_is_set_after_the_flush_is_caught_by_that_check(
        self, journal: JournalStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The sabotage: what others wrote during a flush is taken for flushed."""

        def too_late(journal: Journal, mine: tuple[int, int]) -> None:
            with journal._syncing:
                if mine > journal._durable:
                    journal._sync()
                    journal._durable = journal._written

        monkeypatch.setattr(Journal, "_flush", too_late)
        with pytest.raises(AssertionError):
            self.syncs_of_four(journal, monkeypatch)

    def test_a_flush_that_fails_serves_nobody_who_waited(
        self, journal: JournalStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        begun, go = threading.Event(), threading.Event()

        def sync(_fd: int) -> None:
            begun.set()
            assert go.wait(10)
            raise OSError(errno.EIO, os.strerror(errno.EIO))

        refused: list[str] = []

        def work(name: str) -> None:
            try:
                write_notes(journal, name)
            except StoreError:
                refused.append(name)

        monkeypatch.setattr(disk, "sync", sync)
        threads = [threading.Thread(target=work, args=(name,)) for name in "AB"]
        threads[0].start()
        assert begun.wait(10)
        threads[1].start()
        while journal.db.journal._written[1] == journal.db.journal._durable[1]:
            time.sleep(0.001)
        go.set()
        for thread in threads:
            thread.join(10)
        assert sorted(refused) == ["A", "B"]


class TestFullDisk:
    def test_a_write_that_fails_half_way_is_taken_back(
        self, journal: JournalStore, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write_notes(journal, "before")
        file = folder / "000001.jsonl"
        data, version = file.read_bytes(), journal.version
        real = os.write
        pieces: list[int] = []

        def full(fd: int, rest: bytes) -> int:
            pieces.append(len(rest))
            if len(pieces) > 1:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return real(fd, rest[: len(rest) // 2])

        with monkeypatch.context() as patcher:
            patcher.setattr(os, "write", full)
            with pytest.raises(StoreError) as raised:
                write_notes(journal, "refused")
        assert (raised.value.hint, len(pieces)) != ("", 1)
        assert file.read_bytes() == data
        assert (texts(journal), journal.version) == (["before"], version)
        (id_,) = write_notes(journal, "after")
        assert id_.endswith("-2")
        again = open_store(folder)
        assert (texts(again), again.damage) == (["before", "after"], ())
        again.close()

    def test_a_write_that_cannot_be_taken_back_stops_the_store(
        self, journal: JournalStore, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write_notes(journal, "before")
        real = os.write
        fail = _failing(errno.EIO)
        with monkeypatch.context() as patcher:
            patcher.setattr(os, "write", lambda fd, rest: real(fd, rest[:9]) and fail())
            patcher.setattr(os, "ftruncate", fail)
            with pytest.raises(StoreError):
                write_notes(journal, "refused")
        with pytest.raises(StoreError):
            write_notes(journal, "refused too")
        again = open_store(folder)
        assert (texts(again), len(again.damage)) == (["before"], 1)
        again.close()

    @pytest.mark.skipif(sys.platform == "win32", reason="no file size limits there")
    def test_the_system_s_own_limit_refuses_and_loses_nothing(self, folder: Path) -> None:
        """A real EFBIG in a process of its own; what it counted is what the file holds."""
        from tests.store.test_store_processes import run

        out = run(
            """
            import resource
            resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
            from naho_feedback.errors import StoreError
            accepted = refused = 0
            while refused < 3:
                try:
                    store.append([put(Note(text="x" * 100))], "wall")
                    accepted += 1
                except StoreError:
                    refused += 1
            print(accepted, store.count(Note))
            """,
            folder,
        )
        accepted, counted = map(int, out.split())
        assert accepted == counted > 50
        store = open_store(folder)
        assert (store.count(Note), store.damage) == (accepted, ())
        write_notes(store, "after")
        store.close()


class TestFailedFlush:
    def test_nothing_is_written_after_a_flush_that_failed(
        self, journal: JournalStore, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        told: list[object] = []
        journal.subscribe(lambda _changes, ids: told.append(ids))
        with monkeypatch.context() as patcher:
            patcher.setattr(disk, "sync", _failing(errno.EIO))
            with pytest.raises(StoreError) as raised:
                write_notes(journal, "unknown")
        assert raised.value.hint
        size = (folder / "000001.jsonl").stat().st_size
        with pytest.raises(StoreError):
            write_notes(journal, "refused")
        assert (told, (folder / "000001.jsonl").stat().st_size) == ([], size)
        journal.close()
        again = open_store(folder)
        write_notes(again, "after")
        assert texts(again)[-1] == "after"
        again.close()

    def test_a_flush_that_fails_at_opening_refuses_to_open(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        open_store(folder).close()
        monkeypatch.setattr(disk, "sync", _failing(errno.EIO))
        with pytest.raises(StoreError):
            open_store(folder)


class TestClosed:
    def test_a_closed_store_refuses_and_closes_again_quietly(self, journal: JournalStore) -> None:
        journal.close()
        journal.close()
        with pytest.raises(StoreError):
            write_notes(journal, "late")
        with pytest.raises(StoreError):
            journal.refresh()

    def test_a_forked_process_is_refused(
        self, journal: JournalStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Parent and child would hold one lock together and write over each other."""
        monkeypatch.setattr(os, "getpid", lambda: -1)
        with pytest.raises(RuntimeError, match="fork"):
            write_notes(journal, "a")


class TestCost:
    def test_an_insert_costs_the_same_calls_and_bytes_at_any_size(
        self, journal: JournalStore, monkeypatch: pytest.MonkeyPatch, quick_disk: None
    ) -> None:
        small = cost_of_an_append(journal, monkeypatch)
        journal.append([put(Note(text="x"))] * (1_000 - journal.count(Note)), "import")
        medium = cost_of_an_append(journal, monkeypatch)
        journal.append([put(Note(text="x"))] * 8_000, "import")
        large = cost_of_an_append(journal, monkeypatch)
        assert large == medium
        assert small[0] == medium[0]
        assert medium[1] - small[1] <= 10  # a longer number in event and id


def cost_of_an_append(store: JournalStore, patcher: pytest.MonkeyPatch) -> tuple[int, int]:
    """Return function calls and bytes written of one append."""
    calls = written = 0

    def count(_frame: object, event: str, _arg: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    real = disk.write_all

    def counted(fd: int, data: bytes) -> None:
        nonlocal written
        written += len(data)
        real(fd, data)

    with patcher.context() as patched:
        patched.setattr(disk, "write_all", counted)
        change = [put(Note(text="x", at=1488200000000))]
        store.append(change, "wall")
        calls = written = 0
        sys.setprofile(count)
        try:
            store.append(change, "wall")
        finally:
            sys.setprofile(None)
    return calls, written


def _failing(number: int) -> Callable[..., object]:
    def fail(*_args: object) -> object:
        raise OSError(number, os.strerror(number))

    return fail
