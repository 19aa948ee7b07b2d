"""Damage to the file: never a wrong document, never silent, never more lost than was hit."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from naho_feedback.domain.events import put
from naho_feedback.domain.notes import Note
from naho_feedback.errors import StoreError
from naho_feedback.store import open_store
from tests.store.conftest import texts, write_notes

pytestmark = pytest.mark.usefixtures("quick_disk")
TEXTS = ["trop de clics", "imprimante", "é𝄞", 'dit "oui"]x["', "badge perdu", "merci"]


@pytest.fixture
def file(folder: Path) -> Path:
    """Return the journal of six notes, closed."""
    store = open_store(folder)
    write_notes(store, *TEXTS)
    store.close()
    return folder / "000001.jsonl"


def quarantined(folder: Path) -> list[bytes]:
    """Return the bytes that were set aside."""
    path = folder / "quarantine.jsonl"
    lines = path.read_text().splitlines() if path.exists() else []
    return [bytes.fromhex(json.loads(line)["hex"]) for line in lines]


class TestTornTail:
    def test_a_file_cut_anywhere_in_its_last_line_keeps_all_the_others(
        self, file: Path, folder: Path
    ) -> None:
        whole = file.read_bytes()
        start = whole.rfind(b"\n", 0, -1) + 1
        for cut in range(start + 1, len(whole)):
            (folder / "quarantine.jsonl").unlink(missing_ok=True)
            file.write_bytes(whole[:cut])
            store = open_store(folder)
            assert texts(store) == TEXTS[:-1]
            (damage,) = store.damage
            assert (damage.offset, damage.length, damage.cut) == (start, cut - start, True)
            assert quarantined(folder) == [whole[start:cut]]
            write_notes(store, "next")
            store.close()
            again = open_store(folder)
            assert (texts(again), again.damage) == ([*TEXTS[:-1], "next"], ())
            again.close()

    @pytest.mark.parametrize("tail", [b"\0" * 700, b"\n\n", b"\xff\n" * 3, b'["A7K2-9",9,1,'])
    def test_what_a_power_cut_left_behind_is_set_aside(
        self, file: Path, folder: Path, tail: bytes
    ) -> None:
        with file.open("ab") as out:
            out.write(tail)
        store = open_store(folder)
        assert (texts(store), quarantined(folder)) == (TEXTS, [tail])
        assert file.stat().st_size == store.damage[0].offset
        store.close()

    def test_a_reader_leaves_a_line_that_is_still_being_written(
        self, file: Path, folder: Path
    ) -> None:
        reader = open_store(folder)
        with file.open("ab") as out:
            out.write(b'["A7K2-7",7,1488')
        assert reader.refresh() is False
        assert (reader.damage, quarantined(folder)) == ((), [])
        reader.close()

    @pytest.mark.parametrize("kept", [0, 1, 5, 60])
    def test_a_header_that_was_never_finished_is_begun_again(
        self, file: Path, folder: Path, kept: int
    ) -> None:
        file.write_bytes(file.read_bytes()[:kept])
        store = open_store(folder)
        write_notes(store, "first")
        store.close()
        again = open_store(folder)
        assert (texts(again), again.damage) == (["first"], ())
        again.close()


class TestDamageInTheMiddle:
    def test_one_flipped_bit_costs_one_note_at_most_and_is_never_silent(
        self, file: Path, folder: Path
    ) -> None:
        whole = file.read_bytes()
        for position in range(len(whole)):
            (folder / "quarantine.jsonl").unlink(missing_ok=True)
            flipped = bytearray(whole)
            flipped[position] ^= 1 << position % 8
            file.write_bytes(flipped)
            try:
                store = open_store(folder)
            except StoreError:
                assert position < whole.index(b"\n")  # a header that seems to be of the future
                assert file.read_bytes() == flipped
                continue
            found = texts(store)
            missing = [text for text in TEXTS if text not in found]
            assert [text for text in TEXTS if text in found] == found, position
            assert len(missing) <= 1, position
            assert store.damage, position
            assert bool(missing) == (not all(damage.kept for damage in store.damage)) or (
                position <= whole.index(b"\n")
            )
            store.close()

    def test_a_lost_block_costs_what_it_held_and_the_rest_goes_on(
        self, file: Path, folder: Path
    ) -> None:
        whole = file.read_bytes()
        lines = whole.splitlines(keepends=True)
        start = len(lines[0] + lines[1])
        length = len(lines[2])
        file.write_bytes(whole[:start] + b"\0" * length + whole[start + length :])
        store = open_store(folder)
        # The line after the block cannot be proved: its proof was in the block.
        assert texts(store) == [TEXTS[0], *TEXTS[3:]]
        write_notes(store, "next")
        store.close()
        again = open_store(folder)
        assert texts(again) == [TEXTS[0], *TEXTS[3:], "next"]
        assert [entry.body for entry in again.history()] == [{"text": t} for t in texts(again)]
        assert [damage.kept for damage in again.damage] == [False]
        assert len(quarantined(folder)) == 1  # found at each opening, copied once
        again.close()

    def test_a_line_that_is_missing_doubled_or_moved_is_noticed(
        self, file: Path, folder: Path
    ) -> None:
        lines = file.read_bytes().splitlines(keepends=True)
        for order in ([0, 1, 3, 4, 5, 6], [0, 1, 2, 2, 3, 4, 5, 6], [0, 2, 1, 3, 4, 5, 6]):
            file.write_bytes(b"".join(lines[n] for n in order))
            store = open_store(folder)
            found = texts(store)
            assert store.damage
            assert found == [text for text in TEXTS if text in found]
            assert found[-2:] == TEXTS[-2:]
            store.close()

    def test_a_damaged_header_costs_no_note_and_no_receipt_is_given_twice(
        self, file: Path, folder: Path
    ) -> None:
        whole = file.read_bytes()
        before = open_store(folder)
        receipts = [note.receipt for note in before.all(Note)]
        before.close()
        file.write_bytes(whole.replace(b'"unix_ms"', b'"unix-ms"', 1))
        store = open_store(folder)
        assert (texts(store), len(store.damage)) == (TEXTS, 1)
        (id_,) = write_notes(store, "next")
        kept = store.get(Note, id_)
        assert kept is not None
        assert kept.receipt not in receipts
        store.close()
        again = open_store(folder)
        assert texts(again) == [*TEXTS, "next"]
        again.close()

    def test_a_follower_finds_damage_that_arrives_while_it_is_open(
        self, file: Path, folder: Path
    ) -> None:
        reader, writer = open_store(folder), open_store(folder)
        size = file.stat().st_size
        write_notes(writer, "hit", "whole")
        data = bytearray(file.read_bytes())
        data[size + 60] ^= 4
        file.write_bytes(data)
        assert reader.refresh() is True
        assert (texts(reader), len(reader.damage)) == ([*TEXTS, "whole"], 1)
        assert len(quarantined(folder)) == 1
        reader.close()
        writer.close()

    @pytest.mark.parametrize("reads_first", [True, False])
    def test_a_file_that_became_shorter_is_believed_and_reported(
        self, file: Path, folder: Path, reads_first: bool
    ) -> None:
        store = open_store(folder)
        whole = file.read_bytes()
        file.write_bytes(whole[: whole.rfind(b"\n", 0, -1) + 1])
        if reads_first:
            assert store.refresh() is True
            assert (texts(store), len(store.damage)) == (TEXTS[:-1], 1)
        write_notes(store, "next")
        assert (texts(store), len(store.damage)) == ([*TEXTS[:-1], "next"], 1)
        store.close()
        again = open_store(folder)
        assert (texts(again), again.damage) == ([*TEXTS[:-1], "next"], ())
        again.close()


class TestRefusingToOpen:
    @pytest.mark.parametrize("data", [b"hello\n", b"\x7fELF\n\n\n", b'{"notes": {}}', b"hello"])
    def test_a_file_that_is_no_journal_is_left_alone(self, folder: Path, data: bytes) -> None:
        folder.mkdir(parents=True)
        (folder / "000001.jsonl").write_bytes(data)
        with pytest.raises(StoreError, match="000001") as raised:
            open_store(folder)
        assert raised.value.hint
        assert (folder / "000001.jsonl").read_bytes() == data
        assert quarantined(folder) == []

    def test_a_newer_format_is_refused_with_advice(self, file: Path, folder: Path) -> None:
        newer = file.read_bytes().replace(b'["naho-journal",1,', b'["naho-journal",2,')
        file.write_bytes(newer)
        with pytest.raises(StoreError) as raised:
            open_store(folder)
        assert raised.value.hint
        assert file.read_bytes() == newer

    def test_a_folder_that_cannot_be_made_is_a_store_error(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        with pytest.raises(StoreError):
            open_store(tmp_path / "file" / "data")

    @pytest.mark.parametrize("label", ["", "AB", "é", "-"])
    def test_a_label_is_one_plain_letter(self, folder: Path, label: str) -> None:
        with pytest.raises(ValueError, match="label"):
            open_store(folder, label)


def test_only_the_owner_can_read_the_files(file: Path, folder: Path) -> None:
    with file.open("ab") as out:
        out.write(b"torn")
    open_store(folder).close()
    names = {path.name for path in folder.iterdir()}
    assert names == {"000001.jsonl", "lock", "quarantine.jsonl"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_the_writer_stays_and_the_label_is_its_letter(folder: Path) -> None:
    store = open_store(folder, "b")
    writer = store.writer
    assert (writer[0], len(writer)) == ("B", 4)
    assert store.append([put(Note(text="a"))], "wall") == (f"{writer}-1",)
    store.close()
    again = open_store(folder, "C")
    assert again.writer == writer
    again.close()
