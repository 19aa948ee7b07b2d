"""Keeps how the first frame looked, so that the next start can paint it at once.

Three widgets are kept and nothing else: the line at the top, the waiting tiles and the lines of
keys. None of them shows anything of the journal.
"""

from __future__ import annotations

import os
from pathlib import Path

from rich.segment import Segment
from textual.app import App
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from naho_feedback.tui import skeleton
from naho_feedback.tui.background import in_background
from naho_feedback.tui.widgets.header import NahoHeader
from naho_feedback.tui.widgets.keyline import KeyLine
from naho_feedback.tui.widgets.tiles_awaited import TilesAwaited


def keep_first_frame(app: App[None], root: str) -> None:
    """Keep the frame that stands there now; nothing once figures have come, or for a kiosk.

    Args:
        app: the app, its first frame painted.
        root: the workspace's folder.
    """
    widgets = [*app.screen.query(TilesAwaited), *app.screen.query(NahoHeader)]
    if len(widgets) != 2:
        return
    pieces = [
        piece for widget in [*widgets, *app.screen.query(KeyLine)] for piece in _pieces(app, widget)
    ]
    desk = Strip([Segment(" ", app.screen.rich_style)]).render(app.console)
    text = "\n".join([skeleton.key(*app.size, os.environ), f"1 1 {desk}", *pieces])
    app.run_worker(_keep(Path(root, skeleton.KEPT), text), group="first frame", exit_on_error=False)


def _pieces(app: App[None], widget: Widget) -> list[str]:
    """Return a widget's lines as the kept file has them: row, column, and painted text."""
    place = widget.region
    lines = widget.render_lines(Region(0, 0, place.width, place.height))
    return [
        f"{y} {place.x + 1} {line.render(app.console)}"
        for y, line in enumerate(lines, start=place.y + 1)
    ]


async def _keep(path: Path, text: str) -> None:
    await in_background(lambda: _write(path, text), "keep the first frame")


def _write(path: Path, text: str) -> None:
    """Write it where it changed; a next start that finds half of it paints empty bars."""
    data = text.encode()
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(f".{os.getpid()}")
    new.write_bytes(data)
    new.replace(path)
