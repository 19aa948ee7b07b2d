"""How long a kiosk waits: for a visitor who went away, and after a wrong PIN. No terminal here."""

from __future__ import annotations

import math
from collections.abc import Callable
from time import monotonic
from typing import Final

WARNING_SECONDS: Final = 15.0
"""How long the page asks whether anybody is there before it makes room."""

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
