"""``naho export``: see what would be sent, agree, get the proofs."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from naho_feedback.bootstrap import open_naho
from naho_feedback.domain.deliveries import AuditEntry, Delivery
from tests.cli.conftest import Shell


def audit(folder: Path | None) -> list[AuditEntry]:
    naho = open_naho(folder, plugins=False)
    try:
        return list(naho.store.all(AuditEntry))
    finally:
        naho.close()


def test_targets_are_listed(demo: Shell) -> None:
    assert "csv" in [target["name"] for target in demo("export", "--list", "--json").json]
    assert any(line.startswith("csv  ") for line in demo("export", "--list").lines)
    assert "csv" in demo("export", "--help").out


def test_the_plan_is_shown_and_nothing_is_written(demo: Shell) -> None:
    assert demo.folder is not None
    ran = demo("export", "csv", "--plan")
    assert "+ themes.csv" in ran.out
    assert "0 refused" in ran.out
    assert not (demo.folder / "exports").exists()


def test_without_terminal_and_without_yes_nothing_is_sent(demo: Shell) -> None:
    assert demo.folder is not None
    ran = demo.run("export", "csv")
    assert ran.status == 1
    assert "+ themes.csv" in ran.out
    assert "--yes" in ran.err
    ran = demo.run("export", "csv", "--json")
    assert (ran.status, ran.json["done"], ran.json["sent"]) == (1, False, [])
    assert not (demo.folder / "exports").exists()


def test_yes_sends_and_prints_each_proof(demo: Shell) -> None:
    assert demo.folder is not None
    ran = demo("export", "csv", "--yes")
    assert "file:csv-manager/themes.csv" in ran.out
    assert (demo.folder / "exports" / "csv-manager" / "themes.csv").is_file()
    again = demo("export", "csv", "--yes", "--json").json
    assert again["sent"] == []
    assert {item["action"] for item in again["plan"]["items"]} == {"leave"}
    assert "nothing to send" in demo("export", "csv").err


def test_a_person_at_the_terminal_may_agree_or_not(demo: Shell) -> None:
    assert demo.folder is not None
    assert demo.run("export", "csv", tty=True, stdin="n\n").status == 1
    assert not (demo.folder / "exports").exists()
    assert demo.run("export", "csv", tty=True, stdin="o\n").status == 0
    assert (demo.folder / "exports").exists()


def test_the_target_s_own_options_are_flags_over_naho_toml(demo: Shell, tmp_path: Path) -> None:
    assert demo.folder is not None
    with (demo.folder / "naho.toml").open("a", encoding="utf-8") as file:
        file.write("\n[plugins.csv]\nplain = true\n")
    here, there = tmp_path / "here", tmp_path / "there"
    demo("export", "csv", "--yes", "--folder", str(here))
    demo("export", "csv", "--yes", "--folder", str(there), "--no-plain")
    assert (here / "themes.csv").read_bytes()[:1] == b'"'
    assert (there / "themes.csv").read_bytes()[:3] == b"\xef\xbb\xbf"
    for option in ("--folder", "--plain / --no-plain", "--neutralise / --no-neutralise"):
        assert option in demo("export", "csv", "--help").out


def test_the_view_is_shown_as_the_plugin_gets_it(demo: Shell) -> None:
    view = demo("export", "csv", "--show-view").json
    assert (view["audience"], view["records"]["notes"]) == ("manager", [])
    assert [table["id"] for table in view["tables"]] == [
        "themes",
        "areas",
        "reach",
        "roles",
        "measures",
        "days",
    ]
    team = demo("export", "csv", "--show-view", "--audience", "team").json
    assert len(team["records"]["notes"]) == team["summary"]["notes"]


# ---- as typed --------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", [[], ["--plan"], ["--show-view"], ["--json"]])
def test_records_as_typed_need_a_terminal_or_a_yes(demo: Shell, verb: list[str]) -> None:
    ran = demo.run("export", "csv", "--audience", "raw", *verb)
    assert (ran.status, ran.out) == (1, "")
    assert "--yes" in ran.err
    assert audit(demo.folder) == []


def test_yes_without_terminal_is_the_logged_consent(demo: Shell) -> None:
    demo("export", "csv", "--audience", "raw", "--yes")
    (entry,) = audit(demo.folder)
    assert (entry.what, entry.function, entry.label) == ("export csv", "command", "A")


def test_at_a_terminal_the_function_is_asked_and_logged(demo: Shell) -> None:
    asked = ("export", "csv", "--audience", "raw", "--yes")
    ran = demo.run(*asked, tty=True, stdin="  \n")
    assert (ran.status, ran.out, audit(demo.folder)) == (1, "", [])
    assert demo.run(*asked, tty=True, stdin="DPO\n").status == 0
    assert [entry.function for entry in audit(demo.folder)] == ["DPO"]


def test_notes_as_typed_come_out_as_they_went_in(wall: Shell) -> None:
    assert wall.folder is not None
    words = ["=1+1", "'déjà", 'a;b "c"', "\x1b[31m", "06 12 34 56 78", "😀 été"]
    wall("note", "add", "-", stdin="\n".join(words))
    wall(
        "export", "csv", "--audience", "raw", "--yes", "--plain", "--folder", str(wall.folder / "x")
    )
    with (wall.folder / "x" / "notes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["text"].removeprefix("'") for row in rows] == words


# ---- targets that go wrong -------------------------------------------------------------------

PLUGIN = """
from naho_feedback.api import (
    Exporter, Localized, NahoError, Plan, PlanAction, PlanItem, Receipt, hookimpl
)

