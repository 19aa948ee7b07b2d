"""Photos of a session: where the file is and what it must still be; never the picture itself."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from naho_feedback.domain.records import Record


class Photo(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One photo attached to a session.

    Attributes:
        session: the session's id.
        path: the file, below the workspace with ``/`` where it lies there, else absolute.
        sha256: hexadecimal digest of the file when it was attached.
        caption: what it shows, in words: printed under it and read aloud.
        confirmed: a person said that it shows neither a face nor a patient.
        at: Unix time in milliseconds when it was attached.
    """

    table: ClassVar[str] = "photos"
    machine_made: ClassVar[frozenset[str]] = frozenset({"id", "sha256"})
    session: str = ""
    path: str = ""
    sha256: str = ""
    caption: str = ""
    confirmed: bool = False
    at: int = 0


class PhotoState(StrEnum):
    """What became of the file; one that changed is no longer what a person looked at."""

    SOUND = "sound"
    MISSING = "missing"
    CHANGED = "changed"
