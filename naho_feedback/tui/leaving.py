"""Leaving when the terminal is closed or the machine shuts down.

What was kept is on the disk already, and what was being typed is saved within 0.4 s, so the
matter here is a clean terminal where there still is one, and no process left behind where there
is none.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import Final

_PATIENCE: Final = 5.0
"""Seconds for leaving in order once the terminal is gone."""


def leave_on_signals(leave: Callable[[], None]) -> None:
    """Call ``leave`` in the running loop at SIGTERM and SIGHUP, where the system has them.

    Args:
        leave: begins to leave in order.
    """
    loop = asyncio.get_running_loop()

    def hung_up() -> None:
        # Textual's own leaving writes to the terminal, and can wait for it for ever.
        last_resort = threading.Timer(_PATIENCE, os._exit, (1,))
        last_resort.daemon = True
        last_resort.start()
        leave()

    for name, then in (("SIGTERM", leave), ("SIGHUP", hung_up)):
        if number := getattr(signal, name, None):  # Windows has no SIGHUP, its loop no handlers
            with contextlib.suppress(NotImplementedError):
                loop.add_signal_handler(number, then)
    _stay_away_from_a_closed_terminal()


def _stay_away_from_a_closed_terminal() -> None:
    """Keep Textual from starting anew on a terminal that is gone.

    The kernel sends SIGCONT after the SIGHUP of a closed terminal, and Textual takes any SIGCONT
    for the end of a suspension: two threads then wait for a terminal that no longer answers.
    """
    number = getattr(signal, "SIGCONT", None)
    resume = signal.getsignal(number) if number else None
    if number is None or not callable(resume):
        return

    def continued(number: int, frame: FrameType | None) -> None:
        if _terminal_is_there():
            resume(number, frame)

    signal.signal(number, continued)


def _terminal_is_there() -> bool:
    import termios

    try:
        termios.tcgetattr(sys.__stdin__ or 0)
    except (termios.error, OSError, ValueError):
        return False
    return True
