"""After a crash: what was added, what was being typed, and what must not be kept of that."""

from __future__ import annotations

from pathlib import Path

import pytest

from naho_feedback.domain.events import patch
from naho_feedback.domain.notes import Note
from naho_feedback.domain.personal_data import before_nir
from naho_feedback.errors import StoreError
from naho_feedback.store import JournalStore, disk
from naho_feedback.store.drafts import Drafts, Unfinished
from naho_feedback.store.interrupted import Interrupted, Running
from tests.store.conftest import write_notes

NIR = "2 69 05 49 588 157 80"


class TestDrafts:
    @pytest.fixture
    def drafts(self, journal: JournalStore, folder: Path) -> Drafts:
        return Drafts(folder)

    def test_what_is_typed_is_there_and_goes_when_it_is_done(
        self, drafts: Drafts, folder: Path
    ) -> None:
        drafts.save("wall", Unfinished("Trop de clics, é𝄞"))
        drafts.save("kiosk-2", Unfinished("b"))
        assert drafts.all() == {
            "kiosk-2": Unfinished("b"),
            "wall": Unfinished("Trop de clics, é𝄞"),
        }
        drafts.forget("wall")
        drafts.save("kiosk-2", Unfinished(" "))
        assert (drafts.all(), list((folder / "drafts").iterdir())) == ({}, [])
        drafts.forget("never")

    def test_nothing_of_an_earlier_state_is_left_in_the_file(
        self, drafts: Drafts, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The same file is written over, zeros over its old end; only then it is cut."""
        file = folder / "drafts" / "wall.json"
        drafts.save("wall", Unfinished("a secret that was typed"))
        inode = file.stat().st_ino
        written: list[bytes] = []
        real = disk.write_all

        def write(fd: int, data: bytes) -> None:
            written.append(data)
            real(fd, data)

        monkeypatch.setattr(disk, "write_all", write)
        drafts.save("wall", Unfinished("short"))
        short = b'{"text":"short"}'
        assert written == [short + bytes(18)]
        assert (file.read_bytes(), file.stat().st_ino) == (short, inode)
        drafts.forget("wall")
        assert written[-1] == bytes(len(short))

    def test_dots_and_the_note_that_is_changed_are_kept(self, drafts: Drafts) -> None:
        draft = Unfinished('l\'"écran"\nlent', dots=12, note="A7K2-5")
        drafts.save("wall", draft)
        assert drafts.all() == {"wall": draft}

    def test_a_file_that_was_written_over_and_not_yet_cut_is_read(
        self, drafts: Drafts, folder: Path
    ) -> None:
        drafts.save("wall", Unfinished("a", 3))
        with (folder / "drafts" / "wall.json").open("ab") as file:
            file.write(bytes(9))
        assert drafts.all() == {"wall": Unfinished("a", 3)}

    def test_a_torn_draft_has_no_words(self, drafts: Drafts, folder: Path) -> None:
        drafts.save("wall", Unfinished("a", 3))
        (folder / "drafts" / "wall.json").write_bytes(b'{"text":"a')
        assert drafts.all() == {"wall": Unfinished("")}

    def test_no_state_of_the_file_ever_holds_seven_characters_of_a_nir(
        self, drafts: Drafts, folder: Path
    ) -> None:
        file = folder / "drafts" / "wall.json"
        text = f"rappeler {NIR} demain"
        for length in range(1, len(text) + 1):
            drafts.save("wall", Unfinished(text[:length]))
            assert "26905" + "49" not in file.read_text("utf-8").replace(" ", "")
            assert text.startswith(drafts.all()["wall"].text)
        assert drafts.all()["wall"] == Unfinished("rappeler ", is_cut=True)
        drafts.save("wall", drafts.all()["wall"])
        assert drafts.all()["wall"].is_cut

    @pytest.mark.parametrize("place", ["", "../x", "A", "a/b", "-a", "a" * 50])
    def test_a_place_is_a_plain_name(self, drafts: Drafts, place: str) -> None:
        with pytest.raises(ValueError, match="place"):
            drafts.save(place, Unfinished("a"))

    def test_a_very_long_draft_is_cut_and_can_be_read(self, drafts: Drafts) -> None:
        drafts.save("wall", Unfinished("é" * 30_000))
        assert drafts.all()["wall"].text == "é" * 20_000
        drafts.save("wall", Unfinished("a" + "é" * 30_000))
        assert set(drafts.all()["wall"].text[1:]) == {"é"}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (NIR, ""),
        ("dit 269054 9", "dit "),
        ("dit 2-69-05-4", "dit 2-69-05-4"),
        ("x 1.8.4.1.2.2.A", "x "),
        ("x 184122b suite", "x "),
        ("appeler le 06 12 34 56 78", "appeler le 06 "),  # too much is cut rather than too little
        ("3 chambres, 12 lits, 450 pas", "3 chambres, 12 lits, 450 pas"),
        ("code ab2690549", "code ab"),
    ],
)
def test_a_draft_ends_before_anything_nir_shaped(text: str, kept: str) -> None:
    assert before_nir(text) == kept


def words(running: Running) -> dict[str, str]:
    return {place: draft.text for place, draft in running.drafts().items()}


class TestRunning:
    def test_an_app_that_was_closed_left_nothing(self, journal: JournalStore, folder: Path) -> None:
        running = Running(folder, journal)
        assert running.start() is None
        write_notes(journal, "a")
        running.stop()
        running.stop()
        assert Running(folder, journal).start() is None

    def test_an_app_that_was_not_closed_says_what_was_added_and_typed(
        self, journal: JournalStore, folder: Path
    ) -> None:
        write_notes(journal, "before")
        assert Running(folder, journal).start() is None
        (id_, _other) = write_notes(journal, "a", "b")
        journal.append([patch(Note, id_, text="A")], "wall")
        draft = Unfinished("trop de", dots=3)
        Drafts(folder).save("wall", draft)
        found = Running(folder, journal).start()
        assert found == Interrupted({"notes": 2}, {"wall": draft})
        assert Running(folder, journal).start() == Interrupted({}, {"wall": draft})

    def test_a_torn_mark_counts_everything(self, journal: JournalStore, folder: Path) -> None:
        write_notes(journal, "a")
        (folder / "running").write_bytes(b"")
        assert Running(folder, journal).start() == Interrupted({"notes": 1}, {})

    def test_a_folder_that_cannot_be_written_is_a_store_error(
        self, journal: JournalStore, folder: Path
    ) -> None:
        (folder / "running").mkdir()
        with pytest.raises(StoreError):
            Running(folder, journal).start()

    def test_an_app_beside_one_that_runs_finds_nothing_and_leaves_its_draft_alone(
        self, journal: JournalStore, folder: Path
    ) -> None:
        wall, kiosk = Running(folder, journal), Running(folder, journal)
        assert wall.start() is None
        wall.save("wall", Unfinished("du mur"))
        assert kiosk.start() is None
        assert kiosk.drafts() == {}
        kiosk.save("wall", Unfinished("de la borne"))
        assert (words(wall), words(kiosk)) == ({"wall": "du mur"}, {"wall": "de la borne"})
        kiosk.forget("wall")
        wall.stop()
        assert kiosk.start() is None

    def test_what_a_second_app_left_is_taken_over_when_its_place_is_free(
        self, journal: JournalStore, folder: Path
    ) -> None:
        wall, second = Running(folder, journal), Running(folder, journal)
        wall.start()
        second.start()
        write_notes(journal, "a")
        wall.save("wall", Unfinished("un"))
        second.save("wall", Unfinished("deux"))
        second.save("other", Unfinished("trois"))
        del second  # it died; the first one goes on
        third = Running(folder, journal)
        found = third.start()
        assert found == Interrupted({"notes": 1}, third.drafts())
        assert words(third) == {"wall": "deux", "other": "trois"}
        third.stop()
        wall.stop()
        again = Running(folder, journal)
        assert again.start() is None
        assert words(again) == {"wall": "un", "other": "trois"}
        again.forget("wall")
        again.stop()
        last = Running(folder, journal)
        assert last.start() is None
        assert words(last) == {"wall": "deux", "other": "trois"}

    def test_more_apps_than_are_told_apart_run_without_a_mark(
        self, journal: JournalStore, folder: Path
    ) -> None:
        apps = [Running(folder, journal) for _number in range(10)]
        assert [app.start() for app in apps] == [None] * 10
        for app in apps:
            app.stop()
        assert not list(folder.glob("running*[!k]"))
