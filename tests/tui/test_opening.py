"""The journal is opened behind the first frame."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from naho_feedback import store
from naho_feedback.bootstrap import Naho
from naho_feedback.errors import FileError, StoreError
from naho_feedback.tui.app import NahoApp
from naho_feedback.tui.screens.help import HelpScreen
from naho_feedback.tui.widgets.tiles_awaited import TilesAwaited
from naho_feedback.workspace import init_demo_workspace
from tests.tui.seeing import seen, settle
from tests.tui.wall_help import until


async def test_the_first_frame_does_not_wait_for_the_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long it takes to read, keys are answered meanwhile; then the figures come."""
    go_on = threading.Event()
    asked = threading.Event()
    truly = store.open_store

    def slowly(*given: Any) -> store.JournalStore:
        asked.set()
        assert go_on.wait(30)
        return truly(*given)

    monkeypatch.setattr(store, "open_store", slowly)
    naho = Naho(init_demo_workspace(tmp_path / "ws"), plugins=False)
    async with NahoApp(naho).run_test(size=(120, 40), notifications=True) as pilot:
        await until(pilot, asked.is_set)
        assert "F8" in seen(pilot.app)
        assert len(pilot.app.screen.query(TilesAwaited)) == 1
        await pilot.press("f1")
        assert isinstance(pilot.app.screen, HelpScreen)
        assert not naho.is_open
        await pilot.press("escape")
        go_on.set()
        await until(pilot, lambda: not pilot.app.screen.query(TilesAwaited))
        assert naho.is_open
        naho.capture.open_session("post-it", "lens")
        await settle(pilot)
    naho.close()


async def test_a_journal_that_cannot_be_opened_ends_the_app_with_its_error(tmp_path: Path) -> None:
    workspace = init_demo_workspace(tmp_path / "ws")
    (workspace.data_dir / "000001.jsonl").write_bytes(b"this is no journal\n" * 9)
    app = NahoApp(Naho(workspace, plugins=False))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: not app.is_running)
    assert isinstance(app.failure, StoreError)
    assert app.return_code == 1


async def test_a_broken_list_of_themes_ends_the_app_before_a_note_is_typed(tmp_path: Path) -> None:
    """Like a broken ``naho.toml``: the wall could not be read, and a note not be shown."""
    workspace = init_demo_workspace(tmp_path / "ws")
    (workspace.root / "themes.toml").write_text("themes = []\n", "utf-8")
    app = NahoApp(Naho(workspace, plugins=False))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: not app.is_running)
    assert isinstance(app.failure, FileError)
    assert app.failure.file.endswith("themes.toml")
    assert app.return_code == 1
