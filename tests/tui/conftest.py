"""A workspace that stands still in time, and the app on it."""

from __future__ import annotations

import datetime as dt
import gettext
from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from naho_feedback import i18n
from naho_feedback.bootstrap import Naho
from naho_feedback.services.clock import Clock
from naho_feedback.store.memory import MemoryStore
from naho_feedback.tui.app import NahoApp
from naho_feedback.workspace import DEMO_TODAY, init_demo_workspace

NOW = dt.datetime(2017, 3, 3, 10, 42, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.fixture(autouse=True)
def many_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the terminal have many colours, whatever runs the tests: it decides the first look."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("COLORTERM", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def source_strings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show our own words as the source has them, so that no translation breaks a test."""
    monkeypatch.setattr(i18n, "_catalogue", lambda _language: gettext.NullTranslations())


@pytest.fixture
def naho(tmp_path: Path) -> Iterator[Naho]:
    """An empty demonstration workspace on 3 March 2017 at 10:42, records in memory, no plugin."""
    workspace = init_demo_workspace(tmp_path / "ws")
    store = MemoryStore(clock=lambda: int(NOW.timestamp() * 1000))
    made = Naho(workspace, plugins=False, store=store)
    made.clock = Clock(DEMO_TODAY, now=lambda: NOW)
    yield made
    made.close()


AppFactory = Callable[[], NahoApp]


@pytest.fixture
def app(naho: Naho) -> AppFactory:
    """Make the app; use it as ``async with app().run_test(size=(80, 24), notifications=True)``."""
    return lambda: NahoApp(naho)
