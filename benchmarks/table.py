"""One table of what was measured, what was aimed at, and whether it is met."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from typing import NamedTuple


class Row(NamedTuple):
    """A line of the table.

    Attributes:
        what: what was measured.
        measured: in its own unit.
        ratio: to what it is compared with, ``""`` where it is compared with nothing.
        aim: the most that the ratio may be; None where nothing is aimed at.
    """

    what: str
    measured: str
    ratio: str
    aim: float | None

    @property
    def verdict(self) -> str:
        """``met`` or ``missed``."""
        if self.aim is None:
            return ""
        return "met" if float(self.ratio) <= self.aim else "**missed**"


def medians(seconds: Sequence[float]) -> str:
    """Return the median and the least, in milliseconds."""
    return f"{statistics.median(seconds) * 1000:.0f} ms, least {min(seconds) * 1000:.0f}"


def ratio(seconds: Sequence[float], others: Sequence[float]) -> tuple[str, str]:
    """Return times in milliseconds, and the median of the ratios of what ran side by side."""
    pairs = [one / other for one, other in zip(seconds, others, strict=True)]
    return medians(seconds), f"{statistics.median(pairs):.2f}"


def print_table(rows: Sequence[Row]) -> None:
    """Print it as Markdown."""
    print("| | measured | ratio | aim | |")
    print("|---|---|---|---|---|")
    for row in rows:
        aim = "" if row.aim is None else f"{row.aim:g}"
        print(f"| {row.what} | {row.measured} | {row.ratio} | {aim} | {row.verdict} |")
