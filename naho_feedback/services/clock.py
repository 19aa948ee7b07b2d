"""The time of day, which a workspace may hold still on one date (the demo does)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable


def _local_now() -> dt.datetime:
    return dt.datetime.now().astimezone()


class Clock:
    """Local time.

    Args:
        today: the date to stay on; the time of day still runs. None follows the calendar.
        now: where the time comes from, for tests.
    """

    def __init__(
        self, today: dt.date | None = None, now: Callable[[], dt.datetime] = _local_now
    ) -> None:
        self._today = today
        self._now = now

    def now(self) -> dt.datetime:
        """Return the local time, with its zone."""
        now = self._now()
        if self._today is not None:
            # Combined first and zoned afterwards: the offset is that of the day stayed on.
            now = dt.datetime.combine(self._today, now.time()).astimezone()
        return now

    def now_ms(self) -> int:
        """Return the time as Unix milliseconds."""
        return int(self.now().timestamp() * 1000)

    def today(self) -> dt.date:
        """Return today's date."""
        return self._today or self._now().date()


def local_time(ms: int) -> dt.datetime:
    """Return Unix milliseconds as local time."""
    return dt.datetime.fromtimestamp(ms / 1000).astimezone()


def local_day(ms: int) -> dt.date:
    """Return the local date of Unix milliseconds."""
    return local_time(ms).date()
