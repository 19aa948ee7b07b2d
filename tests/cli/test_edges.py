"""The edge: whatever goes wrong is one sentence and an exit status, never a traceback."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from naho_feedback import __version__, i18n
from naho_feedback.cli import console
from naho_feedback.cli.main import main
from naho_feedback.errors import StoreError
from naho_feedback.services.capture import Capture
from naho_feedback.workspace import init_workspace
from tests.cli.conftest import Shell, Stream


def test_version(anywhere: Shell) -> None:
    assert anywhere("--version").out == f"naho-feedback {__version__}\n"


@pytest.mark.parametrize(
    "args",
    [
        ["nuages"],
        ["--nuages"],
        ["note", "nuages"],
        ["note", "add"],
        ["note", "add", "x", "--dots", "beaucoup"],
        ["--language", "de", "note", "list"],
        ["summary", "--audience", "raw"],
        ["session", "open", "--site", "lens"],
    ],
)
def test_wrong_usage_is_told_with_where_the_help_is(naho: Shell, args: list[str]) -> None:
    ran = naho.run(*args)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.splitlines()[-1].startswith("See: naho")
    assert ran.err.splitlines()[-1].endswith("--help")


def test_no_workspace_is_one_sentence_and_a_hint(anywhere: Shell) -> None:
    for args in (["note", "list"], ["summary"], []):
        ran = anywhere.run(*args)
        assert (ran.status, ran.out) == (1, "")
        assert "no workspace" in ran.err.splitlines()[0]
        assert "naho init" in ran.err.splitlines()[1]


def test_a_broken_naho_toml_is_one_sentence_with_its_line(naho: Shell, folder: Path) -> None:
    file = folder / "naho.toml"
    lines = file.read_text("utf-8").splitlines()
    place = next(n for n, line in enumerate(lines, start=1) if line.startswith("k ="))
    lines[place - 1] = "k = beaucoup"
    file.write_text("\n".join(lines), "utf-8")
    before = sorted(folder.rglob("*"))
    for args in (["note", "add", "bonjour"], ["summary"], ["export", "csv"], ["plugin", "list"]):
        ran = naho.run(*args)
        assert (ran.status, ran.out) == (1, "")
        assert f"naho.toml:{place}: " in ran.err
        assert len(ran.err.splitlines()) <= 2
    assert sorted(folder.rglob("*")) == before


def test_the_app_needs_a_terminal(naho: Shell, anywhere: Shell) -> None:
    for args in ([], ["kiosk", "sortie-30s"]):
        ran = naho.run(*args)
        assert (ran.status, ran.err.splitlines()[0]) == (1, "The app needs a terminal.")
    ran = anywhere.run("demo")
    assert ran.status == 1
    assert "--no-tui" in ran.err
    assert list(Path.cwd().iterdir()) == []


def test_an_unknown_kiosk_survey_is_refused_before_the_app(naho: Shell) -> None:
    ran = naho.run("kiosk", "rien")
    assert (ran.status, ran.err.splitlines()[0]) == (1, "There is no questionnaire rien.")


# ---- failures --------------------------------------------------------------------------------


def failing(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Capture, session: str = "") -> None:
        raise error

    monkeypatch.setattr(Capture, "notes", fail)


def test_the_unexpected_is_one_sentence_and_a_log_without_words(
    wall: Shell, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(ValueError("secret words"), monkeypatch)
    ran = wall.run("note", "list")
    log = folder / "data" / "naho.log"
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == f"Something went wrong (ValueError).\nDetails: {log}\n"
    kept = log.read_text("utf-8")
    assert "ValueError" in kept
    assert "in fail" in kept
    assert "secret" not in kept


def test_a_refusal_of_the_store_is_told_as_it_says_it(
    wall: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(StoreError("The disk is full.", "Make room."), monkeypatch)
    ran = wall.run("note", "list")
    assert (ran.status, ran.err) == (1, "The disk is full.\nMake room.\n")


def test_a_full_disk_elsewhere_is_told_as_such(
    wall: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(OSError(28, "No space left on device"), monkeypatch)
    assert wall.run("note", "list").err == "The disk is full.\nMake room and try again.\n"


def test_ctrl_c_ends_with_130(wall: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(KeyboardInterrupt(), monkeypatch)
    ran = wall.run("note", "list")
    assert (ran.status, ran.err.strip()) == (130, "")


def test_hostile_arguments_are_shown_harmless(wall: Shell) -> None:
    for args in (["note", "edit", "\x1b[2J", "x"], ["\x1b[2J"], ["survey", "show", "\x1b[2J"]):
        ran = wall.run(*args)
        assert ran.status in (1, 2)
        assert "\x1b" not in ran.err


def test_a_workspace_name_that_no_folder_has_is_one_sentence(anywhere: Shell) -> None:
    for name in ("nulle-part", "", "x" * 5000):
        ran = anywhere.run("-w", name, "note", "list")
        assert (ran.status, ran.out) == (1, "")
        assert len(ran.err.splitlines()) == 2


# ---- streams and languages -------------------------------------------------------------------


def test_output_is_utf_8_whatever_the_code_page(
    wall: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    wall("note", "add", "Écran 😀 illisible")
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="cp1252", write_through=True)
    monkeypatch.setattr(sys, "stdout", narrow)
    assert main(["-w", str(wall.folder), "note", "list"]) == 0
    raw = narrow.buffer
    assert isinstance(raw, io.BytesIO)
    assert "Écran 😀 illisible" in raw.getvalue().decode("utf-8")


def test_a_terminal_keeps_its_encoding_and_never_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    class Narrow(Stream):
        def __init__(self) -> None:
            super().__init__(tty=True)
            self.reconfigure(encoding="ascii")

    narrow = Narrow()
    monkeypatch.setattr(sys, "stdout", narrow)
    console.prepare_streams()
    console.out("été")
    assert narrow.text() == "\\xe9t\\xe9\n"


def test_the_language_is_the_option_s_then_the_environment_s_then_the_workspace_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    english = Shell(monkeypatch, init_workspace(tmp_path / "en", language="en").root)
    french = Shell(monkeypatch, init_workspace(tmp_path / "fr").root)
    spoken = []
    for shell, options, wished in (
        (english, (), ""),
        (french, (), ""),
        (french, (), "en"),
        (french, ("--language", "en"), "fr"),
        (english, (), "nuages"),
    ):
        monkeypatch.setenv("NAHO_LANGUAGE", wished)
        shell(*options, "--help")
        spoken.append(i18n.language())
    assert spoken == ["en", "fr", "en", "en", "en"]


def test_without_workspace_the_language_is_french(
    anywhere: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NAHO_LANGUAGE")
    i18n.set_language("en")
    anywhere("--help")
    assert i18n.language() == "fr"


# ---- new workspaces --------------------------------------------------------------------------


def test_init_makes_a_workspace_once(anywhere: Shell) -> None:
    made = anywhere("init", "semaine", "--label", "b", "--json").json
    assert (made["label"], made["demo"], made["language"]) == ("B", False, "fr")
    assert Path(made["root"]) == Path.cwd() / "semaine"
    again = anywhere.run("init", "semaine")
    assert again.status == 1
    assert "Open it with: naho -w" in anywhere("init", "autre").err
    assert anywhere.run("init", "trois", "--label", "AB").status == 2


def test_demo_is_made_reopened_and_never_put_over_something_else(anywhere: Shell) -> None:
    made = anywhere("demo", "--no-tui", "--json").json
    assert Path(made["root"]) == Path.cwd() / "naho-demo"
    journal = {f: f.read_bytes() for f in Path("naho-demo").rglob("*") if f.is_file()}
    assert anywhere("demo", "--no-tui").out == f"{made['root']}\n"
    assert {f: f.read_bytes() for f in Path("naho-demo").rglob("*") if f.is_file()} == journal
    anywhere("init", "vrai")
    Path("plein").mkdir()
    Path("plein/lettre.txt").write_text("x", "utf-8")
    for name in ("vrai", "plein"):
        before = sorted(Path(name).rglob("*"))
        assert anywhere.run("demo", name, "--no-tui").status == 1
        assert sorted(Path(name).rglob("*")) == before


def test_demo_and_init_take_no_workspace_option(naho: Shell) -> None:
    for args in (["demo", "--no-tui"], ["init", "x"]):
        assert naho.run(*args).status == 2
