"""``naho programme``: what the Programme screen does, without a screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Shell


def test_the_programme_is_shown_with_the_words_that_commands_take(naho: Shell) -> None:
    shown = naho("programme", "show")
    for words in (
        "n@hô · Digital hospital",
        "Sites (4)",
        "henin-beaumont",
        "1.2",
        "5 / 12",
        "Team (4)",
    ):
        assert words in shown.out
    for noun in ("headcount", "milestone", "super-users", "team", "site"):
        assert naho("programme", noun, "--help").out.startswith(f"Usage: naho programme {noun}")


def test_a_part_is_added_changed_and_removed(naho: Shell, folder: Path) -> None:
    before = (folder / "naho.toml").read_bytes()
    assert naho("programme", "site", "add", "--name", "Arras").lines == ["arras"]
    naho("programme", "site", "set", "arras", "--name", "Arras-Sud")
    args = ("--site", "arras", "--count", "90", "--date", "2018-01-01", "--source", "RH")
    assert naho("programme", "headcount", "add", *args).lines == ["6"]
    assert "Arras-Sud" in naho("programme", "show").out
    refused = naho.run("programme", "site", "remove", "arras")
    assert (refused.status, refused.out) == (1, "")
    naho("programme", "headcount", "remove", "6")
    naho("programme", "site", "remove", "arras")
    assert (folder / "naho.toml").read_bytes() == before


def test_a_date_is_taken_away_by_an_empty_one(naho: Shell) -> None:
    changed = naho("programme", "go-live", "set", "1", "--date", "", "--json").json
    assert changed["go_lives"][0]["date"] is None
    assert len(changed["go_lives"][0]["milestones"]) == 2


def test_what_is_wrong_ends_with_its_status_and_one_sentence(naho: Shell, folder: Path) -> None:
    args = ("programme", "headcount", "set", "1", "--count", "x")
    assert naho.run(*args).status == 2
    assert naho.run("programme", "site", "add").status == 2
    missing = naho.run("programme", "site", "set", "lille", "--name", "x")
    assert missing.status == 1
    assert "Known: lens, bethune" in missing.err
    file = folder / "naho.toml"
    file.write_text(file.read_text("utf-8").replace('id = "lens"', 'id = "Lens"'), "utf-8")
    broken = naho.run("programme", "show")
    assert broken.status == 1
    assert "naho.toml:43: The id" in broken.err


def test_hostile_names_never_steer_the_terminal(naho: Shell) -> None:
    name = "Évil \x1b[31m\x07 [red]x[/] \u202e"
    naho("programme", "site", "add", "--name", name)
    shown = naho("programme", "show")
    assert "\x1b" not in shown.out
    assert "\u202e" not in shown.out
    assert naho("programme", "show", "--json").json["sites"][-1]["name"] == name.strip()


class TestVisits:
    def test_totals_counts_and_undo(self, naho: Shell) -> None:
        naho("visit", "add", "--site", "lens", "--role", "autre")
        total = ("visit", "total", "--site", "lens", "--count", "20", "--source", "badges")
        assert naho(*total, "--whole", "--json").json["count"] == 19
        assert naho("visit", "show", "--json").json["total"] == 20
        assert "20 visits" in naho("visit", "show").out
        assert naho("visit", "undo", "--json").json["count"] == 19
        assert naho("visit", "show", "--json").json["cells"] == [
            {"site": "lens", "role": "autre", "count": 1}
        ]
        naho("visit", "undo")
        assert naho.run("visit", "undo").status == 1

    def test_a_total_needs_its_source(self, naho: Shell) -> None:
        assert naho.run("visit", "total", "--site", "lens", "--count", "2").status == 2
        blank = naho.run("visit", "total", "--site", "lens", "--count", "2", "--source", " ")
        assert blank.status == 2

    def test_a_day_of_one_s_own(self, naho: Shell) -> None:
        args = ("--site", "lens", "--count", "5", "--source", "x", "--day", "2017-02-27")
        naho("visit", "total", *args)
        assert naho("visit", "show", "--json").json["total"] == 0
        day = naho("visit", "show", "--day", "2017-02-27", "--json").json
        assert (day["total"], day["people"]) == (5, False)
        naho("visit", "unique", "--from", "2017-02-27", "--to", "2017-02-27", "--source", "x")
        assert naho("visit", "show", "--day", "2017-02-27", "--json").json["people"] is True


@pytest.mark.parametrize("args", [["note", "list"], ["programme", "show"]])
def test_reading_loads_no_writer_of_toml(naho: Shell, args: list[str]) -> None:
    """tomlkit is imported by what writes naho.toml, and by nothing else."""
    import subprocess
    import sys

    code = (
        "import sys; from naho_feedback.cli.main import main;"
        f"main({['-w', str(naho.folder), *args]!r});"
        "print('tomlkit' in sys.modules, file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stderr.splitlines()[-1] == "False"
