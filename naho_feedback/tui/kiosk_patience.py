"""How long a kiosk waits: for visitors, and after a wrong PIN. No terminal here."""

from __future__ import annotations

import math
from collections.abc import Callable
from time import monotonic
from typing import Final

WARNING_SECONDS: Final = 15.0
"""How long the page asks whether anybody is there before it makes room."""

HELD_SECONDS: Final = 0.6
"""A key that comes again sooner is held down: keyboards begin to repeat after half a second."""
SECOND_CLICK_SECONDS: Final = 0.4

_FREE_TRIES: Final = 3
_FIRST_WAIT: Final = 30.0
_LONGEST_WAIT: Final = 480.0


class IdleWatch:
    """Tells how long nobody has pressed anything.

    Args:
        seconds: without a key before the countdown begins.
        warning: length of the countdown in seconds.
        now: a clock that only goes forward.
    """

    def __init__(
        self,
        seconds: float,
        warning: float = WARNING_SECONDS,
        now: Callable[[], float] = monotonic,
    ) -> None:
        self._seconds = seconds
        self._warning = warning
        self._now = now
        self._touched = now()

    def touched(self) -> None:
        """Somebody is there."""
        self._touched = self._now()

    @property
    def is_over(self) -> bool:
        """Whether the countdown has run out."""
        return self._left <= 0

    @property
    def countdown(self) -> int:
        """The seconds to be shown, from the countdown's length to 1; 0 while it does not run."""
        return math.ceil(self._left) if 0 < self._left <= self._warning else 0

    @property
    def _left(self) -> float:
        return self._touched + self._seconds + self._warning - self._now()


class Attempts:
    """Slows down whoever tries PINs: three are free, then each one waits twice as long.

    Args:
        now: a clock that only goes forward.
    """

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._wrong = 0
        self._until = now()

    @property
    def wait(self) -> int:
        """Seconds until the next try; 0 for now."""
        return max(0, math.ceil(self._until - self._now()))

    def failed(self) -> None:
        """Count a wrong one."""
        self._wrong += 1
        more = self._wrong - _FREE_TRIES
        if more >= 0:
            self._until = self._now() + min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(more, 10))


class Haste:
    """Tells what was pressed once for the page before from what is pressed for this one.

    A finger that stays on a digit, or clicks twice out of habit, would answer the next question
    too, and the one after it.

    Args:
        held: within how many seconds the same key again is a key that is held down.
        second_click: for how many seconds a new page takes no click.
    """

    def __init__(
        self, held: float = HELD_SECONDS, second_click: float = SECOND_CLICK_SECONDS
    ) -> None:
        self._held = held
        self._second_click = second_click
        self._key = ""
        self._pressed = self._turned = -math.inf
        self._over = False

    def page_turned(self, at: float) -> None:
        """Another page is in front since then."""
        self._turned = at
        self._over = True

    def is_still_held(self, key: str, at: float) -> bool:
        """Whether this key turned the page and was not let go since."""
        again = key == self._key and at - self._pressed < self._held
        self._over = self._over and again
        self._key, self._pressed = key, at
        return self._over

    def is_second_click(self, at: float) -> bool:
        """Whether this click comes too soon for anybody to have read the page."""
        return at - self._turned < self._second_click
