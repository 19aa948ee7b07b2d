"""The wall by commands: groups, the bin, the log, undo and redo, and the wall read aloud."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from tests.cli.conftest import Shell

HOSTILE = "[@click=app.quit]x[/]\x1b[31m\nsuite \u202eevil \x07"
STRINGS = Path(__file__).parents[1] / "data" / "hostile" / "naughty_strings.json"


@pytest.fixture
def notes(wall: Shell) -> Shell:
    """A session (A-1) with three barriers: A-2, A-3 and A-4, of which the second has 3 dots."""
    wall("note", "add", "Trop de clics")
    wall("note", "add", "Ça clique partout", "--dots", "3")
    wall("note", "add", "Qui appeler la nuit ?")
    return wall


def columns(shell: Shell) -> list[str]:
    return [note["column"] for note in shell("note", "list", "--json").json]


def clusters(shell: Shell) -> list[str]:
    return [note["cluster"] for note in shell("note", "list", "--json").json]


class TestGroups:
    def test_notes_are_grouped_under_a_title_and_split_again(self, notes: Shell) -> None:
        assert notes("note", "group", "A-2", "A-3", "--title", "Les clics").lines == [
            "A-2 A-3",
            "Les clics",
        ]
        first, second, third = clusters(notes)
        assert first == second != ""
        assert third == ""
        assert notes("note", "split", "A-3").out == "A-3\n"
        assert clusters(notes) == ["", "", ""]

    def test_whole_groups_merge_and_the_title_stays(self, notes: Shell) -> None:
        notes("note", "add", "Un badge")
        made = notes("note", "group", "A-2", "A-3", "--title", "Les clics", "--json").json
        notes("note", "group", "A-4", "A-5")
        merged = notes("note", "group", "A-5", "A-2", "--json").json
        assert (merged["id"], merged["title"]) == (made["id"], "Les clics")
        assert merged["notes"] == ["A-2", "A-3", "A-4", "A-5"]

    def test_one_note_of_a_group_and_a_title_change_the_title(self, notes: Shell) -> None:
        notes("note", "group", "A-2", "A-3", "--title", "Les clics")
        assert notes("note", "group", "A-2", "--title", "Le matin").lines[-1] == "Le matin"

    def test_one_note_alone_is_no_group_and_is_said(self, notes: Shell) -> None:
        ran = notes.run("note", "group", "A-2", "--title", "Seul")
        assert (ran.status, ran.out) == (1, "")
        assert "at least two notes" in ran.err
        assert "in a group" in notes.run("note", "split", "A-2").err

    def test_a_title_that_may_name_somebody_is_asked_about_at_a_terminal(
        self, notes: Shell
    ) -> None:
        words = ("note", "group", "A-2", "A-3", "--title", "Avec Mme Dupont")
        refused = notes.run(*words, stdin="n\n", tty=True)
        assert refused.status == 1
        assert "Dupont" not in refused.err
        assert clusters(notes) == ["", "", ""]
        assert notes.run(*words, stdin="y\n", tty=True).status == 0

    def test_a_hostile_title_is_printed_harmless(self, notes: Shell) -> None:
        ran = notes("note", "group", "A-2", "A-3", "--title", HOSTILE)
        assert ran.lines[1] == "[@click=app.quit]x[/]␛[31m suite \ufffdevil ␇"


class TestSeveral:
    def test_several_notes_move_and_come_down_as_one_change(self, notes: Shell) -> None:
        moved = notes("note", "move", "A-2", "A-4", "Leviers", "--json").json
        assert [note["receipt"] for note in moved] == ["A-2", "A-4"]
        assert columns(notes) == ["leviers", "freins", "leviers"]
        notes("note", "undo")
        assert columns(notes) == ["freins"] * 3
        assert notes("note", "remove", "A-2", "A-3").lines == ["A-2", "A-3"]
        assert len(columns(notes)) == 1
        notes("note", "undo")
        assert len(columns(notes)) == 3

    def test_one_note_prints_one_object_as_before(self, notes: Shell) -> None:
        assert notes("note", "move", "A-2", "idees", "--json").json["column"] == "idees"
        assert notes("note", "remove", "A-2", "--json").json["receipt"] == "A-2"

    def test_a_name_that_is_not_there_changes_nothing(self, notes: Shell) -> None:
        for words in (("move", "A-2", "A-99", "idees"), ("remove", "A-2", "A-99")):
            ran = notes.run("note", *words)
            assert ran.status == 1
            assert "A-99" in ran.err
        assert columns(notes) == ["freins"] * 3


class TestUndoAndRedo:
    def test_redo_does_again_what_undo_took_back_until_something_new(self, notes: Shell) -> None:
        notes("note", "move", "A-2", "idees")
        assert notes("note", "undo").out == "Taken back: A-2 moved to Ideas.\n"
        assert notes("note", "redo").out == "Done again: A-2 moved to Ideas.\n"
        assert columns(notes)[0] == "idees"
        notes("note", "undo")
        notes("note", "edit", "A-3", "--dots", "1")
        ran = notes.run("note", "redo")
        assert (ran.status, ran.err) == (1, "There is nothing to do again.\n")

    def test_in_json_it_says_what_it_was_and_where(self, notes: Shell) -> None:
        notes("note", "group", "A-2", "A-3")
        undone = notes("note", "undo", "--json").json
        assert (undone["op"], undone["did"], undone["notes"]) == (
            "patch",
            "grouped",
            ["A-2", "A-3"],
        )
        again = notes("note", "redo", "--session", "A-1", "--json").json
        assert again == undone


class TestLog:
    def test_the_log_is_in_words_and_marks_what_is_taken_back(self, notes: Shell) -> None:
        notes("note", "move", "A-2", "A-3", "idees")
        notes("note", "undo")
        said = [line.split("  ", 1)[1] for line in notes("note", "log", "--last", "2").lines]
        assert said == ["A-1  A-2, A-3 moved to Ideas (taken back)", "A-1  A-4 added to Barriers"]
        listed = notes("note", "log", "--json").json
        assert [(one["did"], one["undone"]) for one in listed] == [
            ("moved", True),
            *[("added", False)] * 3,
        ]

    def test_another_session_and_no_session_are_told_apart(self, notes: Shell) -> None:
        other = notes("session", "open", "--workshop", "post-it", "--site", "lens").out.strip()
        other = other.split()[0]
        assert notes("note", "log", "--session", other).err == "Nothing was done to a wall yet.\n"
        assert len(notes("note", "log", "--session", "A-1").lines) == 3

    def test_a_number_below_zero_is_wrong_usage(self, notes: Shell) -> None:
        assert notes.run("note", "log", "--last", "-1").status == 2


class TestBin:
    def test_what_was_taken_down_is_listed_as_typed_and_put_back(self, notes: Shell) -> None:
        before = notes("note", "list", "--json").json
        notes("note", "remove", "A-3", "A-2")
        assert notes("note", "bin", "--session", "A-1").lines[0].startswith("A-2  A-1  ")
        assert [one["note"]["text"] for one in notes("note", "bin", "--json").json] == [
            "Trop de clics",
            "Ça clique partout",
        ]
        assert notes("note", "restore", "A-3", "a-2").lines == ["A-3", "A-2"]
        assert notes("note", "list", "--json").json == before
        assert notes("note", "bin").err == "Nothing was taken down.\n"

    def test_what_is_not_in_the_bin_is_said(self, notes: Shell) -> None:
        ran = notes.run("note", "restore", "A-2")
        assert ran.status == 1
        assert ran.err.splitlines() == ["There is no A-2 in the bin.", "See: naho note bin"]

    def test_hostile_words_are_printed_harmless(self, notes: Shell) -> None:
        receipt = notes("note", "add", HOSTILE).out.strip()
        notes("note", "remove", receipt)
        assert notes("note", "bin").out.endswith("[@click=app.quit]x[/]␛[31m suite \ufffdevil ␇\n")


class TestShow:
    def test_plain_is_an_outline_in_words(self, notes: Shell) -> None:
        notes("note", "group", "A-2", "A-3", "--title", "Les clics du matin")
        notes("theme", "place", "A-4", "support")
        plain = notes("wall", "show").out
        assert plain == notes("wall", "show", "--plain", "--session", "A-1").out
        assert plain.splitlines()[1:] == [
            "3 notes, 3 dots. The session is open.",
            "",
            "Column 1 of 3: Barriers, 3 notes, 3 dots.",
            "  Theme: On-site support, 1 note.",
            "    1. Qui appeler la nuit ? (A-4)",
            "  Theme: To be sorted, 2 notes.",
            "    Group: Les clics du matin, 2 notes.",
            "      2. Trop de clics. (A-2)",
            "      3. Ça clique partout. 3 dots. (A-3)",
            "",
            "Column 2 of 3: Enablers, 0 notes.",
            "",
            "Column 3 of 3: Ideas, 0 notes.",
        ]

    def test_a_group_over_two_columns_and_without_title_says_so(self, notes: Shell) -> None:
        notes("note", "group", "A-2", "A-3")
        notes("note", "move", "A-3", "idees")
        said = [line.strip() for line in notes("wall", "show").lines if "Group" in line]
        assert said == ["Group without a title, 1 of 2 notes."] * 2

    def test_plain_has_no_sign_that_is_drawn(self, demo: Shell) -> None:
        for session in demo("session", "list", "--json").json:
            plain = demo("wall", "show", "--session", session["receipt"]).out
            drawn = {c for c in plain if unicodedata.category(c) in ("So", "Sm", "Cc", "Co", "Cf")}
            assert drawn <= {"\n", "+", "=", ">", "<"}, session["receipt"]

    def test_every_note_of_the_invented_week_is_read_once(self, demo: Shell) -> None:
        for session in demo("session", "list", "--json").json:
            if session["kind"] == "event":
                continue
            lines = demo("wall", "show", "--session", session["receipt"]).lines
            notes = demo("note", "list", "--session", session["receipt"], "--json").json
            read = [line for line in lines if line.endswith(")") and line.strip()[0].isdigit()]
            assert sorted(line.rpartition("(")[2][:-1] for line in read) == sorted(
                note["receipt"] for note in notes
            )

    @pytest.mark.parametrize("form", ["--plain", "--projector"])
    def test_hostile_words_are_one_harmless_line_each(self, wall: Shell, form: str) -> None:
        strings = json.loads(STRINGS.read_text("utf-8"))[:150]
        wall("note", "add", HOSTILE)
        for text in strings:
            wall.run("note", "add", "--", text)
        wall("note", "group", "A-2", "A-3", "--title", HOSTILE)
        shown = wall("wall", "show", form).out
        assert not [c for c in shown if unicodedata.category(c) == "Cc" and c != "\n"]
        assert not set("\u202e\u2066\u200b\u2028") & set(shown)
        assert "[@click=app.quit]x[/]␛[31m" in shown

    def test_projector_has_short_lines_and_room_between(self, notes: Shell) -> None:
        notes("note", "add", "Un référent par étage la nuit, avec un badge que l'on voit de loin")
        lines = notes("wall", "show", "--projector").lines
        assert max(map(len, lines)) <= 40
        assert "− BARRIERS (4)" in lines
        place = lines.index("4. Un référent par étage la nuit, avec")
        assert lines[place + 1] == "   un badge que l'on voit de loin"
        assert lines[place - 1] == ""
        assert "2. Ça clique partout ●●● 3" in lines

    def test_in_json_the_words_are_as_typed(self, wall: Shell) -> None:
        wall("note", "add", HOSTILE, "--dots", "2")
        shown = wall("wall", "show", "--json").json
        (theme,) = shown["columns"][0]["themes"]
        (group,) = theme["groups"]
        (note,) = group["notes"]
        assert (note["number"], note["text"], note["dots"]) == (1, HOSTILE, 2)
        assert (shown["count"], shown["dots"], shown["closed"]) == (1, 2, False)

    def test_two_forms_at_once_are_wrong_usage(self, notes: Shell) -> None:
        assert notes.run("wall", "show", "--plain", "--projector").status == 2

    def test_a_closed_session_is_read_too(self, notes: Shell) -> None:
        notes("session", "close")
        assert "The session is closed." in notes("wall", "show", "--session", "A-1").out
        assert notes.run("wall", "show").status == 1
