"""TinyDB's whole interface over the journal; its own suite has the rest."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from tinydb import Query, TinyDB, where
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from naho_feedback.domain.events import Op, patch, put, remove
from naho_feedback.domain.notes import Note
from naho_feedback.errors import StoreError
from naho_feedback.store import JournalStore, disk, draft, open_store
from naho_feedback.store.changes import encode_document
from naho_feedback.store.tiny import JournalStorage, JournalTable, NahoDB
from tests.store.conftest import texts, write_notes


class TestRecordTable:
    def test_a_plain_document_gets_the_event_as_its_id(self, journal: JournalStore) -> None:
        table = journal.db.table("notes")
        one: Any = table.insert({"text": "a"})
        several: Any = table.insert_multiple([{"text": "b"}, {"text": "c"}])
        w = journal.writer
        assert (one, several) == (f"{w}-1", [f"{w}-2", f"{w}-3"])
        assert [document.doc_id for document in table] == [one, *several]
        assert table.get(doc_id=one) == {"text": "a"}
        assert table.contains(doc_id=one)

    def test_it_shows_the_store_s_records_and_the_store_shows_its_documents(
        self, journal: JournalStore
    ) -> None:
        (id_,) = write_notes(journal, "by the store")
        table: Any = journal.db.table("notes")
        assert table.search(where("text") == "by the store")[0].doc_id == id_
        other = table.insert({"text": "by TinyDB", "dots": 2})
        assert journal.get(Note, other) == Note(id=other, text="by TinyDB", dots=2)
        assert table.update({"dots": 5}, doc_ids=[id_]) == [id_]
        assert journal.get(Note, id_) == Note(id=id_, text="by the store", dots=5)
        assert table.remove(where("dots") == 2) == [other]
        assert texts(journal) == ["by the store"]

    def test_a_document_with_an_id_of_its_own_keeps_it_once(self, journal: JournalStore) -> None:
        table: Any = journal.db.table("notes")
        assert table.insert(Document({"text": "a"}, "B222-7")) == "B222-7"  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="B222-7"):
            table.insert(Document({"text": "b"}, "B222-7"))  # type: ignore[arg-type]
        assert table.upsert({"text": "c"}, where("text") == "a") == ["B222-7"]
        (new,) = table.upsert({"text": "d"}, where("text") == "z")
        assert (new, texts(journal)) == (f"{journal.writer}-3", ["c", "d"])

    def test_a_foreign_storage_is_refused(self) -> None:
        with pytest.raises(TypeError, match="journal"):
            NahoDB(storage=MemoryStorage).table("notes")


class TestCache:
    def test_a_query_sees_what_another_process_wrote(
        self, journal: JournalStore, folder: Path
    ) -> None:
        other = open_store(folder)
        (id_,) = write_notes(journal, "a")
        table = journal.db.table("notes")
        query = Query().text == "b"
        assert table.count(query) == 0
        write_notes(other, "b")
        assert table.count(query) == 1
        other.append([patch(Note, id_, text="b")], "wall")
        assert table.count(query) == 2
        other.close()

    def test_every_way_of_reading_sees_what_another_process_wrote(
        self, journal: JournalStore, folder: Path
    ) -> None:
        other = open_store(folder)
        table: Any = journal.db.table("notes")
        assert table.all() == []
        (first,) = write_notes(other, "a")
        assert len(table) == 1
        (second,) = write_notes(other, "b")
        assert table.get(doc_id=second) == {"text": "b"}
        write_notes(other, "c")
        assert [document["text"] for document in table] == ["a", "b", "c"]
        other.append([remove(Note, first)], "wall")
        assert not table.contains(doc_id=first)
        other.close()

    def test_a_query_sees_what_the_store_beside_it_wrote(self, journal: JournalStore) -> None:
        table = journal.db.table("notes")
        assert table.count(where("text") == "a") == 0
        write_notes(journal, "a")
        assert table.count(where("text") == "a") == 1

    def test_a_repeated_query_does_not_read_again(self, journal: JournalStore) -> None:
        write_notes(journal, "a", "b")
        looked: list[object] = []

        def look(value: object) -> bool:
            looked.append(value)
            return False

        query = Query().text.test(look)
        table = journal.db.table("notes")
        assert (table.search(query), table.search(query)) == ([], [])
        assert looked == ["a", "b"]


class TestWriting:
    def test_what_a_caller_does_to_a_document_stays_outside(self, journal: JournalStore) -> None:
        table: Any = journal.db.table("walls")
        given = {"tags": ["a"]}
        id_ = table.insert(given)
        given["tags"].append("b")
        table.get(doc_id=id_)["tags"].append("c")
        assert table.get(doc_id=id_) == {"tags": ["a"]}

    @pytest.mark.parametrize(
        ("value", "error"),
        [
            ({1, 2}, TypeError),
            (object(), TypeError),
            (b"bytes", TypeError),
            ({True: 1}, TypeError),
            (math.nan, StoreError),
            (2**64, StoreError),
            ("\udfff", StoreError),
        ],
    )
    def test_what_is_no_json_is_refused_before_anything_is_written(
        self, journal: JournalStore, folder: Path, value: object, error: type[Exception]
    ) -> None:
        table = journal.db.table("walls")
        table.insert({"x": 0})
        before = (folder / "000001.jsonl").read_bytes()
        for write in (
            lambda: table.insert({"x": value}),
            lambda: table.insert_multiple([{"x": 1}, {"x": value}]),
            lambda: table.update({"x": value}),
            lambda: journal.db.storage.write({"walls": {"1": {"x": value}}}),
        ):
            with pytest.raises(error):
                write()
        assert (folder / "000001.jsonl").read_bytes() == before
        assert table.all() == [{"x": 0}]

    def test_an_update_writes_only_what_changed(
        self, journal: JournalStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        table: Any = journal.db.table("walls")
        ids = table.insert_multiple({"n": n, "text": "x" * 50} for n in range(500))
        sizes: list[int] = []
        real = disk.write_all

        def counted(fd: int, data: bytes) -> None:
            sizes.append(len(data))
            real(fd, data)

        monkeypatch.setattr(disk, "write_all", counted)
        table.update({"n": -1}, doc_ids=[ids[3]])
        table.update({"n": -2}, where("n") == 4)
        table.update({"n": -1}, doc_ids=[ids[3]])  # changes nothing, so writes nothing
        table.remove(doc_ids=[ids[5]])
        table.remove(where("n") == 6)
        table.remove(where("n") == 6)
        assert len(sizes) == 4
        assert max(sizes) < 250
        assert (len(table), table.get(doc_id=ids[4])["n"]) == (498, -2)

    def test_an_update_by_query_encodes_only_what_matches(
        self, journal: JournalStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        table = journal.db.table("walls")
        table.insert_multiple({"n": n} for n in range(100))
        encoded: list[Any] = []

        def counted(document: Any) -> Any:
            encoded.append(document)
            return encode_document(document)

        monkeypatch.setattr(draft, "encode_document", counted)
        table.update({"seen": 1}, where("n") == 40)
        assert encoded == [{"n": 40, "seen": 1}]

    def test_an_update_that_fails_half_way_changes_nothing(self, journal: JournalStore) -> None:
        table = journal.db.table("walls")
        table.insert_multiple([{"n": 1}, {"n": 0}])

        def invert(document: Any) -> None:
            document["n"] = 1 / document["n"]

        with pytest.raises(ZeroDivisionError):
            table.update(invert)
        assert table.all() == [{"n": 1}, {"n": 0}]

    def test_dropping_and_truncating_are_kept_and_told_as_removals(
        self, folder: Path, journal: JournalStore
    ) -> None:
        db = journal.db
        db.table("a").insert({"n": 1})
        db.table("b").insert_multiple([{"n": 2}, {"n": 3}])
        db.table("a").truncate()
        db.drop_table("b")
        assert (db.tables(), len(db.table("a"))) == ({"a"}, 0)
        told = [entry.table for entry in journal.history() if entry.op == Op.REMOVE]
        assert told == ["a", "b", "b"]
        again = open_store(folder)
        assert again.db.tables() == {"a"}
        again.db.drop_tables()
        assert again.db.tables() == set()
        again.close()

    def test_a_schema_version_seen_is_kept_by_tinydb_s_own_writes(
        self, journal: JournalStore
    ) -> None:
        class Wall(Note, frozen=True, kw_only=True, omit_defaults=True):
            table = "walls"
            version = 3

        journal.append([put(Wall(text="a"))], "wall")
        journal.db.table("walls").update({"text": "b"})
        assert [line.version for line in journal.db.journal.lines()] == [3, 3]


class TestJournalTable:
    def test_whole_numbers_count_on_after_a_reopening(self, folder: Path) -> None:
        class Plain(TinyDB):
            table_class = JournalTable
            default_storage_class: Any = JournalStorage

        with Plain(folder) as db:
            assert db.insert_multiple([{"n": 1}, Document({"n": 2}, 9), {"n": 3}]) == [1, 9, 10]
            db.remove(doc_ids=[10])
        with Plain(folder) as db:
            assert db.insert({"n": 4}) == 11
            assert [document.doc_id for document in db] == [1, 9, 11]

    def test_on_a_foreign_storage_it_is_tinydb_s_own_table(self) -> None:
        class Plain(TinyDB):
            table_class = JournalTable

        db = Plain(storage=MemoryStorage)
        assert (db.insert({"n": 1}), db.insert_multiple([{"n": 2}])) == (1, [2])
        assert db.update({"n": 3}, where("n") == 1) == [1]
        assert db.upsert({"n": 4}, where("n") == 2) == [2]
        assert db.remove(doc_ids=[2]) == [2]
        assert db.all() == [{"n": 3}]

    def test_foreign_code_may_write_a_whole_database(self, folder: Path) -> None:
        storage = JournalStorage(folder)
        assert storage.read() is None
        storage.write({"t": {"1": {"n": 1}, "2": {"n": 2}}})
        held = storage.read() or {}
        storage.write({"t": {**held["t"], "1": {"n": 5}}, "u": {}})
        assert {name: dict(table) for name, table in (storage.read() or {}).items()} == {
            "t": {"1": {"n": 5}, "2": {"n": 2}},
            "u": {},
        }
        assert [line.count for line in storage.journal.lines()] == [3, 2]
        for wrong in ({"t": [1]}, {"t": {"1": 3}}):
            with pytest.raises(TypeError):
                storage.write(wrong)  # type: ignore[arg-type]
        storage.close()


def test_an_empty_database_is_still_a_database(folder: Path) -> None:
    with NahoDB(folder) as db:
        assert (len(db), db.tables(), db.all()) == (0, set(), [])
        assert db.journal.writer
