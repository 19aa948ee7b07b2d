"""``naho theme check``: a list of themes looked through, in a workspace or before there is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.test_import_hygiene import NEVER, after

OWN = """\
[[themes]]
id = "gestes"
label = { fr = "Gestes", en = "Gestures" }
definition = { fr = "Ce que font les mains.", en = "What hands do." }
keywords.fr = ["form*", "geste*"]
keywords.en = ["gesture"]

[[themes]]
id = "cours"
label = { fr = "Cours", en = "" }
definition = { fr = "Ce qui s'apprend.", en = "What is learnt." }
keywords.fr = ["formation", "la"]
keywords.en = ["course"]
examples.fr = ["Un geste montré deux fois"]
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a file with two errors and a remark, outside any workspace."""
    path = tmp_path / "own.toml"
    path.write_text(OWN, "utf-8")
    return path


def test_the_bundled_list_is_good(naho: Shell) -> None:
    ran = naho("theme", "check")
    assert ran.lines == [f"{ran.out.partition(': good')[0]}: good"]
    assert "themes.toml" in ran.out


def test_findings_are_grouped_and_each_says_what_to_do(anywhere: Shell, own: Path) -> None:
    ran = anywhere.run("theme", "check", str(own))
    assert (ran.status, ran.err) == (1, "")
    heads = [line for line in ran.lines if line and not line.startswith(("  ", str(own)))]
    assert heads == [
        "A keyword in two themes",
        "Not translated",
        "Examples that speak of another theme",
    ]
    assert f"  {own}:12: Some words are both" in ran.out
    assert "Keep it in one of the two" in ran.out
    assert ran.lines[-1] == f"{own}: 2 errors, 1 remark"


def test_remarks_alone_are_no_failure(anywhere: Shell, own: Path) -> None:
    text = OWN.replace('"formation", ', "").replace('en = ""', 'en = "Courses"')
    own.write_text(text, "utf-8")
    assert anywhere("theme", "check", str(own)).lines[-1] == f"{own}: 0 errors, 1 remark"


def test_programs_are_told_the_same(anywhere: Shell, own: Path) -> None:
    checked = anywhere.run("theme", "check", str(own), "--json").json
    assert (checked["ok"], checked["errors"], checked["remarks"]) == (False, 2, 1)
    assert [(f["kind"], f["line"], f["key"]) for f in checked["findings"]] == [
        ("two_themes", 12, "themes[2].keywords.fr[1]"),
        ("untranslated", 10, "themes[2].label.en"),
        ("example", 14, "themes[2].examples.fr[1]"),
    ]


def test_it_speaks_french(anywhere: Shell, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NAHO_LANGUAGE", "fr")
    ran = anywhere.run("theme", "check", str(own))
    assert "Un mot-clé dans deux thèmes" in ran.out
    assert ran.lines[-1] == f"{own}: 2 erreurs, 1 remarque"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("themes = 3\n", ':1: "themes" must be a list.'),
        ("[[themes]\n", ":1: "),
        (OWN.replace('"geste*"', '"ge*ste"'), ":5: The star of"),
        (OWN.replace('id = "cours"', 'id = "gestes"'), ":9: The id "),
    ],
)
def test_a_file_that_cannot_be_used_is_said_with_its_line(
    anywhere: Shell, own: Path, text: str, said: str
) -> None:
    own.write_text(text, "utf-8")
    ran = anywhere.run("theme", "check", str(own))
    assert ran.status == 1
    assert ran.lines[0] == "The list cannot be used"
    assert f"  {own}{said}" in ran.out


def test_a_file_that_is_not_there_is_said(anywhere: Shell) -> None:
    ran = anywhere.run("theme", "check", "rien.toml")
    assert ran.status == 1
    assert "  rien.toml: There is no such file." in ran.out


def test_without_a_file_there_must_be_a_workspace(anywhere: Shell) -> None:
    ran = anywhere.run("theme", "check")
    assert (ran.status, ran.out) == (1, "")
    assert "There is no workspace" in ran.err


def test_the_workspaces_own_list_and_words_are_looked_at(
    naho: Shell, folder: Path, own: Path
) -> None:
    (folder / "themes.toml").write_text(OWN.replace('"formation", ', ""), "utf-8")
    naho("theme", "word", "cours", "formateur")
    ran = naho.run("theme", "check")
    assert 'themes.toml:5: Some words are both "form*"' in ran.out
    assert "formateur" in ran.out

    naho("theme", "merge", "cours", "gestes")  # one theme now: the word speaks of one
    assert "formateur" not in naho.run("theme", "check").out


def test_a_broken_list_of_the_workspace_is_looked_at_too(naho: Shell, folder: Path) -> None:
    (folder / "themes.toml").write_text("themes = []\n", "utf-8")
    ran = naho.run("theme", "check")
    assert (ran.status, ran.err) == (1, "")
    assert "This file has no theme." in ran.out


def test_a_keyword_that_floods_the_notes_here_is_found(wall: Shell, own: Path) -> None:
    wall("note", "add", "-", stdin="\n".join(f"la note {n}" for n in range(50)))
    ran = wall.run("theme", "check", str(own))
    assert 'The keyword "la" of cours stands in 50 notes of 50 (100 %).' in ran.out


def test_parts_are_listed_behind_their_theme_with_its_name(wall: Shell, folder: Path) -> None:
    text = OWN.replace('id = "gestes"', 'id = "gestes"\nparent = "cours"').replace(
        '""', '"Courses"'
    )
    (folder / "themes.toml").write_text(text, "utf-8")
    note = wall("note", "add", "Un geste").out.strip()
    wall("theme", "place", note, "gestes")
    rows = [line.split("  ") for line in wall("theme", "list").lines]
    assert [row[0].strip() for row in rows] == ["cours", "gestes", "-"]
    assert "Courses › Gestures" in wall("theme", "list").out
    listed = wall("theme", "list", "--json").json
    assert [(theme["parent"], theme["notes"]) for theme in listed] == [
        ("", 0),
        ("cours", 1),
        ("", 0),
    ]


def test_text_of_a_file_cannot_steer_the_terminal(anywhere: Shell, own: Path) -> None:
    own.write_text(OWN.replace('"geste*"', '"form\\u001b[2J"'), "utf-8")
    assert "\x1b" not in anywhere.run("theme", "check", str(own)).out


def test_it_loads_no_number_cruncher(own: Path) -> None:
    own.write_text(OWN.replace('"formation", ', "").replace('en = ""', 'en = "x"'), "utf-8")
    assert not after("theme", "check", str(own)) & set(NEVER)
