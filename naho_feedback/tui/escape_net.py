"""The last net under everything painted: no control character reaches the terminal.

Text is made harmless where it becomes a widget's content (:mod:`naho_feedback.tui.words`);
Textual itself passes escape sequences on. This filter catches what anybody forgets, plugins
and Textual's own widgets (an ``Input`` with a pasted escape) included.
"""

from __future__ import annotations

import re
from typing import Final

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_HARMFUL: Final = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class EscapeNet(LineFilter):
    """Drops control and bidirectional control characters from painted text.

    They are counted as zero cells wide, so dropping them moves nothing.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return the segments without harmful characters; the same list where there is none."""
        search = _HARMFUL.search
        if not any(search(segment.text) for segment in segments if segment.control is None):
            return segments
        return [
            segment
            if segment.control is not None
            else Segment(_HARMFUL.sub("", segment.text), segment.style)
            for segment in segments
        ]
