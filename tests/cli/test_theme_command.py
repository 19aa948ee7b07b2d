"""``naho theme``: what would change comes first; files come back with themes; plugins add verbs."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Shell

PLUGIN = """
from typing import Annotated
from naho_feedback.api import Command, Localized, Options, Said, described, hookimpl

class Wishes(Options, frozen=True, kw_only=True):
    seeds: Annotated[int, described("Graines", "Seeds")] = 3
    task: Annotated[str, described("Tâche", "Task")] = "cluster"
    loud: Annotated[bool, described("Fort", "Loud")] = False

def judge(files, options):
    yield "working\\x1b[31m"
    if options.task == "boom":
        raise RuntimeError("secret words")
    data = {"seeds": options.seeds}
    yield Said(lines=(files[0].name, f"{options.seeds} {options.loud}"), data=data)

@hookimpl
def register_commands():
    said = Localized("Juger", "Judge a file")
    return [
        Command(noun="theme", name="judge", help=said, run=judge, files=("FILE",), options=Wishes),
        Command(noun="theme", name="list", help=said, run=judge),
        Command(noun="note", name="judge", help=said, run=judge),
    ]
"""


@pytest.fixture
def wall(wall: Shell) -> Shell:
    for text in ("Trop de clics", "Le wifi coupe", "xyzzy"):
        wall("note", "add", text)
    return wall


@pytest.fixture
def judging(wall: Shell) -> Shell:
    assert wall.folder is not None
    (wall.folder / "plugins" / "naho_judge.py").write_text(PLUGIN, "utf-8")
    wall("plugin", "trust", "judge")
    return wall


def themes(wall: Shell) -> dict[str, str | None]:
    return {note["text"]: note["theme"] for note in wall("note", "list", "--json").json}


def test_looking_at_all_notes_again_changes_nothing_before_a_yes(wall: Shell) -> None:
    wall("theme", "group", "--grouper", "keywords")
    assert themes(wall)["Trop de clics"] == "ergonomie"
    wall("theme", "word", "acces", "xyzzy")
    ran = wall.run("theme", "group", "--all", "--grouper", "keywords")
    assert ran.status == 1
    assert "To be sorted → Log-in and access rights" in ran.out
    assert "--yes" in ran.err
    assert themes(wall)["xyzzy"] == ""
    ran = wall.run("theme", "group", "--all", "--grouper", "keywords", "--yes")
    assert (ran.status, ran.lines[-1]) == (0, "1 note moved.")
    assert themes(wall)["xyzzy"] == "acces"
    assert wall("theme", "group", "--all", "--grouper", "keywords").out == "Nothing would change.\n"


def test_a_file_comes_back_with_themes_outside_a_workspace(
    wall: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    wall.folder = None
    Path("avis.csv").write_text("text,label\nTrop de clics,a\nrien,b\n", "utf-8")
    ran = wall("theme", "group", "avis.csv", "--grouper", "keywords", "--output", "out.csv")
    assert ran.out == "2 rows: 1 in 1 theme, 1 to be sorted.\n"
    with Path("out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["theme"] for row in rows] == ["ergonomie", ""]
    assert (rows[0]["label"], rows[0]["why"]) == ("a", "clics")
    assert not (tmp_path / "data").exists()


def test_a_list_of_themes_may_be_given(wall: Shell, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(
        """
        version = 1
        [[themes]]
        id = "souris"
        label = { fr = "Souris", en = "Mouse" }
        definition = { fr = "Clics", en = "Clicks" }
        keywords = { fr = ["clic*"], en = ["click*"] }
        """,
        "utf-8",
    )
    source = tmp_path / "avis.csv"
    source.write_text("text\nTrop de clics\n", "utf-8")
    ran = wall(
        "theme", "group", str(source), "--taxonomy", str(mine), "--grouper", "keywords", "--json"
    )
    assert ran.json["rows"][0]["theme"] == "souris"


@pytest.mark.parametrize(
    "words",
    [
        ("group", "--output", "x.csv"),
        ("group", "--discover"),
        ("group", "FILE"),
        ("group", "FILE", "--json", "--themes", "viele"),
        ("group", "FILE", "--json", "--themes", "1"),
        ("merge", "saisie"),
        ("merge", "saisie", "ergonomie", "--undo"),
        ("word", "acces"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(
    wall: Shell, tmp_path: Path, words: tuple[str, ...]
) -> None:
    file = tmp_path / "avis.csv"
    file.write_text("text\nun\n", "utf-8")
    ran = wall.run("theme", *(str(file) if word == "FILE" else word for word in words))
    assert (ran.status, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 2 or "--themes" in ran.err


def test_a_file_that_cannot_be_written_or_read_is_said(wall: Shell, tmp_path: Path) -> None:
    file = tmp_path / "avis.csv"
    file.write_text("text\nun\n", "utf-8")
    (tmp_path / "file").write_text("", "utf-8")
    ran = wall.run("theme", "group", str(file), "-o", str(tmp_path / "file" / "out.csv"))
    assert (ran.status, "out.csv" in ran.err) == (1, True)
    assert wall.run("theme", "group", str(tmp_path / "none.csv"), "--json").status == 1


def test_a_plugin_adds_verbs_and_takes_none_of_ours(judging: Shell, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("text\n", "utf-8")
    ran = judging("theme", "judge", str(file), "--seeds", "7", "--loud")
    assert ran.lines == ["a.csv", "7 True"]
    assert "\x1b" not in ran.err
    assert judging("theme", "judge", str(file), "--json").json == {"seeds": 3}
    assert judging("theme", "list", "--json").json[0]["id"] == "formation"
    helped = judging("theme", "--help").out
    assert "Judge a file" in helped
    assert judging.run("note", "judge").status == 2
    assert judging.run("theme", "nothing").status == 2


def test_a_plugins_verb_that_fails_says_nothing_of_what_it_read(
    judging: Shell, tmp_path: Path
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("text\n", "utf-8")
    ran = judging.run("theme", "judge", str(file), "--task", "boom")
    assert (ran.status, ran.out) == (1, "")
    assert "RuntimeError" in ran.err
    assert "secret" not in ran.err


def test_the_list_of_themes_is_changed_and_its_past_is_told(wall: Shell) -> None:
    wall("theme", "group", "--grouper", "keywords")
    assert wall("theme", "rename", "materiel", "Postes").out == "materiel  Postes\n"
    assert wall("theme", "merge", "saisie", "ergonomie").out.startswith("ergonomie  ")
    note = next(n for n in wall("note", "list", "--json").json if n["theme"] == "materiel")
    made = wall("theme", "split", "postes", "Ondes", note["receipt"], "--json").json
    assert themes(wall)["Le wifi coupe"] == made["id"]
    assert wall("theme", "word", "acces", "sésame").lines == ["sésame  Log-in and access rights"]
    assert wall("theme", "word", "--forget", "SESAME").out == ""
    past = [line.partition("  ")[2] for line in wall("theme", "history").lines]
    assert past == [
        "Equipment, workstations and network is called Postes",
        "Data entry, records and paper went into Usability and ease of use",
        "Ondes was split off from Postes",
        "“sésame” speaks of Log-in and access rights",
        "“sésame” does not speak of Log-in and access rights any more",
    ]
    assert wall("theme", "history", "saisie").lines[0].endswith("Usability and ease of use")
    assert wall("theme", "history", "acces", "--json").json[0]["said"] == "sésame"
    assert wall("theme", "history", "formation").out == "Nobody changed it so far.\n"
