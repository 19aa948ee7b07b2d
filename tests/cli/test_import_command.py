"""``naho import``: a dry run first, bad rows by line, the rest taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Shell

ROWS = "text;dots\nTrop de clics;3\n;4\nbien;beaucoup\ntrop de CLICS;1\nUn référent la nuit;2\n"


@pytest.fixture
def csv(tmp_path: Path) -> str:
    """Return a file with three good rows, one of them a duplicate, and two bad ones."""
    file = tmp_path / "notes.csv"
    file.write_text(ROWS, "utf-8")
    return str(file)


def test_the_dry_run_changes_nothing(naho: Shell, csv: str) -> None:
    ran = naho("import", csv)
    assert "3 notes would be stored" in ran.out
    assert "line 5 says the same as line 2" in ran.out
    assert "notes.csv:3: " in ran.err
    assert "notes.csv:4: " in ran.err
    assert "add --yes" in ran.err
    assert naho("session", "list", "--json").json == []


def test_yes_stores_the_good_rows_and_ends_with_1_for_the_bad_ones(naho: Shell, csv: str) -> None:
    ran = naho.run("import", csv, "--yes", "--workshop", "post-it", "--site", "lens")
    assert ran.status == 1
    (session,) = naho("session", "list", "--json").json
    assert (session["notes"], session["site"], session["title"]) == (3, "lens", "notes.csv")
    assert session["closed"] is not None
    notes = naho("note", "list", "--all", "--json").json
    assert [(note["text"], note["dots"]) for note in notes] == [
        ("Trop de clics", 3),
        ("trop de CLICS", 1),
        ("Un référent la nuit", 2),
    ]


def test_a_person_at_the_terminal_may_agree_or_not(naho: Shell, csv: str) -> None:
    ran = naho.run("import", csv, tty=True, stdin="\n")
    assert (ran.status, naho("session", "list", "--json").json) == (0, [])
    ran = naho.run("import", csv, tty=True, stdin="oui\n")
    assert ran.status == 1
    assert "3 notes stored" in ran.out


def test_json_holds_plan_and_outcome(naho: Shell, csv: str) -> None:
    planned = naho("import", csv, "--json").json
    assert (planned["done"], planned["stored"], planned["session"]) == (False, 0, None)
    assert [row["line"] for row in planned["plan"]["bad"]] == [3, 4]
    assert planned["plan"]["duplicates"] == [{"line": 5, "of": 2}]
    ran = naho.run("import", csv, "--json", "--yes", "--skip-duplicates")
    assert (ran.status, ran.json["stored"], ran.json["plan"]["skipped"]) == (1, 2, 1)


def test_columns_are_mapped_by_hand(naho: Shell, tmp_path: Path) -> None:
    file = tmp_path / "notes.csv"
    file.write_text("a,b\nnon,oui\n", "utf-8")
    naho("import", str(file), "--map", "text=b", "--yes")
    assert naho("note", "list", "--all", "--json").json[0]["text"] == "oui"
    ran = naho.run("import", str(file), "--map", "text=c", "--yes")
    assert ran.status == 1
    assert len(naho("session", "list", "--json").json) == 1


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (["--map", "texte=a"], 2),
        (["--map", "text"], 2),
        (["--site", "paris"], 1),
        (["--format", "nuages"], 1),
        (["--collector", "boule-de-cristal"], 1),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_stored(
    naho: Shell, csv: str, args: list[str], status: int
) -> None:
    ran = naho.run("import", csv, *args, "--yes")
    assert (ran.status, ran.out) == (status, "")
    assert naho("session", "list", "--json").json == []


def test_a_file_that_is_missing_or_of_no_known_kind_is_one_sentence(
    naho: Shell, tmp_path: Path
) -> None:
    ran = naho.run("import", str(tmp_path / "rien.csv"), "--yes")
    assert (ran.status, "There is no such file." in ran.err) == (1, True)
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    ran = naho.run("import", str(tmp_path / "photo.jpg"), "--yes")
    assert ran.status == 2
    assert ".csv" in ran.err
    assert naho.run("import", str(tmp_path), "--yes").status == 1
