"""``naho note flag``, the mark in lists, and where to report."""

from __future__ import annotations

from tests.cli.conftest import Shell

HARM = "On a failli donner l'insuline au mauvais patient"
WHERE = "Report it in the hospital's own incident reporting tool (adverse event)."


def flags(wall: Shell) -> dict[str, bool]:
    """Return the flag of every note, by receipt."""
    listed = wall("note", "list", "--json").json
    return {note["receipt"]: note["facets"]["safety"] for note in listed}


def test_whoever_keeps_a_note_that_may_speak_of_harm_is_told_where_to_report_it(
    wall: Shell,
) -> None:
    assert wall("note", "add", "Trop de clics").err == ""
    ran = wall("note", "add", HARM)
    assert ran.out == "A-3\n"
    assert ran.err == f"A-3 may speak of harm. {WHERE}\n"
    many = wall("note", "add", "-", stdin=f"un\n{HARM}\n")
    assert many.lines == ["A-4", "A-5"]
    assert many.err == f"A-5 may speak of harm. {WHERE}\n"


def test_lists_have_a_mark_and_say_it_once(wall: Shell) -> None:
    wall("note", "add", "Trop de clics")
    assert "⚑" not in wall("note", "list").out
    wall("note", "add", HARM)
    ran = wall("note", "list")
    assert ["⚑" in line for line in ran.lines] == [False, True]
    assert ran.err == f"⚑ may speak of harm. {WHERE}\n"
    assert ["⚑" in line for line in wall("note", "review").lines] == [False, True]
    assert [note["safety"] for note in wall("note", "review", "--json").json] == [False, True]


def test_a_person_sets_and_clears_the_flag(wall: Shell) -> None:
    wall("note", "add", "Trop de clics")
    wall("note", "add", HARM)
    assert flags(wall) == {"A-2": False, "A-3": True}
    ran = wall("note", "flag", "a-2")
    assert (ran.out, ran.err) == ("A-2 ⚑\n", f"{WHERE}\n")
    assert wall("note", "flag", "A-3", "--clear").out == "A-3\n"
    assert flags(wall) == {"A-2": True, "A-3": False}
    cleared = wall("note", "flag", "A-2", "A-3", "--clear", "--json").json
    assert [(note["receipt"], note["safety"]) for note in cleared] == [
        ("A-2", False),
        ("A-3", False),
    ]


def test_a_note_that_is_not_there_is_refused_and_nothing_is_flagged(wall: Shell) -> None:
    wall("note", "add", "Trop de clics")
    ran = wall.run("note", "flag", "A-2", "A-99")
    assert ran.status == 1
    assert "A-99" in ran.err
    assert flags(wall) == {"A-2": False}


def test_it_is_never_quoted_and_the_person_who_wants_to_is_told_why(wall: Shell) -> None:
    wall("note", "add", HARM)
    ran = wall.run("note", "quote", "A-2")
    assert ran.status == 1
    assert "A-2 may speak of harm: it is never quoted." in ran.err
    assert "naho note flag A-2 --clear" in ran.err
    wall("note", "flag", "A-2", "--clear")
    assert wall("note", "quote", "A-2").out.startswith("A-2  On a failli")
