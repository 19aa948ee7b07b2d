"""Looking at the app as a person does: what stands on the screen."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.pilot import Pilot

from naho_feedback.tui.widgets.keyline import KeyLine


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until nothing is under way: workers, what they started, and the painting."""
    for _round in range(4):
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def rows(app: App[Any]) -> list[str]:
    """Return the painted lines of the screen on top."""
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def seen(app: App[Any]) -> str:
    """Return all that is painted, as one text."""
    return "\n".join(rows(app))


def key_words(app: App[Any]) -> str:
    """Return what the lines of keys say."""
    return "\n".join(str(line.render()) for line in app.screen.query(KeyLine))


def toasts(app: App[Any]) -> list[str]:
    """Return the messages that are shown for a moment."""
    return [notification.message for notification in app._notifications]
