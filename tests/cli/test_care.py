"""Verifying, copying, putting back and the doctor: also where the journal cannot be opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Shell


def journal(folder: Path) -> Path:
    return folder / "data" / "000001.jsonl"


def texts(shell: Shell) -> list[str]:
    return [note["text"] for note in shell("note", "list", "--json").json]


def hit(file: Path, place: int) -> None:
    """Flip a bit."""
    data = bytearray(file.read_bytes())
    data[place] ^= 1
    file.write_bytes(data)


@pytest.fixture
def noted(wall: Shell) -> Shell:
    """Return a shell with three notes."""
    for text in ("un", "deux", "trois"):
        wall("note", "add", text)
    return wall


@pytest.fixture
def damaged(noted: Shell, folder: Path) -> Shell:
    """Return a shell on a journal whose note "deux" says something else now."""
    hit(journal(folder), journal(folder).read_bytes().index(b"deux"))
    return noted


def newer(folder: Path) -> None:
    """Make the journal one of a version that is still to come."""
    data = journal(folder).read_bytes()
    assert b'"naho-journal",1' in data[:60]
    journal(folder).write_bytes(data.replace(b'"naho-journal",1', b'"naho-journal",9', 1))


class TestVerify:
    def test_a_sound_journal_is_said_to_be_sound(self, noted: Shell, folder: Path) -> None:
        before = journal(folder).read_bytes()
        ran = noted("verify")
        assert ran.out == "The journal is sound: 4 lines in 1 files.\n"
        assert noted("verify", "--json").json["lines"] == 4
        assert journal(folder).read_bytes() == before

    def test_damage_is_told_with_status_1_and_nothing_is_changed(
        self, damaged: Shell, folder: Path
    ) -> None:
        before = sorted((folder / "data").iterdir())
        ran = damaged.run("verify")
        assert ran.status == 1
        assert ran.lines[0].startswith("The journal is damaged")
        assert "000001.jsonl, byte " in ran.lines[1]
        told = damaged.run("verify", "--json")
        assert (told.status, told.json["sound"]) == (1, False)
        assert len(told.json["files"][0]["damage"]) == 1
        assert sorted((folder / "data").iterdir()) == before

    def test_without_a_journal_it_says_so(self, naho: Shell) -> None:
        for args in (["verify"], ["backup"], ["verify", "--json"], ["backup", "--json"]):
            ran = naho.run(*args)
            assert (ran.status, ran.out) == (1, "")
            assert ran.err.startswith("There is no journal in ")

    def test_a_journal_of_a_newer_version_is_refused_with_its_reason(
        self, noted: Shell, folder: Path
    ) -> None:
        newer(folder)
        ran = noted.run("verify")
        assert (ran.status, ran.out) == (1, "")
        assert "newer" in ran.err


class TestBackup:
    def test_a_copy_lands_in_the_workspace_and_is_listed(self, noted: Shell, folder: Path) -> None:
        made = noted("backup", "--json").json
        assert Path(made["folder"]).parent == folder / "backups"
        assert (made["sound"], made["lines"], made["removed"]) == (True, 4, [])
        listed = noted("backup", "--list", "--json").json
        assert [copy["name"] for copy in listed] == [made["name"]]
        assert noted("backup", "--list").lines == [f"{made['name']}  4 lines  sound"]

    def test_a_ring_elsewhere_takes_the_copy(
        self, noted: Shell, folder: Path, tmp_path: Path
    ) -> None:
        ring = tmp_path / "stick"
        ran = noted("backup", "--ring", str(ring))
        assert Path(ran.out.strip()).parent == ring
        assert not (folder / "backups").exists()
        assert "no backup" in noted("backup", "--list").err
        assert len(noted("backup", "--list", "--ring", str(ring)).lines) == 1

    def test_a_copy_of_a_damaged_journal_is_kept_with_status_1(
        self, damaged: Shell, folder: Path
    ) -> None:
        ran = damaged.run("backup")
        assert (ran.status, len(list((folder / "backups").iterdir()))) == (1, 1)
        assert "naho verify" in ran.err
        assert damaged("backup", "--list").lines[0].endswith("damaged")


class TestRestore:
    @pytest.fixture
    def copy(self, noted: Shell) -> str:
        name: str = noted("backup", "--json").json["name"]
        noted("note", "add", "après")
        return name

    def test_without_a_yes_it_only_says_what_would_happen(self, noted: Shell, copy: str) -> None:
        ran = noted.run("restore", copy)
        assert ran.status == 1
        assert ran.lines[0].endswith(": 4 lines.")
        assert ran.lines[1:] == [
            "Journal now: 5 lines.",
            "1 line that was written since would not be in it; it is kept aside.",
        ]
        assert "--yes" in ran.err
        told = noted.run("restore", copy, "--json")
        assert (told.status, told.json["done"], told.json["present_lines"]) == (1, False, 5)
        assert texts(noted) == ["un", "deux", "trois", "après"]

    def test_the_copy_becomes_the_journal_and_what_it_replaced_is_kept(
        self, noted: Shell, folder: Path, copy: str
    ) -> None:
        before = journal(folder).read_bytes()
        told = noted("restore", copy, "--yes", "--json").json
        assert texts(noted) == ["un", "deux", "trois"]
        assert (Path(told["aside"]) / "000001.jsonl").read_bytes() == before

    def test_at_the_terminal_it_asks(self, noted: Shell, copy: str) -> None:
        assert noted.run("restore", copy, stdin="n\n", tty=True).status == 1
        assert len(texts(noted)) == 4
        ran = noted("restore", copy, stdin="y\n", tty=True)
        assert "Put this copy in the place of the journal? [y/N]" in ran.err
        assert len(texts(noted)) == 3

    def test_a_damaged_journal_and_one_that_cannot_be_read_are_replaced(
        self, noted: Shell, folder: Path, copy: str
    ) -> None:
        newer(folder)
        assert noted.run("note", "list").status == 1
        ran = noted("restore", copy, "--yes")
        assert "There is no journal here that can be read." in ran.lines
        assert texts(noted) == ["un", "deux", "trois"]

    def test_a_damaged_copy_and_an_unknown_one_are_refused(
        self, noted: Shell, folder: Path, copy: str
    ) -> None:
        file = folder / "backups" / copy / "000001.jsonl"
        hit(file, file.read_bytes().index(b"deux"))
        for name, word in ((copy, "damaged"), ("2001-01-01T00-00-00", "no copy")):
            ran = noted.run("restore", name, "--yes")
            assert ran.status == 1
            assert word in ran.err
        assert len(texts(noted)) == 4

    def test_a_copy_elsewhere_is_named_by_its_folder(self, noted: Shell, tmp_path: Path) -> None:
        where = noted("backup", "--ring", str(tmp_path / "stick")).out.strip()
        noted("note", "add", "après")
        noted("restore", where, "--yes")
        assert len(texts(noted)) == 3


class TestDoctor:
    def test_what_is_missing_is_said_with_what_to_do(self, noted: Shell) -> None:
        ran = noted("doctor")
        assert ran.lines[:2] == ["! There is no backup.", "  → Type naho backup, best on a stick."]
        noted("backup")
        told = noted("doctor", "--json").json
        assert "There is no backup." not in [f["sentence"] for f in told["findings"]]

    def test_damage_comes_first_with_status_1(self, damaged: Shell) -> None:
        ran = damaged.run("doctor")
        assert (ran.status, ran.out[0]) == (1, "✗")
        assert "damaged" in ran.lines[0]
        assert damaged.run("doctor", "--json").json["health"] == "bad"

    def test_a_journal_of_a_newer_version_is_a_finding(self, noted: Shell, folder: Path) -> None:
        newer(folder)
        ran = noted.run("doctor")
        assert ran.status == 1
        assert "newer" in ran.lines[0]
