"""Audiences: for whom a view is made, and what each may see, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import msgspec


class Audience(StrEnum):
    """For whom a view is made; :data:`RIGHTS` says what each sees.

    ``MANAGER`` (the rule) and ``PUBLIC`` get gated figures and reviewed quotes; ``TEAM`` also
    gets records, redacted; ``RAW`` gets them as typed, is asked for and logged.
    """

    TEAM = "team"
    MANAGER = "manager"
    PUBLIC = "public"
    RAW = "raw"

    @property
    def rights(self) -> Rights:
        """What this audience sees."""
        return RIGHTS[self]

    @property
    def sees_records(self) -> bool:
        """Whether the view of this audience carries records."""
        return self.rights.notes != NoteAccess.NONE


class NoteAccess(StrEnum):
    """How single notes are seen."""

    NONE = "none"
    REDACTED = "redacted"
    TYPED = "typed"


class Rights(msgspec.Struct, frozen=True, kw_only=True):
    """What one audience sees beside what all see: gated figures and reviewed quotes.

    Attributes:
        notes: whether single notes are seen, and how.
        answers: whether single answers are seen.
        owner_names: whether the named owner of an action is seen, and not only the function.
        live_counts: whether people and scores are counted live; else they change by batches,
            and each publication is remembered.
        asked: whether a person must type a function for it, which is logged.
    """

    notes: NoteAccess = NoteAccess.NONE
    answers: bool = False
    owner_names: bool = False
    live_counts: bool = False
    asked: bool = False


RIGHTS: Final[Mapping[Audience, Rights]] = MappingProxyType(
    {
        Audience.TEAM: Rights(notes=NoteAccess.REDACTED, owner_names=True, live_counts=True),
        Audience.MANAGER: Rights(),
        Audience.PUBLIC: Rights(),
        Audience.RAW: Rights(
            notes=NoteAccess.TYPED, answers=True, owner_names=True, live_counts=True, asked=True
        ),
    }
)
