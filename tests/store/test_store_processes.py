"""Several processes on one journal, and processes that are killed."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from naho_feedback.domain.events import patch, put, remove
from naho_feedback.domain.notes import Note
from naho_feedback.store import JournalStore, open_store
from tests.store.conftest import texts, write_notes

if sys.platform != "win32":
    import fcntl

PROLOGUE = """
import sys
from pathlib import Path
from naho_feedback.domain.events import put
from naho_feedback.domain.notes import Note
from naho_feedback.store import open_store
store = open_store(Path(sys.argv[1]))
"""
STREAM = """
n = 0
while True:
    n += 1
    (id,) = store.append([put(Note(text=f"{sys.argv[2]} {n}"))], "command")
    print(id, n, flush=True)
"""
BATCH = """
for n in range(150):
    (id,) = store.append([put(Note(text=f"{sys.argv[2]} {n}"))], "command")
    print(id, n, flush=True)
"""


def start(code: str, folder: Path, *args: str) -> subprocess.Popen[str]:
    """Start a process that has a store open; its code follows the prologue."""
    source = PROLOGUE + textwrap.dedent(code)
    command = [sys.executable, "-c", source, str(folder), *args]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def run(code: str, folder: Path, *args: str) -> str:
    """Run such a process to its end and return what it printed."""
    process = start(code, folder, *args)
    out, _none = process.communicate(timeout=60)
    assert process.returncode == 0
    return out


class TestKilled:
    def test_every_receipt_printed_before_a_kill_is_there_afterwards(self, folder: Path) -> None:
        printed: dict[str, str] = {}
        for victim in range(4):
            process = start(STREAM, folder, f"victim{victim}")
            assert process.stdout is not None
            lines = [process.stdout.readline() for _n in range(10 + 15 * victim)]
            process.kill()
            lines += process.stdout.readlines()  # what it printed until it died
            process.stdout.close()
            process.wait()
            for line in lines:
                if line.endswith("\n"):
                    id_, n = line.split()
                    assert id_ not in printed
                    printed[id_] = f"victim{victim} {n}"
        store = open_store(folder)
        kept = {note.id: note.text for note in store.all(Note)}
        assert len(printed) >= 130
        assert printed.items() <= kept.items()
        assert len(kept) <= len(printed) + 4  # each victim had one note on its way at most
        assert len(set(kept.values())) == len(kept)
        store.close()


class TestTogether:
    def test_two_processes_writing_at_once_lose_and_double_nothing(self, folder: Path) -> None:
        follower = open_store(folder)
        processes = [start(BATCH, folder, name) for name in ("kiosk", "wall")]
        printed: dict[str, str] = {}
        for name, process in zip(("kiosk", "wall"), processes, strict=True):
            out, _none = process.communicate(timeout=60)
            assert process.returncode == 0
            for id_, n in map(str.split, out.splitlines()):
                assert id_ not in printed
                printed[id_] = f"{name} {n}"
        follower.refresh()
        assert {note.id: note.text for note in follower.all(Note)} == printed
        assert len(printed) == 300
        assert follower.damage == ()
        numbers = sorted(int(id_.rpartition("-")[2]) for id_ in printed)
        assert numbers == list(range(1, 301))
        follower.close()

    def test_what_another_process_writes_is_seen_after_a_refresh(
        self, journal: JournalStore, folder: Path
    ) -> None:
        other = open_store(folder)
        (id_,) = write_notes(other, "from the other")
        assert (texts(journal), journal.version) == ([], journal.version)
        before = journal.version
        assert journal.refresh() is True
        assert (texts(journal), journal.version > before) == (["from the other"], True)
        journal.append([patch(Note, id_, text="changed here")], "wall")
        other.refresh()
        assert texts(other) == ["changed here"]
        other.append([remove(Note, id_)], "wall")
        assert journal.refresh() is True
        assert journal.refresh() is False
        assert journal.count(Note) == 0
        other.close()

    def test_a_write_takes_in_what_others_wrote_first(
        self, journal: JournalStore, folder: Path
    ) -> None:
        other = open_store(folder)
        ids = write_notes(other, "a", "b")
        ids += write_notes(journal, "c")
        assert texts(journal) == ["a", "b", "c"]
        assert [int(id_.rpartition("-")[2]) for id_ in ids] == [1, 2, 3]
        other.close()

    def test_threads_of_one_process_lose_and_double_nothing(self, journal: JournalStore) -> None:
        ids: list[str] = []

        def work(name: str) -> None:
            for n in range(40):
                ids.extend(write_notes(journal, f"{name} {n}"))
                journal.refresh()
                list(journal.all(Note))

        threads = [threading.Thread(target=work, args=(name,)) for name in "ab"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(ids) == sorted(note.id for note in journal.all(Note))
        assert len(set(texts(journal))) == 80

    @pytest.mark.skipif(sys.platform == "win32", reason="asks the lock in the POSIX way")
    def test_a_transaction_keeps_other_processes_out(
        self, journal: JournalStore, folder: Path
    ) -> None:
        with (folder / "lock").open("rb") as lock:
            with journal.db.journal.transaction():
                write_notes(journal, "nested")
                with pytest.raises(BlockingIOError):
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_a_journal_opens_in_a_process_that_only_reads_its_history(folder: Path) -> None:
    store = open_store(folder)
    write_notes(store, "a", "b")
    out = run("print([entry.body['text'] for entry in store.history()])", folder)
    assert out == "['a', 'b']\n"
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="a lock of Windows ends with its process too")
def test_the_lock_of_a_killed_process_is_free_again(folder: Path) -> None:
    code = """
    with store.db.journal.transaction():
        print("held", flush=True)
        sys.stdin.read()
    """
    source = PROLOGUE + textwrap.dedent(code)
    command = [sys.executable, "-c", source, str(folder)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        process.kill()
    store = open_store(folder)
    assert write_notes(store, "a")
    store.append([put(Note(text="b"))], "wall")
    store.close()
