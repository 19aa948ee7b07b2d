"""The kiosk's page in French: its commands are there, its settings are read, its spaces fit."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import msgspec

from naho_feedback.cli.main import build_cli
from naho_feedback.cli.state import State
from naho_feedback.tui.kiosk_patience import WARNING_SECONDS
from naho_feedback.workspace.kiosk import KioskSettings
from tests.docs.test_privacy_pack import codes, french_spacing

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "kiosk.md").read_text("utf-8")


def test_its_spaces_are_french() -> None:
    assert french_spacing(PAGE) == []


def test_its_commands_are_those_of_the_program() -> None:
    found = re.findall(r"\bnaho ([a-z]+ [a-z]+)", "\n".join(codes(PAGE)))
    root = build_cli()
    context = click.Context(root, obj=State())
    for words in found:
        noun, verb = words.split()
        command = root.get_command(context, noun)
        assert isinstance(command, click.Group), words
        assert command.get_command(context, verb) is not None, words
    assert {"kiosk pin", "kiosk log", "survey answer"} <= set(found)


def test_its_settings_are_those_that_a_new_workspace_has() -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    said = msgspec.convert(tomllib.loads(block)["kiosk"], KioskSettings)
    assert said == KioskSettings()
    assert f"pendant {said.idle} secondes" in PAGE
    assert f"compte {WARNING_SECONDS:.0f} secondes" in PAGE


def test_the_files_that_it_names_are_there() -> None:
    named = re.findall(r"tests/[\w/.]+", PAGE)
    assert named
    assert all((ROOT / name).is_file() for name in named)
