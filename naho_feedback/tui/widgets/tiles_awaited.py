"""Where tiles will stand: their frames, as they were painted before the app started."""

from __future__ import annotations

from typing import Final

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from naho_feedback.tui.skeleton import tiles

_STYLES: Final = {"desk": "", "tile": "on $surface", "stub": "$rule on $surface"}


class TilesAwaited(Widget):
    """Empty tiles, until the first one has something to show."""

    DEFAULT_CSS = """
    TilesAwaited {
        height: 100%;
    }
    """
    ALLOW_SELECT = False

    def render(self) -> RenderResult:
        """Return the rows for the size."""
        width, height = self.content_size
        return Content("\n").join(
            Content.assemble(*((text, _STYLES[kind]) for text, kind in runs))
            for runs in tiles(width, height)
        )
