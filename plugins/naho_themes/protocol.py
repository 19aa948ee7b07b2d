"""What the app's process and the engine's process say to each other.

A frame is its length (four bytes, little-endian) and one message in MessagePack. The engine
speaks first, with :class:`Hello`; the app answers with :class:`Open`. From then on the app asks
and the engine answers, in any order: requests and answers carry a number. Nothing else may stand
in either pipe, so whatever a library prints is kept out of it.

Texts travel in parts. A hundred thousand notes in one frame would hold the app's interpreter
for a tenth of a second while they are packed, and somebody is typing there.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Protocol, TypeVar

import msgspec

from naho_feedback.api import Taxonomy

VERSION: Final = 1
"""Counted up when a message changes its meaning."""

LONGEST: Final = 1 << 26
"""The most bytes of a frame. Text that strays into a pipe makes up a larger number: "Trac" is
1.6 thousand million."""

PART: Final = 1_000
"""Texts or placings a frame."""

_LENGTH: Final = struct.Struct("<I")

T = TypeVar("T")


class ProtocolError(Exception):
    """What came is no message of this protocol, or of another version of it."""


class Pipe(Protocol):
    """What frames are read from: a binary file that may return less than it was asked for."""

    def read(self, size: int, /) -> bytes | None:
        """Return at most so many bytes, none of them at the end."""
        ...


class Sink(Protocol):
    """What frames are written to: a binary file that may take less than it was given."""

    def write(self, data: memoryview, /) -> int | None:
        """Return how many bytes were taken."""
        ...


# ---- the app says ------------------------------------------------------------------------


class Open(msgspec.Struct, frozen=True, tag=True):
    """The first word of the app: which version it speaks."""

    version: int


class Text(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A note: its id puts equal texts in an order."""

    id: str
    text: str


class Decided(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A note that a person placed; theme ``""`` where it is still to be sorted by decision."""

    id: str
    text: str
    theme: str


class Know(msgspec.Struct, frozen=True, tag=True):
    """What is to be known from now on; requests that were sent before keep what they had."""

    taxonomy: Taxonomy
    languages: tuple[str, ...]
    decided: tuple[Decided, ...]


class Texts(msgspec.Struct, frozen=True, tag=True):
    """A part of the texts that the request of this number is about."""

    number: int
    texts: tuple[Text, ...]


class Place(msgspec.Struct, frozen=True, tag=True):
    """Place the texts with the model that there is."""

    number: int


class Regroup(msgspec.Struct, frozen=True, tag=True):
    """Fit a model to all texts.

    Attributes:
        discover: whether to look for new themes.
        themes: how many to find, 0 for as many as there are.
        keep: whether the model places notes from then on.
    """

    number: int
    discover: bool = True
    themes: int = 0
    keep: bool = True


class Similar(msgspec.Struct, frozen=True, tag=True):
    """Say how much each of the texts resembles this one."""

    number: int
    text: str


Request = Open | Know | Texts | Place | Regroup | Similar


# ---- the engine says ---------------------------------------------------------------------


class Hello(msgspec.Struct, frozen=True, tag=True):
    """The first word of the engine: it runs, and which version it speaks."""

    version: int


class Working(msgspec.Struct, frozen=True, tag=True):
    """A sign of life in a long calculation."""


class Placing(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Where one text belongs; see ``Proposal``."""

    theme: str
    also: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    confidence: float = 0.0


class Placings(msgspec.Struct, frozen=True, tag=True):
    """A part of the placings, in the order of the texts."""

    number: int
    placings: tuple[Placing, ...]


class Group(msgspec.Struct, frozen=True, array_like=True):
    """A theme that was found; ``central`` are ids of notes."""

    id: str
    label: str
    words: tuple[str, ...]
    central: tuple[str, ...]


class Done(msgspec.Struct, frozen=True, tag=True):
    """The end of an answer.

    Attributes:
        groups: the themes that were found.
        likeness: 0 to 1 for each text, where that was asked.
    """

    number: int
    groups: tuple[Group, ...] = ()
    likeness: tuple[float, ...] = ()


class Failed(msgspec.Struct, frozen=True, tag=True):
    """Nothing came of a request.

    Attributes:
        error: the type of what was raised. Its message stays where it was: it may quote notes.
        where: functions and lines, the last one last.
        missing: the module that is not installed, if that is why.
    """

    number: int
    error: str
    where: str = ""
    missing: str = ""


Answer = Hello | Working | Placings | Done | Failed


# ---- frames ------------------------------------------------------------------------------


def framed(message: Request | Answer) -> bytes:
    """Return a message as the bytes that travel."""
    body = msgspec.msgpack.encode(message)
    return _LENGTH.pack(len(body)) + body


def requests(pipe: Pipe) -> Iterator[Request]:
    """Yield what the app says, until it hangs up; raises as :func:`answers` does."""
    return _messages(pipe, msgspec.msgpack.Decoder(Request))


def answers(pipe: Pipe) -> Iterator[Answer]:
    """Yield what the engine says, until it hangs up, within a message or after one.

    Raises:
        ProtocolError: if something else stands in the pipe.
    """
    return _messages(pipe, msgspec.msgpack.Decoder(Answer))


def write_frame(sink: Sink, frame: bytes) -> None:
    """Write all of a frame.

    Raises:
        OSError: if nobody reads any more.
    """
    left = memoryview(frame)
    while left:
        left = left[sink.write(left) or 0 :]


def parts(things: Sequence[T]) -> Iterable[Sequence[T]]:
    """Yield so many things at a time as go into one frame."""
    return (things[start : start + PART] for start in range(0, len(things), PART))


def _messages(pipe: Pipe, decoder: msgspec.msgpack.Decoder[T]) -> Iterator[T]:
    while (head := _exactly(pipe, _LENGTH.size)) is not None:
        (length,) = _LENGTH.unpack(head)
        if length > LONGEST:
            raise ProtocolError
        body = _exactly(pipe, length)
        if body is None:
            return
        try:
            message = decoder.decode(body)
        except msgspec.MsgspecError as error:
            raise ProtocolError from error
        yield message


def _exactly(pipe: Pipe, size: int) -> bytes | None:
    """Return so many bytes; None if the pipe ends before."""
    found = bytearray()
    while len(found) < size:
        piece = pipe.read(size - len(found))
        if not piece:
            return None
        found += piece
    return bytes(found)
