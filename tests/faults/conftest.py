"""What the fault tests measured, printed as one table at the end of a run."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from naho_feedback.store import disk

_KEY = "fault"
Tell = Callable[[str, str], None]


@pytest.fixture
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for the disk, where a test opens a store thousands of times."""
    monkeypatch.setattr(disk, "sync", lambda _fd: None)
    monkeypatch.setattr(disk, "sync_folder", lambda _folder: None)


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Tell:
    """Return ``tell(test, result)``, which adds a row to the table."""

    def add(test: str, result: str) -> None:
        record_property(_KEY, (test, result))

    return add


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table as Markdown, ready for ``docs/durability.md``."""
    rows = [
        value
        for report in terminalreporter.getreports("passed")
        for key, value in getattr(report, "user_properties", ())
        if key == _KEY
    ]
    if rows:
        terminalreporter.section("faults")
        terminalreporter.write_line("| test | result |")
        terminalreporter.write_line("|---|---|")
        for test, result in sorted(map(tuple, rows)):
            terminalreporter.write_line(f"| {test} | {result} |")
