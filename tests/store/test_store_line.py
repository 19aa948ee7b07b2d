"""The file as it stands on disk: readable with any JSON tool, checkable with any crc32."""

from __future__ import annotations

import json
from pathlib import Path
from zlib import crc32

import msgspec
import pytest

from naho_feedback.domain.events import patch, put, remove
from naho_feedback.domain.notes import Note
from naho_feedback.domain.sessions import Session
from naho_feedback.store import JournalStore, open_store
from naho_feedback.store.journal import Journal
from naho_feedback.store.line import COLUMNS, NULL, Header, Line, Operation, encode, make_line
from naho_feedback.store.records import JournalStore as Store
from naho_feedback.store.upcasters import UPCASTERS
from tests.store.conftest import bodies, texts

AT = 1488200000000
GOLDEN = (
    '["naho-journal",1,"0f","A7K2",1,["event","lamport","unix_ms","actor","op","table","version",'
    '"id","body","crc"],null,null,null,"1ccddeec"]\n'
    '["A7K2-1",1,1488200000000,"wall","put","notes",1,"A7K2-1",{"text":"é"},"18fbbcbe"]\n'
    '["A7K2-2",2,1488200000000,"kiosk",[["put","notes",1,"A7K2-2",{"text":"b"}],'
    '["patch","notes",1,"A7K2-1",{"dots":2}]],null,null,null,null,"78d344a5"]\n'
    '["A7K2-4",3,1488200000000,"wall","remove","notes",1,"A7K2-2",null,"607a5f7b"]\n'
)
"""Format 1, as released; it must read like this for ever."""


def golden(folder: Path) -> JournalStore:
    """Open the file of format 1."""
    folder.mkdir(parents=True)
    (folder / "000001.jsonl").write_bytes(GOLDEN.encode())
    return open_store(folder)


def written(folder: Path) -> list[list[object]]:
    """Return the journal's lines as any JSON tool reads them."""
    return [json.loads(line) for line in (folder / "000001.jsonl").read_text("utf-8").splitlines()]


class TestFormat:
    def test_lines_are_written_as_released(self) -> None:
        put_ = Operation("put", "notes", 1, "", msgspec.Raw('{"text":"é"}'.encode()))
        put_b = Operation("put", "notes", 1, "", msgspec.Raw(b'{"text":"b"}'))
        change = Operation("patch", "notes", 1, "A7K2-1", msgspec.Raw(b'{"dots":2}'))
        gone = Operation("remove", "notes", 1, "A7K2-2")
        data, crc = encode(Header("naho-journal", 1, "0f", "A7K2", 1), 0)
        for line in (
            make_line("A7K2", 1, 1, AT, "wall", [put_]),
            make_line("A7K2", 2, 2, AT, "kiosk", [put_b, change]),
            make_line("A7K2", 4, 3, AT, "wall", [gone]),
        ):
            more, crc = encode(line, crc)
            data += more
        assert data.decode() == GOLDEN
        assert crc == crc32(data)

    def test_the_released_file_reads_the_same(self, folder: Path) -> None:
        store = golden(folder)
        assert store.damage == ()
        assert store.writer == "A7K2"
        assert list(store.all(Note)) == [Note(id="A7K2-1", text="é", dots=2)]
        assert bodies(store.history()) == [{"text": "é"}, {"text": "b"}, {"dots": 2}, None]
        assert {entry.at for entry in store.history()} == {AT}
        assert store.append([put(Note(text="c"))], "wall") == ("A7K2-5",)
        store.close()

    def test_a_store_writes_that_format(self, folder: Path) -> None:
        store = Store(folder, clock=lambda: AT)
        note, session = store.append([put(Note(text="a")), put(Session(site="lens"))], "wall")
        store.append([patch(Note, note, dots=2)], "kiosk")
        store.append([remove(Note, note)], "wall")
        w = store.writer
        header, *lines = [line[:-1] for line in written(folder)]
        assert header[:2] + header[3:] == ["naho-journal", 1, w, 1, list(COLUMNS), *[None] * 3]
        several = [
            ["put", "notes", 1, note, {"text": "a"}],
            ["put", "sessions", 1, session, {"site": "lens"}],
        ]
        assert lines == [
            [f"{w}-1", 1, AT, "wall", several, None, None, None, None],
            [f"{w}-3", 2, AT, "kiosk", "patch", "notes", 1, note, {"dots": 2}],
            [f"{w}-4", 3, AT, "wall", "remove", "notes", 1, note, None],
        ]
        store.close()

    def test_each_checksum_covers_every_byte_of_the_file_before_it(self, folder: Path) -> None:
        store = golden(folder)
        store.append([put(Note(text="c"))], "wall")
        data, position = (folder / "000001.jsonl").read_bytes(), 0
        for line in data.splitlines(keepends=True):
            position += len(line)
            digits = data[position - 11 : position - 3]
            assert digits == b"%08x" % crc32(data[: position - 11])
        store.close()

    def test_a_long_file_is_read_in_stretches_like_a_short_one(self, folder: Path) -> None:
        """Lines around the sizes at which the file is read and decoded, one of them larger."""
        store = open_store(folder)
        sizes = [(1 << 16) - 90, 1 << 16, (1 << 20) + 5, 3_000_000, 7]
        wanted = [chr(97 + n) * size for n, size in enumerate(sizes)] + ["z"] * 3_000
        for size, text in zip(sizes, wanted, strict=False):
            assert len(text) == size
            store.append([put(Note(text=text))], "wall")
        for text in wanted[len(sizes) :: 1000]:
            store.append([put(Note(text=text))] * 1000, "wall")
        store.close()
        again = open_store(folder)
        assert (texts(again), again.damage) == (wanted, ())
        assert [
            body["text"] for body in bodies(again.history()) if isinstance(body, dict)
        ] == wanted
        again.close()


