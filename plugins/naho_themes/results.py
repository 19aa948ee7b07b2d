"""What a model answers: plain values."""

from __future__ import annotations

from dataclasses import dataclass

from naho_feedback.api import NahoError


class ModelFileError(NahoError):
    """A saved model that is broken, foreign or of another version; it can be made anew."""


@dataclass(frozen=True)
class Placed:
    """Where a note belongs.

    Attributes:
        theme: theme id, ``""`` for "to be sorted".
        also: other themes that it speaks of, most certain first; at most two.
        words: the words that decided, as they stand in the note.
        confidence: 0 to 1.
    """

    theme: str
    also: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    confidence: float = 0.0


@dataclass(frozen=True)
class ProposedGroup:
    """Notes that fit no theme and belong together.

    Attributes:
        members: positions of the notes in what was fitted, ascending.
        label: a name made of the notes' own words.
        words: the words that set it apart, most telling first.
        central: positions of the two notes that stand for it best (one where there is one).
    """

    members: tuple[int, ...]
    label: str
    words: tuple[str, ...]
    central: tuple[int, ...]
