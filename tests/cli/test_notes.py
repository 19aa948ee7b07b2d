"""``naho note``: what people typed goes in, and comes out as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Shell

NIR = "1 85 05 78 006 084 91"
HOSTILE = Path(__file__).parents[1] / "data" / "hostile" / "naughty_strings.json"


def test_a_note_prints_its_receipt_and_is_listed_as_typed(wall: Shell) -> None:
    ran = wall("note", "add", "Trop", "de clics", "--column", "Freins", "--dots", "3")
    assert (ran.out, ran.err) == ("A-2\n", "")
    (note,) = wall("note", "list", "--json").json
    assert note["text"] == "Trop de clics"
    assert (note["column"], note["dots"], note["receipt"]) == ("freins", 3, "A-2")
    assert note["theme"] is None


def test_the_list_for_people_shows_column_dots_and_words(wall: Shell) -> None:
    wall("note", "add", "Trop de clics", "--dots", "3")
    (line,) = wall("note", "list").lines
    assert line.split() == ["A-2", "−", "Barriers", "●3", "Trop", "de", "clics"]


def test_words_that_begin_with_a_dash_come_after_two_dashes(wall: Shell) -> None:
    wall("note", "add", "--", "-5", "minutes")
    assert wall("note", "list", "--json").json[0]["text"] == "-5 minutes"


def test_a_note_without_open_session_says_what_to_type(naho: Shell) -> None:
    ran = naho.run("note", "add", "bonjour")
    assert ran.status == 1
    assert ran.out == ""
    assert ran.err.splitlines() == [
        "No session is open.",
        "Open one with: naho session open --workshop ID --site ID",
    ]


def test_a_column_that_is_not_on_the_wall_is_wrong_usage(wall: Shell) -> None:
    ran = wall.run("note", "add", "bonjour", "--column", "nuages")
    assert ran.status == 2
    assert "nuages" in ran.err
    assert "freins, leviers, idees" in ran.err


def test_a_closed_session_refuses_notes(wall: Shell) -> None:
    wall("session", "close")
    for words in (("bonjour",), ("-",)):
        ran = wall.run("note", "add", *words, "--session", "A-1", stdin="bonjour\n")
        assert ran.status == 1
        assert ran.out == ""
        assert "closed" in ran.err


@pytest.mark.parametrize("text", ["   ", "x" * 10_001, f"voir {NIR}"])
def test_a_refused_note_is_not_repeated_and_not_kept(wall: Shell, text: str) -> None:
    ran = wall.run("note", "add", text)
    assert ran.status == 1
    assert text.strip() == "" or text not in ran.err
    assert "84 91" not in ran.err
    assert wall("note", "list", "--json").json == []


# ---- lines of standard input -----------------------------------------------------------------


def test_each_line_of_stdin_is_a_note_with_a_receipt(wall: Shell) -> None:
    ran = wall("note", "add", "-", "--column", "idees", stdin="un\n\n   \ndeux\r\ntrois")
    assert ran.lines == ["A-2", "A-3", "A-4"]
    notes = wall("note", "list", "--json").json
    assert [note["text"] for note in notes] == ["un", "deux", "trois"]
    assert {note["column"] for note in notes} == {"idees"}


def test_stdin_in_json_gives_one_object_a_line(wall: Shell) -> None:
    ran = wall("note", "add", "-", "--json", stdin="un\ndeux\n")
    assert [json.loads(line)["text"] for line in ran.lines] == ["un", "deux"]


def test_a_byte_order_mark_is_no_part_of_the_first_note(wall: Shell) -> None:
    wall("note", "add", "-", stdin=b"\xef\xbb\xbfbonjour\n\xef\xbb\xbfencore\n")
    texts = [note["text"] for note in wall("note", "list", "--json").json]
    assert texts == ["bonjour", "\ufeffencore"]


def test_refused_lines_are_named_by_number_and_the_others_are_kept(wall: Shell) -> None:
    lines = [b"un", b"", f"voir {NIR}".encode(), b"\xff\xfe", b"y" * 10_001, b"deux"]
    ran = wall.run("note", "add", "-", stdin=b"\n".join(lines))
    assert ran.status == 1
    assert ran.lines == ["A-2", "A-3"]
    assert [line.split(":")[0] for line in ran.err.splitlines()[:-1]] == [
        "line 3",
        "line 4",
        "line 5",
    ]
    assert "84 91" not in ran.err
    assert "yyy" not in ran.err
    texts = [note["text"] for note in wall("note", "list", "--json").json]
    assert texts == ["un", "deux"]


def test_a_line_of_megabytes_is_one_refused_line(
    wall: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("naho_feedback.cli.note_lines.LONGEST", 100)
    ran = wall.run("note", "add", "-", stdin=b"a\n" + b"x" * 1234 + b"\nb\n")
    assert ran.lines == ["A-2", "A-3"]
    assert ran.err.startswith("line 2: ")


# ---- hostile words ---------------------------------------------------------------------------


def test_hostile_strings_come_back_as_typed_and_never_reach_a_terminal(wall: Shell) -> None:
    strings = json.loads(HOSTILE.read_text("utf-8"))
    taken = [s for s in strings if s.strip() and "\n" not in s and "\r" not in s][:200]
    taken += ["\x1b[31mrouge\x1b[0m", "a\x00b", "[bold]x[/]", "\x9b2J", "\u202egauche", "a\u2028b"]
    ran = wall.run("note", "add", "-", stdin="\n".join(taken))
    refused = {int(line.split()[1][:-1]) for line in ran.err.splitlines() if line[:5] == "line "}
    kept = [s for number, s in enumerate(taken, start=1) if number not in refused]
    assert len(kept) > 190
    stored = wall("note", "list", "--json")
    from naho_feedback.domain.text import stored_form

    assert [note["text"] for note in stored.json] == [stored_form(s) for s in kept]
    controls = set(map(chr, [*range(0x20), *range(0x7F, 0xA0), 0x202E])) - {"\n"}
    assert not controls & set(stored.out)
    assert not controls & set(wall("note", "list").out)


# ---- changing --------------------------------------------------------------------------------


def test_edit_changes_words_dots_and_review(wall: Shell) -> None:
    wall("note", "add", "Trop de clic")
    changed = wall(
        *("note", "edit", "a-2", "Trop de clics", "--dots", "7", "--review", "quotable", "--json")
    ).json
    assert (changed["text"], changed["dots"], changed["review"]) == ("Trop de clics", 7, "quotable")
    assert wall("note", "edit", "A-2", "--review", "none", "--json").json["review"] == ""
    assert wall("note", "list", "--json").json[0]["text"] == "Trop de clics"


def test_edit_without_anything_to_change_is_wrong_usage(wall: Shell) -> None:
    wall("note", "add", "bonjour")
    assert wall.run("note", "edit", "A-2").status == 2


def test_move_carries_a_note_to_another_column(wall: Shell) -> None:
    wall("note", "add", "bonjour")
    assert wall("note", "move", "A-2", "Leviers", "--json").json["column"] == "leviers"


def test_remove_and_undo_bring_a_note_away_and_back(wall: Shell) -> None:
    wall("note", "add", "bonjour")
    assert wall("note", "remove", "A-2").out == "A-2\n"
    assert wall("note", "list", "--json").json == []
    assert wall("note", "undo").out == "Taken back: A-2 taken down.\n"
    assert wall("note", "undo", "--session", "A-1", "--json").json["op"] == "put"
    ran = wall.run("note", "undo")
    assert (ran.status, ran.err) == (1, "There is nothing to undo.\n")


def test_a_receipt_that_is_not_there_is_refused(wall: Shell) -> None:
    for verb in ("edit", "remove", "move"):
        rest = ["idees"] if verb != "remove" else []
        ran = wall.run("note", verb, "A-99", *rest)
        assert (ran.status, ran.err) == (1, "There is no A-99 here.\n")


def test_all_notes_are_listed_under_their_sessions(wall: Shell) -> None:
    wall("note", "add", "un")
    wall("session", "close")
    wall("session", "open", "--workshop", "post-it", "--site", "bethune")
    wall("note", "add", "deux")
    assert [note["text"] for note in wall("note", "list", "--json").json] == ["deux"]
    assert len(wall("note", "list", "--all", "--json").json) == 2
    heads = [line for line in wall("note", "list", "--all").lines if not line.startswith("A-")]
    assert [("Lens" in head, "Béthune" in head) for head in heads] == [(True, False), (False, True)]
    assert wall.run("note", "list", "--all", "--session", "A-1").status == 2
