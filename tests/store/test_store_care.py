"""Verifying, backing up, putting back, and the doctor's plain words."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import msgspec
import pytest

from naho_feedback import i18n
from naho_feedback.domain.notes import Note
from naho_feedback.errors import NotFoundError, StoreError
from naho_feedback.store import JournalStore, disk, open_store
from naho_feedback.store.backup import back_up, backups, restore, taken_at
from naho_feedback.store.doctor import Health, examine
from naho_feedback.store.generations import sha256_of
from naho_feedback.store.line import Header, decode, decode_header, encode
from naho_feedback.store.verify import sentences, verify
from tests.store.conftest import texts, write_notes

AT = dt.datetime(2017, 3, 3, 18, 0, 0).astimezone()


@pytest.fixture(autouse=True)
def _english(_french: None) -> None:
    """Speak the language of the source; the shared fixture goes back to what was before."""
    i18n.set_language("en")


@pytest.fixture
def written(folder: Path, quick_disk: None) -> Path:
    """Return a closed journal of four notes in two files."""
    store = open_store(folder)
    write_notes(store, "a", "b")
    store.db.journal.seal()
    write_notes(store, "c", "d")
    store.close()
    return folder


@pytest.fixture
def ring(tmp_path: Path) -> Path:
    """Return a folder for copies that is not there yet."""
    return tmp_path / "stick" / "copies"


def content(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def hit(file: Path, place: int) -> None:
    """Flip a bit."""
    data = bytearray(file.read_bytes())
    data[place] ^= 1
    file.write_bytes(data)


class TestVerify:
    def test_a_sound_journal_is_left_as_it_is(self, written: Path) -> None:
        before = content(written)
        found = verify(written)
        assert found.is_sound
        assert [(file.name, file.lines) for file in found.files] == [
            ("000001.jsonl", 3),
            ("000002.jsonl", 2),
        ]
        assert content(written) == before
        assert sentences(found) == ["The journal is sound: 5 lines in 2 files."]

    def test_an_unfinished_entry_at_the_end_is_told_and_no_damage(self, written: Path) -> None:
        with (written / "000002.jsonl").open("ab") as file:
            file.write(b'["A7K2-9",9')
        before = content(written)
        found = verify(written)
        assert (found.is_sound, found.files[1].unfinished) == (True, 11)
        assert "11" in sentences(found)[1]
        assert content(written) == before

    @pytest.mark.parametrize("name", ["000001.jsonl", "000002.jsonl"])
    def test_every_flipped_byte_is_found_without_the_store(self, written: Path, name: str) -> None:
        whole = (written / name).read_bytes()
        for place in range(len(whole)):
            hit(written / name, place)
            try:
                found = verify(written)
            except StoreError:
                assert place < whole.index(b"\n")  # it seems to be of a newer version
            else:
                assert not found.is_sound, place
                assert len(sentences(found)) > 1, place
            (written / name).write_bytes(whole)

    def test_a_forged_file_whose_checksums_are_right_is_found(self, written: Path) -> None:
        """Each checksum was worked out anew; only the SHA-256 in the next header tells."""
        first, second = written / "000001.jsonl", written / "000002.jsonl"
        lines = first.read_bytes().splitlines(keepends=True)
        forged, crc = encode(_header(lines[0]), 0)
        for line in lines[1:]:
            more, crc = encode(decode(line.replace(b'"text":"a"', b'"text":"A"'))[0], crc)
            forged += more
        first.write_bytes(forged)
        old = second.read_bytes().splitlines(keepends=True)
        header = msgspec.structs.replace(_header(old[0]), parent_crc=f"{crc:08x}", crc="")
        data, crc = encode(header, 0)
        for line in old[1:]:
            more, crc = encode(msgspec.structs.replace(decode(line)[0], crc=""), crc)
            data += more
        second.write_bytes(data)
        store = open_store(written)
        assert (texts(store), store.damage) == (["A", "b", "c", "d"], ())
        store.close()
        found = verify(written)
        assert [file.changed for file in found.files] == [True, False]
        assert not found.is_sound
        assert header.parent_sha256 != sha256_of(first)

    def test_a_missing_file_is_named(self, written: Path) -> None:
        (written / "000001.jsonl").unlink()
        found = verify(written)
        assert (found.missing, found.is_sound) == (("000001.jsonl",), False)
        assert any("000001.jsonl" in sentence for sentence in sentences(found))

    def test_a_folder_without_a_journal_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(StoreError):
            verify(tmp_path)
        with pytest.raises(StoreError):
            verify(tmp_path / "nowhere")

    def test_pieces_set_aside_are_counted(self, written: Path) -> None:
        hit(written / "000001.jsonl", 300)
        open_store(written).close()
        assert verify(written).set_aside == 1


class TestBackup:
    def test_a_copy_reads_like_the_journal(self, written: Path, ring: Path) -> None:
        backup = back_up(written, ring, AT)
        assert (backup.found.is_sound, backup.folder.name) == (True, "2017-03-03T18-00-00")
        store = open_store(backup.folder)
        assert texts(store) == list("abcd")
        store.close()
        assert [taken_at(path) for path in backups(ring)] == [AT]

    def test_a_copy_can_be_taken_in_the_middle_of_writing(
        self, journal: JournalStore, folder: Path, ring: Path
    ) -> None:
        write_notes(journal, "a")
        with (folder / "000001.jsonl").open("ab") as file:
            file.write(b'["half')
        backup = back_up(folder, ring, AT)
        assert (backup.found.is_sound, backup.found.files[0].unfinished) == (True, 0)

    def test_the_oldest_make_room_and_nothing_else_does(self, written: Path, ring: Path) -> None:
        ring.mkdir(parents=True)
        (ring / "photos").mkdir()
        (ring / "2016-01-01T00-00-00.txt").write_text("a note of somebody")
        days = [AT + dt.timedelta(days=n) for n in range(5)]
        removed = [back_up(written, ring, day, keep=3).removed for day in days]
        assert [len(names) for names in removed] == [0, 0, 0, 1, 1]
        assert [taken_at(path) for path in backups(ring)] == days[2:]
        assert {"photos", "2016-01-01T00-00-00.txt"} <= {path.name for path in ring.iterdir()}

    def test_many_copies_of_one_day_push_no_other_day_out(self, written: Path, ring: Path) -> None:
        for hours in (0, 24, 25, 26, 27):
            made = back_up(written, ring, AT + dt.timedelta(hours=hours), keep=3)
        assert made.removed == ((AT + dt.timedelta(hours=25)).strftime("%Y-%m-%dT%H-%M-%S"),)
        kept = [taken_at(path) for path in backups(ring)]
        assert kept == [AT + dt.timedelta(hours=hours) for hours in (0, 26, 27)]

    def test_what_killed_copies_left_is_swept_and_a_running_one_is_not(
        self, written: Path, ring: Path
    ) -> None:
        old = ring / "2017-03-03T12-00-00.part"
        young = ring / "2017-03-03T17-59-59.part"
        for part in (old, young):
            part.mkdir(parents=True)
        back_up(written, ring, AT)
        assert (old.exists(), young.exists()) == (False, True)

    def test_a_copy_of_a_damaged_journal_pushes_no_sound_one_out(
        self, written: Path, ring: Path
    ) -> None:
        back_up(written, ring, AT, keep=1)
        hit(written / "000001.jsonl", 300)
        late = back_up(written, ring, AT + dt.timedelta(days=1), keep=1)
        assert (late.found.is_sound, late.removed, len(backups(ring))) == (False, (), 2)

    def test_a_copy_that_fails_leaves_nothing(
        self, written: Path, ring: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(_fd: int, _data: bytes) -> None:
            raise OSError(28, "full")

        with monkeypatch.context() as patcher:
            patcher.setattr(disk, "write_all", full)
            with pytest.raises(StoreError):
                back_up(written, ring, AT)
        assert list(ring.iterdir()) == []
        back_up(written, ring, AT)
        with pytest.raises(StoreError):
            back_up(written, ring, AT)  # the very same second
        assert len(backups(ring)) == 1


class TestRestore:
    def test_a_copy_is_put_back_and_what_stood_there_is_kept_aside(
        self, written: Path, ring: Path
    ) -> None:
        backup = back_up(written, ring, AT)
        store = open_store(written)
        store.db.journal.seal()
        (late,) = write_notes(store, "after the copy")
        store.close()
        there = content(written)
        restored = restore(backup.folder, written, AT)
        assert restored.aside is not None
        assert content(restored.aside).items() <= there.items()
        again = open_store(written)
        assert (texts(again), again.damage) == (list("abcd"), ())
        (id_,) = write_notes(again, "later")
        assert id_ != late
        assert id_.partition("-")[0] != late.partition("-")[0]
        again.close()
        assert verify(written).is_sound

    def test_whoever_has_the_journal_open_writes_nothing_into_the_old_one(
        self, written: Path, ring: Path
    ) -> None:
        backup = back_up(written, ring, AT)
        store = open_store(written)
        restore(backup.folder, written, AT)
        with pytest.raises(StoreError) as raised:
            write_notes(store, "into nowhere")
        assert raised.value.hint
        store.close()

    def test_a_damaged_copy_is_refused_and_nothing_is_changed(
        self, written: Path, ring: Path
    ) -> None:
        backup = back_up(written, ring, AT)
        hit(backup.folder / "000002.jsonl", 300)
        before = content(written)
        with pytest.raises(StoreError):
            restore(backup.folder, written, AT)
        with pytest.raises(NotFoundError):
            restore(ring / "nowhere", written, AT)
        assert content(written) == before

    def test_a_copy_makes_a_journal_where_there_is_none(
        self, written: Path, ring: Path, tmp_path: Path
    ) -> None:
        backup = back_up(written, ring, AT)
        restored = restore(backup.folder, tmp_path / "new", AT)
        assert (restored.aside, restored.lines) == (None, 5)
        store = open_store(tmp_path / "new")
        assert [note.text for note in store.all(Note)] == list("abcd")
        store.close()


class TestDoctor:
    def test_a_well_kept_folder_is_well(self, written: Path, ring: Path) -> None:
        now = dt.datetime.now().astimezone()
        back_up(written, ring, now)
        assert {finding.health for finding in examine(written, ring, now)} == {Health.WELL}

    def test_what_is_wrong_is_told_the_worst_first(
        self, written: Path, ring: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hit(written / "000001.jsonl", 300)
        (written / "unsure").touch()
        monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(9, 9, 9))
        found = examine(written, ring, AT)
        told = " ".join(finding.sentence for finding in found)
        for word in ("damaged", "0 MB", "no backup", "disk failed", "clock"):
            assert word in told
        assert found[0].health == Health.BAD
        assert all(finding.hint for finding in found if finding.health == Health.BAD)

    def test_no_journal_and_an_old_copy_are_told(
        self, written: Path, ring: Path, tmp_path: Path
    ) -> None:
        back_up(written, ring, AT)
        found = examine(tmp_path / "nothing", ring, AT + dt.timedelta(days=9))
        assert [finding.health for finding in found[:2]] == [Health.BAD, Health.WARNING]
        assert "9" in found[1].sentence


def _header(line: bytes) -> Header:
    header = decode_header(line)
    assert header is not None
    return msgspec.structs.replace(header, crc="")
