"""What is being typed on a wall, kept beside the journal for after a crash."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.notes import Note
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.text import stored_form
from naho_feedback.errors import NahoError
from naho_feedback.i18n import gettext as _
from naho_feedback.store.drafts import Unfinished
from naho_feedback.tui.screens.wall_writes import InOrder
from naho_feedback.tui.widgets.capture_line import Draft

if TYPE_CHECKING:
    from textual.timer import Timer

    from naho_feedback.tui.screens.base import NahoScreen

logger = logging.getLogger("naho_feedback.tui")

EVERY_SECONDS: Final = 0.4
"""How much typing a crash may cost."""

_CHANGE: Final = "change"
_PLACE: Final = re.compile(r"wall-([a-z0-9]+-\d+)-(\d+|change)")


@dataclass(frozen=True)
class LeftDraft:
    """What stood in a wall's line when the app ended.

    Attributes:
        session: the session's id.
        words: the words, with their column, their dots and the note that they change.
        is_cut: whether they end before something like a national health number.
    """

    session: str
    words: Draft
    is_cut: bool

    def sentence(self) -> str:
        """Say what it is and what Enter does."""
        note = self.words.note
        if note is None:
            said = _("This was being typed when the app ended: Enter keeps it.")
        else:
            said = _(
                "{receipt} was being changed when the app ended: Enter keeps this, Esc leaves "
                "the note as it was."
            ).format(receipt=note.receipt)
        if self.is_cut:
            said = f"{said} {_cut()}"
        return said


def _cut() -> str:
    return _("What followed looked like a social security number and was not kept.")


def left_on_walls(naho: Naho, session_id: str = "") -> list[LeftDraft]:
    """Return what was being typed on the walls and is kept in no note yet.

    Words that were kept in the very moment of a crash are thrown away here, and so are changes
    of a note that was taken down since.

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
    for place, draft in running.drafts().items():
        match = _PLACE.fullmatch(place)
        session = match and naho.store.get(Session, match[1].upper())
        if match is None or not session or session_id not in ("", session.id):
            continue
        if match[2] == _CHANGE:
            words = _change(naho, draft)
        else:
            words = _new_note(naho, session, int(match[2]), draft)
        if words is None:
            running.forget(place)
        else:
            left.append(LeftDraft(session.id, words, draft.is_cut))
    return left


def _new_note(naho: Naho, session: Session, number: int, draft: Unfinished) -> Draft | None:
    columns = naho.capture.format_of(session).columns
    column = columns[min(number, len(columns) - 1)].id
    kept = {note.text for note in naho.capture.notes(session.id) if note.column == column}
    if not draft.text or stored_form(draft.text) in kept:
        return None
    return Draft(column, draft.text, draft.dots)


def _change(naho: Naho, draft: Unfinished) -> Draft | None:
    note = naho.store.get(Note, draft.note)
    if note is None or not draft.text:
        return None
    # Cut before the first changed word, it would only take the note's end away.
    is_beginning = draft.is_cut and note.text.startswith(draft.text)
    text = note.text if is_beginning else draft.text
    if (stored_form(text), draft.dots) == (note.text, note.dots):
        return None
    return Draft(note.column, text, draft.dots, note)


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
        self._wanted: dict[str, Unfinished] = {}
        self._places: set[str] = set()
        self._failed = False

    def typed(self, session: Session, drafts: Sequence[Draft]) -> None:
        """Take what is being typed now; it is written within a moment, and the rest forgotten.

        Args:
            session: the wall's session.
            drafts: a new note, a change of one, both or nothing.
        """
        columns = [column.id for column in self._naho.capture.format_of(session).columns]
        self._wanted = {}
        for draft in drafts:
            number = columns.index(draft.column) if draft.column in columns else 0
            end, id_ = (_CHANGE, draft.note.id) if draft.note else (number, "")
            place = f"wall-{session.id.lower()}-{end}"
            self._wanted[place] = Unfinished(draft.text, draft.dots, id_)
        self._places |= self._wanted.keys()
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
        self._writes.do(
            partial(self._write, self._wanted, self._places - self._wanted.keys()),
            lambda _none: None,
            self._not_kept,
            doing="keep a draft",
        )
        self._places = set(self._wanted)

    def _write(self, wanted: Mapping[str, Unfinished], done: Iterable[str]) -> None:
        running = self._naho.running
        if running is None:
            return
        running.start()
        for place, draft in wanted.items():
            running.save(place, draft)
        for place in done:
            running.forget(place)

    def _not_kept(self, error: NahoError) -> None:
        # Adding a note says the same to the person; a line for each key would fill the log.
        if not self._failed:
            logger.warning("a draft cannot be kept: %s", type(error).__name__)
        self._failed = True
