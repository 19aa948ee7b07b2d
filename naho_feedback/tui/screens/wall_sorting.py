"""Asking the grouper for the themes of new and changed notes."""

from __future__ import annotations

from collections import deque

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.events import Actor
from naho_feedback.domain.notes import Note
from naho_feedback.errors import NahoError
from naho_feedback.services.theming import Grouping
from naho_feedback.services.wording import fallback_notice
from naho_feedback.tui.screens.base import NahoScreen


class NoteSorter:
    """Lets the grouper propose themes; notes that come meanwhile go with the next call.

    Args:
        naho: the workspace's services.
        screen: the screen whose workers are used, and which says what is wrong.
    """

    def __init__(self, naho: Naho, screen: NahoScreen) -> None:
        self._naho = naho
        self._screen = screen
        self._waiting: deque[Note] = deque()
        self._said = ""

    def warm(self) -> None:
        """Let the grouper get ready before the first note is written."""
        self._screen.work(
            self._naho.theming.warm,
            lambda _nothing: None,
            group="warm",
            description="warm the grouper",
        )

    def sort(self, note: Note) -> None:
        """Let a theme be proposed for a note."""
        self._waiting.append(note)
        self._screen.work(
            self._sort_waiting,
            self._sorted,
            group="themes",
            failed=self._not_sorted,
            description="propose themes",
        )

    def _sort_waiting(self) -> Grouping:
        notes: dict[str, Note] = {}
        while self._waiting:
            note = self._waiting.popleft()
            notes[note.id] = note
        # Not only_new: changed words may speak of something else. What a person placed stays.
        return self._naho.theming.group(notes.values(), actor=Actor.WALL)

    def _sorted(self, grouping: Grouping) -> None:
        if grouping.instead_of:
            self._warn(fallback_notice(grouping.instead_of))

    def _not_sorted(self, error: NahoError) -> None:
        self._warn(f"{error.message}\n{error.hint}".strip())

    def _warn(self, said: str) -> None:
        if said != self._said:  # once, not at every note
            self._said = said
            self._screen.say(said, "warning")
