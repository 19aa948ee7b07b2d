"""What any part of the app may tell the app."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from textual.message import Message


@dataclass
class GoTo(Message):
    """Somebody wants another screen.

    Attributes:
        screen: a name of :mod:`naho_feedback.tui.places`: ``dashboard``, ``sessions``,
            ``door``, ``programme``, ``wall``, ``kiosk``, ``summary``, ``review``, ``send``; and
            ``restitution``, ``photos``, ``log`` and ``bin`` of a session.
        args: what that screen takes beside the workspace, such as ``session_id``.
    """

    screen: str
    args: dict[str, str] = field(default_factory=dict)


@dataclass
class DataChanged(Message):
    """The store moved, here or in another process; the app passes it to the screen on top.

    Attributes:
        version: the store's version now.
    """

    version: int

    def can_replace(self, message: Message) -> bool:
        """Whether a burst of changes is told once: the newest says it all."""
        return isinstance(message, DataChanged)


@dataclass
class ProgrammeChanged(Message):
    """``naho.toml`` says something else now, and the workspace's services go on with it."""


@dataclass
class ForgetCopied(Message):
    """What was copied before must be nowhere for the next person to paste."""


@dataclass
class Finished(Message):
    """A worker thread is done; the screen that started it takes the result on its own side.

    Attributes:
        then: what to call with the result.
        result: what the service returned, or the error that it raised.
        group: the group of calls that may go on now, or ``""``.
    """

    then: Callable[[Any], None]
    result: Any
    group: str = ""