class Half(Exporter):
    name = "half"
    label = Localized("Moitié", "Half")

    def plan(self, view, receipts, options):
        items = [PlanItem(key=key, action=PlanAction.CREATE, title=key) for key in ("a", "b")]
        items.append(PlanItem(key="c", action=PlanAction.REFUSE, title="c", detail="too long"))
        return Plan(target="there\\x1b[2J", items=tuple(items))

    def send(self, plan, view, options):
        yield Receipt(key="a", reference="there/a")
        if not view.summary.notes:
            raise {error}
        yield Receipt(key="b", reference="there/b")

@hookimpl
def register_exporters():
    return [Half()]
"""


def with_plugin(shell: Shell, error: str) -> None:
    assert shell.folder is not None
    file = shell.folder / "plugins" / "naho_half.py"
    file.write_text(PLUGIN.replace("{error}", error), "utf-8")
    ran = shell.run("export", "half", "--yes")
    assert ran.status == 1
    assert "naho plugin trust half" in ran.err
    shell("plugin", "trust", "half")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ('NahoError("The line is cut.", "Try later.")', "The line is cut.\nTry later.\n"),
        ('ValueError("secret words")', "The target half failed.\nSee: naho plugin list\n"),
        ("SystemExit(3)", "The target half failed.\nSee: naho plugin list\n"),
    ],
)
def test_what_was_sent_before_a_failure_stays_sent(naho: Shell, error: str, said: str) -> None:
    with_plugin(naho, error)
    ran = naho.run("export", "half", "--yes", "--json")
    assert ran.status == 1
    assert ran.err.endswith(said)
    assert "secret" not in ran.err
    assert [receipt["key"] for receipt in ran.json["sent"]] == ["a"]
    kept: dict[str, Any] = {}
    opened = open_naho(naho.folder, plugins=False)
    try:
        kept = {d.key: str(d.status) for d in opened.store.all(Delivery)}
    finally:
        opened.close()
    assert kept == {"a": "sent", "b": "failed"}


def test_what_the_target_refuses_ends_with_1_and_the_rest_is_sent(wall: Shell) -> None:
    wall("note", "add", "bonjour")
    with_plugin(wall, "ValueError")
    ran = wall.run("export", "half", "--yes")
    assert ran.status == 1
    assert "! c  too long" in ran.out
    assert "b  there/b" in ran.out
    assert "1 thing was refused." in ran.err
    assert "\x1b" not in ran.out


def test_an_unknown_target_is_refused_with_the_installed_ones(naho: Shell) -> None:
    ran = naho.run("export", "boule-de-cristal", "--yes")
    said, hint = ran.err.splitlines()
    assert (ran.status, said) == (1, "There is no target boule-de-cristal.")
    assert hint.startswith("Installed: ")
    assert "csv" in hint
