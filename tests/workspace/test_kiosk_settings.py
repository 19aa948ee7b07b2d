"""``[kiosk]`` of ``naho.toml``."""

from __future__ import annotations

from pathlib import Path

import pytest

from naho_feedback.errors import FileError
from naho_feedback.workspace import init_workspace, read_settings
from naho_feedback.workspace.kiosk import KioskSettings
from tests.workspace.test_settings import GOOD


def read(tmp_path: Path, lines: str) -> KioskSettings:
    path = tmp_path / "naho.toml"
    path.write_text(f"{GOOD}\n[kiosk]\n{lines}\n", "utf-8")
    return read_settings(path).kiosk


def test_it_may_be_left_out_and_a_new_workspace_says_the_same(tmp_path: Path) -> None:
    assert read(tmp_path, "") == KioskSettings(idle=60, auto_advance=True)
    assert init_workspace(tmp_path / "w").settings.kiosk == KioskSettings()


def test_it_is_read(tmp_path: Path) -> None:
    kiosk = read(tmp_path, "idle = 15\nauto_advance = false")
    assert kiosk == KioskSettings(idle=15, auto_advance=False)


@pytest.mark.parametrize("idle", [14, 0, -1, 3601])
def test_a_wait_that_serves_nobody_is_refused_with_its_line(tmp_path: Path, idle: int) -> None:
    with pytest.raises(FileError) as caught:
        read(tmp_path, f"idle = {idle}")
    assert "15" in caught.value.message
    assert "3600" in caught.value.message
    line = GOOD.count("\n") + 3
    assert f"naho.toml:{line}: " in caught.value.message
    assert "idle = 60" in caught.value.hint


@pytest.mark.parametrize("lines", ['pin = "4815"', 'auto_advance = "oui"', "idle = 1.5"])
def test_what_it_does_not_know_is_refused(tmp_path: Path, lines: str) -> None:
    """A PIN does not belong here: this file is copied from laptop to laptop."""
    with pytest.raises(FileError):
        read(tmp_path, lines)
