"""``naho session``, ``visit``, ``theme``, ``privacy``: the small nouns."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Shell


def test_open_prints_receipt_workshop_and_site(naho: Shell) -> None:
    ran = naho("session", "open", "--workshop", "post-it", "--site", "henin-beaumont")
    assert ran.out.startswith("A-1  ")
    assert "Hénin-Beaumont" in ran.out


def test_open_takes_format_audience_and_attendance(naho: Shell) -> None:
    opened = naho(
        *("session", "open", "--workshop", "post-it", "--site", "lens", "--format", "4l"),
        *("--audience", "super-users", "--attendance", "12", "--json"),
    ).json
    assert (opened["format"], opened["audience"], opened["attendance"]) == ("4l", "super-users", 12)
    assert opened["opened"].startswith("2017-03-03T")
    assert opened["closed"] is None


@pytest.mark.parametrize(
    ("workshop", "site", "known"),
    [("thé", "lens", "post-it"), ("post-it", "paris", "la-bassee")],
)
def test_an_unknown_workshop_or_site_is_refused_with_the_known_ones(
    naho: Shell, workshop: str, site: str, known: str
) -> None:
    ran = naho.run("session", "open", "--workshop", workshop, "--site", site)
    assert ran.status == 1
    assert known in ran.err
    assert naho("session", "list", "--json").json == []


def test_list_counts_notes_and_close_ends_a_session(wall: Shell) -> None:
    wall("note", "add", "bonjour")
    assert wall("session", "list").lines[0].split()[:3] == ["A-1", "open", "1"]
    closed = wall("session", "close", "--attendance", "27", "--json").json
    assert (closed["attendance"], closed["notes"]) == (27, 1)
    assert closed["closed"] is not None
    assert wall("session", "list", "--open", "--json").json == []
    assert len(wall("session", "list", "--json").json) == 1
    again = wall.run("session", "close", "A-1")
    assert (again.status, again.err) == (1, "This session is closed already.\n")


def test_visits_are_counted_and_declared_unique(naho: Shell) -> None:
    visit = naho(
        *("visit", "add", "--site", "lens", "--role", "medecin", "--count", "5"),
        *("--day", "2017-02-27", "--source", "porte", "--json"),
    ).json
    assert (visit["count"], visit["day"], visit["role"]) == (5, "2017-02-27", "medecin")
    assert naho("visit", "add", "--site", "lens").out == "A-2\n"
    unique = ("visit", "unique", "--from", "2017-02-27", "--to", "2017-03-03")
    assert naho(*unique, "--source", "badges", "--json").json["last"] == "2017-03-03"
    reach = naho("summary", "--json").json["summary"]["reach"]
    assert (reach["unique"], reach["came"]["value"]) == (True, 5)  # the sixth waits for others
    team = naho("summary", "--audience", "team", "--json").json["summary"]["reach"]
    assert (team["unique"], team["came"]["value"]) == (True, 6)


@pytest.mark.parametrize("day", ["2017-02-31", "20170227", "27/02/2017", "2017-W09-1"])
def test_a_day_that_is_not_written_as_a_day_is_wrong_usage(naho: Shell, day: str) -> None:
    ran = naho.run("visit", "add", "--site", "lens", "--day", day)
    assert ran.status == 2
    assert "2017-02-27" in ran.err


def test_days_in_the_wrong_order_are_wrong_usage(naho: Shell) -> None:
    days = ("--from", "2017-03-03", "--to", "2017-02-27")
    assert naho.run("visit", "unique", *days, "--source", "badges").status == 2
    assert naho.run("summary", *days).status == 2


def test_group_places_new_notes_and_a_person_s_choice_stays(wall: Shell) -> None:
    wall("note", "add", "Trop de clics dans les écrans")
    wall("note", "add", "zzz")
    grouping = wall("theme", "group", "--json").json
    assert (grouping["placed"], grouping["unsorted"], grouping["changed"]) == (1, 1, 2)
    assert "materiel" not in wall("note", "list", "--json").out
    placed = wall("theme", "place", "A-2", "materiel", "--json").json
    assert (placed["theme"], placed["by"], placed["locked"]) == ("materiel", "person", True)
    assert wall("theme", "group", "--all", "--json").json["kept"] == 1
    notes = {note["receipt"]: note for note in wall("note", "list", "--json").json}
    assert (notes["A-2"]["theme"], notes["A-2"]["locked"]) == ("materiel", True)
    assert notes["A-3"]["theme"] == ""


def test_themes_are_listed_with_what_is_still_to_be_sorted(wall: Shell) -> None:
    wall("note", "add", "Trop de clics dans les écrans")
    wall("note", "add", "zzz")
    wall("theme", "group")
    themes = {theme["id"]: theme["notes"] for theme in wall("theme", "list", "--json").json}
    assert (themes["ergonomie"], themes[""]) == (1, 1)
    assert wall("theme", "list").lines[-1].split() == ["-", "To", "be", "sorted", "1", "note"]
    assert wall("theme", "place", "A-2", "-").out == "A-2  To be sorted\n"


def test_an_unknown_theme_or_grouper_is_refused(wall: Shell) -> None:
    wall("note", "add", "bonjour")
    ran = wall.run("theme", "place", "A-2", "nuages")
    assert ran.status == 1
    assert "ergonomie" in ran.err
    ran = wall.run("theme", "group", "--grouper", "boule-de-cristal")
    assert ran.status == 1
    assert "keywords" in ran.err.splitlines()[-1]


def test_privacy_says_what_each_audience_sees(naho: Shell) -> None:
    shown = naho("privacy", "show", "--json").json
    assert shown["k"] == 5
    assert [a["audience"] for a in shown["audiences"]] == ["team", "manager", "public", "raw"]
    text = naho("privacy", "show").out
    assert "fewer than 5" in text
    assert all(audience["records"] in text for audience in shown["audiences"])
