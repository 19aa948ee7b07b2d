"""The last net under everything painted: no control character reaches the terminal.

Text is made harmless where it becomes a widget's content (:mod:`naho_feedback.tui.words`);
Textual itself passes escape sequences on. This filter catches what anybody forgets, plugins
and Textual's own widgets (an ``Input`` with a pasted escape) included.
"""

from __future__ import annotations

import re
from typing import Final

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_HARMFUL: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe00-\ufe0f\ufeff]"
)


class EscapeNet(LineFilter):
    """Drops controls, bidirectional controls and joiners from painted text.

    Terminals disagree about the width of what joiners join: two emoji made one while they are
    typed would move the rest of the line. What is painted keeps the width that was counted.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return the segments without harmful characters; the same list where there is none."""
        search = _HARMFUL.search
        if not any(search(segment.text) for segment in segments if segment.control is None):
            return segments
        return [
            segment
            if segment.control is not None
            else Segment(_harmless(segment.text), segment.style)
            for segment in segments
        ]


def _harmless(text: str) -> str:
    clean = _HARMFUL.sub("", text)
    return clean if clean == text else set_cell_size(clean, cell_len(text))
