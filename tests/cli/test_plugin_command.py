"""``naho plugin``: works when plugins do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from naho_feedback.hooks.discovery import Found, TrustList
from naho_feedback.services.id_words import doing_name
from tests.cli.conftest import Shell


def states(shell: Shell, *options: str) -> dict[str, str]:
    return {p["name"]: p["state"] for p in shell(*options, "plugin", "list", "--json").json}


def test_bundled_plugins_are_listed_with_who_ships_them(naho: Shell) -> None:
    listed = {plugin["name"]: plugin for plugin in naho("plugin", "list", "--json").json}
    assert {"csv", "import", "keywords"} <= listed.keys()
    assert listed["csv"]["distribution"].startswith("naho-feedback ")
    assert (listed["csv"]["state"], listed["csv"]["problems"]) == ("loaded", [])
    assert "csv" in naho("plugin", "list").out


def test_no_plugins_lists_names_without_loading_any(naho: Shell) -> None:
    assert set(states(naho, "--no-plugins").values()) == {"off"}
    assert naho.run("--no-plugins", "export", "csv").status == 1


@pytest.mark.parametrize(
    ("code", "doing"),
    [
        ("raise RuntimeError('au secours')", "load"),
        ("import sys; sys.exit(3)", "load"),
        ("def (:", "load"),
        (
            "from naho_feedback.api import hookimpl\n@hookimpl\ndef register_exporters():\n 1/0",
            "register_exporters",
        ),
    ],
)
def test_a_broken_plugin_is_listed_and_all_else_works(
    wall: Shell, folder: Path, code: str, doing: str
) -> None:
    (folder / "plugins" / "naho_casse.py").write_text(code, "utf-8")
    assert states(wall)["casse"] == "waiting"
    assert "naho plugin trust casse" in wall("plugin", "list").out
    wall("plugin", "trust", "casse")
    (broken,) = [p for p in wall("plugin", "list", "--json").json if p["name"] == "casse"]
    assert (broken["state"], broken["problems"][0]["doing"]) == ("failed", doing)
    told = wall("plugin", "list").out
    assert "does not work" in told
    assert f"    {doing_name(doing)}: " in told
    wall("note", "add", "bonjour")
    ran = wall("export", "csv", "--yes")
    assert "casse" in ran.err
    assert "Traceback" not in ran.err
    assert "A-2" in wall("note", "list").out


def test_only_a_plugin_that_waits_can_be_trusted(naho: Shell) -> None:
    ran = naho.run("plugin", "trust", "csv")
    assert (ran.status, ran.err) == (1, "No plugin csv waits for your yes.\n")


def test_trust_that_cannot_be_kept_is_one_sentence(
    naho: Shell, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: TrustList, plugin: Found) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(TrustList, "add", full)
    (folder / "plugins" / "naho_neuf.py").write_text("", "utf-8")
    ran = naho.run("plugin", "trust", "neuf")
    assert ran.status == 1
    assert ran.err.startswith("Your yes could not be kept.")
