"""A painted line of the wall that tells the terminal only what changes from cell to cell.

Textual writes each run of cells with all its colours and a reset behind it: two thirds of what a
scrolled wall sends, and what is felt over ssh.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

_RESET: Final = "\x1b[0m"
_ATTRIBUTES: Final = (
    ("bold", "1"),
    ("dim", "2"),
    ("italic", "3"),
    ("underline", "4"),
    ("reverse", "7"),
)
_SEEN_ON_BLANKS: Final = frozenset({"4", "7"})
_SYSTEMS: Final = {
    "standard": ColorSystem.STANDARD,
    "256": ColorSystem.EIGHT_BIT,
    "truecolor": ColorSystem.TRUECOLOR,
    "windows": ColorSystem.WINDOWS,
}


class _Pen(NamedTuple):
    """What a terminal paints with: codes as they stand in a CSI sequence, ``""`` for its own."""

    attributes: str = ""
    foreground: str = ""
    background: str = ""


_AT_REST: Final = _Pen()


class WallStrip(Strip):
    """Cells of one line; where Textual cuts it (under a toast), its parts are ordinary strips.

    Args:
        segments: runs of cells without links and controls.
        cell_length: how many cells they have.
    """

    def __init__(self, segments: Iterable[Segment], cell_length: int) -> None:
        super().__init__(segments, cell_length)
        self._written: str | None = None

    def render(self, console: Console) -> str:
        """Return the line as it is written to the terminal, which is left at rest."""
        if self._written is None:
            system = _SYSTEMS.get(console.color_system or "", ColorSystem.TRUECOLOR)
            self._written = _written(self._segments, system)
        return self._written


def _written(segments: Iterable[Segment], system: ColorSystem) -> str:
    parts: list[str] = []
    pen = _AT_REST
    for text, style, _control in segments:
        if not text:
            continue
        wanted = _pen(style, system) if style is not None else _AT_REST
        if text.isspace() and wanted.attributes == pen.attributes and _is_bare(wanted):
            wanted = _Pen(pen.attributes, pen.foreground, wanted.background)
        if wanted != pen:
            parts.append(_change(pen, wanted))
            pen = wanted
        parts.append(text)
    if pen != _AT_REST:
        parts.append(_RESET)
    return "".join(parts)


def _is_bare(pen: _Pen) -> bool:
    """Whether a blank does not show the colour of letters: no line, no colours changed round."""
    return not _SEEN_ON_BLANKS.intersection(pen.attributes.split(";"))


@lru_cache(maxsize=512)
def _pen(style: Style, system: ColorSystem) -> _Pen:
    fore, back = style.color, style.bgcolor
    return _Pen(
        ";".join(code for name, code in _ATTRIBUTES if getattr(style, name)),
        ";".join(fore.downgrade(system).get_ansi_codes()) if fore else "",
        ";".join(back.downgrade(system).get_ansi_codes(foreground=False)) if back else "",
    )


@lru_cache(maxsize=4096)
def _change(pen: _Pen, wanted: _Pen) -> str:
    """Return what makes one pen another: all of it after a reset, or only the new colours."""
    left = [code for code, new in zip(pen, wanted, strict=True) if code and not new]
    if left or pen.attributes != wanted.attributes:
        codes = ["0", *(code for code in wanted if code)]
    else:
        codes = [new for code, new in zip(pen, wanted, strict=True) if code != new]
    return f"\x1b[{';'.join(codes)}m"
