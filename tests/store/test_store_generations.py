"""The journal in several files: sealed, continued, followed, and read as one."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from naho_feedback.domain.events import patch, remove
from naho_feedback.domain.notes import Note
from naho_feedback.errors import StoreError
from naho_feedback.store import JournalStore, disk, open_store
from naho_feedback.store.follow import Follower
from naho_feedback.store.journal import Journal
from tests.store.conftest import bodies, texts, write_notes

GOLDEN = Path(__file__).parent / "golden"


def lines_of(folder: Path, generation: int) -> list[list[object]]:
    """Return the lines of one file as any JSON tool reads them."""
    file = folder / f"{generation:06}.jsonl"
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def files(folder: Path) -> list[str]:
    """Return the names of the journal's files."""
    return sorted(path.name for path in folder.glob("0*.jsonl"))


@pytest.fixture
def three(folder: Path, quick_disk: None) -> Path:
    """Return a closed journal of six notes in three files."""
    store = open_store(folder)
    for pair in ("ab", "cd", "ef"):
        if pair != "ab":
            store.db.journal.seal()
        write_notes(store, *pair)
    store.close()
    return folder


class TestSealing:
    def test_a_header_names_what_it_continues(self, three: Path) -> None:
        first, last = lines_of(three, 1), lines_of(three, 2)
        data = (three / "000001.jsonl").read_bytes()
        assert first[-1][3:9] == ["journal", "seal", "", 1, 2, None]
        assert last[0][:5] == ["naho-journal", 1, first[0][2], first[0][3], 2]
        assert last[0][6:9] == [1, _crc(data), hashlib.sha256(data).hexdigest()]

    def test_several_files_read_as_one(self, three: Path) -> None:
        store = open_store(three)
        assert (texts(store), store.damage) == (list("abcdef"), ())
        assert bodies(store.history()) == [{"text": text} for text in "abcdef"]
        numbers = [note.id.rpartition("-")[2] for note in store.all(Note)]
        assert numbers == ["1", "2", "4", "5", "7", "8"]  # a seal is an event too
        (id_,) = write_notes(store, "g")
        assert id_ == f"{store.writer}-9"
        store.close()

    def test_a_later_file_changes_the_documents_of_an_earlier_one(self, three: Path) -> None:
        store = open_store(three)
        ids = [note.id for note in store.all(Note)]
        store.db.journal.seal()
        store.append([patch(Note, ids[0], text="A"), remove(Note, ids[2])], "wall")
        store.close()
        again = open_store(three)
        assert texts(again) == ["A", "b", "d", "e", "f"]
        again.close()

    def test_a_file_is_sealed_at_its_size(self, folder: Path, quick_disk: None) -> None:
        store = JournalStore(folder, seal_at=2_000)
        ids = write_notes(store, *("x" * 100 for _n in range(40)))
        sizes = [path.stat().st_size for path in sorted(folder.glob("0*.jsonl"))]
        assert len(sizes) > 3
        assert all(2_000 <= size <= 2_400 for size in sizes[:-1])
        assert len(set(ids)) == store.count(Note) == 40
        store.close()
        again = open_store(folder)
        assert [note.id for note in again.all(Note)] == ids
        again.close()

    def test_what_stands_in_a_sealed_file_was_flushed_before_the_next_was_begun(
        self, journal: JournalStore, monkeypatch: pytest.MonkeyPatch, folder: Path
    ) -> None:
        happened: list[tuple[str, int]] = []
        real = disk.sync

        def sync(fd: int) -> None:
            happened.append(("sync", os.fstat(fd).st_ino))
            real(fd)

        create = Follower.create_next

        def create_next(follower: Follower) -> None:
            happened.append(("next", os.fstat(follower.fd).st_ino))
            create(follower)

        monkeypatch.setattr(disk, "sync", sync)
        monkeypatch.setattr(Follower, "create_next", create_next)
        journal.db.journal.seal()
        first, second = ((folder / name).stat().st_ino for name in files(folder))
        assert happened == [("sync", first), ("next", first), ("sync", second)]

    def test_a_seal_that_the_full_disk_refuses_leaves_the_file_open_for_writing(
        self, journal: JournalStore, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write_notes(journal, "a")
        with monkeypatch.context() as patcher:
            patcher.setattr(disk, "write_all", _failing(errno.ENOSPC))
            with pytest.raises(StoreError):
                journal.db.journal.seal()
        write_notes(journal, "b")
        assert (texts(journal), files(folder)) == (["a", "b"], ["000001.jsonl"])

    @pytest.mark.parametrize("half", [False, True])
    def test_a_next_file_that_the_full_disk_refuses_is_begun_later(
        self, journal: JournalStore, folder: Path, monkeypatch: pytest.MonkeyPatch, half: bool
    ) -> None:
        """The seal is written; its successor's header, whole or half, is not."""
        write_notes(journal, "a")
        real = os.write
        sizes: list[int] = []

        def full(fd: int, data: bytes) -> int:
            sizes.append(len(data))
            if len(sizes) == 1:
                return real(fd, data)
            if len(sizes) == 2 and half:
                return real(fd, data[:40])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        with monkeypatch.context() as patcher:
            patcher.setattr(os, "write", full)
            with pytest.raises(StoreError):
                journal.db.journal.seal()
        assert (folder / "000002.jsonl").stat().st_size == 0
        other = open_store(folder)
        write_notes(other, "b")
        write_notes(journal, "c")
        other.refresh()
        assert texts(other) == texts(journal) == ["a", "b", "c"]
        assert (other.damage, journal.damage) == ((), ())
        other.close()

    def test_a_full_disk_keeps_nobody_from_reading(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, quick_disk: None
    ) -> None:
        store = JournalStore(folder, seal_at=1_000)
        write_notes(store, "a" * 999)
        store.close()
        monkeypatch.setattr(disk, "write_all", _failing(errno.ENOSPC))
        again = JournalStore(folder, seal_at=1_000)
        assert texts(again) == ["a" * 999]
        with pytest.raises(StoreError):
            write_notes(again, "b")
        again.close()


class TestFollowing:
    def test_whoever_has_a_sealed_file_open_moves_on_by_itself(
        self, journal: JournalStore, folder: Path
    ) -> None:
        other = open_store(folder)
        write_notes(journal, "a")
        journal.db.journal.seal()
        write_notes(journal, "b")
        journal.db.journal.seal()
        write_notes(journal, "c")
        assert other.refresh() is True
        assert texts(other) == ["a", "b", "c"]
        ids = write_notes(other, "d")
        assert journal.refresh() is True
        assert (texts(journal)[-1], len(files(folder))) == ("d", 3)
        assert ids == [f"{journal.writer}-6"]
        other.close()

    def test_a_writer_killed_between_seal_and_next_file_costs_nothing(self, three: Path) -> None:
        """Its successor takes another name: nobody knows whether a file was taken away."""
        (three / "000003.jsonl").unlink()
        reader, store = open_store(three), open_store(three)
        assert texts(store) == list("abcd")
        before = lines_of(three, 2)[0][3]
        write_notes(store, "next")
        assert store.writer != before
        assert (reader.refresh(), texts(reader)) == (True, [*"abcd", "next"])
        assert write_notes(reader, "more")[0] == f"{store.writer}-8"
        reader.close()
        store.close()

    def test_an_empty_next_file_is_begun(self, three: Path) -> None:
        os.truncate(three / "000003.jsonl", 0)
        store = open_store(three)
        write_notes(store, "next")
        assert (texts(store), store.damage) == ([*"abcd", "next"], ())
        store.close()

    def test_a_file_that_was_taken_away_is_noticed_before_anything_is_written(
        self, journal: JournalStore, folder: Path
    ) -> None:
        """A note written to a file without a name would be gone at closing."""
        write_notes(journal, "a")
        (folder / "000001.jsonl").unlink()
        with pytest.raises(StoreError) as raised:
            write_notes(journal, "b")
        assert raised.value.hint
        with pytest.raises(StoreError):
            journal.refresh()


class TestDamage:
    def test_every_cut_of_a_sealed_file_keeps_what_stands_after_it(self, three: Path) -> None:
        """A cut sealed file is never cut further, never appended to, and never silent."""
        file = three / "000002.jsonl"
        whole, last = file.read_bytes(), (three / "000003.jsonl").read_bytes()
        ends = [end for end in range(1, len(whole)) if whole[end - 1 : end] == b"\n"]
        for cut in range(ends[0], len(whole)):
            (three / "quarantine.jsonl").unlink(missing_ok=True)
            file.write_bytes(whole[:cut])
            (three / "000003.jsonl").write_bytes(last)
            store = open_store(three)
            kept = "cd"[: sum(end <= cut for end in ends[1:])]
            assert texts(store) == [*"ab", *kept, *"ef"], cut
            assert store.damage, cut
            assert file.read_bytes() == whole[:cut], cut
            write_notes(store, "g")
            assert file.read_bytes() == whole[:cut], cut
            store.close()

    def test_every_flipped_bit_of_a_sealed_file_keeps_what_stands_after_it(
        self, three: Path
    ) -> None:
        file = three / "000002.jsonl"
        whole = file.read_bytes()
        for position in range(len(whole)):
            (three / "quarantine.jsonl").unlink(missing_ok=True)
            flipped = bytearray(whole)
            flipped[position] ^= 1 << position % 8
            file.write_bytes(flipped)
            try:
                store = open_store(three)
            except StoreError:
                assert position < whole.index(b"\n")  # a header that seems to be of the future
                continue
            found = texts(store)
            assert [text for text in found if text not in "cd"] == list("abef"), position
            assert len(found) >= 5, position
            assert store.damage, position
            assert file.read_bytes() == flipped, position
            store.close()

    def test_a_file_that_is_missing_in_the_middle_is_named(self, three: Path) -> None:
        (three / "000002.jsonl").unlink()
        store = open_store(three)
        assert texts(store) == list("abef")
        missing = store.damage[0]
        assert (missing.file, missing.length, missing.kept) == ("000002.jsonl", 0, False)
        store.close()

    def test_a_first_file_that_is_missing_is_named(self, three: Path) -> None:
        (three / "000001.jsonl").unlink()
        store = open_store(three)
        assert texts(store) == list("cdef")
        assert [damage.file for damage in store.damage] == ["000001.jsonl"]
        store.close()

    def test_a_parent_whose_end_was_cut_at_a_line_is_reported(self, three: Path) -> None:
        file = three / "000002.jsonl"
        lines = file.read_bytes().splitlines(keepends=True)
        file.write_bytes(b"".join(lines[:-2]))
        store = open_store(three)
        assert texts(store) == list("abcef")
        (damage,) = store.damage
        assert (damage.file, damage.length, damage.kept) == ("000002.jsonl", 0, False)
        store.close()

    def test_a_file_of_another_journal_is_refused(self, three: Path, tmp_path: Path) -> None:
        other = open_store(tmp_path / "other")
        other.db.journal.seal()
        other.close()
        shutil.copy(tmp_path / "other" / "000002.jsonl", three / "000003.jsonl")
        with pytest.raises(StoreError, match="000003") as raised:
            open_store(three)
        assert raised.value.hint

    def test_the_last_file_becoming_shorter_is_believed_and_reported(self, three: Path) -> None:
        store = open_store(three)
        file = three / "000003.jsonl"
        lines = file.read_bytes().splitlines(keepends=True)
        file.write_bytes(b"".join(lines[:-1]))
        assert store.refresh() is True
        assert (texts(store), len(store.damage)) == (list("abcde"), 1)
        write_notes(store, "g")
        assert texts(store) == list("abcdeg")
        store.close()


def test_a_journal_of_format_1_reads_as_it_was_released(folder: Path) -> None:
    """Written by the first released store; it must read like this for ever."""
    released = GOLDEN / "format-1"
    expected = json.loads((released / "expected.json").read_bytes())
    folder.mkdir(parents=True)
    shutil.copy(released / "000001.jsonl", folder)
    store = open_store(folder)
    assert (store.writer, store.damage) == (expected["writer"], ())
    tables = store.db.storage.read() or {}
    assert {name: dict(table) for name, table in tables.items()} == expected["tables"]
    history = [
        [e.event, e.lamport, e.at, e.actor, e.op, e.table, e.id, e.body] for e in store.history()
    ]
    assert history == expected["history"]
    store.db.journal.seal()
    write_notes(store, "later")
    assert (
        (folder / "000001.jsonl").read_bytes().startswith((released / "000001.jsonl").read_bytes())
    )
    store.close()
    again = open_store(folder)
    assert (texts(again)[-1], again.damage) == ("later", ())
    again.close()


def test_lines_of_every_file_are_read_while_others_write(folder: Path, quick_disk: None) -> None:
    journal = Journal(folder)
    journal.seal()
    journal.seal()
    assert [line.op for line in journal.lines()] == ["seal", "seal"]
    journal.close()


def _crc(data: bytes) -> str:
    from zlib import crc32

    return f"{crc32(data):08x}"


def _failing(number: int) -> Callable[..., object]:
    def fail(*_args: object) -> object:
        raise OSError(number, os.strerror(number))

    return fail
