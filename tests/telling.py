"""What long tests counted, printed as one table at the end of a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Protocol

import pytest

_KEY = "told"


class Tell(Protocol):
    """Adds a row to the table; rows of one name are added up."""

    def __call__(self, test: str, **numbers: int) -> None:
        """Tell what a test counted."""


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Tell:
    """Return what adds a row to the table."""

    def add(test: str, **numbers: int) -> None:
        record_property(_KEY, (test, numbers))

    return add


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the long forms be long, on a slow machine too."""
    for item in items:
        if item.get_closest_marker("torture") is not None:
            item.add_marker(pytest.mark.timeout(900))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table as Markdown, ready for the docs."""
    rows: dict[str, Counter[str]] = {}
    for report in terminalreporter.getreports("passed"):
        for key, value in getattr(report, "user_properties", ()):
            if key == _KEY:
                rows.setdefault(value[0], Counter()).update(value[1])
    if rows:
        terminalreporter.section("counted")
        terminalreporter.write_line("| test | result |")
        terminalreporter.write_line("|---|---|")
        for test, numbers in sorted(rows.items()):
            result = ", ".join(f"{n:,} {what.replace('_', ' ')}" for what, n in numbers.items())
            terminalreporter.write_line(f"| {test} | {result} |")
