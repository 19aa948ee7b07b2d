"""Bars and curves drawn with characters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_EIGHTHS: Final = " ▏▎▍▌▋▊▉█"
_HEIGHTS: Final = "▁▂▃▄▅▆▇█"


def bar(share: float, width: int) -> str:
    """Return a bar that grows to the right; anything above zero shows at least a sliver.

    Args:
        share: 0 to 1; what lies outside is clipped.
        width: cells when full.
    """
    share = min(1.0, max(0.0, share))
    eighths = round(share * width * 8)
    if share > 0:
        eighths = max(1, eighths)
    full, rest = divmod(eighths, 8)
    return "█" * full + (_EIGHTHS[rest] if rest else "")


def rule(share: float, width: int) -> tuple[str, str]:
    """Return a thin bar and the track that is left of it, together ``width`` cells.

    Args:
        share: 0 to 1; what lies outside is clipped; anything above zero shows a little.
        width: cells when full.
    """
    share = min(1.0, max(0.0, share))
    halves = round(share * width * 2)
    if share > 0:
        halves = max(1, halves)
    full, rest = divmod(halves, 2)
    drawn = "━" * full + ("╸" if rest else "")
    return drawn, "─" * (width - len(drawn))


def bar_left(share: float, width: int) -> str:
    """Return a bar that grows to the left, as wide as ``width``, in half cells."""
    share = min(1.0, max(0.0, share))
    halves = round(share * width * 2)
    if share > 0:
        halves = max(1, halves)
    full, rest = divmod(halves, 2)
    drawn = ("▐" if rest else "") + "█" * full
    return drawn.rjust(width)


def spark(values: Sequence[int]) -> str:
    """Return a small curve, one cell a value; zero is a blank."""
    top = max(values, default=0)
    if top <= 0:
        return ""
    return "".join(
        _HEIGHTS[min(7, (value * 8 - 1) // top)] if value > 0 else " " for value in values
    )
