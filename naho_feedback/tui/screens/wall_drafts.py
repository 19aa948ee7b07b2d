"""What is being typed on a wall, kept beside the journal for after a crash."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.text import stored_form
from naho_feedback.errors import NahoError
from naho_feedback.tui.screens.wall_writes import InOrder

if TYPE_CHECKING:
    from textual.timer import Timer

    from naho_feedback.tui.screens.base import NahoScreen

logger = logging.getLogger("naho_feedback.tui")

EVERY_SECONDS: Final = 0.4
"""How much typing a crash may cost."""

_PLACE: Final = re.compile(r"wall-([a-z0-9]+-\d+)-(\d+)")


@dataclass(frozen=True)
class LeftDraft:
    """Words that stood in a wall's line when the app ended.

    Attributes:
        session: the session's id.
        column: id of the column.
        text: the words; they end before anything like a national health number.
    """

    session: str
    column: str
    text: str


def left_on_walls(naho: Naho, session_id: str = "") -> list[LeftDraft]:
    """Return what was being typed on the walls and is no note yet.

    Words that were kept in the very moment of a crash are thrown away here.

    Args:
        naho: the workspace's services.
        session_id: only of this session; ``""`` for all.

    Raises:
        StoreError: if the drafts cannot be read.
    """
    running = naho.running
    if running is None:
        return []
    running.start()
    left = []
    for place, text in running.drafts().items():
        match = _PLACE.fullmatch(place)
        session = match and naho.store.get(Session, match[1].upper())
        if match is None or not session or session_id not in ("", session.id):
            continue
        columns = naho.capture.format_of(session).columns
        column = columns[min(int(match[2]), len(columns) - 1)].id
        kept = {note.text for note in naho.capture.notes(session.id) if note.column == column}
        if stored_form(text) in kept:
            running.forget(place)
        else:
            left.append(LeftDraft(session.id, column, text))
    return left


class WallDrafts:
    """Keeps what stands in a wall's line while it is typed, in a thread of its own.

    Args:
        naho: the workspace's services.
        screen: whose timer says when to write.
    """

    def __init__(self, naho: Naho, screen: NahoScreen) -> None:
        self._naho = naho
        self._screen = screen
        self._writes = InOrder("drafts")
        self._timer: Timer | None = None
        self._wanted: tuple[str, str] = ("", "")
        self._place = ""
        self._failed = False

    def typed(self, session_id: str, column: int, text: str) -> None:
        """Take what stands in the line now; it is written within a moment.

        Args:
            session_id: the session's id.
            column: the column's number.
            text: the words; empty ones are forgotten.
        """
        self._wanted = (f"wall-{session_id.lower()}-{column}", text)
        if self._timer is None:
            self._timer = self._screen.set_timer(EVERY_SECONDS, self._write_wanted)

    async def finish(self) -> None:
        """Write what is left to be written."""
        if self._timer is not None:
            self._timer.stop()
            self._write_wanted()
        await self._writes.finish()

    def _write_wanted(self) -> None:
        self._timer = None
        place, text = self._wanted
        before, self._place = self._place, place
        self._writes.do(
            partial(self._write, before, place, text),
            lambda _none: None,
            self._not_kept,
            doing="keep a draft",
        )

    def _write(self, before: str, place: str, text: str) -> None:
        running = self._naho.running
        if running is None:
            return
        running.start()
        running.save(place, text)
        if before not in ("", place):
            running.forget(before)

    def _not_kept(self, error: NahoError) -> None:
        # Adding a note says the same to the person; a line for each key would fill the log.
        if not self._failed:
            logger.warning("a draft cannot be kept: %s", type(error).__name__)
        self._failed = True
