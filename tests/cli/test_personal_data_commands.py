"""Personal data given to commands: kinds told, asked about once, a number never kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.services.pictures_help import png
from tests.traces import traces

DIGITS = "185026211812383"
NIR = "1 85 02 62 118 123 83"
NAME = "voir Mme Zbigniew, 06 12 34 56 78"


def texts(shell: Shell) -> list[str]:
    return [note["text"] for note in shell("note", "list", "--json").json]


class TestOneNote:
    def test_at_a_terminal_the_kinds_are_told_and_no_keeps_nothing(self, wall: Shell) -> None:
        ran = wall.run("note", "add", NAME, stdin="n\n", tty=True)
        assert ran.status == 1
        assert ran.out == ""
        assert "a person's name and a phone number" in ran.err
        assert "Keep it as it is?" in ran.err
        assert "Zbigniew" not in ran.err
        assert "56" not in ran.err
        assert texts(wall) == []

    def test_at_a_terminal_yes_keeps_it_and_asks_once(self, wall: Shell) -> None:
        ran = wall("note", "add", NAME, stdin="y\n", tty=True)
        assert ran.out == "A-2\n"
        assert ran.err.count("[y/N]") == 1
        assert "naho note review" not in ran.err
        assert texts(wall) == [NAME]

    def test_without_a_terminal_it_is_kept_and_counted(self, wall: Shell) -> None:
        ran = wall("note", "add", NAME)
        assert ran.out == "A-2\n"
        assert ran.err == "1 text may point at somebody; it waits to be read: naho note review\n"
        assert "Zbigniew" not in ran.err

    def test_ordinary_words_are_not_asked_about(self, wall: Shell) -> None:
        ran = wall("note", "add", "ouvert 24/24", tty=True)
        assert (ran.out, ran.err) == ("A-2\n", "")

    def test_an_edit_is_asked_about_too(self, wall: Shell) -> None:
        wall("note", "add", "bonjour")
        ran = wall.run("note", "edit", "A-2", NAME, stdin="n\n", tty=True)
        assert ran.status == 1
        assert texts(wall) == ["bonjour"]
        assert "1 text may point" in wall("note", "edit", "A-2", NAME).err
        assert wall.run("note", "edit", "A-2", "--dots", "3", tty=True).err == ""

    def test_a_number_is_refused_without_a_question(self, wall: Shell) -> None:
        ran = wall.run("note", "add", NIR, stdin="y\n", tty=True)
        assert ran.status == 1
        assert "Keep it" not in ran.err
        assert "118" not in ran.err


class TestManyNotes:
    def test_lines_with_a_number_are_named_and_the_others_kept_and_counted(
        self, wall: Shell, folder: Path
    ) -> None:
        lines = ["un", f"voir {NIR}", NAME, f"nir{DIGITS}", "chambre 12", "deux"]
        ran = wall.run("note", "add", "-", stdin="\n".join(lines))
        assert ran.status == 1
        assert ran.lines == ["A-2", "A-3", "A-4", "A-5"]
        refused = [line.split(":")[0] for line in ran.err.splitlines() if line[:5] == "line "]
        assert refused == ["line 2", "line 4"]
        assert "2 texts may point at somebody" in ran.err
        for word in ("Zbigniew", "118", DIGITS, "chambre"):
            assert word not in ran.err, word
        assert texts(wall) == ["un", NAME, "chambre 12", "deux"]
        assert traces(folder, DIGITS) == []

    def test_an_import_names_rows_only_and_ends_with_1(
        self, naho: Shell, folder: Path, tmp_path: Path
    ) -> None:
        source = tmp_path / "notes.csv"
        source.write_text(f"text;dots\nun;1\n{NAME};2\nvoir {NIR};3\n", "utf-8")
        ran = naho.run("import", str(source), "--yes")
        assert ran.status == 1
        assert "notes.csv:4: This text holds a social security number" in ran.err
        assert "1 text may point at somebody" in ran.err
        assert "Zbigniew" not in ran.err + ran.out
        assert "118" not in ran.err + ran.out
        assert traces(folder, DIGITS) == []

    def test_a_dry_run_counts_nothing_for_the_review(self, naho: Shell, tmp_path: Path) -> None:
        source = tmp_path / "notes.csv"
        source.write_text(f"text\n{NAME}\n", "utf-8")
        assert "point at somebody" not in naho("import", str(source)).err

    @pytest.mark.parametrize("name", [f"{NIR}.csv", f"nir{DIGITS}.csv"])
    def test_a_file_named_like_a_number_is_not_imported(
        self, naho: Shell, folder: Path, tmp_path: Path, name: str
    ) -> None:
        """Its name would become the title of a session."""
        source = tmp_path / name
        source.write_text("text\nun\n", "utf-8")
        assert naho.run("import", str(source)).status == 1, "the dry run says so already"
        ran = naho.run("import", str(source), "--yes")
        assert ran.status == 1
        assert traces(folder, DIGITS) == []
        assert naho("session", "list", "--json").json == []

    def test_a_photo_named_like_a_number_is_not_attached(
        self, wall: Shell, folder: Path, tmp_path: Path
    ) -> None:
        photo = tmp_path / f"{NIR}.png"
        photo.write_bytes(png())
        ran = wall.run("photo", "add", str(photo), "--caption", "le mur", "--confirmed")
        assert ran.status == 1
        assert "social security number" in ran.err
        assert traces(folder, DIGITS) == []


class TestAnswers:
    def test_words_are_told_by_kind_and_asked_about_at_a_terminal(self, wall: Shell) -> None:
        ran = wall.run("survey", "answer", "visiteur", f"v3={NAME}", stdin="n\n", tty=True)
        assert ran.status == 1
        assert "a person's name" in ran.err
        assert "Zbigniew" not in ran.err
        kept = wall("survey", "answer", "visiteur", f"v3={NAME}", "--json")
        assert kept.json["answers"]["v3"] == NAME
        assert kept.err == "This looks like a person's name and a phone number.\n"

    @pytest.mark.parametrize("answer", [f'"{NIR}"', f'"nir{DIGITS}"'])
    def test_a_number_given_as_json_is_refused(
        self, wall: Shell, folder: Path, answer: str
    ) -> None:
        ran = wall.run("survey", "answer", "visiteur", stdin=f'{{"v3": {answer}}}')
        assert ran.status == 1
        assert "118" not in ran.err
        assert traces(folder, DIGITS) == []


class TestReview:
    @pytest.fixture
    def noted(self, wall: Shell) -> Shell:
        for text in ("trop de clics", NAME, "on ose"):
            wall("note", "add", text)
        return wall

    def test_what_may_point_at_somebody_is_listed_first_on_both_sides(self, noted: Shell) -> None:
        ran = noted("note", "review")
        assert ran.lines == [
            "A-3  voir [NOM], [TEL]",
            f"    as typed: {NAME}",
            "    This looks like a person's name and a phone number.",
            "A-2  trop de clics",
            "A-4  on ose",
        ]
        assert ran.err.startswith("1 note may point at somebody.")
        assert [r["note"]["receipt"] for r in noted("note", "review", "--json").json] == [
            "A-3",
            "A-2",
            "A-4",
        ]
        assert len(noted("note", "review", "--hits", "--json").json) == 1

    def test_quote_and_withhold_decide_and_undo_takes_back(self, noted: Shell) -> None:
        assert noted("note", "quote", "A-3", "a-2").lines == [
            "A-3  voir [NOM], [TEL]",
            "A-2  trop de clics",
        ]
        assert noted("note", "withhold", "A-4").out == "A-4\n"
        assert noted("note", "review").err == "Nothing waits to be read.\n"
        more = noted("note", "add", "-", stdin="\n".join(f"autre {n}" for n in range(7))).lines
        quotes = noted("summary", "--audience", "public", "--json").json["verbatims"]
        assert {quote["text"] for quote in quotes} == {"voir [NOM], [TEL]", "trop de clics"}
        noted("note", "withhold", *more)

    def test_other_words_wait_again(self, noted: Shell) -> None:
        noted("note", "quote", "A-2")
        noted("note", "edit", "A-2", "trop de clics, dit M. Durand")
        assert noted("note", "review", "--hits").lines[0] == "A-2  trop de clics, dit [NOM]"
        assert noted("summary", "--audience", "public", "--json").json["verbatims"] == []

    def test_a_receipt_that_is_not_there_is_refused(self, noted: Shell) -> None:
        for verb in ("quote", "withhold"):
            ran = noted.run("note", verb, "A-99")
            assert (ran.status, ran.err) == (1, "There is no A-99 here.\n")

    def test_hostile_words_never_reach_the_terminal(self, wall: Shell) -> None:
        wall("note", "add", "Mme Zola \x1b[31m\u202e rouge")
        assert not {"\x1b", "\u202e"} & set(wall("note", "review").out)


def test_a_number_typed_at_every_prompt_is_nowhere_afterwards(
    wall: Shell, folder: Path, tmp_path: Path
) -> None:
    """Records as typed, copies and the log hold none, whatever was tried before."""
    for words in (
        ("note", "add", NIR),
        ("note", "add", f"nir{DIGITS}"),
        ("visit", "add", "--site", "lens", "--source", NIR),
        ("visit", "add", "--site", "lens", "--count", DIGITS),
        ("survey", "answer", "visiteur", f"v3={NIR}"),
        ("programme", "rename", "--name", NIR),
    ):
        assert wall.run(*words).status != 0, words
    wall.run("note", "add", "-", stdin=f"{NIR}\n{DIGITS}\nbonjour\n")
    ran = wall.run("export", "csv", "--audience", "raw", stdin=f"{NIR}\ny\n", tty=True)
    assert ran.status == 1
    assert "social security number" in ran.err
    wall("export", "csv", "--audience", "raw", "--yes")
    wall("export", "csv", "--yes")
    wall("backup")
    assert (folder / "exports").is_dir()
    assert (folder / "backups").is_dir()
    assert texts(wall) == ["bonjour"]
    assert traces(folder, DIGITS) == []