class TestUnknownThings:
    def test_an_operation_of_the_future_is_kept_and_passed_over(self, folder: Path) -> None:
        golden(folder).close()
        journal = Journal(folder)
        pinned = Operation("pin", "notes", 1, "A7K2-1", msgspec.Raw(b'{"x":1}'))
        journal.append([pinned], "plugin")
        journal.append([Operation("patch", "walls", 1, "ZZZZ-1", msgspec.Raw(b"{}"))], "plugin")
        journal.close()
        store = open_store(folder)
        assert (store.damage, store.count(Note)) == ((), 1)
        assert [line[4] for line in written(folder)][-2:] == ["pin", "patch"]
        assert store.append([put(Note(text="c"))], "wall") == ("A7K2-7",)
        store.close()

    def test_an_unknown_table_is_kept(self, folder: Path) -> None:
        journal = Journal(folder)
        journal.append([Operation("put", "future", 9, "", msgspec.Raw(b'{"x":1}'))], "plugin")
        journal.close()
        store = open_store(folder)
        assert store.db.table("future").all() == [{"x": 1}]
        assert [(e.table, e.body) for e in store.history()] == [("future", {"x": 1})]
        store.close()


class TestUpcasters:
    def test_older_lines_read_as_today_s_records(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Documents and patches alike pass through each step; the file stays as it is."""
        journal = Journal(folder)
        old = Operation("put", "notes", -1, "", msgspec.Raw(b'{"words":"a","dots":1}'))
        (id_,) = journal.append([old], "wall")
        fields = msgspec.Raw(b'{"words":"b"}')
        journal.append([Operation("patch", "notes", -1, id_, fields)], "wall")
        journal.append([Operation("patch", "notes", 1, id_, msgspec.Raw(b'{"at":5}'))], "wall")
        journal.append([Operation("remove", "notes", -1, "ZZZZ-1", NULL)], "wall")
        journal.close()
        before = (folder / "000001.jsonl").read_bytes()

        def rename(body: dict[str, object]) -> dict[str, object]:
            return {"text" if name == "words" else name: value for name, value in body.items()}

        def double(body: dict[str, object]) -> dict[str, object]:
            dots = body.get("dots")
            return {**body, "dots": dots * 2} if isinstance(dots, int) else body

        monkeypatch.setitem(UPCASTERS, ("notes", -1), rename)
        monkeypatch.setitem(UPCASTERS, ("notes", 0), double)
        store = open_store(folder)
        assert list(store.all(Note)) == [Note(id=str(id_), text="b", dots=2, at=5)]
        assert bodies(store.history())[:2] == [{"text": "a", "dots": 2}, {"text": "b"}]
        assert (folder / "000001.jsonl").read_bytes() == before
        store.close()


def test_a_line_of_one_operation_must_name_its_document() -> None:
    line = Line("A7K2-1", 1, AT, "wall", "put", None, None, None, NULL)
    with pytest.raises(msgspec.ValidationError):
        line.operations  # noqa: B018 - a property that checks
