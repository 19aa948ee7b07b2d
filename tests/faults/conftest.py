"""Fixtures of the fault tests."""

from __future__ import annotations

import pytest

from naho_feedback.store import disk
from tests.plugins.themes.conftest import make_engine

__all__ = ["make_engine", "quick_disk"]


@pytest.fixture
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for the disk, where a test opens a store thousands of times."""
    monkeypatch.setattr(disk, "sync", lambda _fd: None)
    monkeypatch.setattr(disk, "sync_folder", lambda _folder: None)
