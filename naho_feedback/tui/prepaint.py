"""A first frame at once, while Textual is still being imported, and a clean way back.

The terminal's other screen is entered and :mod:`naho_feedback.tui.skeleton` painted on it. Then
either the app takes over (:func:`hand_over`), without anything being cleared in between, or
:func:`leave` gives the terminal back as it was, before a sentence is printed or the process ends.

Only the standard library, and little of it.
"""

from __future__ import annotations

import os
import signal
import sys

from naho_feedback.tui import skeleton

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing takes longer than painting
    from types import FrameType
    from typing import Any, Final

ENTER: Final = "\x1b[?1049h"
"""Enters the other screen; Textual writes the same."""

_LEAVE: Final = "\x1b[0m\x1b[?1049l\x1b[?25h"
_LEAVE_APP: Final = "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?2004l\x1b[?7h\x1b[<u"
"""What Textual switches on when it takes over."""


class _State:
    """What was changed and must be given back."""

    def __init__(self) -> None:
        self.painted = False
        self.handed_over = False
        self.modes: list[Any] | None = None
        self.handlers: dict[int, Any] = {}


_state = _State()


def paint(root: str, *, kiosk: bool = False) -> None:
    """Paint the frame, once; do nothing where it could not be taken back for certain.

    Args:
        root: the workspace's folder.
        kiosk: whether a questionnaire opens and not the dashboard.
    """
    if _state.painted or not _is_able():
        return
    size = _size()
    if size is None:
        return
    text = "" if kiosk else skeleton.kept(root, *size, os.environ)
    text = text or skeleton.frame(*size, skeleton.colours_of(os.environ), kiosk=kiosk)
    _state.painted = True
    for number in (signal.SIGTERM, signal.SIGHUP):
        _state.handlers[number] = signal.signal(number, _die)
    _state.handlers[signal.SIGTSTP] = signal.signal(signal.SIGTSTP, signal.SIG_IGN)
    _be_silent()
    # Wrapping is off while the last cell is painted, so that nothing scrolls.
    _write(f"{ENTER}\x1b[?25l\x1b[?7l{text}\x1b[?7h")


def is_painted() -> bool:
    """Whether the frame stands there and nobody took over yet."""
    return _state.painted and not _state.handed_over


def modes() -> list[Any] | None:
    """Return the terminal's modes as they were before, for whoever gives them back at the end."""
    return _state.modes


def hand_over() -> bool:
    """Let the app have the terminal as it is: screen, modes, and what was typed meanwhile.

    SIGTERM and SIGHUP still leave a clean terminal, until the app takes them over.

    Returns:
        Whether the other screen is entered already.
    """
    if not is_painted():
        return False
    _give_back(signal.SIGTSTP)
    _state.handed_over = True
    return True


def leave() -> None:
    """Give the terminal back as it was; nothing where nothing was painted or the app took over."""
    if not is_painted():
        return
    _state.painted = False
    _be_loud()
    for number in tuple(_state.handlers):
        _give_back(number)
    _write(_LEAVE)


def _is_able() -> bool:
    """Whether this terminal is known to understand, and to be given back by us."""
    if sys.platform == "win32":
        return False  # a console understands only once a mode is set, which is Textual's matter
    streams = (sys.__stdin__, sys.__stdout__, sys.__stderr__)  # Textual paints on the last one
    if os.environ.get("TERM", "dumb") in {"", "dumb", "unknown"}:
        return False
    try:
        return all(stream is not None and stream.isatty() for stream in streams) and (
            str(getattr(sys.__stdout__, "encoding", "")).lower() == "utf-8"
        )
    except ValueError:  # a stream is closed
        return False


def _size() -> tuple[int, int] | None:
    """Return columns and rows, found as Textual finds them; None where nobody knows."""
    try:
        found = tuple(os.get_terminal_size(_fd()))
    except OSError:
        return None
    told = (os.environ.get("COLUMNS", ""), os.environ.get("LINES", ""))
    columns, rows = (
        int(t) if t.isdecimal() and int(t) else f for t, f in zip(told, found, strict=True)
    )
    return (columns, rows) if 0 < columns <= 1000 and 0 < rows <= 1000 else None


def _fd() -> int:
    return sys.__stderr__.fileno() if sys.__stderr__ is not None else 2


def _write(text: str) -> None:
    data = text.encode("utf-8", "replace")
    try:
        while data:
            data = data[os.write(_fd(), data) :]
    except OSError:
        return  # the terminal is gone, and with it what there was to mend


def _be_silent() -> None:
    """Keep keys that are pressed meanwhile for the app, and let none be written over the frame.

    A terminal that reads lines would swallow ctrl+o or ctrl+r, and stop at ctrl+s. Only ctrl+c
    still interrupts.
    """
    if sys.platform == "win32":
        return
    import termios

    try:
        modes = termios.tcgetattr(_fd())
        _state.modes = modes[:]
        modes[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        modes[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        termios.tcsetattr(_fd(), termios.TCSANOW, modes)
    except termios.error:
        _state.modes = None


def _be_loud() -> None:
    if sys.platform == "win32" or _state.modes is None:
        return
    import termios

    try:
        termios.tcsetattr(_fd(), termios.TCSANOW, _state.modes)
    except termios.error:
        return


def _give_back(number: int) -> None:
    """Give a signal its handler back, unless somebody else took it meanwhile."""
    before = _state.handlers.pop(number)
    if signal.getsignal(number) in {_die, signal.SIG_IGN}:
        signal.signal(number, before if before is not None else signal.SIG_DFL)


def _die(number: int, _frame: FrameType | None) -> None:
    """Leave a clean terminal and end as the signal wants it."""
    if _state.handed_over:
        _write(_LEAVE_APP + _LEAVE)
        _be_loud()
    leave()
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
