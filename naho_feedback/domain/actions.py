"""Actions: "you said, we did"."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from naho_feedback.domain.records import Record


class ActionStatus(StrEnum):
    """Where an action stands."""

    ASKED = "asked"
    DECIDED = "decided"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"


class Action(Record, frozen=True, kw_only=True, omit_defaults=True):
    """One decision asked for or taken.

    Attributes:
        theme: theme id it starts from, or ``""``.
        decision: what is to be done.
        owner: a function ("cadre de santé, bloc"), not a person; everybody may read it.
        owner_name: a person, where the team chose to name one; only the team reads it.
        due: ISO date, or ``""``.
        answer: what the people who asked are told.
        at: Unix time in milliseconds.
    """

    table: ClassVar[str] = "actions"
    theme: str = ""
    decision: str = ""
    owner: str = ""
    owner_name: str = ""
    due: str = ""
    status: ActionStatus = ActionStatus.ASKED
    answer: str = ""
    at: int = 0
