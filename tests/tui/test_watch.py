"""The store is watched closely, and a stream of changes is told in pieces."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from naho_feedback.contracts.store import Store
from naho_feedback.errors import StoreError
from naho_feedback.tui.watch import AFTER_A_CHANGE, EVERY_SECONDS, StoreWatch


class Moves:
    """A store whose version is another one at some of the looks."""

    def __init__(self, *versions: int | None) -> None:
        self.version = 0
        self._versions = list(versions)

    def subscribe(self, listener: Callable[..., None]) -> None:
        del listener

    def refresh(self) -> None:
        version = self._versions.pop(0)
        if version is None:
            raise StoreError("no")
        self.version = version


class Pauses:
    """Stands in for the event that is waited for; ends the watch after the last look."""

    def __init__(self, watch: StoreWatch, looks: int) -> None:
        self._watch = watch
        self._looks = looks
        self.seconds: list[float] = []

    def wait(self, seconds: float) -> None:
        self.seconds.append(seconds)
        self._watch._stop = len(self.seconds) == self._looks

    def clear(self) -> None:
        pass


def watched(*versions: int | None) -> tuple[list[int], list[float]]:
    """Return what is told and what is waited for when the looks find these versions."""
    told: list[int] = []
    watch = StoreWatch(cast("Store", Moves(*versions)), told.append)
    pauses = Pauses(watch, len(versions))
    cast("Any", watch)._wake = pauses
    watch._run()
    return told, pauses.seconds


def test_a_change_is_told_once_and_the_screens_get_time_to_show_it() -> None:
    told, pauses = watched(0, 1, 1, 2, 3, 3)
    assert told == [1, 2, 3]
    often, late = EVERY_SECONDS, AFTER_A_CHANGE
    assert pauses == [often, late, often, late, late, often]


def test_a_note_of_another_window_waits_for_its_paint_only_a_part_of_fifty_milliseconds() -> None:
    assert EVERY_SECONDS <= 0.025


def test_a_journal_that_cannot_be_read_is_looked_at_again() -> None:
    told, pauses = watched(None, None, 1)
    assert (told, pauses) == ([1], [EVERY_SECONDS, EVERY_SECONDS, AFTER_A_CHANGE])
